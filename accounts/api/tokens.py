"""One's own tokens: to look through, and to revoke. They are issued on a page, where one proves who one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.tokens import revoke_token
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from accounts.models import AccessToken
from face.rest.endpoints import Operation, operation
from face.rest.lists import Listing
from face.rest.shapes import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "tokens"


class TokenShape(serializers.Serializer[Any]):
    """A token. `id` and `shown` are no secret and open nothing."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    shown = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    issued_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text=_("To within ten minutes."))
    revoked_at = serializers.DateTimeField(allow_null=True)


COLUMNS = ("id", "name", "finder", "scopes", "issued_at", "expires_at", "last_used_at", "revoked_at")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """A token as it is answered."""
    return {
        "id": row["id"],
        "name": row["name"],
        "shown": AccessToken(finder=row["finder"]).shown,
        **{name: row[name] for name in COLUMNS[3:]},
    }


def token_written(token: AccessToken) -> dict[str, Any]:
    """One that is at hand."""
    return written({name: getattr(token, name) for name in COLUMNS})


LISTING = Listing(columns=COLUMNS, write=written, orders={"issued": ("issued_at", "id")}, usual="-issued")
TokenQuery = LISTING.query("Token")


class Tokens(OfficerEndpoint):
    """The list."""

    @operation(Operation(_("My tokens"), Scope.TOKENS_READ, GROUP, TokenQuery, answer=page_of(TokenShape)))
    def get(self, request: Request) -> Response:
        """The caller’s own, the latest first."""
        return self.answer(LISTING.page(request, self.asked, AccessToken.objects.of(self.officer)))


class OneToken(OfficerEndpoint):
    """One of them."""

    @operation(
        Operation(
            _("Revoke one of my tokens"),
            Scope.TOKENS_WRITE,
            GROUP,
            status=204,
            details=_(
                "At once and for good. No `If-Match` is asked for: whoever has lost a token must not have to wait."
            ),
        )
    )
    def delete(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """The caller’s own; others find nothing."""
        token = get_object_or_404(AccessToken.objects.of(self.officer).select_related("officer"), pk=pk)
        revoke_token(by=self.officer, token=token)
        return self.done()
