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

# --- On its way ----------------------------------------------------------------------------
# A sentence names a record by its reference and nothing else: what it says is read where the record is not.
CHECKED = Kind("record.checked", _("Seizure record %(subject)s was checked."), Operation.ALTERATION)
RETURNED = Kind("record.returned", _("Seizure record %(subject)s was returned to be corrected."), Operation.ALTERATION)
RELEASED = Kind("record.released", _("Seizure record %(subject)s was released."), Operation.DISCLOSURE)
QUERIED = Kind("record.queried", _("The RILO asked about seizure record %(subject)s."), Operation.ALTERATION)
ANSWERED = Kind(
    "record.answered", _("A question of the RILO about seizure record %(subject)s was answered."), Operation.DISCLOSURE
)
VALIDATED = Kind("record.validated", _("The RILO validated seizure record %(subject)s."), Operation.ALTERATION)

# --- Off its way ---------------------------------------------------------------------------
REJECTED = Kind(
    "record.rejected", _("Seizure record %(subject)s was rejected."), Operation.ALTERATION, reason_owed=True
)
WITHDRAWN = Kind(
    "record.withdrawn", _("Seizure record %(subject)s was withdrawn."), Operation.ALTERATION, reason_owed=True
)
MARKED_DUPLICATE = Kind(
    "record.marked_duplicate",
    _("Seizure record %(subject)s was marked as a duplicate of %(of)s."),
    Operation.COMBINATION,
    reason_owed=True,
)
UNMARKED_DUPLICATE = Kind(
    "record.unmarked_duplicate",
    _("Seizure record %(subject)s is no longer marked as a duplicate."),
    Operation.ALTERATION,
    reason_owed=True,
)

# --- Files ---------------------------------------------------------------------------------
FILE_ATTACHED = Kind("file.attached", _("A file was attached to a seizure record."), Operation.COLLECTION)
FILE_REFUSED = Kind("file.refused", _("A file was not taken into a seizure record."), Operation.ALTERATION)
FILE_EXAMINED = Kind("file.examined", _("A file of a seizure record was examined."), Operation.ALTERATION)
FILE_REMOVED = Kind("file.removed", _("A file was removed from a seizure record."), Operation.ERASURE)
FILE_SEEN = Kind("file.seen", _("A file of a seizure record was looked at."), Operation.CONSULTATION)
FILE_TAKEN_OUT = Kind("file.taken_out", _("The original of a file was downloaded."), Operation.DISCLOSURE)
FILES_SEEN = Kind("files.seen", _("The files of seizure record %(subject)s were looked at."), Operation.CONSULTATION)
FILE_SHARED = Kind(
    "file.shared",
    _("A picture was marked as free of personal data, to leave with its released record."),
    Operation.DISCLOSURE,
)
FILE_KEPT_BACK = Kind("file.kept_back", _("A picture leaves with its released record no longer."), Operation.ALTERATION)

# --- Looks ---------------------------------------------------------------------------------
NAMES_SEEN = Kind("names.seen", _("The names in seizure record %(subject)s were looked at."), Operation.CONSULTATION)
RECORD_SEEN = Kind("record.seen", _("Seizure record %(subject)s was read."), Operation.CONSULTATION)
RELEASED_SEEN = Kind("record.released_seen", _("Released record %(subject)s was read."), Operation.CONSULTATION)

# --- Many at once --------------------------------------------------------------------------
BATCH_SENT = Kind("records.sent", _("A program sent %(number)s seizure records at once."), Operation.COLLECTION)
