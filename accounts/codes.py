"""The codes on invitations. They follow from the server's key, so that the database alone opens no account."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.utils.crypto import salted_hmac

from accounts.rules import code_from_digest, typed_code


def code_of(invitation_id: UUID, serial: int) -> str:
    """The code of an invitation; each serial has its own, so that renewing kills the one before."""
    digest = salted_hmac("vigie.invitation", f"{invitation_id}:{serial}", algorithm="sha256").digest()
    return code_from_digest(digest)


def fingerprint(code: str) -> str:
    """What the database keeps of a code, and by which it is found however it was typed."""
    return sha256(typed_code(code).encode()).hexdigest()
