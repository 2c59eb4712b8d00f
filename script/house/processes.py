"""Starting, recognising and ending processes. A process is known by its number and its start time together."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def pool_of_workers() -> str:
    """How Celery's workers share their work: by processes of their own, whose locks live in shared memory.

    Where an ordinary user may not use that (a bare root without a mounted /dev/shm), threads do.
    """
    return "prefork" if os.access("/dev/shm", os.W_OK) else "threads"  # noqa: S108


@dataclass(frozen=True)
class Known:
    """A process that was ours when it was written down."""

    pid: int
    born: int

    @property
    def alive(self) -> bool:
        """Whether that very process still runs."""
        return born(self.pid) == self.born


def _fields(pid: int) -> list[str]:
    """What /proc tells of a process, from its state on; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def born(pid: int) -> int:
    """When a process was started, in ticks since boot; 0 where it is gone or only waits to be collected."""
    fields = _fields(pid)
    return int(fields[19]) if fields and fields[0] not in "ZX" else 0


def session(leader: int) -> list[int]:
    """The living processes of the session that this process leads or led."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _fields(int(entry.name))
            if fields and int(fields[3]) == leader and fields[0] not in "ZX":
                found.append(int(entry.name))
    return found


def dies_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """What a child does before it becomes its program: ask for this signal when its parent is killed."""
    parent = os.getpid()

    def ask() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


def send(pids: Iterable[int], sign: signal.Signals) -> None:
    """Send a signal to those that are still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, sign)


def end_session(leader: Known, sign: signal.Signals, patience: float = 25) -> None:
    """End a session that an earlier start left behind: politely by its leader, then all of it."""
    if leader.alive:
        send([leader.pid], sign)
    elif born(leader.pid):
        return  # the number belongs to somebody else by now
    deadline = time.monotonic() + patience
    while session(leader.pid) and time.monotonic() < deadline:
        if not leader.alive and time.monotonic() > deadline - patience + 5:
            break
        time.sleep(0.05)
    send(session(leader.pid), signal.SIGKILL)


def collect(child: subprocess.Popen[bytes]) -> None:
    """Wait for a child that was just killed, so that it leaves no zombie."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(5)
