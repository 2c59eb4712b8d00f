"""The people of the demo. All are invented; no real officer is meant. They share one published password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from accounts.demo.offices import offices, rows
from accounts.roles import ROLES
from reference.countries import country_name

if TYPE_CHECKING:
    from django.utils.functional import Promise

DEMO_PASSWORD = "bonjour-de-la-vigie"  # noqa: S105 - published on purpose, and only ever set in a demo

SUSPENDED = "modou.camara"
DORMANT = "claude.ebode"  # warned, and soon to be blocked
ENDING_SOON = {"pape.diedhiou": 6, "khady.mbengue": 25, "blessing.effiom": 12, "ivandro.pires": 19}  # days left
POSTING_OVER = "kwesi.amponsem"  # may sign in, and finds no role


@dataclass(frozen=True, kw_only=True)
class DemoPosting:
    """One role at one office for one person."""

    sign_in_name: str
    role_code: str
    office: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """One invented officer."""

    sign_in_name: str
    given_names: str
    family_name: str
    language: str
    staff_number: str
    email: str | None
    joined_on: date


@dataclass(frozen=True, kw_only=True)
class DemoInvitation:
    """Somebody who has been handed a slip and has not used it yet."""

    given_names: str
    family_name: str
    language: str
    role_code: str
    office: str
    invited_by: str
    handed_over: timedelta = timedelta(0)  # before the day of loading; the slip runs out the earlier


@dataclass(frozen=True, kw_only=True)
class DemoProgram:
    """A machine of an office. It has no token: one that stands in a file would be anybody's."""

    name: str
    language: str
    role_code: str
    office: str
    from_on: date


PROGRAMS = (
    DemoProgram(
        name="Système national du Sénégal",
        language="fr",
        role_code="NATIONAL_ANALYST",
        office="SN",
        from_on=date(2026, 3, 2),
    ),
    DemoProgram(
        name="Ghana national system",
        language="en",
        role_code="NATIONAL_ANALYST",
        office="GH",
        from_on=date(2026, 4, 13),
    ),
    DemoProgram(
        name="Sistema nacional da Guiné-Bissau",
        language="pt",
        role_code="NATIONAL_ANALYST",
        office="GW",
        from_on=date(2026, 6, 1),
    ),
)
INVITATIONS = (
    DemoInvitation(
        given_names="Seynabou",
        family_name="Badiane",
        language="fr",
        role_code="ENTRY_OFFICER",
        office="SN-KIDI",
        invited_by="ousmane.bodian",
        handed_over=timedelta(days=12),
    ),
    DemoInvitation(
        given_names="Aristide",
        family_name="Belinga",
        language="fr",
        role_code="ENTRY_OFFICER",
        office="CM-GARB",
        invited_by="martial.owona",
    ),
    DemoInvitation(
        given_names="Emeka",
        family_name="Udoji",
        language="en",
        role_code="UNIT_HEAD",
        office="NG-SEME",
        invited_by="ngozi.anyaegbu",
    ),
    DemoInvitation(
        given_names="Tatiana",
        family_name="Delgado",
        language="pt",
        role_code="ENTRY_OFFICER",
        office="CV-SIDA",
        invited_by="zuleica.evora",
        handed_over=timedelta(days=12),
    ),
)


@dataclass(frozen=True)
class SignIn:
    """One way into the demo, named in the reader's language: who, in which role, where."""

    sign_in_name: str
    person: str
    language: str
    role_code: str
    office_code: str

    @property
    def role(self) -> str | Promise:
        """The role's name."""
        return ROLES[self.role_code].name

    @property
    def office(self) -> str:
        """The office's name."""
        return offices()[self.office_code].name_in((get_language() or "").partition("-")[0])

    @property
    def country(self) -> str:
        """The country's name; empty above the national level."""
        code = offices()[self.office_code].country_code
        return country_name(code) if code else ""


@cache
def people() -> dict[str, DemoPerson]:
    """The people by sign-in name. Staff numbers follow the order of the file, new people go to its end."""
    # A further posting of the same person is a row without a name.
    named = (row for row in rows("people.csv") if row["family_name"])
    return {row["sign_in_name"]: _person(row, number) for number, row in enumerate(named, start=1)}


def _person(row: dict[str, str], number: int) -> DemoPerson:
    place = offices()[row["office"]].country_code or row["office"]
    domain = f"{place.lower()}.vigie.example"  # a name that is reserved, so that no letter ever leaves
    return DemoPerson(
        sign_in_name=row["sign_in_name"],
        given_names=row["given_names"],
        family_name=row["family_name"],
        language=row["language"],
        staff_number=f"{place}-{number:04}",
        email=f"{row['sign_in_name']}@{domain}" if row["mailbox"] == "yes" else None,
        joined_on=date.fromisoformat(row["from_on"]),
    )


@cache
def postings() -> tuple[DemoPosting, ...]:
    """Who holds which role where."""
    return tuple(
        DemoPosting(
            sign_in_name=row["sign_in_name"],
            role_code=row["role"],
            office=row["office"],
            from_on=date.fromisoformat(row["from_on"]),
            until_on=date.fromisoformat(row["until_on"]) if row["until_on"] else None,
        )
        for row in rows("people.csv")
    )


@cache
def sign_ins() -> tuple[SignIn, ...]:
    """Who can sign in and finds work to do, once per posting: by role, in the order of `ROLES`."""
    set_apart = {SUSPENDED, DORMANT, POSTING_OVER}
    order = list(ROLES)
    able = (posting for posting in postings() if posting.sign_in_name not in set_apart)
    return tuple(_sign_in(posting) for posting in sorted(able, key=lambda posting: order.index(posting.role_code)))


def _sign_in(posting: DemoPosting) -> SignIn:
    person = people()[posting.sign_in_name]
    return SignIn(
        sign_in_name=person.sign_in_name,
        person=f"{person.given_names} {person.family_name}",
        language=person.language,
        role_code=posting.role_code,
        office_code=posting.office,
    )
