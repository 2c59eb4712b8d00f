from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.template import Context, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.test import RequestFactory

from face.chips import Chip
from face.forms import DateInput, DecimalField, Picker
from face.web.samples import ICONS
from house.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from accounts.models import Officer
    from tests.people import People

FACE = ROOT / "templates" / "face"
# Pages, and parts that a page or another component draws by itself.
NOT_PLACED_BY_HAND = {
    "plain", "living", "living_confirm", "csrf_failure", "slow", "outage_part", "messages", "error_summary",
    "table_head", "pager", "fact_block", "confirm",
}  # fmt: skip


def draw(source: str, **values: object) -> str:
    return Template(source).render(Context({"request": RequestFactory().get("/list/?role=a&role=b&from=x"), **values}))


def test_living_page_shows_every_component() -> None:
    shown = "".join(path.read_text() for path in [FACE / "living.html", *(FACE / "living").glob("*.html")])
    named = {path.stem for path in FACE.glob("*.html")} - NOT_PLACED_BY_HAND
    missing = {name for name in named if f'"{name}"' not in shown and f"face/{name}.html" not in shown}
    assert not missing


def test_living_page_shows_every_icon() -> None:
    assert {path.stem for path in (FACE / "icons").glob("*.svg")} == set(ICONS)


@pytest.mark.django_db
def test_living_page_has_each_id_once(people: People, signed_in: Callable[[Officer], Client]) -> None:
    page = signed_in(people.awa).get("/face/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted(one for one in set(ids) if ids.count(one) > 1)


@pytest.mark.django_db
@pytest.mark.parametrize("filled", [True, False])
def test_living_page_is_closed_html(people: People, signed_in: Callable[[Officer], Client], filled: bool) -> None:
    client = signed_in(people.awa)
    response = client.get("/face/") if filled else client.post("/face/", {})
    assert response.status_code == (200 if filled else 422)
    reader = Closing()
    reader.feed(response.content.decode())
    assert reader.open == []
    if not filled:
        assert "<title>Err" in response.content.decode()


class Closing(HTMLParser):
    VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag, (tag, self.getpos())


def test_component_does_not_see_the_page() -> None:
    drawn = draw('{% part "button" word="Go" %}', url="/elsewhere/", kind="danger", form="x")
    assert "elsewhere" not in drawn
    assert "danger" not in drawn
    assert "Go" in drawn


def test_body_sees_the_page() -> None:
    assert "here" in draw('{% wrap "card" heading="H" %}{{ inside }}{% endwrap %}', inside="here")


def test_what_a_component_is_given_is_escaped() -> None:
    assert "<script>" not in draw('{% part "button" word=word url=word %}', word='"><script>')
    assert "<script>" not in draw('{% part "fact" name=word value=word %}', word="<script>")


def test_misspelt_component_is_a_mistake() -> None:
    with pytest.raises(TemplateDoesNotExist):
        draw('{% part "buton" %}')
    with pytest.raises(TemplateSyntaxError):
        Template("{% wrap %}{% endwrap %}")
    with pytest.raises(TemplateSyntaxError):
        Template('{% wrap "card" heading %}{% endwrap %}')
    with pytest.raises(TemplateDoesNotExist):
        draw('{% icon "unicorn" %}')


def test_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "check" %}')
    assert 'role="img" aria-label="Done"' in draw('{% icon "check" label="Done" %}')


def test_chip_takes_away_its_own_value_only() -> None:
    drawn = draw(
        '{% part "chips" chips=chips %}', chips=[Chip("Role", "A", "role", "a"), Chip("Role", "B", "role", "b")]
    )
    assert 'href="?role=b"' in drawn
    assert 'href="?role=a"' in drawn
    assert 'href="?"' in drawn


def test_query_changes_one_thing_and_drops_the_place() -> None:
    assert draw('{% query sort="name" %}') == "?role=a&amp;role=b&amp;sort=name"
    assert draw("{% query role=None %}") == "?"


@pytest.mark.parametrize(("name", "short"), [("Aminata Sow", "AS"), ("Jean Paul Biya", "JB"), ("Awa", "A"), ("", "")])
def test_initials(name: str, short: str) -> None:
    assert draw("{{ name|initials }}", name=name) == short


def test_nothing_given_is_said() -> None:
    assert "visually-hidden" in draw('{% part "fact" name="Vessel" value="" %}')
    assert ">0<" in draw('{% part "fact" name="Pieces" value=0 %}')


def test_date_is_written_as_browsers_want_it() -> None:
    assert 'value="2026-11-20"' in DateInput().render("d", dt.date(2026, 11, 20))


@pytest.mark.parametrize("typed", ["12345,6", "12 345,6", "12\u202f345,6"])
def test_number_is_read_as_french_writes_it(typed: str) -> None:
    assert str(DecimalField(max_digits=9, decimal_places=2).clean(typed)) == "12345.6"


def test_picker_with_a_remote_source_holds_what_is_chosen() -> None:
    drawn = Picker(url="/x/", label_of=lambda code: f"Port {code}").render("p", "SNDKR", {"id": "id_p"})
    assert 'value="SNDKR" selected' in drawn
    assert "Port SNDKR" in drawn
