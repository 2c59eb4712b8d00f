"""The closed lists of the lists themselves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionState(TextChoices):
    """What has become of a file that was handed in as a new edition."""

    PROPOSED = "PROPOSED", _("To confirm")
    REFUSED = "REFUSED", _("Refused: has errors")
    APPLIED = "APPLIED", _("Applied")
    DISCARDED = "DISCARDED", _("Discarded")


class Reach(TextChoices):
    """What a file says of the codes that it does not name."""

    WHOLE = "WHOLE", _("The whole list: codes that the file leaves out are retired")
    PART = "PART", _("A part of it: codes and columns that the file leaves out stay as they are")


class MappingStatus(TextChoices):
    """How sure a mapping from a foreign vocabulary is."""

    PROPOSED = "PROPOSED", _("Proposed")
    CONFIRMED = "CONFIRMED", _("Confirmed")
