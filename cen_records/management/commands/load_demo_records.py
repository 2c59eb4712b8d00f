"""`manage.py load_demo_records`: enter the records of the demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.actions.demo import DemoRefused
from cen_records.actions.demo import load_demo_records


class Command(BaseCommand):
    """Enters the records of the demo; refuses outside one."""

    requires_system_checks = []  # the start has made them
    help = "Enter the records of the demo (safe to repeat); its offices, people and code lists come first."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Enter, and say how many."""
        try:
            entered = load_demo_records()
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        if options["verbosity"]:
            self.stdout.write(_("Demo: %(entered)d records entered.") % {"entered": entered})
