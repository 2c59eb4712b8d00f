"""What a program sends to each address of its door, so that only who it is decides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.api import editions, invitations, officers, runs
from accounts.choices import Scope
from accounts.models import AccessToken
from accounts.tokens import new_token
from audit.models import Run
from cen_records.api import records as sent_records
from cen_records.api import released
from cen_records.models import Case, ReleasedCase
from face.rest.operations import operation_of
from reference.actions.editions import receive_edition
from reference.actions.shipped import load_shipped_lists
from reference.choices import Reach
from reference.models import CodeList, Edition
from tests.api.calling import Program
from tests.permissions.records import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from accounts.models import Officer
    from tests.permissions.cast import Record

LIST = "answer"
SHEET = "code;fr;en;pt\nYES;Oui;Yes;Sim\nNO;Non;No;Não\nUNKNOWN;Inconnu;Unknown;Desconhecido\nELSE;Autre;Else;Outro\n"


@dataclass(frozen=True)
class Call:
    """One method of one address."""

    method: str
    name: str
    written: str = field(default="", compare=False)  # the path as the description has it

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def calls() -> Iterator[Call]:
    """Everything that the door offers, found by walking its map."""
    [door] = [each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api"]
    for pattern in _patterns(door):
        view = getattr(pattern.callback, "cls", None)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if view is not None and operation_of(view, method):
                yield Call(method, f"api:{pattern.name}", "/api/v1/" + _described(str(pattern.pattern)))


def _described(pattern: str) -> str:
    """`officers/<int:pk>` as `officers/{id}`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: "{" + found[1] + "}", pattern).replace("{pk}", "{id}")


def endpoints() -> list[tuple[str, Any]]:
    """Every address of the door with its class; none for a plain page."""
    [door] = [each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api"]
    return [(str(pattern.name), getattr(pattern.callback, "cls", None)) for pattern in _patterns(door)]


def _patterns(above: Any) -> Iterator[Any]:
    for each in above.url_patterns:
        if hasattr(each, "url_patterns"):
            yield from _patterns(each)
        else:
            yield each


def with_everything(officer: Officer, *, scopes: list[str] | None = None, over: bool = False) -> Program:
    """A program of an officer with a token of every scope, whatever their role gives."""
    written, now = new_token(), timezone.now()
    token = AccessToken.objects.create(
        officer=officer,
        name="Everything",
        finder=written.finder,
        digest=written.digest,
        scopes=[scope.value for scope in Scope] if scopes is None else scopes,
        issued_at=now - timedelta(days=2),
        issued_by=officer,
        expires_at=now + timedelta(days=-1 if over else 1),
        addresses=["127.0.0.1"],
        last_used_at=now,
    )
    return Program(written.text, token)


def prepare(by: Officer) -> None:
    """One code list with an edition that waits for a decision."""
    load_shipped_lists(frozenset({LIST}))
    receive_edition(
        by=by,
        code_list=CodeList.objects.get(pk=LIST),
        content=SHEET.encode(),
        file_name="answer.csv",
        name="Next",
        source="Test",
        reach=Reach.WHOLE,
        from_on=timezone.localdate(),
    )


def values(call: Call, record: Record) -> dict[str, Any]:
    """What stands in the address."""
    edition = Edition.objects.filter(code_list=LIST).latest("number")
    of_lists = {"code": LIST, "value": "YES", "number": edition.number}
    posting = record.officer.postings.get()
    token = AccessToken.objects.filter(officer=record.officer).first()
    known: dict[str, dict[str, Any]] = {
        "office": {"code": record.office.code},
        "officer": {"pk": record.officer.pk},
        "posting": {"pk": record.officer.pk, "posting_id": posting.pk},
        "invitation": {"pk": record.invitation.pk},
        "run": {"pk": record.run.pk},
        "token": {"pk": token.pk if token else None},
        "record": {"pk": record.sent.pk},
        "released": {"pk": record.sent.pk},
        "draft": {"pk": record.sent.pk},
        "code": of_lists,
        "edition": of_lists,
    }
    given = known.get(call.name.removeprefix("api:").partition("-")[0], {})
    wanted = {
        name for names in get_resolver("config.api").reverse_dict.getlist(call.name[4:]) for name in names[0][0][1]
    }
    return {name: value for name, value in given.items() if name in wanted}


def send(program: Program, call: Call, record: Record) -> Any:
    """Call the address with everything that it asks for."""
    address = reverse(call.name, kwargs=values(call, record))
    if call.method == "GET":
        return program.get(address)
    if call.name == "api:edition-index":
        return program.send_file(address, edition())
    return program.send(call.method, address, body_for(call, record), version=version_for(call, record))


def edition() -> dict[str, str]:
    return {"name": "Next", "source": "Test", "reach": "WHOLE", "from_on": timezone.localdate().isoformat()}


def version_for(call: Call, record: Record) -> str:
    """What a program that has read the present version would say, whether this one may read it or not."""
    subject = call.name.removeprefix("api:").partition("-")[0]
    return VERSIONS[subject](record) if subject in VERSIONS else ""


def _of_officer(record: Record) -> str:
    record.officer.refresh_from_db()
    return officers.version_of(record.officer)


def _of_invitation(record: Record) -> str:
    record.invitation.refresh_from_db()
    return invitations.version_of(record.invitation)


VERSIONS: dict[str, Callable[[Record], str]] = {
    "officer": _of_officer,
    "posting": _of_officer,
    "invitation": _of_invitation,
    "run": lambda record: runs.version_of(Run.objects.get(pk=record.run.pk)),
    "edition": lambda _record: editions.version_of(Edition.objects.select_related("code_list").latest("pk")),
    "record": lambda record: sent_records.version_of(Case.objects.get(pk=record.sent.pk)),
    "released": lambda record: released.version_of(ReleasedCase.objects.get(pk=record.sent.pk)),
    "draft": lambda _record: '"1"',
}


def body_for(call: Call, record: Record) -> Any:
    today = timezone.localdate()
    bodies: dict[str, Any] = {
        "PATCH api:officer": {"given_names": "Another"},
        "POST api:officer-suspend": {"reason": "Test"},
        "POST api:officer-reinstate": {"reason": "Test"},
        "POST api:posting-grant": {
            "id": str(uuid4()), "office": record.office.code, "role": "UNIT_HEAD", "from_on": today.isoformat()
        },
        "POST api:posting-end": {"until_on": (today + timedelta(days=7)).isoformat(), "reason": "Test"},
        "POST api:invitation-index": {
            "id": str(uuid4()), "office": record.office.code, "role": "ENTRY_OFFICER", "family_name": "Test",
            "given_names": "Test", "language": "fr",
        },
        "POST api:run-index": {"id": str(uuid4()), "steps": 1},
        "PUT api:record": DOCUMENT,
        "POST api:record-bulk": {"id": str(uuid4()), "records": [{"id": str(uuid4()), "document": DOCUMENT}]},
        "PUT api:draft": {"content": {"case": {"seized_on": "2026-11-19"}}},
    }  # fmt: skip
    return bodies.get(str(call))
