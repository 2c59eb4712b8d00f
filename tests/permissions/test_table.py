"""Each address answers each role as `table.md` says, for its own country's records and for another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.people import sign_in
from tests.permissions.public import OPEN
from tests.permissions.routes import routes
from tests.permissions.table import Row, answer
from tests.permissions.table import rows as all_rows

if TYPE_CHECKING:
    from django.test import Client

    from tests.permissions.cast import Cast

ROUTES = {route.name: route for route in routes()}
# What an empty form may be answered where the page is shown: wrong, refused by the act, or done.
AFTER_PAGE = {"page", "422", "400", "on", "again", "no", "post"}


def rows() -> list[Row]:
    """Those of the pages; `test_programs.py` asks the others."""
    return [row for row in all_rows() if " " not in row.route]


def asked(client: Client, cast: Cast, row: Row) -> tuple[dict[str, str], dict[str, str]]:
    """What each column is answered who looks, and who sends an empty form. Nothing that it does is kept."""
    values = cast.records[row.whose].values(row.route) if row.whose in cast.records else {}
    address = ROUTES[row.route].address(values)
    got: dict[str, str] = {}
    posted: dict[str, str] = {}
    for column, officer in cast.columns.items():
        for answers, ask in ((got, client.get), (posted, client.post)):
            with transaction.atomic():
                sign_in(client, officer)
                answers[column] = answer(ask(address))
                transaction.set_rollback(True)
    return got, posted


def test_table_names_addresses_that_exist() -> None:
    assert {row.route for row in rows()} - set(ROUTES) == set()


def test_every_address_is_in_the_table(client: Client, cast: Cast) -> None:
    """The failure shows what a new address answers now: judge it, then add it to the table."""
    missing = []
    pages = {name for name in ROUTES if not name.startswith("api")}
    for route in sorted(pages - OPEN - {row.route for row in rows()}):
        for whose in ("Senegal", "Cameroon") if ROUTES[route].kinds else ("–",):
            got, _ = asked(client, cast, Row(route, whose, {}))
            missing.append(" | ".join(["", f"`{route}`", whose, *got.values(), ""]).strip())

    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_answers(client: Client, cast: Cast, row: Row) -> None:
    got, posted = asked(client, cast, row)

    assert got == row.answers
    for column, word in got.items():
        allowed = AFTER_PAGE if word == "page" else {word, "post"}
        assert posted[column] in allowed or word in {"again", "on", "post"}, column
