"""What goes with every page: nothing is kept by the browser, and nothing runs that is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.people import sign_in
from tests.permissions.routes import routes

if TYPE_CHECKING:
    import pytest
    from django.http.response import HttpResponseBase
    from django.test import Client

    from tests.permissions.cast import Cast

EXPECTED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(response: HttpResponseBase) -> dict[str, list[str]]:
    """The content security policy of a page, by directive."""
    directives = (directive.split() for directive in response["Content-Security-Policy"].split(";") if directive)
    return {name: sources for name, *sources in directives}


def check(response: HttpResponseBase) -> None:
    assert "no-store" in response["Cache-Control"]
    assert {name: response[name] for name in EXPECTED} == EXPECTED
    found = policy(response)
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["connect-src"] == ["'self'"]
    assert found["frame-ancestors"] == found["base-uri"] == ["'none'"]
    assert found["form-action"] == ["'self'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]


def test_page_is_not_kept_and_runs_nothing_foreign(client: Client, cast: Cast, subtests: pytest.Subtests) -> None:
    sign_in(client, cast.columns["administrator"])
    for route in routes():
        response = client.get(route.address(cast.records["Senegal"].values(route.name)))
        if response.headers.get("Content-Type", "").startswith("text/html"):
            with subtests.test(str(route)):
                check(response)


def test_page_of_what_is_not_there(client: Client, cast: Cast) -> None:
    sign_in(client, cast.columns["administrator"])
    response = client.get("/nowhere/")

    assert response.status_code == 404
    check(response)
