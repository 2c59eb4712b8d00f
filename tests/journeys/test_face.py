"""What the scripts of the pages do, in a real browser; and that nothing needs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Dialog, Page, Request

    from tests.house.running import House

pytestmark = pytest.mark.browser
OFFICER = "ousmane.bodian"


@pytest.fixture
def living(house: House, page: Page) -> Page:
    """The living page, seen by an officer."""
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}/face/")
    return page


def chosen(page: Page, name: str) -> str:
    return page.locator(f"select[name={name}]").input_value()


def test_picker_finds_without_accents_and_takes_with_enter(living: Page) -> None:
    picker = living.get_by_role("combobox", name=re.compile("^(Place|Lieu)"))
    picker.press_sequentially("yaoun")
    expect(picker).to_have_attribute("aria-expanded", "true")
    expect(living.get_by_role("option", name="Yaoundé")).to_have_class("active")
    picker.press("Enter")
    expect(picker).to_have_value("Yaoundé")
    assert chosen(living, "place") == "CMYAO"


def test_picker_moves_by_arrows_and_escape_gives_back(living: Page) -> None:
    picker = living.locator("#id_place")
    picker.focus()
    picker.press("ArrowDown")
    picker.press("ArrowDown")
    first = picker.get_attribute("aria-activedescendant")
    picker.press("ArrowDown")
    assert picker.get_attribute("aria-activedescendant") != first
    picker.press("Escape")
    expect(living.get_by_role("listbox")).to_have_count(0)
    assert chosen(living, "place") == ""
    picker.press_sequentially("nothing like this")
    picker.press("Tab")
    expect(picker).to_have_value("")


def test_picker_asks_the_server(living: Page) -> None:
    picker = living.locator("#id_origin")
    picker.press_sequentially("dou")
    living.get_by_role("listbox").get_by_role("option", name=re.compile("Douala")).click()
    assert chosen(living, "origin") == "CMDLA"
    living.get_by_role("button", name=re.compile("^(Clear|Effacer)$")).first.click()
    assert chosen(living, "origin") == ""


def test_error_summary_takes_the_focus_and_leads_to_the_field(living: Page) -> None:
    living.locator("#main-form button.primary").click()
    summary = living.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(living.locator("#id_date")).to_be_focused()


def test_dialog_opens_in_place_and_closes_with_escape(living: Page) -> None:
    living.locator("[data-dialog=sample-dialog]").click()
    dialog = living.locator("#sample-dialog")
    expect(dialog).to_be_visible()
    living.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    living.locator("[data-dialog=sample-dialog]").click()
    dialog.locator("[formmethod=dialog]").click()
    expect(dialog).to_be_hidden()
    assert living.url.endswith("/face/")


def test_keys_go_to_search_and_help(living: Page) -> None:
    living.keyboard.press("/")
    expect(living.locator("#find")).to_be_focused()
    living.keyboard.press("?")  # typed into the search
    expect(living.locator("#find")).to_have_value("?")
    living.locator("h1").click()
    living.keyboard.press("?")
    expect(living.locator("#keyboard-help")).to_be_visible()
    living.keyboard.press("Escape")
    living.keyboard.press("Control+k")
    expect(living.locator("#find")).to_be_focused()


def test_single_keys_can_be_switched_off(living: Page) -> None:
    living.evaluate("document.documentElement.dataset.shortcuts = 'off'")
    living.keyboard.press("/")
    living.keyboard.press("?")
    expect(living.locator("#find")).not_to_be_focused()
    expect(living.locator("#keyboard-help")).to_be_hidden()


def test_control_enter_sends_the_form(living: Page) -> None:
    living.locator("#id_account").press("Control+Enter")
    expect(living.locator("[data-error-summary]")).to_be_focused()


def test_navigation_stays_folded(living: Page) -> None:
    living.locator("[data-collapse]").click()
    living.reload()
    expect(living.locator("html")).to_have_attribute("data-rail", "collapsed")
    expect(living.locator(".rail .word").first).to_be_hidden()
    living.locator("[data-collapse]").click()
    living.reload()
    expect(living.locator(".rail .word").first).to_be_visible()


def questions(page: Page) -> list[str]:
    """What the browser will ask, each answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_leaving_with_something_typed_asks(living: Page) -> None:
    asked = questions(living)
    living.locator("#id_account").press_sequentially("Deux valises")
    living.locator(".rail .place").first.click()
    living.wait_for_url(re.compile(r"/$"))
    assert asked == ["beforeunload"]


