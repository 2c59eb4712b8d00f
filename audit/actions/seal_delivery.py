"""Sending heads out of the database: to a file, and by letter. Whoever rewrites the tables cannot rewrite those."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from audit.actions.seal_keys import public_keys_file
from audit.models import Seal, SealDelivery, SealWay

logger = logging.getLogger(__name__)
ONE_AT_A_TIME = 0x5EA2  # advisory lock of PostgreSQL
AT_ONCE = 500  # heads in one letter
SECONDS_FOR_THE_SERVER = 20


def send_heads() -> None:
    """Send what has not left yet, by each way. What fails is logged, and tried again at the next round."""
    ways: dict[SealWay, Callable[[Sequence[Seal]], None]] = {SealWay.FILE: _append}
    if settings.VIGIE_SEAL_MAIL:
        ways[SealWay.MAIL] = _write_letter
    for way, send in ways.items():
        try:
            while _send_some(way, send):
                pass
        except OSError:  # the disk's and the mail server's alike
            logger.exception("heads of seals did not leave by %s; they are sent again", way.value)


@transaction.atomic
def _send_some(way: SealWay, send: Callable[[Sequence[Seal]], None]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if cursor.fetchone() != (True,):
            return False
    seals = list(Seal.objects.unsent(way)[:AT_ONCE])
    if seals:
        send(seals)
        now = timezone.now()
        SealDelivery.objects.bulk_create(SealDelivery(seal=seal, way=way, sent_at=now) for seal in seals)
    return len(seals) == AT_ONCE


def _append(seals: Sequence[Seal]) -> None:
    """Add lines to the file. A line that a full disk has torn is taken away first: its head comes again."""
    file = Path(settings.SEAL_HEADS)
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{seal.signed_head.line}\n" for seal in seals).encode()
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.ftruncate(handle, _whole_lines(handle))
        while lines:
            lines = lines[os.write(handle, lines) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole_lines(handle: int) -> int:
    """How long the file is up to the end of its last whole line."""
    size = os.fstat(handle).st_size
    tail = os.pread(handle, 4096, max(0, size - 4096))
    return size - (len(tail) - (tail.rfind(b"\n") + 1)) if tail else 0


def _write_letter(seals: Sequence[Seal]) -> None:
    """Write to those who keep heads elsewhere. Raises what the mail server raises."""
    with override(settings.LANGUAGE_CODE):
        opening = gettext(
            "These lines seal what was written down in Vigie at %(address)s. Keep this letter: with it anybody can "
            "show later whether the record was changed. Nothing in it is secret."
        ) % {"address": settings.VIGIE_BASE_URL}
        subject = gettext("Vigie: new heads of seals, %(number)s in all") % {"number": len(seals)}
        keys = gettext("The public keys that signed them:")
    lines = "\n".join(seal.signed_head.line for seal in seals)
    paragraphs = [opening, lines, keys, public_keys_file().read_text("ascii")]
    letter = EmailMessage(
        subject=subject,
        body="\n\n".join(paragraphs),
        to=settings.VIGIE_SEAL_MAIL,
        connection=get_connection(timeout=SECONDS_FOR_THE_SERVER),
    )
    letter.send()
