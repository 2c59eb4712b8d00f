"""What of records waits for an officer, each with its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.choices import OfficeKind
from accounts.permissions import Permission
from accounts.querysets.reach import NOWHERE
from cen_records.choices import NoticeKind, Space, Status
from cen_records.models import Case, ReleasedCase, ReleaseNotice
from cen_records.querysets.scope import national_reach, regional_reach
from cen_records.reports.clocks import due_in_words, urgency_of
from face.waiting import Urgency, Waiting, WaitingGroup

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from accounts.models import Officer

AT_MOST = 6  # of each kind; the heading leads to all of them


def waiting_in_records(officer: Officer) -> list[WaitingGroup]:
    """Returned to the author, to be checked, released, answered, verified; and what became of what was received."""
    return [*_entered(officer), *_to_check(officer), *_to_release(officer), *_to_verify(officer), *_told(officer)]


def _entered(officer: Officer) -> list[WaitingGroup]:
    returned = Case.objects.visible_to(officer).entered_by(officer).standing(Status.RETURNED)
    return [_group(_("Returned to you"), returned, "record")]


def _to_check(officer: Officer) -> list[WaitingGroup]:
    """For those who check at a post. Of the contact point, who could check them all, only what waits too long."""
    held = officer.postings.granting(Permission.RECORD_CHECK).select_related("office")
    kinds = {posting.office.kind for posting in held}
    if not kinds:
        return []
    submitted = _standing(officer, Permission.RECORD_CHECK, Status.SUBMITTED).exclude(entered_by=officer)
    if OfficeKind.POST in kinds:
        return [_group(_("To check"), submitted, "record-check")]
    late = submitted.filter(due_at__lt=timezone.now())
    return [_group(_("Waiting too long at the units"), late, "record-check")]


def _to_release(officer: Officer) -> list[WaitingGroup]:
    if not officer.postings.granting(Permission.RECORD_RELEASE).exists():
        return []
    checked = _standing(officer, Permission.RECORD_RELEASE, Status.CHECKED).exclude(entered_by=officer)
    asked = ReleasedCase.objects.filter(is_withdrawn=False, space=Space.REAL, status=Status.QUERIED).filter(
        _administrations(officer, Permission.RECORD_RELEASE)
    )
    return [
        _group(_("To release"), checked, "record-release"),
        _group(_("Asked by the RILO"), asked, "record-answer"),
    ]


def _to_verify(officer: Officer) -> list[WaitingGroup]:
    if not officer.postings.granting(Permission.RELEASED_VERIFY).exists():
        return []
    reach = regional_reach(officer, Permission.RELEASED_VERIFY)
    released = ReleasedCase.objects.filter(reach, is_withdrawn=False, space=Space.REAL, status=Status.RELEASED)
    return [_group(_("To validate"), released, "released-validate")]


def _told(officer: Officer) -> list[WaitingGroup]:
    """What was received and is no longer what it was, for two weeks."""
    if not officer.postings.granting(Permission.RELEASED_VIEW).exists():
        return []
    notices = ReleaseNotice.objects.visible_to(officer).lately().select_related("released")[:AT_MOST]
    return [WaitingGroup(_("Changed since you received it"), [_notice(notice) for notice in notices])]


def _standing(officer: Officer, permission: Permission, status: Status) -> QuerySet[Case]:
    return Case.objects.filter(national_reach(officer, permission), space=Space.REAL).standing(status)


def _administrations(officer: Officer, permission: Permission) -> Q:
    held = officer.postings.granting(permission).filter(office__kind=OfficeKind.ADMINISTRATION)
    return Q(administration_id__in=held.values("office_id")) if held else NOWHERE


def _group(heading: str, cases: QuerySet[Case] | QuerySet[ReleasedCase], page: str) -> WaitingGroup:
    now = timezone.now()
    shown = cases.select_related("office").order_by("due_at", "id")[:AT_MOST]
    return WaitingGroup(heading, [_waiting(case, page, now) for case in shown])


def _waiting(case: Case | ReleasedCase, page: str, now: datetime) -> Waiting:
    seized_on = _("seized on %(day)s") % {"day": date_format(case.seized_on, "SHORT_DATE_FORMAT")}
    return Waiting(
        title=case.reference,
        text=f"{case.office}, {seized_on}",
        url=reverse(f"cen_records:{page}", args=[case.pk]),
        due=due_in_words(case.due_at, now),
        due_on=timezone.localdate(case.due_at) if case.due_at else None,
        urgency=urgency_of(case.due_at, now),
    )


def _notice(notice: ReleaseNotice) -> Waiting:
    """A withdrawn record can be read no more, so nothing leads there."""
    is_gone = notice.kind == NoticeKind.WITHDRAWN or notice.released.is_withdrawn
    return Waiting(
        title=notice.released.reference,
        text=_("Withdrawn by the country that had released it.") if is_gone else _("Corrected: a new version stands."),
        url="" if is_gone else reverse("cen_records:released", args=[notice.released_id]),
        due=date_format(notice.at, "SHORT_DATE_FORMAT"),
        urgency=Urgency.LATER,
    )
