"""The people and the offices, for the pages that every room shares."""

from tests.people import offices, people

__all__ = ["offices", "people"]
