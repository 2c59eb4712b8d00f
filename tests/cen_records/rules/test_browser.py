"""The browser's checks of identifiers say what the server's say, and are told beside the field."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.template import engines
from django.utils import translation
from playwright.sync_api import expect

from cen_records.rules.identifiers import check
from cen_records.rules.identifiers.container import OWNERS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser
STATIC = Path(__file__).parents[3] / "static"
CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("identifiers.json").read_text("utf-8"))
KINDS = ("container", "imo", "mmsi", "awb", "flight", "vin", "postal_item", "coordinates")
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -.,;°'\"NSEWOL+éß²"
ORIGIN = "http://records.test"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"


@pytest.fixture
def form(page: Page) -> Page:
    """A page with one field of each kind, under the policy of our pages, served from our files."""
    with translation.override("fr"):
        words = engines["django"].from_string("{% load identifiers %}{% identifier_words %}").render()
    fields = "".join(f'<p><label>{kind} <input id="{kind}" data-identifier="{kind}"></label></p>' for kind in KINDS)
    script = f'<script type="module" src="{ORIGIN}/static/js/records/identifiers.js"></script>'
    html = f'<!doctype html><html lang="fr"><title>Essai</title><main>{fields}</main>{words}{script}</html>'

    def answer(route: Route) -> None:
        if "/static/" in route.request.url:
            route.fulfill(path=STATIC / route.request.url.partition("/static/")[2])
        else:
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    page.route(f"{ORIGIN}/**", answer)
    page.goto(ORIGIN)
    return page


def changed(text: str, chance: random.Random) -> str:
    """A text with one to three slips."""
    letters = list(text)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(letters) + 1)
        letters[place : place + chance.randint(0, 1)] = chance.choice((chance.choice(LETTERS), ""))
        if chance.random() < 0.3 and place + 1 < len(letters):
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def asked() -> list[tuple[str, str]]:
    """The table, and twelve hundred texts that are a slip or two away from it."""
    chance = random.Random(4)
    table = [(case["kind"], case["text"]) for case in CASES if case["kind"] in KINDS]
    slips = [(kind, changed(text, chance)) for kind, text in (chance.choice(table) for _ in range(1200))]
    return [*table, *slips]


def as_browser(kind: str, text: str) -> dict[str, Any]:
    """What the server says, in the browser's shape."""
    checked = check(kind, text)
    return {
        "value": checked.value,
        "findings": [
            {"level": str(finding.level), "code": finding.code, "values": dict(finding.values)}
            for finding in checked.findings
        ],
        "hints": [{"code": hint.code, "value": hint.value} for hint in checked.hints],
    }


def test_the_browser_says_what_the_server_says(form: Page) -> None:
    texts = asked()
    said = form.evaluate(
        """async (texts) => {
            const { check } = await import("/static/js/records/identifiers.js");
            return texts.map(([kind, text]) => check(kind, text));
        }""",
        texts,
    )

    differing = [
        (kind, text, there, here)
        for (kind, text), there in zip(texts, said, strict=True)
        if there != (here := as_browser(kind, text))
    ]
    assert len(texts) > 1300
    assert differing == []


def test_both_know_the_same_owners(form: Page) -> None:
    known = form.evaluate('async () => [...(await import("/static/js/records/container.js")).OWNERS]')

    assert sorted(known) == sorted(OWNERS)


def finding(form: Page, kind: str) -> Locator:
    return form.locator(f"#{kind}_finding")


def test_a_finding_stands_beside_its_field(form: Page) -> None:
    field = form.locator("#container")
    expect(field).to_have_attribute("aria-describedby", "container_finding")
    expect(finding(form, "container")).to_have_attribute("aria-live", "polite")

    field.press_sequentially("csqu 350438-3")

    expect(finding(form, "container")).to_contain_text("Le chiffre de contrôle est 3")
    form.get_by_role("button", name="CSQU3054383").click()
    expect(field).to_have_value("CSQU3054383")
    expect(finding(form, "container")).to_be_empty()


def test_what_is_unfinished_is_not_called_wrong_while_typing(form: Page) -> None:
    field = form.locator("#container")
    field.press_sequentially("CSQU30")
    expect(finding(form, "container")).to_be_empty()

    field.press("Tab")

    expect(finding(form, "container")).to_contain_text("Un conteneur porte trois lettres")
    expect(field).to_have_value("CSQU30")


def test_the_usual_spelling_is_written_when_the_field_is_left(form: Page) -> None:
    form.evaluate("document.addEventListener('input', (event) => { window.heard = event.target.value; })")
    for kind, typed, value in (
        ("coordinates", "14°41'N 17°27'O", "14.683333, -17.450000"),
        ("flight", "af 0718", "AF718"),
        ("awb", "05712345675", "057-12345675"),
    ):
        field = form.locator(f"#{kind}")
        field.fill(typed)
        field.press("Tab")

        expect(field).to_have_value(value)
        assert form.evaluate("window.heard") == value
        expect(finding(form, kind)).to_be_empty()


def test_nothing_stops_the_form(form: Page) -> None:
    """A wrong number stays as it is, and the browser's own validation knows nothing of it."""
    field = form.locator("#vin")
    field.fill("<b>1M8GDM9AXKP04278")
    field.press("Tab")

    assert field.evaluate("input => input.checkValidity()")
    expect(field).to_have_value("<b>1M8GDM9AXKP04278")
    expect(finding(form, "vin").locator("b")).to_have_count(0)
