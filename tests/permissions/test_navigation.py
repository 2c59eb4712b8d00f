"""The navigation shows each officer the places that open for them, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.navigation import PLACES, places_for
from tests.people import sign_in
from tests.permissions.table import rows

if TYPE_CHECKING:
    from django.test import Client

    from tests.permissions.cast import Cast

ANSWERS = {row.route: row.answers for row in rows()}


def test_shown_are_the_places_that_open(cast: Cast) -> None:
    for column, officer in cast.columns.items():
        postings = list(officer.postings.current().select_related("office"))
        shown = {place.url_name for place in places_for(postings, "/")}

        assert shown == {place.url_name for place in PLACES if ANSWERS[place.url_name][column] == "page"}, column


def test_every_place_works(client: Client, cast: Cast) -> None:
    sign_in(client, cast.columns["administrator"])

    assert [place.url_name for place in PLACES if client.get(place.url).status_code != 200] == []


def test_the_place_where_one_is_is_marked(cast: Cast) -> None:
    postings = list(cast.columns["administrator"].postings.current().select_related("office"))
    for place in PLACES:
        assert [shown.url_name for shown in places_for(postings, place.url) if shown.current] == [place.url_name]
