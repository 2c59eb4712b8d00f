"""`verify_audit`: whether the books are what was sealed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.actions.seal_keys import public_keys_file
from audit.reports import proofs
from audit.reports.findings import Report
from audit.reports.heads_apart import judge_heads
from audit.reports.protections import expected
from audit.reports.sealed_log import CannotCheckError
from audit.reports.verification import verify
from audit.rules.heads import Head, NotAHead, read_head, read_keys

TAMPERED, NOT_CHECKED = 1, 2


class Command(BaseCommand):
    """Ends with 0 when all is well, 1 when something was changed, 2 when that cannot be told."""

    help = "Check all sealed tables against their seals, and against the heads that left the database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be asked."""
        argue = parser.add_argument
        argue("--heads", type=Path, help="heads kept elsewhere, a line each (default: the file on this machine)")
        argue("--key", type=Path, help="public keys kept elsewhere, a line each (default: those on this machine)")
        argue("--json", action="store_true", help="print the findings as JSON")
        ask = parser.add_mutually_exclusive_group().add_argument
        ask("--heads-only", action="store_true", help="judge the heads by themselves, without a database")
        ask("--prove", nargs=2, metavar=("TABLE", "ID"), help="print a proof that this entry stands in its log")
        ask(
            "--prove-growth",
            nargs=3,
            metavar=("TABLE", "SEAL", "SEAL"),
            help="print a proof that one extends the other",
        )
        ask("--check-proof", type=Path, metavar="FILE", help="check a proof, without a database")

    def handle(self, **options: Any) -> None:
        """Do what was asked."""
        try:
            if options["check_proof"]:
                self._check_proof(options["check_proof"], options["key"])
            elif options["prove"]:
                self._print(proofs.prove_entry(*_numbered(options["prove"])))
            elif options["prove_growth"]:
                self._print(proofs.prove_growth(*_numbered(options["prove_growth"])))
            else:
                self._verify(options)
        except (CannotCheckError, proofs.NotProvableError, psycopg2.Error, OSError) as trouble:
            raise CommandError(f"Could not check: {trouble}", returncode=NOT_CHECKED) from trouble

    def _verify(self, options: dict[str, Any]) -> None:
        file, keys = options["heads"] or Path(settings.SEAL_HEADS), _keys(options["key"])
        heads = _heads(file) if options["heads"] or options["heads_only"] or file.exists() else ()
        report = judge_heads(heads, keys) if options["heads_only"] else verify(keys, heads, expected())
        said = _heads_in_words(report) if options["heads_only"] else _in_words(report)
        self._print(report.as_json()) if options["json"] else self.stdout.write(said)
        if report.found:
            raise CommandError(f"Not as it was sealed: {report.found} found.", returncode=TAMPERED)

    def _check_proof(self, file: Path, key: Path | None) -> None:
        try:
            proof = json.loads(file.read_text("utf-8"))
        except (ValueError, RecursionError):
            proof = {}
        if not isinstance(proof, dict) or not proofs.holds(proof, _keys(key)):
            raise CommandError("The proof does not hold.", returncode=TAMPERED)
        self.stdout.write(proofs.said(proof))

    def _print(self, content: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(content, indent=1))


def _numbered(words: list[str]) -> tuple[Any, ...]:
    """A table and the numbers behind it. Raises CannotCheckError."""
    table, *numbers = words
    try:
        return table, *map(int, numbers)
    except ValueError as error:
        raise CannotCheckError(str(error)) from error


def _keys(file: Path | None) -> dict[str, bytes]:
    file = file or public_keys_file()
    if not file.exists():
        raise CannotCheckError(f"there are no public keys in {file}")
    try:
        keys = read_keys(file.read_text("ascii").splitlines())
    except ValueError as error:
        raise CannotCheckError(str(error)) from error
    if not keys:
        raise CannotCheckError(f"there are no public keys in {file}")
    return keys


def _heads(file: Path) -> Iterator[Head]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield read_head(line)
                except NotAHead as error:
                    raise CannotCheckError(f"line {number} of {file} is not a head: {error}") from error


def _found(report: Report) -> list[str]:
    lines = [str(finding) for finding in report.findings]
    if report.found > len(report.findings):
        lines.append(f"… and {report.found - len(report.findings)} more")
    return lines


def _in_words(report: Report) -> str:
    lines = [
        *_found(report),
        *(
            f"{name}: {book.seals} seals over {book.entries - book.unsealed} entries checked; "
            f"{book.unsealed} newer ones are not sealed yet, and changes to those would not be seen."
            for name, book in report.books.items()
        ),
    ]
    if report.outside_heads:
        lines.append(f"{report.outside_heads} heads from outside the database compared.")
    else:
        lines.append("No head from outside: whoever had the key could have sealed everything anew, unseen.")
    if not report.found:
        lines.append("Everything is what was sealed.")
    return "\n".join(lines)


def _heads_in_words(report: Report) -> str:
    lines = [
        *_found(report),
        *(
            f"{name}: {book.seals} heads, the newest over {book.entries} entries: {book.last.head.hex()}"
            for name, book in report.books.items()
            if book.last
        ),
    ]
    if not report.found:
        lines.append("Each head is signed, and follows the one before it where that is at hand.")
    return "\n".join(lines)
