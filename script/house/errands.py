"""Short programs that a start waits for: migrations, demo data, static files. Their errors are shown when they fail."""

import signal
import subprocess
import tempfile
from collections.abc import Mapping
from typing import IO

from house.processes import dies_with_parent
from house.terminal import Trouble


def run_errand(name: str, command: list[str], environment: Mapping[str, str]) -> str:
    """Run one, wait for it, and answer what it said. Raises Trouble with its last lines where it failed."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        done = subprocess.run(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            check=False,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        said = _text(output)
        if done.returncode:
            lines = f"{said}\n{_text(errors)}".strip().splitlines()[-12:]
            raise Trouble(f"{name} failed:" + "".join(f"\n    {line}" for line in lines))
        return said


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace").strip()
