"""One small supervisor: ordered start with readiness polls, reverse-order stop, all stopped when one part dies."""

import fcntl
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from house.account import as_account
from house.places import folder, read_json, write_json
from house.processes import Known, born, collect, dies_with_parent, end_session, send, session
from house.terminal import Trouble, last_lines

LOG_SIZE = 5_000_000
PATIENCE_TO_STOP = 25.0
PATIENCE_WITH_CHILDREN = 5.0  # a part that is gone leaves its own children this long


class Stopped(Exception):
    """Somebody asked for the end: Ctrl-C, a closed terminal, or a plain kill."""


@dataclass
class Part:
    """One program of the house."""

    name: str
    command: list[str]
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    account: pwd.struct_passwd | None = None
    patience: float = 60
    again: bool = False  # whether a start that fails is tried again until patience ends
    wave: int = 0  # parts of one wave are stopped together, the highest wave first
    child: subprocess.Popen[bytes] | None = None


class Supervisor:
    """Starts parts, remembers them in VIGIE_VAR/running.json, stops them. One at a time for one folder."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.parts: list[Part] = []
        self.about: dict[str, object] = {}
        self._lock = -1

    # --- one at a time -----------------------------------------------------------------------
    def take(self) -> bool:
        """Take the folder for this process; False when another one has it. Ends what a killed one left behind."""
        handle = os.open(folder(self.var) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._lock = handle
        self._end_leftovers()
        return True

    def release(self) -> None:
        """Give the folder back."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _end_leftovers(self) -> None:
        left = read_json(self.var / "running.json").get("parts", {})
        for pid, began, stop_signal in reversed(left.values()):
            end_session(Known(pid, began), signal.Signals(stop_signal))
        (self.var / "running.json").unlink(missing_ok=True)

    def remember(self) -> None:
        """Write down what runs, for the next start and for a second start beside this one."""
        running = [part for part in self.parts if part.child]
        write_json(
            self.var / "running.json",
            {
                **self.about,
                "supervisor": [os.getpid(), born(os.getpid())],
                "parts": {p.name: [p.child.pid, born(p.child.pid), int(p.stop_signal)] for p in running if p.child},
            },
        )

    # --- start -------------------------------------------------------------------------------
    def listen(self) -> None:
        """Turn Ctrl-C, kill and a closed terminal into Stopped."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # nohup
                signal.signal(sign, self._asked_to_stop)

    def _asked_to_stop(self, _sign: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    def log(self, part: Part) -> Path:
        """The file that a part writes its log to."""
        return self.var / "log" / f"{part.name}.log"

    def spawn(self, part: Part) -> None:
        """Start a part without waiting for it."""
        log = self.log(part)
        folder(log.parent)
        if log.exists() and log.stat().st_size > LOG_SIZE:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            part.child = subprocess.Popen(
                part.command,
                cwd="/" if part.account else None,
                env=dict(part.environment) or None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with_parent(part.stop_signal),  # noqa: PLW1509  (we have no threads)
                **as_account(part.account),
            )
        if part not in self.parts:
            self.parts.append(part)
        self.remember()

    def wait_for(self, *parts: Part) -> None:
        """Wait until the parts are ready. Raises Trouble when one dies or takes too long."""
        began = time.monotonic()
        waiting = list(parts)
        while waiting:
            for part in list(waiting):
                if part.ready():
                    waiting.remove(part)
                elif part.child and part.child.poll() is not None:
                    if not part.again or time.monotonic() - began > part.patience:
                        raise Trouble(self._died(part))
                    time.sleep(0.5)
                    self.spawn(part)
                elif time.monotonic() - began > part.patience:
                    raise Trouble(f"{part.name} was not ready after {part.patience:.0f} s:{last_lines(self.log(part))}")
            if waiting:
                time.sleep(0.05)

    def _died(self, part: Part) -> str:
        log = self.log(part)
        code = part.child.returncode if part.child else "?"
        return f"{part.name} stopped by itself (exit code {code}). The end of {log}:{last_lines(log)}"

    # --- watch and stop ------------------------------------------------------------------------
    def watch(self) -> None:
        """Return never: Stopped when asked to stop, Trouble when a part dies."""
        while True:
            for part in self.parts:
                if part.child and part.child.poll() is not None:
                    raise Trouble(self._died(part))
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop every part, the last wave first; what does not go within its time is killed with all its children."""
        for wave in sorted({part.wave for part in self.parts}, reverse=True):
            leaving = [part for part in self.parts if part.wave == wave and part.child]
            for part in leaving:
                if part.child and part.child.poll() is None:
                    send([part.child.pid], part.stop_signal)
            deadline = time.monotonic() + PATIENCE_TO_STOP
            for part in leaving:
                self._see_off(part, deadline)
        self.parts.clear()
        (self.var / "running.json").unlink(missing_ok=True)

    def _see_off(self, part: Part, deadline: float) -> None:
        child = part.child
        if child is None:
            return
        while time.monotonic() < deadline:
            if child.poll() is not None:
                deadline = min(deadline, time.monotonic() + PATIENCE_WITH_CHILDREN)
                if not session(child.pid):
                    return
            time.sleep(0.03)
        send(session(child.pid), signal.SIGKILL)
        collect(child)
