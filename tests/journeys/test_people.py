"""A contact point brings in an officer without a mailbox, and later suspends her: in French, on a desk and a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
CONTACT_POINT = "ousmane.bodian"
POST = "SN-ROSS"
PASSWORD = "quatre phares au bout du quai"


def in_french(text: str) -> str:
    with override("fr"):
        return gettext(text)


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def send(page: Page) -> None:
    page.locator("#main-form [type=submit]").last.click()


def fill_invitation(page: Page, house: House, family_name: str) -> None:
    """The office is chosen by typing into the field with suggestions; the roles follow it."""
    page.goto(f"{house.url}{reverse('accounts:officer-invite')}")
    page.locator("[name=family_name]").fill(family_name)
    page.locator("[name=given_names]").fill("Coumba")
    page.get_by_role("combobox", name=in_french("Office")).fill(POST)
    page.get_by_role("option").first.click()
    page.locator("[name=role_code] option[value=NATIONAL_ANALYST]").wait_for(state="detached")
    page.locator("[name=role_code]").select_option("ENTRY_OFFICER")


def invite_and_print(page: Page, house: House, family_name: str) -> str:
    """Invite with a slip of the keys first; the code on the slip."""
    fill_invitation(page, house, family_name)
    page.locator("[name=until_on]").fill("2202-01-31")
    send(page)
    page.locator("[data-error-summary]").wait_for()
    assert page.locator("[name=family_name]").input_value() == family_name
    assert page.locator("[name=role_code]").input_value() == "ENTRY_OFFICER"
    page.locator("[name=until_on]").fill("")
    send(page)
    page.locator("article.slip").wait_for()
    page.emulate_media(media="print")
    assert page.locator("svg.qr").is_visible()
    assert not page.locator("nav.rail").is_visible()
    page.emulate_media(media="screen")
    return page.locator(".slip-code").inner_text()


def join(page: Page, house: House, code: str, *, proposed: str) -> None:
    """Join with what stands on the slip, typed as people type."""
    page.goto(f"{house.url}{reverse('accounts:invitation-code')}")
    page.locator("[name=code]").fill(code.lower().replace("-", " "))
    send(page)
    page.locator("[name=sign_in_name]").wait_for()
    assert path_of(page) == reverse("accounts:invitation-accept")
    assert page.locator("[name=sign_in_name]").input_value() == proposed
    page.locator("[name=password]").fill(PASSWORD)
    send(page)
    page.wait_for_url(f"{house.url}/")


def suspend(page: Page, house: House, words: str) -> None:
    """Find her on the list, and suspend her."""
    page.goto(f"{house.url}{reverse('accounts:officer-list')}?q={words}")
    page.locator("tbody a").first.click()
    page.get_by_role("link", name=in_french("Suspend"), exact=True).click()
    page.locator("[name=reason]").fill("Enquête interne en cours.")
    send(page)
    page.get_by_text(in_french("Suspended"), exact=True).first.wait_for()
    assert "Enquête interne en cours." in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [1440, 360])
def test_invite_print_join_suspend(house: House, open_page: Callable[..., Page], width: int) -> None:
    contact_point, officer = open_page(width=width), open_page(width=width)
    house.sign_in(contact_point, CONTACT_POINT)
    code = invite_and_print(contact_point, house, f"Sène-Ndiaye {width}")
    join(officer, house, code, proposed=f"coumba.sene.ndiaye.{width}")
    assert "Rosso" in officer.locator("main").inner_text()
    suspend(contact_point, house, f"sene+{width}")

    # Her next click.
    officer.get_by_role("link", name=in_french("Offices")).locator("visible=true").first.click()
    officer.locator("input[name=password]").wait_for()
    assert path_of(officer) == reverse("account_login")
    assert in_french("This account is suspended. Ask your contact point.") in officer.locator("body").inner_text()


def test_without_scripts_and_only_once(house: House, open_page: Callable[..., Page]) -> None:
    contact_point = open_page(scripts=False)
    house.sign_in(contact_point, CONTACT_POINT)
    contact_point.goto(f"{house.url}{reverse('accounts:officer-invite')}?office={POST}")
    contact_point.locator("[name=family_name]").fill("Sarr")
    contact_point.locator("[name=given_names]").fill("Ibou")
    contact_point.locator("[name=role_code]").select_option("ENTRY_OFFICER")
    send(contact_point)
    address = reverse("accounts:invitation-open", args=[contact_point.locator(".slip-code").inner_text()])

    first, second = open_page(scripts=False), open_page(scripts=False)
    first.goto(house.url + address)
    assert path_of(first) == reverse("accounts:invitation-accept")
    first.locator("[name=password]").fill(PASSWORD)
    send(first)
    first.wait_for_url(f"{house.url}/")
    second.goto(house.url + address)
    assert in_french("This invitation has already been used.") in second.locator("main").inner_text()
