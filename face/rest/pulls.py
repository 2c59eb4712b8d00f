"""Fetching only what is new: how "since" is read, and up to where an answer is whole."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext_lazy as _

from face.rest.problems import Fault, Problem

if TYPE_CHECKING:
    from face.changes import Position

_MARK = "w1"


def watermark(now: Position) -> str:
    """What a caller gives back next time."""
    return f"{_MARK}-{now.cluster:x}-{now.settled}"


def changed_since(text: str, now: Position) -> Q:
    """The condition that a row has changed since a watermark or a time. Raises Problem.

    Rows of a restored database bear higher numbers than any transaction has reached: they count as old.
    """
    if text.startswith(f"{_MARK}-"):
        return Q(updated_in__gte=_settled(text, now), updated_in__lt=now.next)
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise _unfit()
    try:
        universal = moment.replace(tzinfo=UTC) if is_naive(moment) else moment.astimezone(UTC)
    except OverflowError:
        raise _unfit() from None
    return Q(updated_at__gte=universal)


def _settled(text: str, now: Position) -> int:
    try:
        _word, cluster, settled = text.split("-")
        told, number = int(cluster, 16), int(settled)
    except ValueError:
        raise _unfit() from None
    if told != now.cluster or number > now.next:
        raise Problem("stale-watermark")
    if number < 0:
        raise _unfit()
    return number


def _unfit() -> Problem:
    words = _("Give the watermark of an earlier answer, or a time such as 2026-11-22T08:00:00Z.")
    return Problem("bad-parameter", errors=[Fault(words, "invalid", "updated_since")])
