"""Background runs: starting them, working on them, stopping them. What other rooms use is named here.

A room declares what can be done in its `tasks`:

    @kind(title=_("Review of unused accounts"), queue=RunQueue.LONG, checkpoints=True)
    def review_dormant_accounts(run: Running) -> Result: …

and an act of the room asks for it, in its own transaction:

    start_run(by=officer, kind="accounts.review_dormant_accounts", office_code=office.code)
"""

from audit.actions.runs.keeping import remove_file
from audit.actions.runs.kinds import Kind, UnknownKind, find_kind, keeps_what_it_has, kind, title_of
from audit.actions.runs.running import Cancelled, CannotGoOn, LeaseLost, Result, Running
from audit.actions.runs.starting import KeyTaken, start_daily_run, start_run
from audit.actions.runs.stopping import NotOpen, NotOver, cancel_run, retry_run
from audit.actions.runs.sweeping import note_beat, sweep
from audit.actions.runs.working import work_on_next

__all__ = [
    "Cancelled",
    "CannotGoOn",
    "KeyTaken",
    "Kind",
    "LeaseLost",
    "NotOpen",
    "NotOver",
    "Result",
    "Running",
    "UnknownKind",
    "cancel_run",
    "find_kind",
    "keeps_what_it_has",
    "kind",
    "note_beat",
    "remove_file",
    "retry_run",
    "start_daily_run",
    "start_run",
    "sweep",
    "title_of",
    "work_on_next",
]
