"""The tree of offices, the list, one office and whom to ask there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from accounts.models import RiloMembership
from accounts.roles import NationalAnalyst, UnitHead
from tests.people import post

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.accounts.pages.conftest import SignIn
    from tests.people import Offices, People

LIST = reverse("accounts:office-list")


def page_of(code: str) -> str:
    return reverse("accounts:office", args=[code])


def test_the_tree(signed_in: SignIn, people: People) -> None:
    tree = signed_in(people.ines).get(LIST).context["branches"]
    grown = [(branch.rilo.code, [office.code for office in branch.administrations]) for branch in tree]
    assert grown == [("RILO-CA", ["CM"]), ("RILO-WA", ["GH", "SN"])]
    senegal = tree[1].administrations[1]
    assert (senegal.post_count, senegal.has_contact_point) == (3, True)
    assert not tree[1].administrations[0].has_contact_point


def test_an_administration_of_two_rilos_stands_under_both(signed_in: SignIn, people: People, offices: Offices) -> None:
    RiloMembership.objects.create(rilo=offices.rilo_central, administration=offices.ghana, from_on=date(2020, 1, 1))
    tree = signed_in(people.ines).get(LIST).context["branches"]
    assert [[office.code for office in branch.administrations] for branch in tree] == [["CM", "GH"], ["GH", "SN"]]


def test_a_reader_in_a_region_sees_that_part_of_the_tree(signed_in: SignIn, people: People) -> None:
    (branch,) = signed_in(people.fatou).get(LIST).context["branches"]
    assert branch.is_seen
    assert [office.code for office in branch.administrations] == ["GH", "SN"]


def test_a_tree_of_one_country_is_a_list(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.moussa).get(LIST)
    assert not page.context["has_tree"]
    assert {office.code for office in page.context["page"].rows} == {"SN", "SN-DSS", "SN-DSS-F", "SN-DKR"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"view": "list"}, {"SN", "SN-DSS", "SN-DSS-F", "SN-DKR"}),
        ({"kind": "POST"}, {"SN-DSS", "SN-DSS-F", "SN-DKR"}),
        ({"setting": "SEAPORT"}, {"SN-DKR"}),
        ({"country": "SN", "q": "port"}, {"SN-DSS", "SN-DSS-F", "SN-DKR"}),
        ({"q": "senegalaises"}, {"SN"}),
        ({"q": "SN-DKR"}, {"SN-DKR"}),
        ({"country": "CM"}, set()),
        ({"kind": "x"}, set()),
        ({"q": "x\0"}, set()),
    ],
)
def test_filters(signed_in: SignIn, people: People, query: dict[str, str], expected: set[str]) -> None:
    page = signed_in(people.moussa).get(LIST, query)
    assert {office.code for office in page.context["page"].rows} == expected


def test_an_entry_officer_sees_the_post_and_whom_to_ask(signed_in: SignIn, people: People) -> None:
    browser = signed_in(people.awa)
    assert {office.code for office in browser.get(LIST).context["page"].rows} == {"SN-DSS", "SN-DSS-F"}
    page = browser.get(page_of("SN-DSS"))
    text = page.content.decode()
    assert "Moussa Sarr" in text
    assert "moussa@douanes.example" not in text
    assert page.context["people"] == []
    assert "Babacar" not in text


def test_a_contact_point_sees_who_works_there(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.moussa).get(page_of("SN-DKR"))
    assert [posting.officer.sign_in_name for posting in page.context["people"]] == []
    page = signed_in(people.moussa).get(page_of("SN-DSS"))
    assert {posting.officer.sign_in_name for posting in page.context["people"]} == {"awa", "babacar"}
    assert page.context["may_invite"]


def test_the_analysts_answer_for_a_rilo(signed_in: SignIn, people: People) -> None:
    page = signed_in(people.fatou).get(page_of("RILO-WA"))
    assert [posting.officer for posting in page.context["contact_points"]] == [people.fatou]
    assert [other.code for _membership, other, _url in page.context["memberships"]] == ["SN", "GH"]
    assert not page.context["may_see_people"]


def test_refusals(signed_in: SignIn, people: People, offices: Offices) -> None:
    assert signed_in(people.moussa).get(page_of("CM")).status_code == 404
    assert signed_in(people.moussa).get(page_of("CM-DLA")).status_code == 404
    assert signed_in(people.awa).get(page_of("SN")).status_code == 404
    assert signed_in(people.moussa).get(page_of("nowhere")).status_code == 404
    assert signed_in(people.nadia).get(LIST).url == reverse("desk")  # type: ignore[attr-defined]
    post(people.nadia, offices.senegal, NationalAnalyst)
    page = signed_in(people.nadia).get(page_of("SN"))
    assert (page.status_code, page.context["may_see_people"], page.context["may_invite"]) == (200, False, False)


def test_the_cost_of_the_tree_and_of_an_office(
    signed_in: SignIn, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(people.ines)
    browser.get(LIST)
    with django_assert_max_num_queries(28):
        browser.get(LIST)
    with django_assert_max_num_queries(36):
        browser.get(page_of("SN"))


def test_an_address_that_no_office_can_have(signed_in: SignIn, people: People) -> None:
    assert signed_in(people.ines).get("/offices/%00/").status_code == 404


def test_whom_to_ask_is_linked_only_for_who_may_see_them(signed_in: SignIn, people: People, offices: Offices) -> None:
    post(people.omar, offices.dakar_port, UnitHead)
    card = reverse("accounts:officer", args=[people.moussa.pk])
    for reader in (people.omar, people.ines):
        browser = signed_in(reader)
        page = browser.get(page_of("SN-DKR")).content.decode()
        assert "Moussa Sarr" in page
        assert (f'href="{card}"' in page) is (browser.get(card).status_code == 200)
