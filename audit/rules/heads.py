"""A head of the log: what is signed, sent out of the house, and compared later."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from audit.rules.canonical import canonical

FORMAT = "vigie-seal/1"
NOTHING_BEFORE = bytes(32)
NUMBERS = ("count", "first_id", "last_id", "number")
HASHES = ("head", "listed", "previous")
TEXTS = ("book", "key_id", "made_at")


class NotAHead(ValueError):
    """What was given does not read as a head."""


@dataclass(frozen=True)
class Head:
    """What one seal says: after it the log of this book has `count` entries, up to `last_id`, and this head.

    The entries of this seal were hashed over `columns`. `listed` is the digest of the list that the seal keeps of
    their ids and hashes. `previous` is the digest of the book's seal before, signature included.
    """

    book: str
    number: int
    columns: tuple[str, ...]
    first_id: int
    last_id: int
    count: int
    listed: bytes
    head: bytes
    previous: bytes
    made_at: str
    key_id: str
    signature: bytes = b""

    @property
    def payload(self) -> bytes:
        """The bytes that are signed."""
        return canonical({"format": FORMAT, **self._content()})

    @property
    def digest(self) -> bytes:
        """What the next seal holds on to."""
        return sha256(self.payload + self.signature).digest()

    @property
    def line(self) -> str:
        """One line of text that says it all, for a file, a letter or a sheet of paper."""
        content = {"format": FORMAT, **self._content(), "signature": b64encode(self.signature).decode()}
        return canonical(content).decode()

    def signed(self, key: Ed25519PrivateKey) -> Head:
        """The same with the signature of this key."""
        return replace(self, signature=key.sign(self.payload))

    def holds(self, keys: Mapping[str, bytes]) -> bool:
        """Whether one of these public keys, by its id, has signed it. Never raises."""
        public = keys.get(self.key_id)
        if public is None or key_id_of(public) != self.key_id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, self.payload)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _content(self) -> dict[str, object]:
        numbers: dict[str, object] = {name: getattr(self, name) for name in (*NUMBERS, *TEXTS)}
        return numbers | {name: getattr(self, name).hex() for name in HASHES} | {"columns": list(self.columns)}


def read_head(text: str | bytes | Mapping[str, Any]) -> Head:
    """The head on a line. Raises NotAHead for anything else."""
    try:
        content = dict(text if isinstance(text, Mapping) else json.loads(text))
        if content.pop("format") != FORMAT:
            raise NotAHead("the line is not in a form known here")
        values: dict[str, Any] = {name: _number(content.pop(name)) for name in NUMBERS}
        values |= {name: _text(content.pop(name)) for name in TEXTS}
        values |= {name: _hash(content.pop(name)) for name in HASHES}
        columns = _columns(content.pop("columns"))
        signature = b64decode(_text(content.pop("signature")), validate=True)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotAHead(str(error)) from None
    if content:
        raise NotAHead(f"unknown: {', '.join(sorted(content))}")
    return Head(**values, columns=columns, signature=signature)


def digest_of_list(ids: bytes, leaves: bytes) -> bytes:
    """What a head says of the list that its seal keeps: SHA-256 over the ids (8 bytes each) and the hashes."""
    return sha256(ids + leaves).digest()


def key_id_of(public: bytes) -> str:
    """The short name of a public key."""
    return sha256(public).hexdigest()[:16]


def key_line(public: bytes) -> str:
    """A public key as a file keeps it: its short name and itself."""
    return f"{key_id_of(public)} {b64encode(public).decode()}"


def read_keys(lines: Iterable[str]) -> dict[str, bytes]:
    """Public keys by short name, from lines as `key_line` writes them. Raises ValueError for anything else."""
    keys: dict[str, bytes] = {}
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        name, _, text = line.strip().partition(" ")
        public = b64decode(text, validate=True)
        if len(public) != 32 or key_id_of(public) != name:
            raise ValueError(f"not a public key: {line.strip()[:80]}")
        keys[name] = public
    return keys


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise NotAHead("a number is not one")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotAHead("a text is not one")
    return value


def _columns(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise NotAHead("columns are a list")
    return tuple(_text(name) for name in value)


def _hash(value: object) -> bytes:
    found = bytes.fromhex(_text(value))
    if len(found) != 32:
        raise NotAHead("a hash has 32 bytes")
    return found
