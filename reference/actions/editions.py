"""Handing in a new edition of a list, putting it in force, or leaving it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.utils import timezone

from audit.acts import Actor, act, record
from reference import acts
from reference.actions.comparing import Comparison, changes_to_show, compare
from reference.actions.errors import DayUnlikely, EditionDecided, EditionHasErrors, ListHasChanged, NothingChanges
from reference.actions.writing import write
from reference.choices import EditionState, Reach
from reference.models import Code, CodeList, Edition, EditionContent, entries_of
from reference.reports.sheets import compressed_sheet
from reference.reports.uses import uses_of
from reference.rules.columns import YEARS
from reference.rules.faults import Faults
from reference.rules.reading import Reading, Rows
from reference.rules.sheets import Unreadable, open_sheet

if TYPE_CHECKING:
    from audit.kinds import Kind
    from reference.rules.definitions import Definition
    from reference.rules.entries import Entry


class Mandate(TypedDict, total=False):
    """By virtue of what somebody acts, for the record; the rooms above fill it in."""

    role_code: str
    by_office_code: str


@act
def receive_edition(
    *,
    by: Actor,
    code_list: CodeList,
    content: bytes,
    file_name: str,
    name: str,
    source: str,
    reach: str,
    from_on: date,
    mandate: Mandate | None = None,
) -> Edition:
    """Take in a file and tell what it would change. Nothing is changed; a file with errors is refused as a whole.

    Raises DayUnlikely.
    """
    if from_on.year not in YEARS:
        raise DayUnlikely
    code_list = locked(code_list)
    edition = new_edition(code_list, name=name, source=source, reach=reach, from_on=from_on, by=by)
    edition.file_name, edition.file_sha256 = file_name[:120], hashlib.sha256(content).hexdigest()
    faults, found = _read(edition, content)
    if faults.count:
        edition.state = EditionState.REFUSED
        edition.fault_count = faults.count
        edition.faults = [fault.as_record() for fault in faults.in_order()]
    else:
        edition.counts = found.counts | {"used": uses_of(code_list, found.retired) if found.retired else 0}
        edition.changes = changes_to_show(code_list, found)
    edition.save()
    EditionContent.objects.create(
        edition=edition,
        received=b"" if faults.count else gzip.compress(content, 1, mtime=0),
        faults=faults.packed() if faults.count else b"",
    )
    record_edition(acts.EDITION_RECEIVED, edition, by, mandate, faults=faults.count)
    return edition


@act
def restore_edition(*, by: Actor, edition: Edition, mandate: Mandate | None = None) -> Edition:
    """Propose the list again as it stood under an earlier edition, for the same preview and decision."""
    sheet = gzip.decompress(edition.content.list_after)
    return receive_edition(
        by=by,
        code_list=edition.code_list,
        content=sheet,
        file_name=f"{edition.code_list_id}-{edition.number}.csv",
        name=edition.name,
        source=edition.source,
        reach=Reach.WHOLE,
        from_on=timezone.localdate(),
        mandate=mandate,
    )


@act
def apply_edition(*, by: Actor, edition: Edition, mandate: Mandate | None = None) -> Edition:
    """Put a proposed edition in force: all of it or nothing. Raises ListNotChanged with the reason."""
    code_list = locked(edition.code_list)
    edition = Edition.objects.select_for_update(of=("self",)).select_related("code_list", "content").get(pk=edition.pk)
    if edition.state == EditionState.REFUSED:
        raise EditionHasErrors
    if edition.state != EditionState.PROPOSED:
        raise EditionDecided
    if edition.based_on_id != code_list.edition_id:
        raise ListHasChanged
    faults, found = _read(edition, gzip.decompress(edition.content.received))
    if faults.count:  # another list that this one names has changed
        raise ListHasChanged
    if found.is_empty:
        raise NothingChanges
    edition.decided_by_name = str(by)
    put_in_force(code_list, edition, found)
    record_edition(acts.EDITION_APPLIED, edition, by, mandate)
    return edition


@act
def discard_edition(*, by: Actor, edition: Edition, mandate: Mandate | None = None) -> Edition:
    """Leave a proposed edition. It stays to be seen that it was handed in. Raises EditionDecided."""
    edition = Edition.objects.select_for_update(of=("self",)).select_related("code_list").get(pk=edition.pk)
    if edition.state != EditionState.PROPOSED:
        raise EditionDecided
    edition.state, edition.decided_at, edition.decided_by_name = EditionState.DISCARDED, timezone.now(), str(by)
    edition.save()
    record_edition(acts.EDITION_DISCARDED, edition, by, mandate)
    return edition


def locked(code_list: CodeList) -> CodeList:
    """One edition of a list at a time."""
    return CodeList.objects.select_for_update().get(pk=code_list.pk)


def new_edition(code_list: CodeList, *, name: str, source: str, reach: str, from_on: date, by: Actor | None) -> Edition:
    """The next edition of a list, not yet kept."""
    last = code_list.editions.order_by("-number").values_list("number", flat=True).first()
    return Edition(
        code_list=code_list,
        number=(last or 0) + 1,
        name=name,
        source=source,
        reach=reach,
        from_on=from_on,
        based_on=code_list.edition,
        received_by_id=by.pk if by else None,
        received_by_name=str(by) if by else "Vigie",
    )


def _read(edition: Edition, content: bytes) -> tuple[Faults, Comparison]:
    definition = edition.code_list.definition
    present = None
    try:
        sheet = open_sheet(content)
    except Unreadable as unreadable:
        faults = Faults()
        faults.add(unreadable.fault)
        return faults, Comparison()
    edition.encoding = sheet.encoding
    if edition.reach == Reach.PART:
        present = _present(edition.code_list)
    reading = Reading(definition, known_codes(definition), present)
    return reading.faults, compared(edition, reading, sheet.head, sheet.rows())


def compared(edition: Edition, reading: Reading, head: Sequence[str], rows: Rows) -> Comparison:
    """Read an edition's rows against the list; the reading's faults tell whether the outcome may be used."""
    entries = reading.entries(head, rows, edition.from_on)
    found = compare(edition.code_list, entries, reach=edition.reach, from_on=edition.from_on)
    if not reading.faults.count or reading.lines:
        reading.check_mentions()
        if edition.code_list.definition.tree:
            reading.check_tree(code for code in found.retired if code not in reading.lines)
    return found


def known_codes(definition: Definition) -> dict[str, frozenset[str]]:
    """The codes of the lists that this one's columns name; its own it learns while it is read."""
    others = {column.of for column in definition.columns if column.of} - {definition.code}
    return {name: frozenset(Code.objects.of(name).values_list("code", flat=True)) for name in others}


def _present(code_list: CodeList) -> dict[str, Entry]:
    return {row.code: row.as_entry() for row in entries_of(code_list.pk).iterator(chunk_size=5_000)}


def put_in_force(code_list: CodeList, edition: Edition, found: Comparison) -> None:
    """Write the changes, and keep the list as it stands now."""
    write(edition, found)
    edition.counts = edition.counts | found.counts
    edition.state, edition.decided_at = EditionState.APPLIED, timezone.now()
    edition.save()
    EditionContent.objects.filter(edition=edition).update(list_after=compressed_sheet(code_list))
    code_list.edition = edition
    code_list.size = entries_of(code_list.pk).valid_on(edition.from_on).count()
    code_list.save()


def record_edition(kind: Kind, edition: Edition, by: Actor | None, mandate: Mandate | None, *, faults: int = 0) -> None:
    """Leave word of what was done with an edition."""
    details = {
        "edition": edition.number,
        "name": edition.name,
        "file": edition.file_name,
        "sha256": edition.file_sha256,
    }
    counts = {"faults": faults} if faults else edition.counts
    record(kind, by=by, subject=edition.code_list, details=details | counts, **(mandate or {}))
