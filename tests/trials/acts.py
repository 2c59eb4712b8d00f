"""What is done in the trials."""

from audit.choices import Operation
from audit.kinds import Kind

EFFECT = Kind("trial.effect", "An effect of %(subject)s.", Operation.ALTERATION)
