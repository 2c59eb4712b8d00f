"""The closed lists of this room: what the law of the record is made of. All that may change is a code list."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Space(TextChoices):
    """Whether a record tells of something that happened, or is practice. The two never meet in a list or a count."""

    REAL = "REAL", _("Real")
    PRACTICE = "PRACTICE", _("Practice")


class Status(TextChoices):
    """Where a record stands on its way. What is typed before it is submitted is a draft and no record yet."""

    SUBMITTED = "SUBMITTED", _("Submitted")
    CHECKED = "CHECKED", _("Checked by the unit")
    RETURNED = "RETURNED", _("Returned")
    RELEASED = "RELEASED", _("Released")
    QUERIED = "QUERIED", _("Queried by the RILO")
    VALIDATED = "VALIDATED", _("Validated by the RILO")
    REJECTED = "REJECTED", _("Rejected")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("seizure record", "Withdrawn")
    DUPLICATE = "DUPLICATE", _("Duplicate")


class Level(IntegerChoices):
    """How far a record has been validated; every report states from which level on it counts."""

    SUBMITTED = 1, _("Submitted by an officer")
    CHECKED = 2, _("Checked by the unit")
    RELEASED = 3, _("Validated nationally and released")
    VALIDATED = 4, _("Validated by the RILO")
    EXCHANGED = 5, _("Acknowledged by the WCO")


class Door(TextChoices):
    """How a record came in."""

    BROWSER = "BROWSER", _("Entered in the browser")
    OFFLINE = "OFFLINE", _("Entered without a connection")
    API = "API", _("Sent by a program")
    IMPORT = "IMPORT", _("Imported from a file")
    EXCHANGE = "EXCHANGE", _("Received from another office")


class Mark(TextChoices):
    """Why a field is empty on purpose. A field that is empty without a mark is missing; zero is a value."""

    UNKNOWN = "UNKNOWN", _("Unknown")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("Not applicable")


class RemarkKind(TextChoices):
    """What a remark asks of its reader."""

    RETURN = "RETURN", _("To be corrected")
    QUERY = "QUERY", _("Question of the RILO")
    ANSWER = "ANSWER", _("Answer")
    ATTENTION = "ATTENTION", _("Answer to a warning")


class NoticeKind(TextChoices):
    """What those who had received a record are told of it."""

    CORRECTED = "CORRECTED", _("Corrected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class Scan(TextChoices):
    """Whether a file has been searched for malware."""

    WAITING = "WAITING", _("Not searched yet")
    CLEAN = "CLEAN", _("Searched: nothing found")
    INFECTED = "INFECTED", _("Malware found: kept apart")
    OFF = "OFF", _("Not searched: no scanner is set up")
    FAILED = "FAILED", _("Not searched: the scanner did not answer")


class Progress(TextChoices):
    """How far a file has come that somebody attaches to a record."""

    ARRIVING = "ARRIVING", _("Not arrived whole yet")
    WAITING = "WAITING", _("Being examined")
    READY = "READY", _("Ready")
    REFUSED = "REFUSED", _("Not taken")


class FileFault(TextChoices):
    """Why a file was not taken."""

    UNKNOWN_KIND = "UNKNOWN_KIND", _("This is neither a picture (JPEG, PNG, WebP) nor a PDF, whatever its name says.")
    HEIC = "HEIC", _("Pictures in HEIC are not read here. Set the telephone to JPEG, or take a picture of the screen.")
    DAMAGED = "DAMAGED", _("The picture is damaged or cut off.")
    TOO_LARGE = (
        "TOO_LARGE",
        _("The picture has too many points to be opened safely. Make it smaller and send it again."),
    )
    INFECTED = "INFECTED", _("Malware was found in the file. It is kept apart, and nobody can open it.")


class ShareLevel(TextChoices):
    """How far a file may go."""

    NATIONAL = "NATIONAL", _("Stays in the country")
    REGIONAL = "REGIONAL", _("Goes with the released record")
