"""A line that breaks while a file of codes goes up: nothing is taken, and the next try works."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.house.running import House

pytestmark = pytest.mark.browser
ADMINISTRATOR = "joana.tavares"
ANSWERS = "code,fr,en,pt\nYES,Oui,Yes,Sim\nNO,Non,No,Não\nUNKNOWN,Inconnu,Unknown,Desconhecido\n"


def break_off(house: House, page: Page, address: str) -> None:
    """Begin to send a large file as this page would, and hang up in the middle."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    where = urlsplit(house.url)
    with socket.create_connection((where.hostname, where.port), timeout=10) as line:
        head = f"POST {address} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        body = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + ANSWERS * 1_000
        line.sendall(
            f"{head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n{body}".encode()
        )


def test_a_line_that_breaks_leaves_nothing_behind(house: House, page: Page) -> None:
    house.sign_in(page, ADMINISTRATOR)
    page.goto(f"{house.url}/lists/answer/editions/")
    before = page.locator("main h2").count()

    for _ in range(3):
        break_off(house, page, "/lists/answer/load/")

    page.reload()
    expect(page.locator("main h2")).to_have_count(before)
    page.goto(f"{house.url}/lists/answer/load/")
    page.locator("input[type=file]").set_input_files(
        {"name": "answers.csv", "mimeType": "text/csv", "buffer": ANSWERS.encode()}
    )
    page.locator("input[name=name]").fill("2026-12")
    page.locator("input[name=source]").fill("Test")
    page.locator("#main-form .primary").click()
    page.wait_for_url("**/lists/answer/editions/*/")
