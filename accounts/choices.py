"""The closed lists of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfficeKind(TextChoices):
    """The four steps of the office tree, from the top."""

    WCO = "WCO", _("World Customs Organization")
    RILO = "RILO", _("Regional Intelligence Liaison Office")
    ADMINISTRATION = "ADMINISTRATION", _("National administration")
    POST = "POST", _("Customs post")


class PostSetting(TextChoices):
    """Where a customs post stands; the location types of a seizure record, so that one gives the other."""

    AIRPORT = "AIRPORT", _("Airport")
    SEAPORT = "SEAPORT", _("Seaport")
    LAND_BOUNDARY = "LAND_BOUNDARY", _("Land boundary")
    INLAND = "INLAND", _("Inland")
    MAIL_CENTRE = "MAIL_CENTRE", _("Mail centre")
    EXPRESS_COURIER = "EXPRESS_COURIER", _("Express courier")
    RAIL = "RAIL", _("Rail")
    RIVER = "RIVER", _("River")
    FTZ_BORDER = "FTZ_BORDER", _("Border of free trade zone")


class Theme(TextChoices):
    """Which colours the pages wear."""

    SYSTEM = "system", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(TextChoices):
    """How much room a table row takes."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class BlockReason(TextChoices):
    """Why an officer cannot sign in."""

    SUSPENDED = "SUSPENDED", _("Suspended")
    DORMANT = "DORMANT", _("Not used for a long time")


class Scope(TextChoices):
    """What a token for programs was given: to read or to change one kind of thing. It never adds to what is allowed."""

    OFFICES_READ = "offices.read", _("Read offices")
    OFFICERS_READ = "officers.read", _("Read officers and their postings")
    OFFICERS_WRITE = "officers.write", _("Correct, suspend and reinstate officers")
    POSTINGS_WRITE = "postings.write", _("Grant and end postings")
    INVITATIONS_READ = "invitations.read", _("Read invitations")
    INVITATIONS_WRITE = "invitations.write", _("Invite people and cancel invitations")
    CODE_LISTS_READ = "code_lists.read", _("Read code lists and places")
    CODE_LISTS_WRITE = "code_lists.write", _("Load editions of code lists")
    RECORDS_READ = "records.read", _("Read seizure records and drafts, without names")
    RECORDS_NAMES = "records.names", _("Read the names in seizure records as well")
    RECORDS_WRITE = "records.write", _("Send seizure records and drafts")
    RECORDS_STEPS = "records.steps", _("Check, return, release and withdraw seizure records")
    RELEASED_READ = "released.read", _("Read what other administrations have released")
    RELEASED_VERIFY = "released.verify", _("Ask about released records and validate them")
    RUNS_READ = "runs.read", _("Follow background runs and take their results")
    RUNS_WRITE = "runs.write", _("Start, stop and repeat background runs")
    ACTS_READ = "acts.read", _("Read the record of acts and its seals")
    TOKENS_READ = "tokens.read", _("List my own tokens")
    TOKENS_WRITE = "tokens.write", _("Revoke my own tokens")


class InvitationState(TextChoices):
    """What has become of an invitation."""

    OPEN = "OPEN", _("Open")
    EXPIRED = "EXPIRED", _("Expired")
    ACCEPTED = "ACCEPTED", _("Accepted")
    CANCELLED = "CANCELLED", _("Cancelled")
