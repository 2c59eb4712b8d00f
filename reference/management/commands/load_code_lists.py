"""`script/manage load_code_lists`: countries, places, goods, units and all other lists that come with the product."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from reference.actions.crosswalks import load_shipped_mappings
from reference.actions.shipped import load_shipped_lists


class Command(BaseCommand):
    """Bring the code lists up to date. May be run any number of times."""

    help = "Brings the code lists that come with the product up to date; what has not changed is left alone."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Load, and say how many lists were touched."""
        began = time.perf_counter()
        outcome = load_shipped_lists()
        words = load_shipped_mappings()
        counts = Counter(outcome.values())
        for code, what in outcome.items():
            if what == "kept":
                self.stdout.write(f"{code}: an edition loaded by an administrator is in force and was kept.")
        took = f"{time.perf_counter() - began:.1f} s"
        self.stdout.write(f"Code lists: {counts['loaded']} loaded, {counts['unchanged']} unchanged ({took}).")
        if words:
            self.stdout.write(f"Words of other systems: {words} added.")
