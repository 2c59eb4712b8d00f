"""The people and the offices, and a folder for seals, for every test of this room."""

from tests.audit.acts import seal_folder
from tests.audit.attacks import alone_at_last, log
from tests.people import offices, people

__all__ = ["alone_at_last", "log", "offices", "people", "seal_folder"]
