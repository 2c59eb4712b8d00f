"""Filling in a form as a browser without scripts does: what the page holds is sent back, with what was changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.test import Client

    from accounts.models import Office, Officer


class Inputs(HTMLParser):
    """The main form of a page: its address, and what its inputs hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.action, self.inside, self.select, self.area = "", False, "", ""
        self.held: dict[str, list[str]] = {}
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form" and told.get("id") == "main-form":
            self.inside, self.action = True, told.get("action", "")
        if not self.inside:
            return
        name = told.get("name", "")
        match tag:
            case "input" if told.get("type") in ("radio", "checkbox"):
                self._hold(name, told["value"] if "checked" in told else None)
            case "input":
                self._hold(name, told.get("value", ""))
            case "select":
                self.select = name
                self._hold(name, None)
            case "option" if "selected" in told:
                self._hold(self.select, told["value"])
            case "textarea":
                self.area = name
                self._hold(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.held[self.area] = [data.strip()]

    def _hold(self, name: str, value: str | None) -> None:
        self.names += [name] if name and name not in self.names else []
        if name and value is not None:
            self.held.setdefault(name, []).append(value)

    def named(self, ending: str, nth: int = 0) -> str:
        """The full name of an input."""
        return [name for name in self.names if name.endswith(ending)][nth]


@dataclass
class Desk:
    """An officer with a page open."""

    client: Client
    officer: Officer
    office: Office
    page: Inputs = field(default_factory=lambda: Inputs(""))
    text: str = ""

    def open(self, address: str = "/records/new/") -> Inputs:
        """Look at a form."""
        return self.see(self.client.get(address))

    def see(self, response: HttpResponseBase) -> Inputs:
        """What the answer shows."""
        self.text = getattr(response, "content", b"").decode()
        self.page = Inputs(self.text)
        return self.page

    def sent(self, **changed: str) -> dict[str, list[str]]:
        """What the page would send, with other values: `quantity="3,3"` for the one input whose name ends so."""
        held = {name: list(values) for name, values in self.page.held.items() if "-typed" not in name}
        for ending, value in changed.items():
            held[self.page.named(f".{ending}") if ending not in ("add", "remove", "profile", "next") else ending] = [
                value
            ]
        return held

    def save(self, **changed: str) -> HttpResponseBase:
        """Press “Save”."""
        return self.client.post(self.page.action, self.sent(**changed))

    def submit(self, **changed: str) -> HttpResponseBase:
        """Press “Submit”."""
        return self.client.post(f"{self.page.action}submit/", self.sent(**changed))

    def put(self, based_on: int | None = None, **changed: str) -> Any:
        """What a script saves."""
        held = self.sent(**changed)
        base = int(held.pop("based_on")[0]) if based_on is None else based_on
        pairs = [[name, value] for name, values in held.items() for value in values if name != "csrfmiddlewaretoken"]
        body = json.dumps({"based_on": base, "pairs": pairs})
        return self.client.put(
            self.page.action, body, content_type="application/json", headers={"accept": "application/json"}
        )
