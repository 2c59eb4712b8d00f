import re
import time
from collections import Counter, defaultdict
from datetime import timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.actions.demo import DemoRefused, load_demo, open_slips
from accounts.actions.joining import resolve_invitation
from accounts.choices import BlockReason, OfficeKind, PostSetting
from accounts.demo import people as cast
from accounts.demo.offices import administrations, memberships, offices, posts
from accounts.models import Invitation, Office, Officer, Posting, RiloMembership
from accounts.permissions import Permission
from accounts.roles import ROLES
from accounts.rules import GRACE_AFTER_WARNING, is_fit_sign_in_name
from audit.models import Act

WEST = {"BF", "BJ", "CI", "CV", "GH", "GM", "GN", "GW", "LR", "ML", "MR", "NE", "NG", "SL", "SN", "TG"}
CENTRAL = {"BI", "CD", "CF", "CG", "CM", "GA", "GQ", "ST", "TD"}
FULLY_POSTED = ("SN", "CM", "CI", "GH", "NG", "TG", "BJ", "CV", "GW", "GA")
NOWHERE_BY_LAND = {"CV", "ST"}


@pytest.fixture
def demo(settings: Settings, tmp_path: Path, db: None) -> None:
    settings.DEMO = True
    settings.VAR = tmp_path
    load_demo()


# --- The files ---------------------------------------------------------------------------


def test_25_administrations_belong_to_their_rilo() -> None:
    assert set(administrations()) == WEST | CENTRAL
    assert {member.administration for member in memberships() if member.rilo == "RILO-WA"} == WEST
    assert {member.administration for member in memberships() if member.rilo == "RILO-CA"} == CENTRAL


@pytest.mark.parametrize("country", FULLY_POSTED)
def test_a_fully_posted_country_has_8_to_15_posts_of_every_kind_of_place(country: str) -> None:
    found = Counter(post.setting for post in posts() if post.country_code == country)
    assert 8 <= found.total() <= 15
    assert found[PostSetting.AIRPORT]
    assert found[PostSetting.SEAPORT]
    assert found[PostSetting.MAIL_CENTRE]
    assert found[PostSetting.EXPRESS_COURIER]
    assert country in NOWHERE_BY_LAND or found[PostSetting.LAND_BOUNDARY]


@pytest.mark.parametrize("country", sorted(WEST | CENTRAL))
def test_every_country_has_its_airport_and_another_way_in(country: str) -> None:
    settings = {post.setting for post in posts() if post.country_code == country}
    assert PostSetting.AIRPORT in settings
    assert settings & {PostSetting.SEAPORT, PostSetting.LAND_BOUNDARY}


def test_codes_names_and_clocks_are_fit_for_the_tables() -> None:
    for office in offices().values():
        assert re.fullmatch(r"[A-Z0-9]{2,4}(-[A-Z0-9]{2,4})?", office.code), office.code
        assert 0 < len(office.name) <= 160
        assert "'" not in office.name
        assert office.unlocode == "" or re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", office.unlocode)
        assert office.language in {"en", "fr", "pt"}
        assert office.setting == "" or office.setting in PostSetting
        ZoneInfo(office.time_zone)
    assert len(offices()) == 3 + len(administrations()) + len(posts())
    names = [(post.country_code, post.name) for post in posts()]
    assert len(names) == len(set(names))


def test_every_role_is_held_in_at_least_three_places() -> None:
    held: dict[str, set[str]] = defaultdict(set)
    for sign_in in cast.sign_ins():
        held[sign_in.role_code].add(offices()[sign_in.office_code].country_code or sign_in.office_code)
        assert offices()[sign_in.office_code].kind in ROLES[sign_in.role_code].held_at
    assert held.keys() == ROLES.keys()
    scarce = {role for role, places in held.items() if len(places) < 3}
    assert scarce == {"RILO_ANALYST"}  # there are two RILOs
    assert held["RILO_ANALYST"] == {"RILO-WA", "RILO-CA"}


def test_every_administration_has_a_contact_point() -> None:
    assert {s.office_code for s in cast.sign_ins() if s.role_code == "NATIONAL_CONTACT_POINT"} == WEST | CENTRAL


def test_sign_in_names_can_be_typed_anywhere() -> None:
    for person in cast.people().values():
        assert re.fullmatch(r"[a-z]+\.[a-z]+", person.sign_in_name)
        assert is_fit_sign_in_name(person.sign_in_name)
        assert person.email is None or person.email.endswith(".vigie.example")
    assert {person.language for person in cast.people().values()} == {"en", "fr", "pt"}
    assert re.fullmatch(r"[a-z-]{12,}", cast.DEMO_PASSWORD)


