"""What is done with code lists, each kind with its sentence."""

from django.utils.translation import gettext_lazy as _

from audit.choices import Operation
from audit.kinds import Kind

EDITION_RECEIVED = Kind(
    "code_list.edition_received", _("An edition of the code list %(subject)s was handed in."), Operation.COLLECTION
)
EDITION_APPLIED = Kind(
    "code_list.edition_applied", _("An edition of the code list %(subject)s came into force."), Operation.ALTERATION
)
EDITION_DISCARDED = Kind(
    "code_list.edition_discarded", _("An edition of the code list %(subject)s was discarded."), Operation.ALTERATION
)
MAPPINGS_ADDED = Kind(
    "crosswalk.added", _("Words of other systems were added to the code lists."), Operation.COLLECTION
)
MAPPING_CONFIRMED = Kind(
    "crosswalk.confirmed",
    _("The meaning of the word %(subject)s of another system was confirmed."),
    Operation.ALTERATION,
)
