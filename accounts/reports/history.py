"""The history of a record for one reader: what was done, by whom, and which fields changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

from accounts import authority
from accounts.models import Office, Officer, Posting, RiloMembership
from accounts.permissions import Permission
from accounts.querysets.acts import acts_visible_to
from accounts.querysets.reach import reach
from accounts.roles import ROLES
from audit.history import version_tables, versions_of
from audit.models import Act
from audit.presenters import sentence
from audit.reports.history import Entry, RowChange, entries
from reference.models import CodeList

if TYPE_CHECKING:
    from audit.models import Version
    from audit.querysets import VersionQuerySet
    from audit.reports.history import Labels

PAGE = 20


@dataclass(frozen=True)
class Line:
    """One moment of a record's history, ready to be shown."""

    at: datetime
    what: str
    who: str
    role: str
    office: str
    reason: str
    rows: list[RowChange]


@dataclass(frozen=True)
class History:
    """A page of lines, the newest first; `older` is where the next one begins."""

    lines: list[Line]
    older: str = ""
    is_first: bool = True


def history(
    acts: QuerySet[Act], versions: Sequence[VersionQuerySet], reader: Officer, *, alone: bool, before: str = ""
) -> History:
    """A page of the history that some acts and versions make, as they are visible to the reader.

    `alone`: also versions that came of no act among these, for whoever may read all that is done with the record.
    """
    until = parse_datetime(before) if before else None
    if until:
        acts = acts.filter(at__lt=until)
        versions = [found.filter(pgh_created_at__lt=until) for found in versions]
    shown = list(acts[: PAGE + 1])
    kept = [version for found in versions for version in found.order_by("-pgh_id")[: 3 * PAGE].with_previous()]
    if not alone:
        changes = {act.change_id for act in shown}
        kept = [version for version in kept if version.change_id in changes]
    found = entries(shown, kept, labels_for(reader))
    page = found[:PAGE]
    older = min(_begin(entry) for entry in page).isoformat() if len(found) > PAGE else ""
    return History(_lines(page, reader), older, is_first=until is None)


def _begin(entry: Entry) -> datetime:
    return min([entry.at, *(row.version.pgh_created_at for row in entry.rows)])


def changes_of(act: Act, reader: Officer) -> list[RowChange]:
    """The rows that an act changed, of those that the reader may see."""
    if act.change_id is None:
        return []
    versions: list[Version] = []
    for table in version_tables():
        seen = _seen(table.pgh_tracked_model, reader)
        if seen is not None:
            found = versions_of(table.pgh_tracked_model).filter(seen, pgh_context_id=act.change_id)
            versions += found.order_by("pgh_id")[: 5 * PAGE].with_previous()
    return [row for entry in entries([act], versions, labels_for(reader)) for row in entry.rows]


def of_officer(officer: Officer, reader: Officer, *, before: str) -> History | None:
    """An officer's history with that of the postings that the reader may see; None for whoever may read none of it."""
    postings = versions_of(Posting).filter(_seen(Posting, reader) or Q(), officer_id=officer.pk)
    acts = acts_visible_to(reader) & Act.objects.of(officer).changes()
    office = authority.office_of(officer)
    alone = reader.pk == officer.pk or (office is not None and _reads_all(reader, office))
    if not alone and not acts.exists():
        return None
    return history(acts, [versions_of(Officer).of(officer), postings], reader, alone=alone, before=before)


def of_office(office: Office, reader: Officer, *, before: str) -> History | None:
    """An office's history with that of its memberships, for whoever reads what is done there."""
    if not _reads_all(reader, office):
        return None
    memberships = versions_of(RiloMembership).filter(Q(rilo_id=office.pk) | Q(administration_id=office.pk))
    versions = [versions_of(Office).of(office), memberships.filter(_seen(RiloMembership, reader) or Q())]
    return history(
        acts_visible_to(reader) & Act.objects.of(office).changes(), versions, reader, alone=True, before=before
    )


def of_code_list(code_list: CodeList, reader: Officer, *, before: str) -> History:
    """A list's history. Who brought and decided each edition is told to everybody beside the edition."""
    acts = Act.objects.of(code_list).changes()
    return history(acts, [versions_of(CodeList).of(code_list)], reader, alone=True, before=before)


def _reads_all(reader: Officer, office: Office) -> bool:
    """Whether all that is done with accounts and offices there is for the reader."""
    wanted = (Permission.ACT_VIEW, Permission.OFFICER_INVITE)
    return any(authority.posting_that_allows(reader, permission, office) for permission in wanted)


def _seen(model: type[Model], reader: Officer) -> Q | None:
    """The condition on a model's versions that the reader may see them; None: nobody has said, so nobody may."""
    offices = Office.objects.reached_by(reader, Permission.OFFICE_VIEW).values("pk")
    own = {
        Office: Q(pgh_obj_id__in=offices),
        Posting: Q(officer_id=reader.pk)
        | Q(office_id__in=Office.objects.filter(reach(reader, Permission.OFFICER_VIEW)).values("pk")),
        RiloMembership: Q(rilo_id__in=offices) | Q(administration_id__in=offices),
    }
    if model in own:
        return own[model]
    if model._meta.app_label == "reference":
        return Q()
    if not hasattr(model._default_manager.all(), "visible_to"):
        return None
    return Q(pgh_obj_id__in=_visible(model, reader).values("pk"))


def labels_for(reader: Officer) -> Labels:
    """Names the records that fields point to, by key; those that the reader may not see are left out."""

    def labels(model: type[Model], keys: Collection[Any]) -> Mapping[Any, str]:
        names = {each.pk: str(each) for each in _visible(model, reader).filter(pk__in=keys)}
        return names | ({reader.pk: str(reader)} if model is Officer else {})

    return labels


def _visible(model: type[Model], reader: Officer) -> QuerySet[Any]:
    every = model._default_manager.all()
    if model is Office:
        return Office.objects.reached_by(reader, Permission.OFFICE_VIEW)
    if model._meta.app_label == "reference":
        return every
    visible_to = getattr(every, "visible_to", None)
    return visible_to(reader) if visible_to else every.none()


def _lines(page: Iterable[Entry], reader: Officer) -> list[Line]:
    page = list(page)
    codes = {_office_code(entry) for entry in page} - {""}
    offices = Office.objects.reached_by(reader, Permission.OFFICE_VIEW).filter(code__in=codes)
    names = {office.code: str(office) for office in offices}
    return [_line(entry, names) for entry in page]


def _line(entry: Entry, offices: Mapping[str, str]) -> Line:
    act, said = entry.act, entry.rows[0].version.said if entry.rows else {}
    role = ROLES.get(act.role_code if act else said.get("role", ""))
    code = _office_code(entry)
    return Line(
        at=entry.at,
        what=sentence(act) if act else "",
        who=act.by_name if act else said.get("by_name", ""),
        role=str(role.name) if role else "",
        office=offices.get(code, code),
        reason=act.reason if act else "",
        rows=entry.rows,
    )


def _office_code(entry: Entry) -> str:
    if entry.act:
        return entry.act.by_office_code
    return str(entry.rows[0].version.said.get("office", "")) if entry.rows else ""
