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


class InvitationState(TextChoices):
    """What has become of an invitation."""

    OPEN = "OPEN", _("Open")
    EXPIRED = "EXPIRED", _("Expired")
    ACCEPTED = "ACCEPTED", _("Accepted")
    CANCELLED = "CANCELLED", _("Cancelled")
