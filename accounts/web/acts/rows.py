"""Acts as the pages show them: who by virtue of what, a sentence, and a way to what it was done to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import Invitation, Office, Officer
from accounts.permissions import Permission
from accounts.roles import ROLES
from audit.presenters import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import Promise

    from audit.models import Act


@dataclass(frozen=True)
class Row:
    """One act. `role` and `mandate` tell the posting that allowed it; `url` is empty where the reader may not go."""

    act: Act
    what: str
    role: str | Promise
    mandate: str
    office: str
    url: str

    @property
    def at(self) -> datetime:
        """When it was done."""
        return self.act.at


def rows_of(acts: Iterable[Act], reader: Officer) -> list[Row]:
    """The acts with the names of the offices that the reader knows, and links to what the reader may see."""
    acts = list(acts)
    names, urls = _office_names(acts, reader), _addresses(acts, reader)
    return [
        Row(
            act=act,
            what=sentence(act),
            role=ROLES[act.role_code].name if act.role_code in ROLES else "",
            mandate=names.get(act.by_office_code, act.by_office_code),
            office=names.get(act.office_code, act.office_code),
            url=urls.get((act.subject_kind, act.subject_id), ""),
        )
        for act in acts
    ]


def _office_names(acts: list[Act], reader: Officer) -> dict[str, str]:
    codes = {code for act in acts for code in (act.office_code, act.by_office_code) if code}
    known = Office.objects.reached_by(reader, Permission.ACT_VIEW).filter(code__in=codes)
    return {office.code: str(office) for office in known}


def _addresses(acts: list[Act], reader: Officer) -> Mapping[tuple[str, str], str]:
    """The pages of the subjects that the reader may see, by kind and number."""
    seen = {
        Officer: (Officer.objects.visible_to(reader), "accounts:officer", "pk"),
        Invitation: (Invitation.objects.visible_to(reader), "accounts:invitation", "pk"),
        Office: (Office.objects.reached_by(reader, Permission.OFFICE_VIEW), "accounts:office", "code"),
    }
    found: dict[tuple[str, str], str] = {}
    for model, (visible, route, key) in seen.items():
        kind = model._meta.label_lower
        numbers = {act.subject_id for act in acts if act.subject_kind == kind}
        if numbers:
            pairs = visible.filter(pk__in=numbers).values_list("pk", key)
            found |= {(kind, str(pk)): reverse(route, args=[value]) for pk, value in pairs}
    return found
