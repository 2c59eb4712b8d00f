"""The nightly look at the seals, as a background run that tells what it found."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_noop

from audit.actions.runs import CannotGoOn, Result
from audit.actions.seal_keys import public_keys_file
from audit.models import Seal
from audit.reports.protections import expected
from audit.reports.sealed_log import CannotCheckError
from audit.reports.verification import verify
from audit.rules.heads import read_head, read_keys

if TYPE_CHECKING:
    from audit.actions.runs import Running

logger = logging.getLogger(__name__)
KIND = "audit.verify_books"
FINE = gettext_noop("Nothing was changed. Sealed entries compared: %(entries)s; seals: %(seals)s.")
WRONG = gettext_noop("Something is not as it was sealed. Places found: %(found)s. Run verify_audit to see where.")
NOTHING_YET = gettext_noop("Nothing has been sealed yet: there is nothing to compare.")
MOST_LINES = 100


def verify_books(run: Running) -> Result:
    """Compare all books with their seals and with the heads on this machine.

    Raises CannotGoOn where that cannot be done.
    """
    keys, heads = public_keys_file(), Path(settings.SEAL_HEADS)
    if not (keys.exists() or heads.exists() or Seal.objects.exists()):
        return Result(NOTHING_YET)
    try:
        known = read_keys(keys.read_text("ascii").splitlines())
        with heads.open(encoding="utf-8") as lines:
            report = verify(known, (read_head(line) for line in lines if line.strip()), expected())
    except (OSError, ValueError, CannotCheckError) as error:
        raise CannotGoOn(gettext_noop("The seals could not be checked: %(why)s"), why=str(error)) from error
    for finding in report.findings[:MOST_LINES]:
        logger.error("seals: %s", finding)
        run.log(gettext_noop("Found: %(what)s"), what=str(finding))
    values = {"entries": report.entries - report.unsealed, "seals": report.seals, "found": report.found}
    return Result(WRONG if report.found else FINE, values)
