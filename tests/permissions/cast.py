"""Who asks, and whose records they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone

from accounts.actions.invitations import invite_officer
from accounts.actions.programs import register_program
from accounts.actions.tokens import issue_program_token
from accounts.roles import Auditor, NationalAnalyst, Trainee, Trainer, TrainingCoordinator
from audit.actions.runs import start_run, work_on_next
from cen_records.actions.drafts import begin_draft
from cen_records.models import Case, ReleasedCase
from tests.people import person, post
from tests.permissions.files import file_for
from tests.permissions.records import settle_sent

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import AccessToken, Invitation, Office, Officer
    from audit.models import Run
    from tests.people import Offices, People


OF_RECORDS = ("released-query", "released-validate")  # the other pages of what was released are of files


@dataclass(frozen=True)
class Record:
    """Something of one country that an address can stand for."""

    officer: Officer
    invitation: Invitation
    office: Office
    run: Run
    program: Officer
    token: AccessToken  # the program's
    case: Case  # entered by the officer
    draft: UUID  # of another one that the officer has begun
    sent: Case  # a third one, sent by a program, with its released row, and a draft that corrects it

    def values(self, route: str) -> dict[str, object]:
        """What this record puts into the address of a route."""
        if route.startswith("accounts:invitation"):
            return {"pk": self.invitation.pk}
        if route.startswith("accounts:program"):
            return {"pk": self.program.pk, "token_id": self.token.pk}
        if route.startswith(("accounts:token", "accounts:run")):
            return {"pk": self.token.pk if "token" in route else self.run.pk}
        if route.startswith("cen_records:"):
            if route.startswith(("cen_records:file", "cen_records:released-")) and not route.endswith(OF_RECORDS):
                return {"pk": file_for(route, self.officer, self.office)}
            return {"pk": self.draft if "draft" in route else self.case.pk, "section": "goods"}
        posting = self.officer.postings.get()
        return {"pk": self.officer.pk, "posting_id": posting.pk, "code": self.office.code}


@dataclass(frozen=True)
class Cast:
    """One officer for each column of the table, and one record for each country."""

    columns: dict[str, Officer]
    records: dict[str, Record]


def assemble(offices: Offices, people: People) -> Cast:
    """Those of the other tests, and somebody in Senegal for each role that has nobody there."""
    columns = {
        "entry officer": people.awa,
        "unit head": people.babacar,
        "contact point": people.moussa,
        "analyst": person("abdou", "Abdou", "Kane"),
        "coordinator": person("coumba", "Coumba", "Faye"),
        "trainee": person("tidiane", "Tidiane", "Sy"),
        "trainer": person("tening", "Téning", "Diouf"),
        "administrator": people.aminata,
        "auditor": person("aissatou", "Aïssatou", "Lo"),
        "RILO analyst": people.fatou,
        "WCO administrator": people.ines,
        "Cameroon": people.jean,
        "no posting": people.nadia,
    }
    added = {"analyst": NationalAnalyst, "coordinator": TrainingCoordinator, "trainer": Trainer, "auditor": Auditor}
    for column, role in added.items():
        post(columns[column], offices.senegal, role)
    post(columns["trainee"], offices.dakar_port, Trainee)
    return Cast(
        columns,
        {
            "Senegal": _record(people.omar, offices.dakar_freight, by=people.moussa),
            "Cameroon": _record(people.rose, offices.douala_port, by=people.jean),
        },
    )


def _record(officer: Officer, office: Office, *, by: Officer) -> Record:
    invitation = invite_officer(
        by=by,
        invitation_id=uuid4(),
        office=office,
        role_code="ENTRY_OFFICER",
        family_name="Sané",
        given_names="Binta",
        language="fr",
    )
    run = start_run(by=officer, kind="audit.rehearse", parameters={"steps": 1}, office_code=office.code)
    work_on_next(run.queue, worker="the cast")
    program = register_program(by=by, program_id=uuid4(), name="Press", office=office, role_code="ENTRY_OFFICER")
    issued = issue_program_token(
        by=by, program=program, token_id=uuid4(), name="Night", scopes=["offices.read"], days=30
    )
    draft = uuid4()
    begin_draft(by=officer, identity=draft, office=office)
    case = _case(officer, office)
    return Record(officer, invitation, office, run, program, issued.token, case, draft, settle_sent(officer, office))


def _case(officer: Officer, office: Office) -> Case:
    """A record on its way, of which a version was released."""
    now = timezone.now()
    open_to_all = {
        "administration": office.administration or office,
        "office": office,
        "country_code": office.country_code,
        "reference": f"{office.code}-{now.year}-000001",
        "seized_on": now.date(),
    }
    case = Case.objects.create(entered_by=officer, entered_at=now, submitted_at=now, **open_to_all)
    ReleasedCase.objects.create(pk=case.pk, released_at=now, **open_to_all)
    return case
