"""Invitations: who was invited, and inviting. The code goes by letter or on a slip, and never through this door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.invitations import cancel_invitation, invite_officer
from accounts.api.callers import OfficerEndpoint
from accounts.choices import InvitationState, Scope
from accounts.models import Invitation, Office
from accounts.permissions import Permission
from accounts.roles import ROLES
from face.rest.endpoints import Operation, operation
from face.rest.etags import etag, require_match
from face.rest.lists import Listing
from face.rest.shapes import Body, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response

GROUP = "invitations"


class InvitationShape(serializers.Serializer[Any]):
    """An offer to join with one posting; without a role, to choose a new password."""

    id = serializers.UUIDField()
    family_name = serializers.CharField()
    given_names = serializers.CharField(allow_blank=True)
    staff_number = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    office = serializers.CharField()
    role = serializers.CharField(allow_blank=True)
    until_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=InvitationState.values)
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    sent_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)


class InvitationBody(Body):
    """Whom to invite as what. `id` is yours: sent twice, it is one invitation. Without `email` a slip is printed."""

    id = serializers.UUIDField()
    office = serializers.CharField(max_length=24)
    role = serializers.ChoiceField(choices=list(ROLES))
    family_name = serializers.CharField(max_length=80)
    given_names = serializers.CharField(max_length=80)
    staff_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    language = serializers.ChoiceField(choices=[code for code, _name in settings.LANGUAGES])
    until_on = serializers.DateField(required=False, allow_null=True)


_TIMES = ("invited_at", "expires_at", "sent_at", "accepted_at", "cancelled_at")
_SAME = ("id", "family_name", "given_names", "staff_number", "email", "language")
COLUMNS = (*_SAME, *_TIMES, "office__code", "role_code", "until_on")


def written(row: dict[str, Any]) -> dict[str, Any]:
    """An invitation as it is answered."""
    times = {name: row[name] for name in _TIMES}
    return {
        **{name: row[name] for name in _SAME},
        "office": row["office__code"],
        "role": row["role_code"],
        "until_on": row["until_on"],
        "state": Invitation(**times).state,
        **times,
    }


def version_of(invitation: Invitation) -> str:
    """The mark of its present version."""
    return etag("invitation", invitation.pk, invitation.serial, *(getattr(invitation, name) for name in _TIMES[2:]))


LISTING = Listing(columns=COLUMNS, write=written, orders={"invited": ("invited_at", "id")}, usual="-invited")
InvitationQuery = LISTING.query(
    "Invitation",
    open=serializers.BooleanField(required=False, default=False, help_text=_("Only those that can be accepted.")),
)


class InvitationEndpoint(OfficerEndpoint):
    """What every address of invitations needs."""

    def told(self, pk: UUID, *, status: int = 200) -> Response:
        """The invitation as it stands now. Raises Http404 if there is none that the caller may see."""
        seen = Invitation.objects.visible_to(self.officer).select_related("office")
        found = get_object_or_404(seen, pk=pk)
        row = {name: getattr(found, name) for name in COLUMNS if name != "office__code"}
        location = reverse("api:invitation", args=[pk]) if status == 201 else ""
        body = written(row | {"office__code": found.office.code})
        return self.answer(body, etag=version_of(found), status=status, location=location)


class Invitations(InvitationEndpoint):
    """The list."""

    @operation(
        Operation(_("Invitations at the caller’s offices"), Scope.INVITATIONS_READ, GROUP, InvitationQuery,
                  answer=page_of(InvitationShape))
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """The latest first."""
        self.require_anywhere(Permission.OFFICER_INVITE)
        found = Invitation.objects.visible_to(self.officer)
        return self.answer(LISTING.page(request, self.asked, found.open() if self.asked["open"] else found))

    @operation(
        Operation(
            _("Invite somebody"),
            Scope.INVITATIONS_WRITE,
            GROUP,
            body=InvitationBody,
            answer=InvitationShape,
            status=201,
            examples={
                "request": {
                    "id": "5b1f1f0e-5e0a-4a53-9a39-0c7f6c1d2e44",
                    "office": "SN-DKRA",
                    "role": "ENTRY_OFFICER",
                    "family_name": "Diop",
                    "given_names": "Awa",
                    "email": "awa@douanes.example",
                    "language": "fr",
                }
            },
        )
    )
    def post(self, request: Request) -> Response:  # noqa: ARG002 - DRF's shape
        """For whoever may give that role at that office."""
        self.require_anywhere(Permission.OFFICER_INVITE)
        sent = dict(self.sent)
        offices = Office.objects.reached_by(self.officer, Permission.OFFICE_VIEW)
        office = get_object_or_404(offices, code=sent.pop("office"))
        made = invite_officer(
            by=self.officer, invitation_id=sent.pop("id"), office=office, role_code=sent.pop("role"), **sent
        )
        return self.told(made.pk, status=201)


class OneInvitation(InvitationEndpoint):
    """One of them."""

    @operation(Operation(_("One invitation"), Scope.INVITATIONS_READ, GROUP, answer=InvitationShape, versioned=True))
    def get(self, request: Request, pk: UUID) -> Response:  # noqa: ARG002 - DRF's shape
        """By its identity."""
        return self.told(pk)


class InvitationCancel(InvitationEndpoint):
    """Withdrawing one."""

    @operation(
        Operation(_("Cancel an invitation"), Scope.INVITATIONS_WRITE, GROUP, answer=InvitationShape, changes=True)
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """For whoever could have sent it."""
        with transaction.atomic():
            seen = get_object_or_404(Invitation.objects.visible_to(self.officer), pk=pk)
            locked = Invitation.objects.select_for_update(of=("self",)).select_related("office").get(pk=seen.pk)
            require_match(request, version_of(locked))
            cancel_invitation(by=self.officer, invitation=locked)
        return self.told(pk)
