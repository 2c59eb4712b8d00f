"""A folder that has been through its first start; each test works on a copy of it."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.house.stack import Stack


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """A folder for houses, which the account that PostgreSQL runs as can enter."""
    with tempfile.TemporaryDirectory(prefix="vigie-house-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def first(ground: Path) -> Stack:
    """A house after its first start, from nothing, stopped again by Ctrl-C."""
    stack = Stack(ground / "first").start()
    stack.stop()
    return stack


@pytest.fixture
def make_stack(first: Stack, ground: Path) -> Iterator[Callable[..., Stack]]:
    """A function that makes a house out of a copy of the first one's folder. All are stopped at the end."""
    with ExitStack() as ends:

        def made(**more: str) -> Stack:
            var = Path(tempfile.mkdtemp(prefix="house-", dir=ground))
            var.rmdir()
            subprocess.run(["cp", "-a", first.var, var], check=True)
            ends.callback(shutil.rmtree, var, ignore_errors=True)
            stack = Stack(var, more)
            ends.callback(stack.stop)
            return stack

        yield made
