"""The people and the offices, and queues in which nobody has rung, for what watches over them."""

from tests.people import offices, people
from tests.trials.stage import no_bells_left

__all__ = ["no_bells_left", "offices", "people"]