def test_sign_ins_are_grouped_by_role_and_read_in_three_languages() -> None:
    roles = [sign_in.role_code for sign_in in cast.sign_ins()]
    assert list(dict.fromkeys(roles)) == list(ROLES)
    assert roles == sorted(roles, key=list(ROLES).index)
    assert not {cast.SUSPENDED, cast.DORMANT, cast.POSTING_OVER} & {s.sign_in_name for s in cast.sign_ins()}
    douala = next(sign_in for sign_in in cast.sign_ins() if sign_in.office_code == "CM-DLAP")
    with translation.override("fr"):
        assert (douala.office, douala.country) == ("Bureau principal de Douala-Port", "Cameroun")
    with translation.override("en"):
        assert (douala.office, douala.country) == ("Douala Port Main Office", "Cameroon")
    with translation.override("pt"):
        assert (douala.office, douala.country) == ("Bureau principal de Douala-Port", "Camarões")


# --- Loading -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_load_demo_fills_an_empty_database_within_five_seconds(settings: Settings) -> None:
    settings.DEMO = True
    began = time.perf_counter()
    loaded = load_demo()
    assert time.perf_counter() - began < 5
    assert Office.objects.filter(is_demo=True).count() == loaded.offices == len(offices())
    assert RiloMembership.objects.count() == loaded.memberships == 25
    found = Officer.objects.filter(is_demo=True)
    assert found.filter(is_program=False).count() == loaded.people == len(cast.people())
    assert found.filter(is_program=True).count() == loaded.programs == len(cast.PROGRAMS)
    assert Posting.objects.count() == loaded.postings + loaded.programs == len(cast.postings()) + len(cast.PROGRAMS)
    assert Invitation.objects.open().count() == loaded.invitations == len(cast.INVITATIONS)
    entry = Act.objects.get()
    assert (entry.act, entry.by_name, entry.details["offices"]) == ("demo.loaded", "Vigie", len(offices()))


@pytest.mark.django_db
def test_load_demo_twice_changes_nothing(demo: None, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    before = Act.objects.count()
    with django_assert_max_num_queries(12):
        again = load_demo()
    assert not any(vars(again).values())
    assert Act.objects.count() == before


@pytest.mark.django_db
def test_load_demo_refuses_where_it_is_not_a_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(DemoRefused):
        load_demo()
    with pytest.raises(CommandError, match="VIGIE_DEMO"):
        call_command("load_demo")
    assert not Office.objects.exists()


@pytest.mark.django_db
def test_load_demo_refuses_where_real_people_work(settings: Settings) -> None:
    settings.DEMO = True
    Officer.objects.create_user("real.person", family_name="Person", given_names="Real")
    with pytest.raises(DemoRefused):
        load_demo()
    assert not Office.objects.exists()


def test_the_tree_hangs_together(demo: None) -> None:
    assert all(office.parent_id for office in Office.objects.filter(kind__in=[OfficeKind.POST, OfficeKind.RILO]))
    senegal = Office.objects.get(code="SN")
    assert senegal.administration == senegal
    airport = Office.objects.get(code="SN-AIBD")
    assert (airport.parent, airport.administration, airport.country_code) == (senegal, senegal, "SN")
    under = set(Office.objects.under(Office.objects.get(code="RILO-CA")).values_list("country_code", flat=True))
    assert under == CENTRAL | {""}


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Organisation mondiale des douanes", "Direction générale des douanes du Cameroun"]),
        ("en", ["World Customs Organization", "Directorate General of Customs of Cameroon"]),
        ("pt", ["Organização Mundial das Alfândegas", "Direction générale des douanes du Cameroun"]),
    ],
)
def test_offices_are_named_as_they_name_themselves(demo: None, language: str, names: list[str]) -> None:
    with translation.override(language):
        assert [str(Office.objects.get(code=code)) for code in ("WCO", "CM")] == names
        assert str(Office.objects.get(code="CV")) == "Direção-Geral das Alfândegas de Cabo Verde"


def test_everybody_signs_in_with_the_one_password(demo: None) -> None:
    officers = Officer.objects.filter(is_program=False)
    assert len({officer.password for officer in officers}) == 1
    assert officers[0].check_password(cast.DEMO_PASSWORD)
    assert all(officer.is_demo for officer in officers)


