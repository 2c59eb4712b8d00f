"""The people and the offices, a folder for seals, and a workshop, for every test of this room."""

from tests.audit.acts import seal_folder
from tests.audit.attacks import alone_at_last, log
from tests.people import offices, people
from tests.trials.stage import no_bells_left, parts, workshop

__all__ = ["alone_at_last", "log", "no_bells_left", "offices", "parts", "people", "seal_folder", "workshop"]
