"""A run that does nothing but count: it shows queue, progress, cancel, failure and retry at work, and harms nothing."""

from __future__ import annotations

import time

from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions.runs import Result, Running
from audit.choices import RehearsedTrouble


class RehearsedError(RuntimeError):
    """The trouble that was asked for."""


def rehearse(run: Running) -> Result:
    """Count to `steps`, each step kept; with `trouble` an attempt dies half way. Leaves a small file."""
    steps = int(run.parameters["steps"])
    trouble = run.parameters.get("trouble", RehearsedTrouble.NONE)
    for number in range(run.place.get("number", 0) + 1, steps + 1):
        time.sleep(float(run.parameters.get("seconds", 0)))
        if number > steps / 2 and _strikes(trouble, run.attempt):
            raise RehearsedError(f"step {number}")
        with run.checkpoint(number, steps, gettext_noop("Counting"), place={"number": number}):
            run.log(gettext_noop("Step %(number)s is done."), number=number)
    with run.result_file("rehearsal.txt", "text/plain; charset=utf-8") as file:
        file.write(f"{run.id}\n{steps}\n{timezone.now().isoformat()}\n".encode())
    return Result(gettext_noop("Counted to %(steps)s."), {"steps": steps})


def _strikes(trouble: str, attempt: int) -> bool:
    return trouble == RehearsedTrouble.ALWAYS or (trouble == RehearsedTrouble.ONCE and attempt == 1)
