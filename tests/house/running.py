"""The `house` fixture: the whole stack with demo data, one for all workers of a run, for tests in a real browser."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from accounts.demo import people
from house.places import read_json
from tests.house import databases
from tests.house.stack import ADDRESSES, Stack

if TYPE_CHECKING:
    from playwright.sync_api import Page

DATABASE = "house"


class House:
    """A running Vigie in French, with the demo's offices and people."""

    def __init__(self, url: str, var: Path) -> None:
        self.url = url
        self.var = var

    def sign_in(self, page: "Page", sign_in_name: str, password: str = people.DEMO_PASSWORD) -> None:
        """Sign somebody in as they would: on the page, by name and password."""
        page.goto(f"{self.url}{reverse('account_login')}")
        page.locator("input[name=login]").fill(sign_in_name)
        page.locator("input[name=password]").fill(password)
        page.locator("form:has(input[name=password]) [type=submit]").click()
        page.wait_for_url(lambda address: urlsplit(address).path != reverse("account_login"))


def _start() -> House:
    var = Path(os.environ["VIGIE_VAR"]) / "house"
    running = read_json(var / "running.json")
    if not running.get("ready"):
        for folder in ("mail", "files"):
            shutil.rmtree(var / folder, ignore_errors=True)
        databases.copy(databases.migrated_template(), DATABASE)
        addresses = {
            "DATABASE_URL": databases.url_of(DATABASE),
            "DATABASE_OWNER_URL": databases.url_of(DATABASE, owner=True),
            "REDIS_URL": os.environ["REDIS_URL"].rpartition("/")[0] + "/0",
        }
        assert set(addresses) == set(ADDRESSES)
        Stack(var, addresses, tied=False).start().leave()
        running = read_json(var / "running.json")
    return House(running["address"].rstrip("/"), var)


@pytest.fixture(scope="session")
def house() -> House:
    """The running house. `script/test` stops it when the run ends."""
    with databases.alone("house"):
        return _start()
