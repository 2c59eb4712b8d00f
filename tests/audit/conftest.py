"""The people and the offices, for every test of this room."""

from tests.people import offices, people

__all__ = ["offices", "people"]
