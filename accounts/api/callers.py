"""What the addresses of this room share: who is calling, and what they may."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from accounts.authority import has_anywhere
from accounts.permissions import Permission, Refused
from face.rest.endpoints import Endpoint

if TYPE_CHECKING:
    from accounts.api.authentication import Caller
    from accounts.models import Officer


class OfficerEndpoint(Endpoint):
    """An address for officers and their programs."""

    @property
    def officer(self) -> Officer:
        """Who is calling: a person, or a program of an office."""
        return cast("Officer", self.request.user)

    @property
    def caller(self) -> Caller:
        """By what they came in."""
        return cast("Caller", self.request.auth)

    def require_anywhere(self, permission: Permission) -> None:
        """Let pass whoever has the permission at some office. Raises Refused (403)."""
        if not has_anywhere(self.officer, permission):
            raise Refused(permission)
