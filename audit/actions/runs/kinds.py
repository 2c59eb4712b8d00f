"""Kinds of runs. A kind's name says where its function stands: "accounts.follow_postings" in `accounts.tasks`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps

from audit.choices import RunQueue

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from audit.actions.runs.running import Result, Running

    Work = Callable[[Running], Result | None]


class UnknownKind(LookupError):
    """No room has a run of that name."""


@dataclass(frozen=True)
class Kind:
    """What a run does, and how it is treated.

    Without `checkpoints` all that the work does, and the word that it is done, is one transaction.
    With it the work keeps what it has by `run.checkpoint(…)`, and the next attempt goes on from there.
    The result of a `confidential` kind is for the person who asked for it and nobody else.
    """

    work: Work
    title: str | Promise
    queue: RunQueue
    checkpoints: bool
    confidential: bool


def kind(
    *, title: str | Promise, queue: RunQueue = RunQueue.QUICK, checkpoints: bool = False, confidential: bool = False
) -> Callable[[Work], Kind]:
    """Declare a function of a room's `tasks` as something that runs in the background."""

    def declare(work: Work) -> Kind:
        return Kind(work, title, queue, checkpoints, confidential)

    return declare


def title_of(name: str) -> str:
    """What a kind is called, in the reader's language; the bare name of one that this version does not know."""
    try:
        return str(find_kind(name).title)
    except UnknownKind:
        return name


def keeps_what_it_has(name: str) -> bool:
    """Whether a run of that kind, when it is stopped under way, keeps what it has done so far."""
    try:
        return find_kind(name).checkpoints
    except UnknownKind:
        return False


def find_kind(name: str) -> Kind:
    """The kind of that name. Raises UnknownKind."""
    room, _, function = name.partition(".")
    try:
        tasks = import_module(f"{apps.get_app_config(room).name}.tasks")
    except (LookupError, ModuleNotFoundError):
        raise UnknownKind(name) from None
    found = getattr(tasks, function, None)
    if not isinstance(found, Kind):
        raise UnknownKind(name)
    return found
