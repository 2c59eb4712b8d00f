"""Filling the demo with its offices and people, and keeping them fit to be tried."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone

from accounts import access, acts
from accounts.choices import BlockReason, OfficeKind
from accounts.codes import code_of, fingerprint
from accounts.demo import people as cast
from accounts.demo.offices import DemoOffice, memberships, offices
from accounts.models import Invitation, Office, Officer, Posting, RiloMembership
from accounts.rules import WARN_AFTER, invitation_expires_at, shown_code
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMESPACE = UUID("6e0f6d57-6d5c-4a83-9d0e-5b8c3f7a1d42")  # of the demo's postings and invitations
FILES_DECIDE = (
    "kind",
    "parent",
    "administration",
    "country_code",
    "name",
    "names",
    "setting",
    "unlocode",
    "latitude",
    "longitude",
    "time_zone",
    "language",
)
ROUSE_AFTER = timedelta(days=30)
SUSPENDED_FOR = timedelta(days=12)
WARNED_FOR = timedelta(days=3)


class DemoRefused(RuntimeError):
    """The demo must not be loaded here."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """How many rows of each kind were added or brought in line."""

    offices: int
    memberships: int
    people: int
    postings: int
    programs: int
    invitations: int
    roused: int


@act
def load_demo() -> Loaded:
    """Add what is missing of the demo and correct its offices and names; safe to run at every start.

    Offices are known by their code, people by their sign-in name. What visitors of the demo changed about
    people (passwords, preferences, suspensions, postings) stays; nothing is taken away. Raises DemoRefused
    unless `settings.DEMO` is set, and where real offices or people are.
    """
    _refuse_outside_a_demo()
    loaded = Loaded(
        offices=_load_offices(),
        memberships=_load_memberships(),
        people=_load_people(),
        postings=_load_postings(),
        programs=_load_programs(),
        invitations=_load_invitations(),
        roused=_rouse_sleepers(),
    )
    if any(asdict(loaded).values()):
        access.follow_postings()
        top = Office.objects.get(code="WCO")
        record(acts.DEMO_LOADED, by=None, subject=top, office_code=top.code, details=asdict(loaded))
    else:
        already_done()
    return loaded


def open_slips() -> list[tuple[Invitation, str]]:
    """The demo's invitations that can still be accepted, each with the code that its slip shows."""
    wanted = [_invitation_id(offer) for offer in cast.INVITATIONS]
    found = Invitation.objects.open().filter(pk__in=wanted).select_related("office").order_by("office__code")
    return [(invitation, shown_code(code_of(invitation.pk, invitation.serial))) for invitation in found]


def _refuse_outside_a_demo() -> None:
    if not settings.DEMO:
        raise DemoRefused("This is not a demo: set VIGIE_DEMO=true to load invented people with a published password.")
    if Office.objects.filter(is_demo=True).exists():
        return
    if Office.objects.exists() or Officer.objects.exists():
        raise DemoRefused("This database holds real offices or people. The demo needs an empty one.")


def _load_offices() -> int:
    known = {office.code: office for office in Office.objects.filter(code__in=offices())}
    missing = [office for office in offices().values() if office.code not in known]
    for kind in OfficeKind:  # from the top: a row needs the keys of those above it
        new = [_office(office, known) for office in missing if office.kind == kind]
        known.update({office.code: office for office in Office.objects.bulk_create(new)})
    changed = [office for office in known.values() if _brought_in_line(office, offices()[office.code], known)]
    Office.objects.bulk_update(changed, FILES_DECIDE)
    return len({*(office.code for office in missing), *(office.code for office in changed)})


def _office(written: DemoOffice, known: dict[str, Office]) -> Office:
    office = Office(code=written.code, is_demo=True)
    _brought_in_line(office, written, known)
    return office


def _brought_in_line(office: Office, written: DemoOffice, known: dict[str, Office]) -> bool:
    """Whether anything had to change. An administration is its own administration once it is saved."""
    wanted: dict[str, Any] = {name: getattr(written, name) for name in FILES_DECIDE}
    wanted["parent"] = known.get(written.parent)
    wanted["administration"] = known.get(written.administration)
    different = {name: value for name, value in wanted.items() if not _is_set(office, name, value)}
    for name, value in different.items():
        setattr(office, name, value)
    return bool(different)


def _is_set(office: Office, name: str, value: Any) -> bool:
    if name in ("parent", "administration"):
        return bool(getattr(office, f"{name}_id") == (value.pk if value else None))
    return bool(getattr(office, name) == value)


def _load_memberships() -> int:
    known = set(RiloMembership.objects.values_list("rilo__code", "administration__code"))
    missing = [member for member in memberships() if (member.rilo, member.administration) not in known]
    if missing:
        keys = dict(Office.objects.values_list("code", "pk"))
        RiloMembership.objects.bulk_create(
            RiloMembership(
                rilo_id=keys[member.rilo], administration_id=keys[member.administration], from_on=member.from_on
            )
            for member in missing
        )
    return len(missing)


def _load_people() -> int:
    known = {officer.sign_in_name: officer for officer in Officer.objects.filter(is_demo=True)}
    missing = [person for person in cast.people().values() if person.sign_in_name not in known]
    if missing:
        _add_people(missing)
    renamed = []
    for person in cast.people().values():
        officer = known.get(person.sign_in_name)
        if officer and (officer.given_names, officer.family_name) != (person.given_names, person.family_name):
            officer.given_names, officer.family_name = person.given_names, person.family_name
            renamed.append(officer)
    Officer.objects.bulk_update(renamed, ["given_names", "family_name"])
    return len(missing) + len(renamed)


