"""The closed lists of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Operation(TextChoices):
    """What the law wants logged of the handling of personal data (Directive (EU) 2016/680, article 25)."""

    COLLECTION = "COLLECTION", _("Collection")
    ALTERATION = "ALTERATION", _("Alteration")
    CONSULTATION = "CONSULTATION", _("Consultation")
    DISCLOSURE = "DISCLOSURE", _("Disclosure")
    COMBINATION = "COMBINATION", _("Combination")
    ERASURE = "ERASURE", _("Erasure")


class RunState(TextChoices):
    """Where a background run stands."""

    QUEUED = "QUEUED", _("Waiting")
    RUNNING = "RUNNING", _("Under way")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")
    CANCELLED = "CANCELLED", _("Cancelled")


class RunQueue(TextChoices):
    """Who works on a run: a long one never stands before a quick one."""

    QUICK = "quick", _("Quick work")
    LONG = "long", _("Long work")


class QueueTrouble(TextChoices):
    """Why nothing is taken from a queue."""

    REDIS_AWAY = "redis", _("Redis takes nothing")
    CLOCK_STOPPED = "clock", _("The clock has stopped")
    NOBODY_HEARS = "workers", _("Nobody works here")


OPEN_STATES = (RunState.QUEUED, RunState.RUNNING)


class RehearsedTrouble(TextChoices):
    """What goes wrong in a rehearsal, on purpose."""

    NONE = "none", _("Nothing")
    ONCE = "once", _("The first attempt fails")
    ALWAYS = "always", _("Every attempt fails")
