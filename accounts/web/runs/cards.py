"""A run as the pages show it: its title, its state in a word, how far it is, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.runs import may_take_result
from accounts.web.people.cards import Badge
from audit.actions.runs import keeps_what_it_has, title_of
from audit.choices import RunState

if TYPE_CHECKING:
    from accounts.models import Officer
    from audit.models import Run

KINDS = {
    RunState.QUEUED: "neutral",
    RunState.RUNNING: "accent",
    RunState.DONE: "good",
    RunState.FAILED: "stop",
    RunState.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class RunCard:
    """One run for one reader."""

    run: Run
    reader: Officer

    @property
    def title(self) -> str:
        """What it does, in the reader's language."""
        return title_of(self.run.kind)

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("accounts:run", args=[self.run.pk])

    @property
    def step(self) -> tuple[str, str]:
        """The way back to it, for the pages below."""
        return self.title, self.url

    @property
    def badge(self) -> Badge:
        """Where it stands, in a word."""
        if self.run.is_being_cancelled:
            return Badge(_("Being stopped"), "attention")
        state = RunState(self.run.state)
        return Badge(state.label, KINDS[state])

    @property
    def count(self) -> str:
        """How far it is, in figures."""
        if self.run.total:
            return _("%(done)s of %(total)s") % {"done": self.run.done, "total": self.run.total}
        return str(self.run.done) if self.run.done else ""

    @property
    def may_cancel(self) -> bool:
        """Whether it can still be told to stop."""
        return self.run.is_open and not self.run.is_being_cancelled

    @property
    def loses_work(self) -> bool:
        """Whether something that was done is thrown away when it is stopped now."""
        return self.run.state == RunState.RUNNING and not keeps_what_it_has(self.run.kind)

    @property
    def may_retry(self) -> bool:
        """Whether it can be tried again."""
        return self.run.state in (RunState.FAILED, RunState.CANCELLED)

    @property
    def has_result(self) -> bool:
        """Whether a file came of it that is for this reader."""
        return bool(self.run.file_path) and self.run.state == RunState.DONE and may_take_result(self.reader, self.run)

    @cached_property
    def result_is_there(self) -> bool:
        """Whether the file still is where it was stored."""
        return self.run.file_removed_at is None and default_storage.exists(self.run.file_path)

    @property
    def file_size(self) -> str:
        """How large the file is."""
        return filesizeformat(self.run.file_size or 0)
