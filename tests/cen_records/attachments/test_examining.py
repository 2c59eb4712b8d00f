"""What arrives is not trusted: it is read apart, drawn anew, searched; what is wrong is told in words."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from PIL import Image

from cen_records.access import nominal_within
from cen_records.actions.examining import tidy_files
from cen_records.actions.file_places import put
from cen_records.choices import FileFault, Progress, Scan
from cen_records.models import Attachment, Draft
from cen_records.rules.pictures import PICTURE_BYTES
from tests.cen_records.attachments.conftest import CANARY, examined, picture, read

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.people import Offices, People

Send = Callable[..., Attachment]
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has these points, all of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(1 + width // 8) * min(height, 2000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_is_drawn_anew_without_what_it_tells(people: People, draft: Draft, send: Send) -> None:
    original = picture(size=(3000, 2000), telling=True)
    sent = examined(send(people.awa, draft.pk, original))

    assert sent.progress == Progress.READY
    assert sent.scan == Scan.OFF
    assert CANARY.encode() in original
    assert read(sent.path) == original
    assert (sent.width, sent.height) == (2000, 3000)  # as it is held
    assert sent.taken_at is not None
    assert sent.taken_at.isoformat() == "2026-11-20T14:05:00+00:00"
    for path, side in ((sent.picture_path, 1600), (sent.thumbnail_path, 320)):
        content = read(path)
        drawn = Image.open(io.BytesIO(content))
        assert CANARY.encode() not in content
        assert not drawn.getexif()
        assert drawn.height == side
        assert drawn.width < side
        assert len(content) <= PICTURE_BYTES


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpeg(people: People, draft: Draft, send: Send, kind: str) -> None:
    sent = examined(send(people.awa, draft.pk, picture(kind)))

    assert sent.media_type == f"image/{kind.lower()}"
    assert read(sent.picture_path).startswith(b"\xff\xd8\xff")


def test_what_stands_behind_the_picture_is_not_taken_over(people: People, draft: Draft, send: Send) -> None:
    polyglot = picture() + b"PK\x03\x04<script>alert(1)</script>"
    sent = examined(send(people.awa, draft.pk, polyglot, file_name="photo.html"))

    assert sent.media_type == "image/jpeg"
    assert b"<script" not in read(sent.picture_path)


def test_a_document_is_kept_and_never_drawn(people: People, draft: Draft, send: Send) -> None:
    sent = examined(send(people.awa, draft.pk, PDF, file_name="photo.jpg"))

    assert (sent.progress, sent.media_type, sent.is_picture) == (Progress.READY, "application/pdf", False)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"<html><script>alert(1)</script></html>" * 9, FileFault.UNKNOWN_KIND),
        (b"GIF89a" + bytes(100), FileFault.UNKNOWN_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 3, FileFault.UNKNOWN_KIND),
        (b"x", FileFault.UNKNOWN_KIND),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), FileFault.HEIC),
    ],
)
def test_what_is_no_picture_is_turned_away_at_once(
    people: People, draft: Draft, send: Send, content: bytes, fault: FileFault
) -> None:
    sent = send(people.awa, draft.pk, content, piece=len(content), file_name="photo.jpg")

    assert (sent.progress, sent.fault, sent.path) == (Progress.REFUSED, fault, "")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (picture()[:20_000], FileFault.DAMAGED),
        (b"\xff\xd8\xff\xe0" + bytes(3000), FileFault.DAMAGED),
        (picture("PNG")[:5000], FileFault.DAMAGED),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(100), FileFault.DAMAGED),
        (bomb(50_000, 50_000), FileFault.TOO_LARGE),
    ],
    ids=["cut", "head only", "cut PNG", "empty WebP", "bomb"],
)
def test_what_breaks_its_reader_is_told(
    people: People, draft: Draft, send: Send, content: bytes, fault: FileFault
) -> None:
    sent = examined(send(people.awa, draft.pk, content))

    assert (sent.progress, sent.fault, sent.path) == (Progress.REFUSED, fault, "")


class Daemon(socketserver.StreamRequestHandler):
    """Speaks as clamd does."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.wfile.write(b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if b"EICAR" in content else b"stream: OK\0")


@contextmanager
def daemon() -> Iterator[str]:
    with socketserver.TCPServer(("127.0.0.1", 0), Daemon) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_malware_is_kept_apart(people: People, draft: Draft, send: Send, settings: Settings) -> None:
    with daemon() as settings.VIGIE_CLAMD:
        infected = examined(send(people.awa, draft.pk, PDF + b"EICAR"))
        clean = examined(send(people.awa, draft.pk, PDF))

    assert (infected.scan, infected.fault, infected.may_be_served) == (Scan.INFECTED, FileFault.INFECTED, False)
    assert infected.path.startswith("records/apart/")
    assert (clean.scan, clean.may_be_served) == (Scan.CLEAN, True)


def test_a_scanner_that_is_away_is_asked_again_at_night(
    people: People, draft: Draft, send: Send, settings: Settings
) -> None:
    settings.VIGIE_CLAMD = "unix:/nowhere/clamd.ctl"
    sent = examined(send(people.awa, draft.pk, PDF))
    assert (sent.scan, sent.may_be_served) == (Scan.FAILED, False)

    tidy_files()
    settings.VIGIE_CLAMD = ""

    assert examined(sent).may_be_served


def test_what_nobody_needs_is_removed_at_night(
    people: People, offices: Offices, draft: Draft, send: Send, goods: object
) -> None:
    kept = send(people.awa, draft.pk, PDF)
    lost = send(people.awa, draft.pk, PDF + b"2")
    with nominal_within(offices.senegal):
        Attachment.objects.update(begun_at=timezone.now() - timedelta(days=8))
        Attachment.objects.filter(pk=lost.pk).update(progress=Progress.ARRIVING)

    tidy_files()

    with nominal_within(offices.senegal):
        assert list(Attachment.objects.values_list("pk", flat=True)) == [kept.pk]
        Draft.objects.all().delete()
    tidy_files()
    with nominal_within(offices.senegal):
        assert not Attachment.objects.exists()


def test_a_file_is_replaced_where_it_lies(store: object) -> None:
    assert put("records/x", b"1") == put("records/x", b"2") == "records/x"
    assert read("records/x") == b"2"
