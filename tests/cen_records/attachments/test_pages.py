"""The pages of files: sent with and without script, looked at, taken out, let out of the country; and by whom not."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Act
from cen_records.access import nominal_within
from cen_records.models import Attachment, Case, Draft, ReleasedCase
from tests.cen_records.attachments.conftest import CANARY, digest, examined, picture
from tests.people import sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from accounts.models import Officer
    from reference.models import Code
    from tests.people import Offices, People

PHOTO = picture(telling=True)
SCRIPT = "<script>alert(1)</script>"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True  # no role has to enrol a second factor first


def address(name: str, pk: UUID) -> str:
    return reverse(f"cen_records:{name}", args=[pk])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def put(client: Client, pk: UUID, content: bytes, offset: int, size: int) -> HttpResponse:
    told = f"bytes {offset}-{offset + len(content) - 1}/{size}"
    return client.put(  # type: ignore[return-value]
        address("file", pk), content, content_type="application/octet-stream", headers={**JSON, "Content-Range": told}
    )


def begin(client: Client, record: UUID, content: bytes, **told: Any) -> Any:
    said = {"kind": "PHOTO_GOODS", "identity": str(uuid4()), "size": len(content), "sha256": digest(content), **told}
    return client.post(address("file-list", record), said, headers=JSON)


@pytest.fixture
def shown(
    people: People, offices: Offices, make_case: Callable[..., Case], send: Callable[..., Attachment]
) -> Attachment:
    """An examined picture of a record of the airport."""
    case = make_case(offices.dakar_airport, people.awa)
    return examined(send(people.awa, case.pk, PHOTO, caption=SCRIPT))


def test_a_form_without_script(client: Client, people: People, draft: Draft, goods: Code) -> None:
    sign_in(client, people.awa)
    file = SimpleUploadedFile("photo <b>.jpg", PHOTO, content_type="text/html")
    said = {"kind": "PHOTO_GOODS", "identity": uuid4(), "caption": SCRIPT, "file": file}

    answer = client.post(address("file-list", draft.pk), said, follow=True)

    assert answer.redirect_chain
    assert escape(SCRIPT) in answer.text
    assert SCRIPT not in answer.text


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"kind": "PHOTO_GOODS", "size": "", "sha256": ""},
        {"kind": "VIDEO"},
        {"kind": "PHOTO_GOODS", "caption": "x" * 201},
        {"kind": "PHOTO_GOODS", "caption": "\x00"},
        {"kind": "PHOTO_GOODS", "line": str(uuid4())},
    ],
)
def test_what_is_missing_is_told(
    client: Client, people: People, draft: Draft, goods: Code, said: dict[str, Any]
) -> None:
    sign_in(client, people.awa)

    assert client.post(address("file-list", draft.pk), said).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_photo_in_pieces_that_goes_on(client: Client, people: People, draft: Draft, goods: Code) -> None:
    sign_in(client, people.awa)
    half = len(PHOTO) // 2
    begun = begin(client, draft.pk, PHOTO, file_name="IMG.jpg", taken_at="2026-11-20T14:05:00.000Z").json()
    pk = UUID(begun["address"].split("/")[-2])

    assert put(client, pk, PHOTO[:half], 0, len(PHOTO)).json()["received"] == half  # type: ignore[attr-defined]
    away = put(client, pk, PHOTO[half + 5 :], half + 5, len(PHOTO))
    assert (away.status_code, away.json()["received"]) == (HTTPStatus.CONFLICT, half)  # type: ignore[attr-defined]
    assert client.get(begun["address"], headers=JSON).json()["received"] == half
    again = begin(client, draft.pk, PHOTO).json()  # the page was loaded again, and the file chosen again
    assert (again["address"], again["received"]) == (begun["address"], half)
    assert put(client, pk, PHOTO[half:], half, len(PHOTO)).json()["progress"] == "WAITING"  # type: ignore[attr-defined]


def test_a_piece_that_was_cut_on_its_way(client: Client, people: People, draft: Draft, goods: Code) -> None:
    sign_in(client, people.awa)
    pk = UUID(begin(client, draft.pk, PHOTO).json()["address"].split("/")[-2])

    told = {**JSON, "Content-Range": f"bytes 0-{len(PHOTO) - 1}/{len(PHOTO)}"}
    cut = client.put(address("file", pk), PHOTO[:100], content_type="application/octet-stream", headers=told)

    assert (cut.status_code, cut.json()["received"]) == (HTTPStatus.BAD_REQUEST, 0)


@pytest.mark.parametrize("told", ["", "bytes 5-1/9", "bytes 0-9/5", "bytes 0-3000000/4000000", "bytes ١-٢/٩"])
def test_ranges_that_are_none(client: Client, people: People, draft: Draft, goods: Code, told: str) -> None:
    sign_in(client, people.awa)
    pk = UUID(begin(client, draft.pk, PHOTO).json()["address"].split("/")[-2])

    answer = client.put(
        address("file", pk), b"x", content_type="application/octet-stream", headers={**JSON, "Content-Range": told}
    )

    assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


def test_two_hundred_megabytes_are_refused_unread(client: Client, people: People, draft: Draft, goods: Code) -> None:
    sign_in(client, people.awa)

    told = begin(client, draft.pk, PHOTO, size=200_000_000)
    at_once = client.generic(
        "POST", address("file-list", draft.pk), b"--x\r\n", "multipart/form-data; boundary=x",
        CONTENT_LENGTH="200000000",
    )  # fmt: skip

    assert (told.status_code, "25" in told.json()["detail"]) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert at_once.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_the_picture_is_shown_and_the_original_only_downloaded(
    client: Client, people: People, shown: Attachment
) -> None:
    sign_in(client, people.moussa)

    drawn, small, original = (
        client.get(address(name, shown.pk)) for name in ("file-picture", "file-thumbnail", "file-original")
    )

    for answer in (drawn, small, original):
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
    assert drawn["Content-Type"] == small["Content-Type"] == "image/jpeg"
    assert CANARY.encode() not in body(drawn) + body(small)
    assert original["Content-Disposition"].startswith("attachment")
    assert original["Content-Type"] == "application/octet-stream"
    assert body(original) == PHOTO


def test_looks_are_on_record_once_an_hour_and_takings_each_time(
    client: Client, people: People, shown: Attachment
) -> None:
    sign_in(client, people.moussa)
    for _twice in range(2):
        assert client.get(address("file-list", shown.record_id)).status_code == HTTPStatus.OK
        for name in ("file-picture", "file-thumbnail", "file-original"):
            body(client.get(address(name, shown.pk)))

    told = list(Act.objects.filter(by_id=people.moussa.pk).values_list("act", flat=True))

    assert {name: told.count(name) for name in set(told)} == {"files.seen": 1, "file.seen": 1, "file.taken_out": 2}


@pytest.mark.parametrize("name", ["fatou", "jean", "omar", "kofi", "viktor"])
def test_nobody_else_finds_it(client: Client, people: People, shown: Attachment, name: str) -> None:
    sign_in(client, getattr(people, name))

    for page in ("file", "file-picture", "file-thumbnail", "file-original", "file-remove", "file-share"):
        assert client.get(address(page, shown.pk)).status_code == HTTPStatus.NOT_FOUND, page


def release(shown: Attachment) -> None:
    case = Case.objects.get(pk=shown.record_id)
    ReleasedCase.objects.create(
        pk=case.pk, administration=case.administration, office=case.office, country_code="SN",
        reference=case.reference, seized_on=case.seized_on, released_at=timezone.now(),
    )  # fmt: skip


def share(client: Client, by: Officer, shown: Attachment, **said: str) -> Any:
    sign_in(client, by)
    return client.post(address("file-share", shown.pk), {"is_free": "on", "caption": "Double fond", **said})


def test_the_rilo_sees_what_the_contact_point_let_out_and_nothing_else(
    client: Client, people: People, shown: Attachment
) -> None:
    release(shown)
    sign_in(client, people.fatou)
    assert client.get(address("released-picture", shown.pk)).status_code == HTTPStatus.NOT_FOUND
    assert share(client, people.babacar, shown).status_code == HTTPStatus.FORBIDDEN
    assert share(client, people.moussa, shown, is_free="").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert share(client, people.moussa, shown).status_code == HTTPStatus.FOUND

    sign_in(client, people.fatou)
    page = client.get(address("released-file-list", shown.record_id))
    drawn = body(client.get(address("released-picture", shown.pk)))

    assert "Double fond" in page.text
    assert "alert(1)" not in page.text
    assert drawn.startswith(b"\xff\xd8\xff")
    assert CANARY.encode() not in drawn
    assert client.get(address("file-original", shown.pk)).status_code == HTTPStatus.NOT_FOUND
    sign_in(client, people.jean)
    assert client.get(address("released-picture", shown.pk)).status_code == HTTPStatus.NOT_FOUND


def test_what_is_kept_back_or_removed_is_gone_abroad(client: Client, people: People, shown: Attachment) -> None:
    release(shown)
    for change in ("file-keep-back", "file-remove"):
        share(client, people.moussa, shown)
        assert client.post(address(change, shown.pk)).status_code == HTTPStatus.FOUND
        sign_in(client, people.fatou)
        assert client.get(address("released-picture", shown.pk)).status_code == HTTPStatus.NOT_FOUND


def test_a_picture_of_a_record_that_has_not_left_is_not_abroad(
    client: Client, people: People, shown: Attachment
) -> None:
    share(client, people.moussa, shown)
    sign_in(client, people.fatou)

    assert client.get(address("released-picture", shown.pk)).status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_waits_or_is_infected_is_not_served(client: Client, people: People, shown: Attachment) -> None:
    for state in ({"scan": "INFECTED"}, {"scan": "FAILED"}, {"progress": "WAITING", "scan": "WAITING"}):
        with nominal_within(shown.administration):
            Attachment.objects.filter(pk=shown.pk).update(**state)
        sign_in(client, people.awa)
        for page in ("file-picture", "file-thumbnail", "file-original"):
            assert client.get(address(page, shown.pk)).status_code == HTTPStatus.NOT_FOUND
