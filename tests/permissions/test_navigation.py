"""The navigation shows each officer the places that open for them, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.navigation import PLACES, places_for
from tests.people import sign_in
from tests.permissions.table import rows

if TYPE_CHECKING:
    from django.test import Client

    from config.navigation import Place
    from tests.permissions.cast import Cast

ANSWERS = {row.route: row.answers for row in rows()}


def test_shown_are_the_places_that_open(cast: Cast) -> None:
    for column, officer in cast.columns.items():
        postings = list(officer.postings.current().select_related("office"))
        shown = {place.url_name for place in places_for(postings, "/")}

        assert shown == {place.url_name for place in PLACES if ANSWERS[place.url_name][column] == "page"}, column


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.url_name)
def test_every_place_works_and_is_marked(client: Client, cast: Cast, place: Place) -> None:
    holder = next(column for column, answer in ANSWERS[place.url_name].items() if answer == "page")
    officer = cast.columns[holder]
    sign_in(client, officer)
    postings = list(officer.postings.current().select_related("office"))

    assert client.get(place.url).status_code == 200
    assert [shown.url_name for shown in places_for(postings, place.url) if shown.current] == [place.url_name]
