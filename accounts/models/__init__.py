"""The tables of this room."""

from accounts.models.invitations import Invitation
from accounts.models.officers import Officer
from accounts.models.offices import Office, RiloMembership
from accounts.models.postings import Posting
from accounts.models.sharing import OfficeGroup
from accounts.models.tokens import AccessToken

__all__ = ["AccessToken", "Invitation", "Office", "OfficeGroup", "Officer", "Posting", "RiloMembership"]
