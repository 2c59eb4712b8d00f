from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.models import Session
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import NullIf, Right
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Officer
from face.cursors import BadCursor, NullInOrder, read, write
from face.keyset import Column, Columns, Page, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db
COLUMNS = Columns(
    Column("key", "Key", order=("session_key",)),
    Column("day", "Day", order=("expire_date",)),
    Column("mixed", "Mixed", order=("-expire_date", "end")),
    Column("words", "Words"),
)
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def rows(days: list[int]) -> QuerySet[Session]:
    """Rows with many equal days; `end` is an annotation with only ten values."""
    Session.objects.all().delete()
    Session.objects.bulk_create(
        Session(session_key=f"key-{number:04}", session_data="", expire_date=START + dt.timedelta(days=day))
        for number, day in enumerate(days)
    )
    return Session.objects.annotate(end=Right("session_key", 1, output_field=CharField()))


def ask(queryset: QuerySet[Session], query: str, size: int) -> Page[Session]:
    return paginate(RequestFactory().get(f"/{query}"), queryset, COLUMNS, sort="day", size=size)


def walk(queryset: QuerySet[Session], page: Page[Session], size: int, way: str) -> Iterator[Page[Session]]:
    yield page
    while query := getattr(page, way):
        page = ask(queryset, query, size)
        assert not page.moved
        yield page


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.integers(0, 4), max_size=40),
    sort=st.sampled_from(["key", "-key", "day", "-day", "mixed", "-mixed"]),
    size=st.integers(1, 12),
)
def test_every_row_once_in_both_directions(db: None, days: list[int], sort: str, size: int) -> None:
    queryset = rows(days)
    forward = list(walk(queryset, ask(queryset, f"?sort={sort}", size), size, "next_url"))
    there = [row.pk for page in forward for row in page.rows]
    assert sorted(there) == sorted(queryset.values_list("pk", flat=True))
    assert len(set(there)) == len(there)
    backward = list(walk(queryset, forward[-1], size, "previous_url"))
    assert [row.pk for page in reversed(backward) for row in page.rows] == there
    assert backward[-1].previous_url == forward[0].previous_url == forward[-1].next_url == ""


def test_sorts_as_declared() -> None:
    queryset = rows([2, 0, 1, 0])
    assert [row.pk[-1] for row in ask(queryset, "?sort=day", 9).rows] == ["1", "3", "2", "0"]
    assert [row.pk[-1] for row in ask(queryset, "?sort=-day", 9).rows] == ["0", "2", "3", "1"]
    assert [row.pk[-1] for row in ask(queryset, "?sort=mixed", 9).rows] == ["0", "2", "1", "3"]


@pytest.mark.parametrize("sort", ["words", "session_data", "-pk", "--day", "day'"])
def test_order_that_the_table_does_not_offer_is_the_usual_one(sort: str) -> None:
    assert ask(rows([1, 0]), f"?sort={sort}", 9).sort == "day"


@pytest.mark.parametrize("place", ["x", "gAAAA", "%00", "🙂" * 30, "a" * 3000])
def test_forged_place_leads_to_the_first_page_and_says_so(place: str) -> None:
    page = ask(rows([0, 1, 2]), f"?from={place}", 2)
    assert page.moved
    assert [row.pk for row in page.rows] == ["key-0000", "key-0001"]


def test_place_of_another_order_leads_to_the_first_page() -> None:
    queryset = rows([0, 1, 2])
    place = ask(queryset, "?sort=key", 1).next_url.partition("from=")[2]
    assert ask(queryset, f"?sort=-day&from={place}", 1).moved


def test_row_that_has_gone_does_not_matter() -> None:
    queryset = rows([0, 1, 2, 3])
    following = ask(queryset, "", 2).next_url
    Session.objects.filter(pk="key-0001").delete()
    page = ask(queryset, following, 2)
    assert [row.pk for row in page.rows] == ["key-0002", "key-0003"]
    assert not page.moved


def test_address_does_not_tell_what_it_holds() -> None:
    assert "key-" not in ask(rows([0, 1, 2]), "", 1).next_url


def test_filters_stay_in_the_address_and_the_place_goes_when_sorting() -> None:
    page = ask(rows([0, 1, 2]), "?role=auditor&sort=day", 1)
    assert "role=auditor" in page.next_url
    heads = {head.column.name: head for head in ask(rows([0, 1, 2]), page.next_url, 1).heads}
    assert heads["day"].query == "?role=auditor&sort=-day"
    assert heads["day"].direction == "ascending"
    assert heads["key"].query == "?role=auditor&sort=key"
    assert heads["words"].query == ""


def test_count_is_honest_and_capped() -> None:
    assert ask(rows([0]), "", 2).count_text.startswith("1 ")
    assert ask(rows([0, 1, 2]), "", 2).count == 3
    page = ask(rows([0] * 1002), "", 2)
    assert page.count is None
    assert "1\u202f000" in page.count_text


def test_pages_cost_two_queries(django_assert_num_queries: object) -> None:
    queryset = rows([0] * 20)
    with django_assert_num_queries(2):  # type: ignore[operator]
        ask(queryset, "", 5)


def test_order_that_can_be_null_is_refused() -> None:
    columns = Columns(Column("seen", "Seen", order=("last_seen_on",)))
    with pytest.raises(ValueError, match="can be null"):
        paginate(RequestFactory().get("/"), Officer.objects.all(), columns, sort="seen")
    queryset = rows([0, 1, 2]).annotate(hole=NullIf(F("end"), Value("0")))
    with pytest.raises(NullInOrder):
        paginate(RequestFactory().get("/"), queryset, Columns(Column("a", "A", order=("-hole",))), sort="a", size=1)


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        Columns(Column("a", "A"), Column("a", "B"))


def test_place_keeps_its_kinds() -> None:
    values = ["é", 3, START, START.date()]
    order = ("a", "b", "c", "d")
    assert read(write(order, "next", values), order) == ("next", values)
    with pytest.raises(BadCursor):
        read(write(order, "next", values), ("a",))
