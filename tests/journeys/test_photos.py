"""A photo of a telephone goes up in pieces while the line breaks, is made smaller on the way, and is shown."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.house.running import House

pytestmark = pytest.mark.browser


def photo() -> bytes:
    """As a camera takes it: larger than is needed."""
    out = io.BytesIO()
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def test_a_photo_survives_a_broken_line(house: House, page: Page) -> None:
    house.sign_in(page, "moussa.faye")
    page.goto(f"{house.url}/records/new/")
    identity = page.locator("input[name=identity]").first.input_value()
    page.locator("button[name=profile]").first.click()
    page.wait_for_url("**/records/drafts/**")
    page.goto(f"{house.url}/records/{identity}/files/")
    broken = list[str]()

    def break_twice(route: Route) -> None:
        if route.request.method == "PUT" and len(broken) < 2:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/records/files/*/", break_twice)
    page.locator("input[name=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("select[name=kind]").select_option("PHOTO_GOODS")
    page.locator("#main-form .primary").click()

    expect(page.locator(".files img")).to_be_visible(timeout=60_000)
    assert len(broken) == 2
    assert page.locator(".files img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 320
    expect(page.locator(".files")).to_contain_text("Kio")  # it was made smaller before it was sent
