"""Small groups: who reads that one Malian woman of 26 to 35 was stopped at a post on a day knows who it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cen_records.choices import Status
from cen_records.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from cen_records.models import Case

COARSENED = ("nationality", "age_band", "gender")  # left out together: any two of them lead to the third
OFF_THE_WAY = (Status.REJECTED, Status.WITHDRAWN, Status.DUPLICATE)


def too_few(case: Case, persons: Iterable[Person]) -> set[UUID]:
    """The persons whose nationality, age and gender do not leave.

    Those of a nationality of which no other case of the same country, day and office tells (seizure-records, 1.10).
    What counts is what happened there that day: all national records that stand, released or not yet. Rejected and
    withdrawn ones and duplicates tell of nothing else. Nobody's nationality is a nationality too: without it, age
    and gender would still point at the only one.
    """
    others = (
        Person.objects.filter(
            case__administration=case.administration_id, case__space=case.space, case__country_code=case.country_code,
            case__seized_on=case.seized_on, case__office=case.office_id,
        )
        .exclude(case=case)
        .exclude(case__status__in=OFF_THE_WAY)
    )  # fmt: skip
    shared = set(others.order_by().values_list("nationality_id", flat=True).distinct())
    return {person.pk for person in persons if person.nationality_id not in shared}
