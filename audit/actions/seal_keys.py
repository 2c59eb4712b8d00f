"""The key that signs seals: only the worker that seals needs it."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from audit.rules.heads import key_line, read_keys

KEYS = "keys.txt"


def signing_key() -> Ed25519PrivateKey:
    """The key of VIGIE_SEAL_KEY; on one machine, where none is set, the one in the folder of secrets.

    Raises ImproperlyConfigured in production without a key, and for a key that is none.
    """
    if settings.VIGIE_SEAL_KEY:
        return _read(settings.VIGIE_SEAL_KEY, "VIGIE_SEAL_KEY")
    if settings.SEAL_KEY_FILE is None:
        raise ImproperlyConfigured("VIGIE_SEAL_KEY is not set: the record of acts is not being sealed.")
    file = Path(settings.SEAL_KEY_FILE)
    if not file.exists():
        _make(file)
    return _read(file.read_text("ascii"), str(file))


def public_keys_file() -> Path:
    """Where all public keys ever used are kept, beside the heads: whoever checks keeps a copy of both."""
    return Path(settings.SEAL_HEADS).with_name(KEYS)


def publish(key: Ed25519PrivateKey) -> None:
    """Add the public half to the file of public keys, if it is not there."""
    public, file = key.public_key().public_bytes_raw(), public_keys_file()
    known = read_keys(file.read_text("ascii").splitlines()) if file.exists() else {}
    if public not in known.values():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="ascii") as lines:
            lines.write(f"{key_line(public)}\n")


def _read(text: str, name: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(b64decode(text.strip(), validate=True))
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not an Ed25519 key: 32 bytes in base64.") from None


def _make(file: Path) -> None:
    """Write a new key for its owner's eyes alone; of two that make one at the same time, the first wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, prefix=".key.") as new:  # mode 0600
        new.write(b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode() + "\n")
        new.flush()
        os.fsync(new.fileno())
        with suppress(FileExistsError):
            os.link(new.name, file)
