"""What is done to each event before it becomes a line: what must not be in it goes, and it stays one line."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Iterator
from functools import lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import Error as DatabaseFault

from audit.rules.numbers import request_id
from config.logs.addresses import told_address

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

LONGEST = 2_000  # characters of one value
LONGEST_ERROR = 16_000
DEEPEST = 6  # errors that stand behind one another
SHORTEST_SECRET = 8
# Control characters, and what terminals and other readers take for the end of a line.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|\([^()\n]*\)=\(.*\)")
# Errors that speak of the program and not of what somebody typed.
OF_THE_PROGRAM = (AttributeError, ImportError, NameError, TypeError, OSError, RecursionError)
ONE_LINE = ("exception",)  # the one value that may have several lines where people read it


def name_the_request(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The number that goes with a request through web, act and run."""
    if number := request_id.get():
        event.setdefault("request", number)
    return event


def forget_addresses(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Django's own lines name the address, which may hold a key: only as much of it as may be told."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    path = getattr(request, "path", "")
    if request is not None and len(path) > 1:
        event["event"] = str(event["event"]).replace(path, told_address(request))
    return event


def tell_errors(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The class and the lines of an error. Values that somebody typed stand in quotes, and are left out."""
    given = [event.pop(name, None) for name in ("exception", "exc_info", "error", "stack_info")]
    found = (each[1] if isinstance(each, tuple) else sys.exc_info()[1] if each is True else each for each in given)
    error = next((each for each in found if isinstance(each, BaseException)), None)
    if error is not None:
        event["exception"] = told_error(error)
    return event


def told_error(error: BaseException) -> str:
    """An error with its lines, and those that stand behind it."""
    return "\nand then: ".join(reversed(list(_told_errors(error))))[-LONGEST_ERROR:]


def _told_errors(error: BaseException | None) -> Iterator[str]:
    for _depth in range(DEEPEST):
        if error is None:
            return
        yield f"{told_words(error)}\n{_places(error.__traceback__)}".rstrip()
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def told_words(error: BaseException) -> str:
    """The class of an error and its message without values."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    words = str(error).strip()
    if isinstance(error, DatabaseFault) or hasattr(error, "pgcode"):
        words = words.partition("\n")[0]  # further lines hold rows
        if code := getattr(error, "pgcode", None) or getattr(error.__cause__, "pgcode", None):
            name = f"{name} {code}"
    if not isinstance(error, OF_THE_PROGRAM):
        words = QUOTED.sub("…", words)
    return f"{name}: {words}" if words else name


def _places(trace: TracebackType | None) -> str:
    return "".join(traceback.format_tb(trace))


def in_one_line(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """No value begins a new line, hides what follows, or fills the disk."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = seen(value, LONGEST_ERROR if name in ONE_LINE else LONGEST, lines=name in ONE_LINE)
        elif not isinstance(value, int | float | None):
            event[name] = seen(repr(value), LONGEST)
    return event


def seen(text: str, longest: int = LONGEST, *, lines: bool = False) -> str:
    """A text with its control characters spelt out. With `lines` ends of lines stay."""
    if lines:
        return "\n".join(seen(line, longest) for line in text.split("\n"))
    return UNSEEN.sub(_spelt, text[:longest]) + ("…" if len(text) > longest else "")


def _spelt(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"


def as_json(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """For programs: one object. Letters beyond ASCII are spelt out, so that a line is a line for every reader."""
    first = {name: event.pop(name, "") for name in ("timestamp", "level", "logger", "event")}
    return json.dumps({**first, **event})


def as_words(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """For people: time, level, what, and the rest behind it."""
    at, level, name, said = (str(event.pop(word, "")) for word in ("timestamp", "level", "logger", "event"))
    error = event.pop("exception", "")
    rest = " ".join(f"{word}={value}" for word, value in event.items() if value not in (None, ""))
    return f"{at[:19]} {level:<7} {said} [{name}] {rest}".rstrip() + (f"\n{error}" if error else "")


def without_secrets(_logger: WrappedLogger, _method: str, line: Any) -> str:
    """The last net: a secret of this house that got into a line after all is taken out of it."""
    said = str(line)
    for secret in secrets_of_the_house():
        if secret in said:
            said = said.replace(secret, "[secret]")
    return said


@lru_cache(maxsize=1)
def secrets_of_the_house() -> tuple[str, ...]:
    """Every secret that this process knows, as it may be written."""
    known = {
        settings.SECRET_KEY,
        *settings.SECRET_KEY_FALLBACKS,
        settings.VIGIE_SEAL_KEY,
        settings.EMAIL_HOST_PASSWORD,
        *settings.SECRETS_OF_SERVERS,
        *(database.get("PASSWORD", "") for database in settings.DATABASES.values()),
        *(urlsplit(address).password or "" for address in (settings.CELERY_BROKER_URL, _cache_address())),
    }
    spelt = {form for secret in known if secret for form in (secret, unquote(secret), json.dumps(secret)[1:-1])}
    return tuple(sorted((form for form in spelt if len(form) >= SHORTEST_SECRET), key=len, reverse=True))


def _cache_address() -> str:
    return str(settings.CACHES["default"].get("LOCATION", ""))
