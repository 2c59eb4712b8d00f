"""A whole Vigie started as a person starts it: by `script/run`, as a process of its own."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from house.kept import free_port
from house.places import ROOT
from house.processes import Known, born, dies_with_parent, session
from house.terminal import last_lines

# What script/test tells its pytest, and a house started from it must not hear.
OF_THE_TESTS = ("VIGIE_MODE", "VIGIE_DEMO", "VIGIE_SECRET_KEY", "VIGIE_AS_OWNER", "VIGIE_STATEMENT_TIMEOUT")
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
PATIENCE = 120


def environment(var: Path, **more: str) -> dict[str, str]:
    """The environment of a stranger who names a folder and nothing else."""
    kept = {name: value for name, value in os.environ.items() if name not in (*OF_THE_TESTS, *ADDRESSES, "PORT")}
    return kept | {"VIGIE_VAR": str(var)} | more


@dataclass
class Stack:
    """One house in one folder, running or not."""

    var: Path
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    tied: bool = True  # whether it ends with the tests' own process, however that ends
    process: subprocess.Popen[bytes] | None = None
    left: dict[str, Known] = field(default_factory=dict)  # the parts, as they were when the house was ready
    seconds: float = 0.0

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def output(self) -> Path:
        """What it said on its terminal."""
        return self.var.parent / f"{self.var.name}.said"

    def said(self) -> str:
        """What it said since it was started last."""
        return self.output.read_text(errors="replace")

    def begin(self) -> "Stack":
        """Start it and go on."""
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [ROOT / "script" / "run"],
                env=environment(self.var, PORT=str(self.port), **self.more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM) if self.tied else None,  # noqa: PLW1509
            )
        return self

    def start(self) -> "Stack":
        """Start it and wait until it is ready."""
        began = time.monotonic()
        self.begin()
        while not self.running().get("ready"):
            assert self.process is not None
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - began < PATIENCE, self.said()
            time.sleep(0.05)
        self.seconds = time.monotonic() - began
        self.left = {name: Known(pid, start) for name, (pid, start, _) in self.running()["parts"].items()}
        return self

    def running(self) -> dict[str, Any]:
        """What the house has written down about itself."""
        try:
            found: dict[str, Any] = json.loads((self.var / "running.json").read_text())
        except (OSError, ValueError):
            return {}
        return found if self.process and found.get("supervisor", [0])[0] == self.process.pid else {}

    @property
    def alive(self) -> bool:
        """Whether its supervisor runs."""
        return self.process is not None and self.process.poll() is None

    def ask(self, sign: signal.Signals = signal.SIGINT) -> None:
        """Ask the supervisor for the end; Ctrl-C unless another signal is named."""
        if self.process and self.alive:
            self.process.send_signal(sign)

    def wait(self, patience: float = 15) -> int:
        """The supervisor's exit code."""
        assert self.process is not None
        return self.process.wait(patience)

    def stop(self) -> None:
        """Ctrl-C, and wait."""
        if self.alive:
            self.ask()
            self.wait()

    def leave(self) -> None:
        """Let it run on without this process: `script/test` ends it, not the worker that happened to start it."""
        if self.process:
            self.process.returncode = 0  # what Python need not wait for

    def processor_seconds(self) -> float:
        """What its start has cost of a processor so far: the parts, the supervisor and all that they waited for."""
        leaders = [part.pid for part in self.left.values()] + ([self.process.pid] if self.process else [])
        ticks = sum(spent(pid) for leader in leaders for pid in session(leader))
        return ticks / os.sysconf("SC_CLK_TCK")

    def orphans(self) -> list[int]:
        """Processes of any part's session that still live."""
        return [pid for part in self.left.values() for pid in session(part.pid) if born(pid)]

    def wait_without_orphans(self, patience: float = 40) -> list[int]:
        """The orphans that remain when they have had this long to end by themselves."""
        deadline = time.monotonic() + patience
        while (found := self.orphans()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return found

    def page(self, path: str = "/") -> tuple[int, str]:
        """What it answers to a stranger's GET; the first address leads to the sign-in page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:  # noqa: S310  (our own address)
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except ConnectionError as broken:
            raise AssertionError(
                f"{broken!r}; the web’s log ends:{last_lines(self.var / 'log' / 'web.log')}"
            ) from broken

    def status(self, path: str = "/") -> int:
        """The status alone."""
        return self.page(path)[0]


def spent(pid: int) -> int:
    """The processor time of a process and of the children it has waited for, in ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def refused_start(var: Path, **more: str) -> str:
    """The one line that a start says when it cannot; fails when it starts, or says more, or shows a trace."""
    done = subprocess.run(
        [ROOT / "script" / "run"],
        env=environment(var, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = re.sub(r"^ .*\n", "", done.stdout + done.stderr, flags=re.MULTILINE).strip()
    assert done.returncode == 1, said
    assert said.count("\n") == 0, said
    return said


def proportional_memory(*leaders: Known) -> float:
    """The memory of these sessions in MB; shared pages are divided among those who share them."""
    total = 0
    for leader in leaders:
        for pid in session(leader.pid):
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024
