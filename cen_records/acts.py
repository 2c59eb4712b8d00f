"""What is done with records, as the record of acts tells it."""

from django.utils.translation import gettext_lazy as _

from audit.choices import Operation
from audit.kinds import Kind

# --- Entry ---------------------------------------------------------------------------------
DRAFT_BEGUN = Kind("draft.begun", _("A seizure record was begun at %(office)s."), Operation.COLLECTION)
DRAFT_DISCARDED = Kind("draft.discarded", _("A draft was thrown away."), Operation.ERASURE)
SUBMITTED = Kind("record.submitted", _("Seizure record %(subject)s was submitted."), Operation.COLLECTION)
REOPENED = Kind("record.reopened", _("Seizure record %(subject)s was opened to be put right."), Operation.ALTERATION)
RESUBMITTED = Kind(
    "record.resubmitted", _("Seizure record %(subject)s was put right and submitted again."), Operation.ALTERATION
)
