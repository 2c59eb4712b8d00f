"""JSON in, JSON out, and nothing else: how bodies are read and written, within limits."""

from __future__ import annotations

import codecs
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.renderers import BaseRenderer

from face.rest.problems import MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rest_framework.request import Request

ANY = {"", "*/*", "application/*", "application/json", MEDIA_TYPE}


def moment(when: datetime | None) -> str | None:
    """A time as programs read it: universal, to the microsecond."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None


def plain(value: Any) -> Any:
    """What JSON has no word for. Raises TypeError for what nobody thought of."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def as_bytes(body: object) -> bytes:
    """JSON in UTF-8, as short as it gets."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=plain).encode()


class JsonRenderer(BaseRenderer):
    """The only way in which answers are written."""

    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """The body; empty where there is nothing to say."""
        del accepted_media_type, renderer_context
        return b"" if data is None else as_bytes(data)


class OnlyJson(BaseContentNegotiation):
    """JSON for whoever takes it; 406 for the others."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        """The parser for what was sent; None for something that no parser takes."""
        sent = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == sent), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """JSON. Raises NotAcceptable."""
        del format_suffix
        [renderer] = renderers
        for accepted in request.headers.get("Accept", "*/*").split(","):
            kind, *parameters = (part.strip().lower() for part in accepted.split(";"))
            refused = any(part.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"} for part in parameters)
            if kind in ANY and not refused:
                return renderer, "application/json"
        raise NotAcceptable


class JsonParser(JSONParser):
    """A JSON body that is not larger or deeper than is read. Raises Problem."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The body."""
        del media_type, parser_context
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Problem("too-large")
        try:
            return json.loads(codecs.decode(raw, "utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise Problem("malformed") from None


def _refuse(word: str) -> None:
    raise ValueError(word)


class FileParser(MultiPartParser):
    """A file with its particulars, as forms and `curl -F` send it."""


def body_of(request: Request) -> dict[str, Any]:
    """The body as an object. Raises Problem for JSON that is not one."""
    if isinstance(request.data, QueryDict):
        return request.data.dict()
    if not isinstance(request.data, dict):
        raise Problem("malformed")
    return request.data
