"""A run as the pages show it: its title, its state in a word, how far it is, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.runs import may_take_result
from accounts.web.people.cards import Badge
from audit.actions.runs import title_of
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
    def may_retry(self) -> bool:
        """Whether it can be tried again."""
        return self.run.state in (RunState.FAILED, RunState.CANCELLED)

    @property
    def has_result(self) -> bool:
        """Whether there is a file for this reader."""
        return bool(self.run.file_path) and self.run.state == RunState.DONE and may_take_result(self.reader, self.run)

    @property
    def file_size(self) -> str:
        """How large the file is."""
        return filesizeformat(self.run.file_size or 0)
