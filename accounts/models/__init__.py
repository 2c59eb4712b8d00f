"""The tables of this room."""

from accounts.models.invitations import Invitation
from accounts.models.officers import Officer
from accounts.models.offices import Office, RiloMembership
from accounts.models.postings import Posting

__all__ = ["Invitation", "Office", "Officer", "Posting", "RiloMembership"]
