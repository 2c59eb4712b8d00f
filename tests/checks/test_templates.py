"""Templates are linted by djlint and formatted by djade."""

from __future__ import annotations

from tests.checks.tools import ROOT, assert_passes, our_files, run


def test_djlint_finds_nothing() -> None:
    assert_passes(run("djlint", "--lint", "--quiet", "templates"))


def test_templates_are_formatted() -> None:
    templates = [path for path in our_files(".html") if path.is_relative_to(ROOT / "templates")]

    assert templates
    assert_passes(run("djade", "--check", "--target-version", "5.2", *templates))
