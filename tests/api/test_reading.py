"""What programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.calling import kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.calling import Program
    from tests.people import Offices, People
OF_ENTRY = ["office.view", "record.enter", "record.view"]


def test_me(program: Callable[..., Program], people: People) -> None:
    answer = program(people.awa, "offices.read").get("me")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Language"] == "en"
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert body["name"] == "Awa Diop"
    assert body["postings"] == [
        {"office": "SN-DSS", "role": "ENTRY_OFFICER", "until_on": None, "permissions": OF_ENTRY}
    ]
    assert body["token"]["scopes"] == ["offices.read"]


def test_offices(program: Callable[..., Program], people: People, offices: Offices) -> None:
    caller = program(people.fatou)
    body = caller.get("offices", {"limit": 2}).json()

    assert [office["code"] for office in body["items"]] == ["GH", "RILO-WA"]
    codes = []
    while body["next"]:
        body = caller.get(body["next"]).json()
        codes += [office["code"] for office in body["items"]]
    assert codes == ["SN", "SN-DKR", "SN-DSS", "SN-DSS-F"]
    assert body["watermark"].startswith("w1-")


def test_office_with_memberships(program: Callable[..., Program], people: People) -> None:
    caller = program(people.fatou)
    answer = caller.get("offices/SN")

    assert answer.json()["memberships"][0]["rilo"] == "RILO-WA"
    assert caller.get("offices/SN", If_None_Match=answer["ETag"]).status_code == 304
    assert kind(caller.get("offices/CM")) == "not-found"


def test_officers_are_seen_by_who_may(program: Callable[..., Program], people: People) -> None:
    caller = program(people.moussa)
    names = {officer["given_names"] for officer in caller.get("officers").json()["items"]}

    assert {"Awa", "Babacar", "Moussa"} <= names
    assert "Jean" not in names
    assert kind(program(people.awa, "offices.read").get("officers")) == "scope-missing"
    one = caller.get(f"officers/{people.awa.pk}").json()
    assert [posting["office"] for posting in one["postings"]] == ["SN-DSS"]
    assert kind(caller.get(f"officers/{people.jean.pk}")) == "not-found"


def test_acts_for_the_auditor(program: Callable[..., Program], people: People) -> None:
    caller = program(people.kofi)
    answer = caller.get("acts")

    assert answer.status_code == 200
    assert {"token.met_address", "token.issued"} <= {act["act"] for act in answer.json()["items"]}
    assert caller.get("seals").json()["items"] == []
    assert caller.get("acts/kinds").status_code == 200


def test_own_tokens(program: Callable[..., Program], people: People) -> None:
    caller = program(people.awa)
    [token] = caller.get("tokens").json()["items"]

    assert token["shown"].startswith("vigie_")
    assert caller.send("DELETE", f"tokens/{token['id']}").status_code == 204
    assert kind(caller.get("me")) == "sign-in-needed"


def test_runs_and_invitations(program: Callable[..., Program], people: People) -> None:
    caller = program(people.aminata)

    assert caller.get("runs").json()["items"] == []
    assert caller.get("invitations", {"count": "true"}).json()["count"] == {"value": 0, "exact": True}
