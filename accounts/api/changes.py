"""What is done with an officer’s account and postings. Each says which version it changes (`If-Match`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.actions.officers import correct_officer, reinstate_officer, suspend_officer
from accounts.actions.postings import end_posting, grant_posting
from accounts.api.officers import GROUP, OfficerOfAddress, OfficerShape, OneOfficer, version_of
from accounts.choices import Scope
from accounts.models import Office, Officer
from accounts.permissions import Permission
from accounts.roles import ROLES
from face.rest.endpoints import Operation, operation
from face.rest.etags import require_match
from face.rest.shapes import Body

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from rest_framework.request import Request
    from rest_framework.response import Response


class ReasonBody(Body):
    """Why. It is kept with the record of what was done."""

    reason = serializers.CharField(max_length=2_000)


class CorrectionBody(Body):
    """The particulars that are to change; the others stay."""

    family_name = serializers.CharField(max_length=80, required=False)
    given_names = serializers.CharField(max_length=80, required=False)
    staff_number = serializers.CharField(max_length=30, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)


class PostingBody(Body):
    """A role at an office. `id` is yours: sent twice, it is one posting."""

    id = serializers.UUIDField()
    office = serializers.CharField(max_length=24)
    role = serializers.ChoiceField(choices=list(ROLES))
    from_on = serializers.DateField()
    until_on = serializers.DateField(required=False, allow_null=True)


class EndBody(Body):
    """The last day of a posting, and why. A day before its first withdraws it."""

    until_on = serializers.DateField()
    reason = serializers.CharField(max_length=2_000)


class Changing(OfficerOfAddress):
    """Changes one officer, if the caller has seen the present version."""

    def changed(self, request: Request, pk: int, act: Callable[[Officer], Any]) -> Response:
        """Do it, and tell how the officer stands then. Raises Problem, and what the act raises."""
        self.change(request, pk, act)
        return self.told(pk)

    def change(self, request: Request, pk: int, act: Callable[[Officer], Any]) -> None:
        """Do it, and nothing if somebody else was quicker."""
        with transaction.atomic():
            officer = self.visible(pk)
            locked = Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)
            require_match(request, version_of(locked))
            act(locked)


class OneOfficerChanged(Changing, OneOfficer):
    """One officer, to be read and put right."""

    @operation(
        Operation(
            _("Put an officer’s particulars right"),
            Scope.OFFICERS_WRITE,
            GROUP,
            body=CorrectionBody,
            answer=OfficerShape,
            changes=True,
            examples={"request": {"family_name": "Diop"}},
        )
    )
    def patch(self, request: Request, pk: int) -> Response:
        """For whoever could grant all that the officer holds."""

        def correct(officer: Officer) -> None:
            names = ("family_name", "given_names", "staff_number", "email")
            stands = {name: getattr(officer, name) or "" for name in names}
            correct_officer(by=self.officer, officer=officer, **{**stands, **self.sent})

        return self.changed(request, pk, correct)


class Suspend(Changing):
    """Closing an account."""

    @operation(
        Operation(
            _("Suspend an officer"), Scope.OFFICERS_WRITE, GROUP, body=ReasonBody, answer=OfficerShape, changes=True,
            details=_("At once: every session ends and every token dies, for good."),
            examples={"request": {"reason": "Under investigation, note 12/2026"}},
        )
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """For whoever could grant one of the officer’s postings."""
        return self.changed(
            request, pk, lambda officer: suspend_officer(by=self.officer, officer=officer, reason=self.sent["reason"])
        )


class Reinstate(Changing):
    """Opening it again."""

    @operation(
        Operation(
            _("Reinstate an officer"), Scope.OFFICERS_WRITE, GROUP, body=ReasonBody, answer=OfficerShape, changes=True,
            examples={"request": {"reason": "Cleared, note 15/2026"}},
        )
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """For whoever could grant all that the officer holds."""
        return self.changed(
            request, pk, lambda officer: reinstate_officer(by=self.officer, officer=officer, reason=self.sent["reason"])
        )


class GrantPosting(Changing):
    """Postings of one officer."""

    @operation(
        Operation(
            _("Grant a posting"),
            Scope.POSTINGS_WRITE,
            GROUP,
            body=PostingBody,
            answer=OfficerShape,
            status=201,
            changes=True,
            examples={
                "request": {
                    "id": "0b0e6a52-8f57-4b0c-8c55-0d7f4b1c2a33",
                    "office": "SN-DKRA",
                    "role": "ENTRY_OFFICER",
                    "from_on": "2026-12-01",
                }
            },
        )
    )
    def post(self, request: Request, pk: int) -> Response:
        """For whoever may give that role at that office."""
        offices = Office.objects.reached_by(self.officer, Permission.OFFICE_VIEW)
        sent = dict(self.sent)
        office = get_object_or_404(offices, code=sent.pop("office"))
        posting_id, role = sent.pop("id"), sent.pop("role")

        def grant(officer: Officer) -> None:
            grant_posting(
                by=self.officer, posting_id=posting_id, officer=officer, office=office, role_code=role, **sent
            )

        self.change(request, pk, grant)
        return self.told(pk, status=201, location=reverse("api:officer", args=[pk]))


class EndPosting(Changing):
    """The end of one posting."""

    @operation(
        Operation(
            _("End a posting"), Scope.POSTINGS_WRITE, GROUP, body=EndBody, answer=OfficerShape, changes=True,
            examples={"request": {"until_on": "2026-12-31", "reason": "Moves to Saint-Louis"}},
        )
    )  # fmt: skip
    def post(self, request: Request, pk: int, posting_id: UUID) -> Response:
        """For whoever may give that role at that office."""

        def end(officer: Officer) -> None:
            offices = Office.objects.reached_by(self.officer, Permission.OFFICER_VIEW)
            posting = get_object_or_404(officer.postings.filter(office__in=offices), pk=posting_id)
            end_posting(by=self.officer, posting=posting, **self.sent)

        return self.changed(request, pk, end)
