"""Saying in our codes what other systems say in their words."""

from __future__ import annotations

import csv
from importlib import resources
from typing import TYPE_CHECKING

from audit.acts import Actor, act, record
from reference import acts
from reference.actions.errors import MappingUnfit
from reference.choices import MappingStatus
from reference.models import Code, CodeList, Crosswalk
from reference.rules.words import plain

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from reference.actions.editions import Mandate


@act
def confirm_mapping(*, by: Actor, mapping: Crosswalk, code: Code | None, mandate: Mandate | None = None) -> Crosswalk:
    """Settle what a foreign word means: the proposed code, another one, or that it has no counterpart.

    Raises MappingUnfit for a code of another list.
    """
    if code and code.code_list_id != mapping.code_list_id:
        raise MappingUnfit
    mapping.code, mapping.status, mapping.decided_by_name = code, MappingStatus.CONFIRMED, str(by)
    mapping.save()
    details = {"system": mapping.system, "word": mapping.foreign, "code": code.code if code else None}
    record(acts.MAPPING_CONFIRMED, by=by, subject=mapping, details=details, **(mandate or {}))
    return mapping


def load_shipped_mappings() -> int:
    """Add the mappings that come with the product and are not there yet; what somebody has settled stays. How many."""
    present = set(Crosswalk.objects.values_list("system", "vocabulary", "code_list_id", "plain"))
    fresh = [row for row in _shipped() if _key(row) not in present]
    if fresh:
        add_mappings(by=None, rows=fresh)
    return len(fresh)


@act
def add_mappings(*, by: Actor | None, rows: list[dict[str, str]]) -> None:
    """Add words of other systems, as the files in reference/crosswalks/ tell them."""
    codes = {
        (code.code_list_id, code.code): code for code in Code.objects.filter(code__in={row["code"] for row in rows})
    }
    Crosswalk.objects.bulk_create(
        Crosswalk(
            system=row["system"],
            vocabulary=row["vocabulary"],
            foreign=row["foreign"],
            plain=plain(row["foreign"]),
            code_list_id=row["code_list"],
            code=codes[row["code_list"], row["code"]] if row["code"] else None,
            status=row["status"],
            note=row["note"],
        )
        for row in rows
    )
    lists = CodeList.objects.filter(pk__in={row["code_list"] for row in rows})
    details = {"words": len(rows), "lists": [each.pk for each in lists]}
    record(acts.MAPPINGS_ADDED, by=by, subject=lists[0], details=details)


def _key(row: dict[str, str]) -> tuple[str, str, str, str]:
    return row["system"], row["vocabulary"], row["code_list"], plain(row["foreign"])


def _shipped() -> list[dict[str, str]]:
    folder: Traversable = resources.files("reference") / "crosswalks"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    rows = (row for file in files for row in csv.DictReader(file.read_text("utf-8").splitlines()))
    return list({_key(row): row for row in rows}.values())
