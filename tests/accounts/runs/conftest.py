"""Somebody in front of the pages."""

from tests.accounts.pages.conftest import signed_in
from tests.trials.stage import no_bells_left

__all__ = ["no_bells_left", "signed_in"]
