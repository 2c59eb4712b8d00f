"""Templates are linted by djlint and formatted by djade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks.tools import ROOT, assert_passes, our_files, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# With more than this djlint starts processes of its own, which needs shared memory: not every machine lets one use it.
MOST_BYTES = 100_000


def test_djlint_finds_nothing() -> None:
    for portion in portions([path for path in our_files(".html") if path.is_relative_to(ROOT / "templates")]):
        assert_passes(run("djlint", "--lint", "--quiet", *portion))


def portions(paths: list[Path]) -> Iterator[list[Path]]:
    """The files, as many at a time as one process reads."""
    held: list[Path] = []
    for path in paths:
        if held and sum(one.stat().st_size for one in (*held, path)) > MOST_BYTES:
            yield held
            held = []
        held.append(path)
    yield held


def test_templates_are_formatted() -> None:
    templates = [path for path in our_files(".html") if path.is_relative_to(ROOT / "templates")]

    assert templates
    assert_passes(run("djade", "--check", "--target-version", "5.2", *templates))
