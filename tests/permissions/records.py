"""A record that a program sent, what was released of it, and the draft of a correction: bare, only who asks decides."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cen_records.access import nominal_within
from cen_records.actions.drafts import digest_of
from cen_records.models import Case, Delivery, Draft, ReleasedCase
from cen_records.rules.document.tidying import tidy

if TYPE_CHECKING:
    from accounts.models import Office, Officer

DOCUMENT: dict[str, Any] = {"schema": 1, "case": {"seized_on": "2026-11-20"}}


def settle_sent(officer: Officer, office: Office) -> Case:
    """Save them. The document of the record is known to have been sent."""
    administration, now = office.administration or office, timezone.now()
    shared: dict[str, Any] = {
        "administration": administration, "office": office, "country_code": office.country_code,
        "reference": f"{office.code}-2026-000002", "seized_on": date(2026, 11, 20),
    }  # fmt: skip
    case = Case.objects.create(entered_by=officer, entered_at=now, submitted_at=now, **shared)
    ReleasedCase.objects.create(pk=case.pk, released_at=now, **shared)
    digest = digest_of(tidy(DOCUMENT)[0])
    Delivery.objects.create(case=case, content_sha256=digest, version=1, by=officer)
    with nominal_within(administration):
        Draft.objects.create(
            pk=case.pk, case=case, base_version=1, administration=administration, office=office, entered_by=officer,
            saved_at=now,
            content=tidy(DOCUMENT)[0], content_sha256=digest,
        )  # fmt: skip
    return case
