"""What a person can mend is told in one clear line, without a trace."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house import packages
from house.places import ROOT, read_json
from house.terminal import Trouble
from tests.house.stack import Stack, environment, refused_start

pytestmark = [pytest.mark.slow_house, pytest.mark.xdist_group("whole-house")]


def test_a_second_start_tells_the_address(make_stack: Callable[..., Stack]) -> None:
    stack = make_stack().start()
    said = refused_start(stack.var, PORT=str(stack.port))
    assert "running already" in said
    assert stack.url in said
    assert stack.status() == 200


def test_a_taken_port(ground: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused_start(ground / "taken", PORT=str(port))
    assert f"Port {port} is taken" in said


@pytest.mark.parametrize("port", ["web", "0", "70000", "-1"])
def test_a_port_that_is_none(ground: Path, port: str) -> None:
    assert f"“{port}”" in refused_start(ground / "none", PORT=port)


def test_a_full_disk(ground: Path) -> None:
    """The kernel refuses the first byte of any file, as a full disk does."""
    done = subprocess.run(
        [ROOT / "script" / "run"],
        env=environment(ground / "full"),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )
    assert done.returncode == 1
    assert "The disk is full" in done.stderr
    assert done.stderr.strip().count("\n") == 0


@pytest.fixture
def read_only(ground: Path) -> Iterator[Path]:
    """A folder that nobody can write to: a read-only disk for root, a closed folder for others."""
    place = ground / "read-only"
    place.mkdir()
    if os.geteuid() == 0:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", place], check=True)
        yield place
        subprocess.run(["umount", place], check=True)
    else:
        place.chmod(0o555)
        yield place


def test_a_folder_that_cannot_be_written_to(read_only: Path) -> None:
    said = refused_start(read_only / "var")
    assert str(read_only) in said
    assert "VIGIE_VAR" in said


@pytest.fixture
def only(tmp_path: Path) -> Path:
    """A folder for PATH with bash and nothing else."""
    for name in ("bash", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    return tmp_path


def test_an_old_python(only: Path) -> None:
    old = only / "python3"
    old.write_text('#!/usr/bin/env bash\n[ "$1" = --version ] && { echo "Python 3.9.2"; exit; }\nexit 1\n')
    old.chmod(0o755)
    said = refused_start(only / "var", PATH=str(only))
    assert said == "Vigie needs Python 3.11 or newer; this machine has Python 3.9.2."


def test_no_python(only: Path) -> None:
    assert refused_start(only / "var", PATH=str(only)).endswith("this machine has no python3.")


def test_python_without_venv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(packages, "COMPLETE", tmp_path / "none")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(Trouble, match="python3-venv"):
        packages.bring_packages()


def test_a_setup_that_was_killed_is_repaired(tmp_path: Path) -> None:
    """A copy of the checkout without its environment; setup is killed while it installs, and run again."""
    for name in ("script", "requirements", "requirements.txt", "package.json", "package-lock.json"):
        source = ROOT / name
        copied = shutil.copytree if source.is_dir() else shutil.copyfile
        copied(source, tmp_path / name)
    command, around = [tmp_path / "script" / "setup"], environment(tmp_path / "var")
    installed = tmp_path / ".venv" / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
    killed = subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, start_new_session=True)
    while not (installed / "django").exists():
        assert killed.poll() is None
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not read_json(tmp_path / ".venv" / "complete.json")

    subprocess.run(command, env=around, stdout=subprocess.DEVNULL, check=True)
    python = tmp_path / ".venv" / "bin" / "python"
    subprocess.run([python, "-c", "import django, celery, psycopg2, polib"], check=True)
    assert (tmp_path / "static" / "vendor" / "htmx.min.js").stat().st_size > 10_000
    assert b"sourceMappingURL" not in (tmp_path / "static" / "vendor" / "htmx.min.js").read_bytes()
    began = time.monotonic()
    again = subprocess.run(command, env=around, capture_output=True, text=True, check=True)
    assert time.monotonic() - began < 2
    assert again.stdout == "", "nothing was left to do"
