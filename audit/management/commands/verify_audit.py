"""`verify_audit`: whether the record of acts is what was sealed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.actions.seal_keys import public_keys_file
from audit.reports import proofs
from audit.reports.sealed_log import CannotCheckError
from audit.reports.verification import Report, verify
from audit.rules.heads import Head, NotAHead, read_head, read_keys

TAMPERED, NOT_CHECKED = 1, 2


class Command(BaseCommand):
    """Ends with 0 when all is well, 1 when something was changed, 2 when that cannot be told."""

    help = "Check the record of acts against its seals, and against the heads that left the database."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be asked."""
        argue = parser.add_argument
        argue("--heads", type=Path, help="heads kept elsewhere, a line each (default: the file on this machine)")
        argue("--key", type=Path, help="public keys kept elsewhere, a line each (default: those on this machine)")
        argue("--json", action="store_true", help="print the findings as JSON")
        ask = parser.add_mutually_exclusive_group().add_argument
        ask("--prove", type=int, metavar="ACT_ID", help="print a proof that this act stands in the log")
        ask("--prove-growth", type=int, nargs=2, metavar="SEAL", help="print a proof that one seal extends another")
        ask("--check-proof", type=Path, metavar="FILE", help="check a proof, without the database")

    def handle(self, **options: Any) -> None:
        """Do what was asked."""
        try:
            if options["check_proof"]:
                self._check_proof(options["check_proof"], options["key"])
            elif options["prove"] is not None:
                self.stdout.write(json.dumps(proofs.prove_act(options["prove"]), indent=1))
            elif options["prove_growth"]:
                self.stdout.write(json.dumps(proofs.prove_growth(*options["prove_growth"]), indent=1))
            else:
                self._verify(options)
        except (CannotCheckError, proofs.NotProvableError, psycopg2.Error, OSError) as trouble:
            raise CommandError(f"Could not check: {trouble}", returncode=NOT_CHECKED) from trouble

    def _verify(self, options: dict[str, Any]) -> None:
        heads = options["heads"]
        if heads is None and Path(settings.SEAL_HEADS).exists():
            heads = Path(settings.SEAL_HEADS)
        report = verify(_keys(options["key"]), _heads(heads) if heads else ())
        self.stdout.write(json.dumps(report.as_json(), indent=1) if options["json"] else _in_words(report))
        if report.found:
            raise CommandError(f"The record of acts was changed: {report.found} found.", returncode=TAMPERED)

    def _check_proof(self, file: Path, key: Path | None) -> None:
        try:
            proof = json.loads(file.read_text("utf-8"))
        except (ValueError, RecursionError):
            proof = {}
        if not isinstance(proof, dict) or not proofs.holds(proof, _keys(key)):
            raise CommandError("The proof does not hold.", returncode=TAMPERED)
        self.stdout.write(proofs.said(proof))


def _keys(file: Path | None) -> dict[str, bytes]:
    file = file or public_keys_file()
    if not file.exists():
        raise CannotCheckError(f"there are no public keys in {file}")
    try:
        keys = read_keys(file.read_text("utf-8").splitlines())
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


def _in_words(report: Report) -> str:
    lines = [str(finding) for finding in report.findings]
    if report.found > len(report.findings):
        lines.append(f"… and {report.found - len(report.findings)} more")
    lines.append(
        f"{report.seals} seals over {report.acts - report.unsealed} acts checked; "
        f"{report.unsealed} newer acts are not sealed yet, and changes to those would not be seen."
    )
    if report.outside_heads:
        lines.append(f"{report.outside_heads} heads from outside the database compared.")
    else:
        lines.append("No head from outside: whoever had the key could have sealed everything anew, unseen.")
    if not report.found:
        lines.append("The record of acts is what was sealed.")
    return "\n".join(lines)
