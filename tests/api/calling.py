"""A program with a token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions.tokens import issue_token, scopes_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from accounts.models import AccessToken, Officer

ROOT = "/api/v1"


@dataclass
class Program:
    """Calls with its token, or with none, and in English."""

    text: str = ""
    token: AccessToken | None = None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    language: str = "en"

    @classmethod
    def of(cls, officer: Officer, *scopes: str, days: int = 30) -> Program:
        """One with a token that was just issued."""
        wanted = scopes or [scope.value for scope in scopes_of(officer)]
        issued = issue_token(by=officer, token_id=uuid4(), name="Test", scopes=wanted, days=days)
        return cls(issued.text, issued.token)

    def get(self, address: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        """Read an address under the door; whole addresses too."""
        return self.client.get(whole(address), query, headers=self._headers(headers))

    def send(self, method: str, address: str, body: object = None, *, version: str = "", **headers: str) -> Any:
        """Change something, as the version that was read."""
        if version:
            headers["If-Match"] = version
        data = json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, whole(address), data, content_type="application/json", headers=self._headers(headers)
        )

    def send_file(self, address: str, fields: dict[str, str], content: bytes = b"code;fr\nYES;Oui\n") -> Any:
        """Hand in a file, as forms do."""
        file = SimpleUploadedFile("list.csv", content, "text/csv")
        return self.client.post(whole(address), {**fields, "file": file}, headers=self._headers({}))

    def post(self, address: str, body: object = None, *, version: str = "", **headers: str) -> Any:
        """Change something by POST."""
        return self.send("POST", address, body, version=version, **headers)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        own = {"Accept-Language": self.language}
        if self.text:
            own["Authorization"] = f"Bearer {self.text}"
        return own | {name.replace("_", "-"): value for name, value in more.items()}


def whole(address: str) -> str:
    """The address with the door before it."""
    return address if address.startswith(("/api", "http")) else f"{ROOT}/{address}"


def kind(answer: HttpResponseBase) -> str:
    """Which problem it is."""
    assert answer["Content-Type"] == "application/problem+json", answer.content  # type: ignore[attr-defined]
    return answer.json()["type"].rpartition("#problem-")[2]  # type: ignore[attr-defined]