def test_language_switch_keeps_what_was_typed_and_asks_nothing(living: Page) -> None:
    asked = questions(living)
    living.locator("#id_account").fill("Deux valises")
    living.locator("button[name=switch_language][value=pt]").click()
    expect(living.locator("html")).to_have_attribute("lang", "pt")
    expect(living.locator("#id_account")).to_have_value("Deux valises")
    assert asked == []
    living.locator("button[name=switch_language][value=fr]").click()
    expect(living.locator("html")).to_have_attribute("lang", "fr")


def test_form_is_sent_once(living: Page) -> None:
    sent: list[Request] = []
    living.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    living.evaluate("const f = document.getElementById('main-form'); f.requestSubmit(); f.requestSubmit()")
    expect(living.locator("[data-error-summary]")).to_be_focused()
    assert len(sent) == 1


def test_end_of_the_session_is_announced_and_put_off(house: House, page: Page) -> None:
    house.sign_in(page, OFFICER)
    page.clock.install()
    page.goto(f"{house.url}/face/")
    warning = page.locator("[data-session-warning]")
    page.clock.run_for(24 * 60_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(2 * 60_000)
    expect(warning).to_be_visible()
    with page.expect_response(re.compile("/me/session/")) as answered:
        page.locator("[data-extend]").click()
    assert answered.value.ok
    expect(warning).to_be_hidden()


def test_password_can_be_shown(living: Page) -> None:
    field = living.locator("#id_secret")
    button = living.locator("[data-show-password=id_secret]")
    button.click()
    expect(field).to_have_attribute("type", "text")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(field).to_have_attribute("type", "password")


def test_colours_and_rows_change_as_they_are_chosen(living: Page) -> None:
    before = living.evaluate("getComputedStyle(document.body).backgroundColor")
    living.locator("aside input[name=theme][value=dark]").check()
    assert living.evaluate("getComputedStyle(document.body).backgroundColor") != before
    living.locator("aside input[name=density][value=compact]").check()
    expect(living.locator("html")).to_have_attribute("data-density", "compact")


def test_everything_is_there_without_scripts(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(scripts=False)
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}/face/")
    page.locator("select[name=place]").select_option("SNDKR")
    page.locator("#main-form button.primary").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert chosen(page, "place") == "SNDKR"
    page.locator("[data-dialog=sample-dialog]").click()
    expect(page).to_have_url(re.compile("/face/confirm/"))
    page.locator(".person-menu summary").click()
    expect(page.locator(".person-menu form button")).to_be_visible()
    for name in ("[data-collapse]", "[data-show-password]", "[data-dismiss]"):
        expect(page.locator(name).locator("visible=true")).to_have_count(0)


def test_targets_are_large_enough_for_fingers(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(width=360)
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}/face/")
    small = page.evaluate(
        """[...document.querySelectorAll('button, a.button, summary, .place, .chip a, .segmented label, .field select')]
        .filter((one) => one.checkVisibility() && one.offsetWidth && !one.closest('.foot'))
        .filter((one) => one.getBoundingClientRect().height < 43.5)
        .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_printed_sheets_bear_marking_reference_person_and_time(living: Page) -> None:
    living.emulate_media(media="print")
    head, foot = living.locator(".print-head"), living.locator(".print-foot")
    expect(head).to_contain_text("TLP:AMBER")
    expect(head).to_contain_text("SN-AIBD-2026-000412")
    expect(foot).to_contain_text("Ousmane Bodian")
    expect(living.locator(".rail")).to_be_hidden()
    for part, display in ((head, "table-header-group"), (foot, "table-footer-group")):  # repeated on every sheet
        assert part.evaluate("(one) => getComputedStyle(one).display") == display
        assert part.evaluate("(one) => getComputedStyle(one).breakInside") == "avoid"


def test_filters_are_folded_on_a_phone(house: House, open_page: Callable[..., Page]) -> None:
    page = open_page(width=360)
    house.sign_in(page, OFFICER)
    page.goto(f"{house.url}/face/")
    first, second = page.locator("#sample-words"), page.locator("#sample-status")
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    page.locator("[data-unfold-filters]").click()
    expect(second).to_be_visible()
    expect(page.locator("[data-unfold-filters]")).to_have_attribute("aria-expanded", "true")
    without_scripts = open_page(width=360, scripts=False)
    house.sign_in(without_scripts, OFFICER)
    without_scripts.goto(f"{house.url}/face/")
    expect(without_scripts.locator("#sample-status")).to_be_visible()
