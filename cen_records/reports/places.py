"""To what a file belongs: a draft while one types, the record when it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cen_records.choices import Space
from cen_records.models import Case, Draft

if TYPE_CHECKING:
    from accounts.models import Officer


def draft_or_case(officer: Officer, record_id: UUID, *, lock: bool = False) -> Draft | Case:
    """The draft or record of this identity. Within `nominal_of`. Raises Case.DoesNotExist for one that is not seen."""
    for space in Space:
        for rows in (Draft.objects.visible_to(officer, space=space), Case.objects.visible_to(officer, space=space)):
            seen = rows.select_for_update(of=("self",)) if lock else rows
            found = seen.select_related("office").filter(pk=record_id).first()
            if found is not None:
                return found
    raise Case.DoesNotExist


def lines_of(of: Draft | Case) -> list[tuple[str, str]]:
    """The goods lines that a file may show: identity and words."""
    if isinstance(of, Case):
        return [(str(line.pk), str(line)) for line in of.lines.select_related("commodity")]
    lines = of.content.get("lines", []) if isinstance(of.content, dict) else []
    told = [line for line in lines if isinstance(line, dict) and line.get("id")]
    return [(str(line["id"]), f"{number}: {line.get('commodity') or '–'}") for number, line in enumerate(told, 1)]