def test_the_special_cases(demo: None) -> None:
    suspended = Officer.objects.get(sign_in_name=cast.SUSPENDED)
    assert (suspended.is_active, suspended.blocked_reason) == (False, BlockReason.SUSPENDED)
    dormant = Officer.objects.get(sign_in_name=cast.DORMANT)
    assert dormant.will_be_blocked_on is not None
    assert timedelta(0) < dormant.will_be_blocked_on - timezone.localdate() <= GRACE_AFTER_WARNING
    assert list(Officer.objects.about_to_be_blocked()) == [dormant]
    over = Officer.objects.get(sign_in_name=cast.POSTING_OVER)
    assert over.is_active
    assert over.postings.exists()
    assert not over.postings.current().exists()
    both = Officer.objects.get(sign_in_name="adjoua.ehui").postings.current()
    assert {posting.office.code for posting in both} == {"CI-ABJP", "CI-ABJX"}


def test_a_liaison_officer_reaches_the_members_of_the_own_rilo(demo: None) -> None:
    reached = Office.objects.reached_by(Officer.objects.get(sign_in_name="awa.diagne"), Permission.OFFICE_VIEW)
    assert set(reached.exclude(country_code="").values_list("country_code", flat=True)) == WEST


def test_the_slips_open_the_invitations(demo: None) -> None:
    slips = open_slips()
    assert len(slips) == len(cast.INVITATIONS)
    for invitation, code in slips:
        assert resolve_invitation(code) == invitation


# --- Loading again after people tried it ----------------------------------------------------


def test_what_visitors_did_to_people_stays(demo: None) -> None:
    officer = Officer.objects.get(sign_in_name="moussa.faye")
    officer.set_password("another-long-password")
    officer.language, officer.theme = "pt", "dark"
    officer.save()
    officer.postings.update(until_on=timezone.localdate() - timedelta(days=1))
    load_demo()
    officer.refresh_from_db()
    assert officer.check_password("another-long-password")
    assert (officer.language, officer.theme) == ("pt", "dark")
    assert not officer.postings.current().exists()


def test_offices_and_names_follow_the_files(demo: None) -> None:
    Office.objects.filter(code="SN-AIBD").update(name="Yoff", latitude=0)
    Office.objects.filter(code="CM").update(administration=None)
    Officer.objects.filter(sign_in_name="moussa.faye").update(family_name="Fall")
    Posting.objects.filter(officer__sign_in_name="yao.brou").delete()
    loaded = load_demo()
    assert (loaded.offices, loaded.people, loaded.postings) == (2, 1, 1)
    assert Office.objects.get(code="SN-AIBD").name == offices()["SN-AIBD"].name
    assert Officer.objects.get(sign_in_name="moussa.faye").family_name == "Faye"
    assert Act.objects.count() == 2


def test_a_demo_left_alone_for_months_can_be_signed_in_to(demo: None) -> None:
    long_ago = timezone.now() - timedelta(days=200)
    people = Officer.objects.filter(is_active=True, is_program=False)
    people.update(last_seen_on=long_ago.date())
    Officer.objects.filter(sign_in_name="moussa.faye").update(
        is_active=False, blocked_at=long_ago, blocked_reason=BlockReason.DORMANT
    )
    Invitation.objects.update(expires_at=long_ago)
    loaded = load_demo()
    assert loaded.roused == len(cast.people()) - 2  # all but the suspended and the dormant one
    assert loaded.invitations == len(cast.INVITATIONS)
    assert Officer.objects.get(sign_in_name="moussa.faye").is_active
    assert not Officer.objects.get(sign_in_name=cast.SUSPENDED).is_active
    assert len(open_slips()) == len(cast.INVITATIONS)


# --- The command ---------------------------------------------------------------------------


def test_the_command_lists_sign_ins_by_role_and_writes_the_file(demo: None, settings: Settings, tmp_path: Path) -> None:
    told = StringIO()
    with translation.override("en"):
        call_command("load_demo", "--list", stdout=told)
        roles = [str(role.name) for role in ROLES.values()]
    text = told.getvalue()
    assert cast.DEMO_PASSWORD in text
    assert [role for role in roles if role not in text] == []
    assert len(text.splitlines()) <= 45
    written = (tmp_path / "demo.txt").read_text(encoding="utf-8")
    assert [name for name in cast.people() if name not in written] == []
    assert [code for _invitation, code in open_slips() if code not in written] == []


def test_a_place_that_cannot_be_written_is_told_in_one_line(demo: None, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.VAR = tmp_path / "file"
    with pytest.raises(CommandError, match=r"demo\.txt cannot be written"):
        call_command("load_demo")
