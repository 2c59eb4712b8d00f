"""What a file is, by its content; and how a picture is drawn anew from its points, smaller and without what it tells.

Run as a program (`python pictures.py <source> <folder>`) it reads one picture that nobody trusts. It takes limits of
memory, time and size on itself before it opens the file, and answers on standard output with one line of JSON. A
picture that breaks the reader breaks this process and nothing else (docs/decisions/0023).
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or __name__ == "__main__":  # only the child that draws carries the reader of pictures
    from PIL import Image, ImageOps

MOST_BYTES = 25_000_000  # of one file as it is sent
MOST_POINTS = 60_000_000  # a telephone of today takes 50 million at most as a rule
PICTURE_SIDE, PICTURE_BYTES = 1600, 300_000
THUMBNAIL_SIDE = 320
HEAD = 32  # bytes that tell what a file is
MEMORY = 900_000_000  # bytes of address space; 60 million points in colour are 180 million
SECONDS = 20
QUALITIES = (82, 72, 62, 50, 38)
TAKEN, OFFSET = 0x9003, 0x9011  # Exif 2.31: DateTimeOriginal, OffsetTimeOriginal
EXIF = 0x8769

PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", PDF: "pdf"}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def media_type(head: bytes) -> str:
    """What a file is, by its first bytes; "" for what is not taken. Its name and what the browser says do not count."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return PDF if head.startswith(b"%PDF-") else ""


def fault_of(head: bytes) -> str:
    """Why a file is not taken, by its first bytes; "" for one that is."""
    if media_type(head):
        return ""
    return "HEIC" if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS else "UNKNOWN_KIND"


def draw(source: Path, folder: Path) -> dict[str, Any]:
    """Draw `picture.jpg` and `thumbnail.jpg` anew into the folder; tells width, height and when it was taken.

    Nothing but points is taken over: no Exif, no comment, no colour profile, no second picture, nothing behind the
    end. Returns `{"fault": …}` for what cannot be drawn.
    """
    try:
        with source.open("rb") as file:
            kind = PICTURES.get(media_type(file.read(HEAD)))
        if kind is None:
            return {"fault": "UNKNOWN_KIND"}
        with Image.open(source, formats=[kind]) as opened:
            width, height = opened.size
            if width * height > MOST_POINTS:
                return {"fault": "TOO_LARGE"}
            told = _taken(opened)
            opened.thumbnail((PICTURE_SIDE, PICTURE_SIDE))  # a large JPEG is read smaller at once
            across = opened.width > opened.height
            picture = _points(ImageOps.exif_transpose(opened))
    except MemoryError:
        return {"fault": "TOO_LARGE"}
    except Exception:  # noqa: BLE001 - whatever a broken picture does to the reader, it is a broken picture
        return {"fault": "DAMAGED"}
    _save(picture, folder / "picture.jpg", PICTURE_BYTES)
    if across != (picture.width > picture.height):
        width, height = height, width
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    _save(picture, folder / "thumbnail.jpg", PICTURE_BYTES // 10)
    return {"width": width, "height": height, **told}


def _points(image: Image.Image) -> Image.Image:
    """The bare points, on white."""
    drawn = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        drawn.paste(seen, mask=seen.getchannel("A"))
    else:
        drawn.paste(image.convert("RGB"))
    return drawn


def _save(image: Image.Image, path: Path, most: int) -> None:
    """Write it as JPEG of at most so many bytes: coarser, and then smaller."""
    while True:
        for quality in QUALITIES:
            image.save(path, "JPEG", quality=quality, optimize=True, progressive=True)
            if path.stat().st_size <= most:
                return
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))


def _taken(image: Image.Image) -> dict[str, str]:
    """When the camera says that it took the picture, as it writes it (`2026:11:20 14:05:00`, `+00:00`)."""
    exif = image.getexif().get_ifd(EXIF)
    found = {"taken": exif.get(TAKEN), "offset": exif.get(OFFSET)}
    return {name: value[:25] for name, value in found.items() if isinstance(value, str)}


def _limit() -> None:
    """Take limits on oneself that cannot be given back."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, MOST_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the size is looked at before the points are


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(draw(Path(sys.argv[1]), Path(sys.argv[2]))))
