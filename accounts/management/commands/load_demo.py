"""`manage.py load_demo`: fill the demo, write `var/demo.txt`, and with `--list` say who can sign in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actions.demo import DemoRefused, load_demo, open_slips
from accounts.choices import OfficeKind
from accounts.demo import people as cast
from accounts.demo.offices import offices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Loads the offices and people of the demo; refuses outside one."""

    requires_system_checks = []  # the start has made them
    help = "Fill the demo with its offices and people (safe to repeat), and write who they are to var/demo.txt."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--list` is for `script/run`."""
        parser.add_argument(
            "--list", action="store_true", help="say who can sign in: for each role, one in each language"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, write the file, and say what was done."""
        try:
            load_demo()
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        path = settings.VAR / "demo.txt"
        self._write(path)
        if options["list"]:
            lines = [*_password(), *_sign_ins(short=True), _("All of them are in %(path)s.") % {"path": path}]
            self.stdout.write("\n".join(lines))
        elif options["verbosity"]:
            totals = {"offices": len(offices()), "people": len(cast.people()), "path": path}
            self.stdout.write(_("Demo: %(offices)d offices, %(people)d people. Sign-ins: %(path)s.") % totals)

    def _write(self, path: Path) -> None:
        lines = [*_password(), "", *_sign_ins(short=False), "", *_set_apart(), "", *_slips()]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as trouble:
            raise CommandError(f"{path} cannot be written: {trouble.strerror}.") from trouble


def _password() -> list[str]:
    return [_("Password of everybody in the demo: %(password)s") % {"password": cast.DEMO_PASSWORD}]


def _sign_ins(*, short: bool) -> Iterator[str]:
    """The sign-ins under the name of each role; `short` takes the first in each language."""
    for _role_code, group in groupby(cast.sign_ins(), key=lambda sign_in: sign_in.role_code):
        found = list(group)
        yield str(found[0].role)
        firsts = {sign_in.language: sign_in for sign_in in reversed(found)}
        for sign_in in found:
            if not short or sign_in is firsts[sign_in.language]:
                yield f"  {sign_in.sign_in_name:<20} {sign_in.language}  {_place(sign_in)}"


def _place(sign_in: cast.SignIn) -> str:
    """The office, and for a post its country, which the name of anything higher says itself."""
    is_post = offices()[sign_in.office_code].kind == OfficeKind.POST
    return f"{sign_in.office} ({sign_in.country})" if is_post else sign_in.office


def _set_apart() -> list[str]:
    return [
        _("Special cases"),
        f"  {cast.SUSPENDED:<20} " + _("suspended"),
        f"  {cast.DORMANT:<20} " + _("warned after a long absence"),
        f"  {cast.POSTING_OVER:<20} " + _("posting has ended"),
    ]


def _slips() -> Iterator[str]:
    """The codes of the open invitations, as on their slips."""
    yield _("Open invitations")
    for invitation, code in open_slips():
        yield f"  {code}  {invitation}, {invitation.office}"