def _add_people(missing: Sequence[cast.DemoPerson]) -> None:
    one_hash = make_password(cast.DEMO_PASSWORD)  # slow by design, and the same password for all
    added = Officer.objects.bulk_create(_officer(person, one_hash) for person in missing)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=officer, email=officer.email, primary=True, verified=True)
        for officer in added
        if officer.email
    )


def _officer(person: cast.DemoPerson, password: str) -> Officer:
    now, today = timezone.now(), timezone.localdate()
    officer = Officer(
        sign_in_name=person.sign_in_name,
        password=password,
        email=person.email,
        family_name=person.family_name,
        given_names=person.given_names,
        staff_number=person.staff_number,
        language=person.language,
        joined_at=datetime.combine(person.joined_on, time(8), tzinfo=UTC),
        last_seen_on=today,
        is_demo=True,
    )
    if person.sign_in_name == cast.SUSPENDED:
        officer.is_active = False
        officer.blocked_at = now - SUSPENDED_FOR
        officer.blocked_reason = BlockReason.SUSPENDED
    if person.sign_in_name == cast.DORMANT:
        officer.last_seen_on = today - WARN_AFTER - WARNED_FOR
        officer.dormancy_warned_at = officer.dormancy_mailed_at = now - WARNED_FOR
    return officer


def _load_postings() -> int:
    wanted = {_posting_id(posting): posting for posting in cast.postings()}
    known = set(Posting.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    missing = {pk: posting for pk, posting in wanted.items() if pk not in known}
    if missing:
        keys = dict(Office.objects.values_list("code", "pk"))
        officers = {officer.sign_in_name: officer for officer in Officer.objects.filter(is_demo=True)}
        ending = {name: timezone.localdate() + timedelta(days=days) for name, days in cast.ENDING_SOON.items()}
        Posting.objects.bulk_create(
            Posting(
                id=pk,
                officer=officers[posting.sign_in_name],
                office_id=keys[posting.office],
                role_code=posting.role_code,
                from_on=posting.from_on,
                until_on=ending.get(posting.sign_in_name, posting.until_on),
            )
            for pk, posting in missing.items()
        )
    return len(missing)


def _load_programs() -> int:
    """Each with its posting and without a token: the contact point who shows the demo makes one."""
    known = set(Officer.objects.filter(is_demo=True, is_program=True).values_list("sign_in_name", flat=True))
    missing = {name: program for program in cast.PROGRAMS if (name := _program_name(program)) not in known}
    for sign_in_name, program in missing.items():
        machine = Officer.objects.create_user(
            sign_in_name,
            family_name=program.name,
            language=program.language,
            joined_at=datetime.combine(program.from_on, time(8), tzinfo=UTC),
            is_program=True,
            is_demo=True,
        )
        Posting.objects.create(
            id=uuid5(NAMESPACE, sign_in_name),
            officer=machine,
            office=Office.objects.get(code=program.office),
            role_code=program.role_code,
            from_on=program.from_on,
        )
    return len(missing)


def _program_name(program: cast.DemoProgram) -> str:
    return f"program-{uuid5(NAMESPACE, f'program {program.office} {program.name}').hex[:12]}"


def _load_invitations() -> int:
    """Add the open invitations; one that ran out, or was made under another server key, is made good again."""
    now = timezone.now()
    known = Invitation.objects.in_bulk([_invitation_id(offer) for offer in cast.INVITATIONS])
    missing = [offer for offer in cast.INVITATIONS if _invitation_id(offer) not in known]
    Invitation.objects.bulk_create(_invitation(offer, now) for offer in missing)
    stale = [invitation for invitation in known.values() if _is_stale(invitation, now)]
    for invitation in stale:
        invitation.code_sha256 = fingerprint(code_of(invitation.pk, invitation.serial))
        invitation.expires_at = invitation_expires_at(now, by_mail=False)
    Invitation.objects.bulk_update(stale, ["code_sha256", "expires_at"])
    return len(missing) + len(stale)


def _is_stale(invitation: Invitation, now: datetime) -> bool:
    if invitation.accepted_at or invitation.cancelled_at:
        return False
    return invitation.expires_at <= now or invitation.code_sha256 != fingerprint(
        code_of(invitation.pk, invitation.serial)
    )


def _invitation(offer: cast.DemoInvitation, now: datetime) -> Invitation:
    invitation = Invitation(
        id=_invitation_id(offer),
        family_name=offer.family_name,
        given_names=offer.given_names,
        language=offer.language,
        office=Office.objects.get(code=offer.office),
        role_code=offer.role_code,
        invited_by=Officer.objects.get(sign_in_name=offer.invited_by),
        invited_at=now - offer.handed_over,
        expires_at=invitation_expires_at(now - offer.handed_over, by_mail=False),
    )
    invitation.code_sha256 = fingerprint(code_of(invitation.pk, invitation.serial))
    return invitation


def _rouse_sleepers() -> int:
    """Count the demo's people as seen, so that a demo left alone for months is not found with all of them blocked."""
    today = timezone.localdate()
    sleepers = Officer.objects.filter(
        Q(is_active=True) | Q(blocked_reason=BlockReason.DORMANT),
        is_demo=True,
        is_program=False,
        last_seen_on__lt=today - ROUSE_AFTER,
    ).exclude(sign_in_name=cast.DORMANT)
    roused: int = sleepers.update(
        last_seen_on=today,
        is_active=True,
        blocked_at=None,
        blocked_reason="",
        dormancy_warned_at=None,
        dormancy_mailed_at=None,
    )
    return roused


def _posting_id(posting: cast.DemoPosting) -> UUID:
    return uuid5(NAMESPACE, f"posting {posting.sign_in_name} {posting.role_code} {posting.office}")


def _invitation_id(offer: cast.DemoInvitation) -> UUID:
    return uuid5(NAMESPACE, f"invitation {offer.family_name} {offer.office}")
