"""Versions of what is read, so that nobody overwrites what somebody else has changed meanwhile."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from face.rest.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request


def etag(*parts: object) -> str:
    """The mark of one version: the same in every language, another as soon as one of the parts is."""
    text = "\x1f".join(str(part) for part in parts)
    return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'


def require_match(request: Request | HttpRequest, current: str) -> None:
    """Let pass who has read the present version. Asked while the row is locked. Raises Problem (428, 412)."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem("if-match-needed")
    if current not in {one.strip() for one in given.split(",")}:
        raise Problem("changed-meanwhile", headers={"ETag": current})


def is_known(request: Request | HttpRequest, current: str) -> bool:
    """Whether the caller has this version already (`If-None-Match`)."""
    given = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    return current in given
