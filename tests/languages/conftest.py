"""The people and the offices, and who asks."""

from tests.people import offices, people
from tests.permissions.conftest import cast

__all__ = ["cast", "offices", "people"]
