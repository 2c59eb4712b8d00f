"""Who is calling, and what they may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.api.callers import OfficerEndpoint
from accounts.api.tokens import TokenShape, token_written
from face.rest.endpoints import Operation, operation
from face.rest.needs import ANY

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "me"


class MyPostingShape(serializers.Serializer[Any]):
    """A role at an office that the caller holds today."""

    office = serializers.CharField()
    role = serializers.CharField()
    until_on = serializers.DateField(allow_null=True)
    permissions = serializers.ListField(child=serializers.CharField())


class MeShape(serializers.Serializer[Any]):
    """The caller: a person, or a program of an office."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_program = serializers.BooleanField()
    language = serializers.CharField(allow_blank=True)
    postings = MyPostingShape(many=True)
    token = TokenShape(allow_null=True, help_text=_("Null in a browser, where nothing is narrowed."))


class Me(OfficerEndpoint):
    """The caller’s own."""

    @operation(
        Operation(
            _("Who I am and what I may do"),
            ANY,
            GROUP,
            answer=MeShape,
            details=_("Answers every valid token, also one without scopes or of somebody without a posting today."),
        )
    )
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For everybody who has come in."""
        officer, token = self.officer, self.caller.token
        postings = officer.postings.current().select_related("office")
        return self.answer(
            {
                "id": officer.pk,
                "name": str(officer),
                "is_program": officer.is_program,
                "language": officer.language,
                "postings": [
                    {
                        "office": posting.office.code,
                        "role": posting.role_code,
                        "until_on": posting.until_on,
                        "permissions": sorted(posting.role.permissions),
                    }
                    for posting in postings
                ],
                "token": token_written(token) if token else None,
            }
        )
