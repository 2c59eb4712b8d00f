"""The people and the offices, for what watches over them."""

from tests.people import offices, people

__all__ = ["offices", "people"]
