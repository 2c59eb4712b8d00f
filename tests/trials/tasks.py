"""Work that leaves an effect one can count, and work that goes wrong in each way that there is.

An effect is an entry in the record of acts: rows there are only ever added, so one too many stays to be seen.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from uuid import uuid4

from celery import shared_task
from django.db import connection

from audit.actions.runs import CannotGoOn, Result, Running, kind
from audit.acts import record
from audit.choices import RunQueue
from audit.models import Run
from tests.trials.acts import EFFECT


def effect(run: Running, number: int = 1) -> None:
    """Leave one countable effect."""
    record(EFFECT, by=None, subject=Run(pk=run.id, kind=run.kind), details={"number": number, "attempt": run.attempt})


@shared_task(name="trials.bare", acks_late=False)
def bare() -> None:
    """The same effect without a run: what Celery alone would cost."""
    record(EFFECT, by=None, subject=Run(pk=uuid4(), kind="bare"), details={})


@kind(title="Count")
def count(run: Running) -> None:
    """One effect, in one transaction with the word that it is done."""
    effect(run)
    time.sleep(run.parameters.get("seconds", 0))


@kind(title="Count on", queue=RunQueue.LONG, checkpoints=True)
def count_on(run: Running) -> Result:
    """One effect a checkpoint."""
    steps = run.parameters["steps"]
    for number in range(run.place.get("number", 0) + 1, steps + 1):
        with run.checkpoint(number, steps, "Step %(number)s", place={"number": number}, number=number):
            effect(run, number)
            time.sleep(run.parameters.get("seconds", 0))
    return Result("Counted to %(steps)s.", {"steps": steps})


@kind(title="Fail")
def fail(run: Running) -> None:
    """Leave an effect and fail, as often as told; always unless told."""
    effect(run)
    run.log("About to fail.")
    if run.attempt <= run.parameters.get("times", 1_000):
        raise ValueError("on purpose")


@kind(title="Refuse")
def refuse(run: Running) -> None:
    """Meet something that no further attempt can mend."""
    effect(run)
    raise CannotGoOn("The file %(file)s has no heading.", file="a.csv")


@kind(title="Hang")
def hang(run: Running) -> None:
    """Sleep past every limit; deaf to the first one if told so."""
    effect(run)
    if run.parameters.get("deaf"):
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    time.sleep(600)


@kind(title="Turn round")
def spin(run: Running) -> None:
    """Compute without an end."""
    effect(run)
    while True:
        pass


@kind(title="Query for ever", queue=RunQueue.LONG)
def query(run: Running) -> None:
    """A statement without an end."""
    effect(run)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(600)")


@kind(title="Die")
def die(run: Running) -> None:
    """What the kernel does to a process that takes all the memory of the machine."""
    effect(run)
    if run.attempt <= run.parameters.get("times", 1_000):
        os.kill(os.getpid(), signal.SIGKILL)


@kind(title="Take all the memory")
def swell(run: Running) -> None:
    """Ask for more memory than a run may use."""
    effect(run)
    _taken = bytearray(8_000_000_000)


@kind(title="Go on after having lost the run", queue=RunQueue.LONG, checkpoints=True)
def sleepwalk(run: Running) -> None:
    """Stop as a process in the first attempt; whoever wakes it up later finds it writing on."""
    if run.attempt == 1:
        with run.checkpoint(1, 3):
            effect(run, 1)
        Path(run.parameters["file"]).write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGSTOP)
    for number in (2, 3):
        with run.checkpoint(number, 3):
            effect(run, number)


@kind(title="Write files", checkpoints=True)
def write_file(run: Running) -> None:
    """Leave a file in each attempt, and fail in the first."""
    with run.result_file("Liste des officiers.csv", "text/csv; charset=utf-8") as file:
        file.write(f"attempt;{run.attempt}\n".encode())
    if run.attempt == 1:
        raise OSError("on purpose")


@kind(title="Whisper", confidential=True)
def whisper(run: Running) -> None:
    """Leave a file that is for one person."""
    with run.result_file("secret.txt", "text/plain; charset=utf-8") as file:
        file.write(b"psst")
