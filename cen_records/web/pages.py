"""What the pages of records share: who asks, and whether they have to do with records at all."""

from django.http import HttpRequest

from accounts.authority import has_anywhere
from accounts.models import Officer
from accounts.permissions import Permission, Refused


class OfficerRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Officer


def require_anywhere(officer: Officer, *permissions: Permission) -> None:
    """Let pass whoever has one of the permissions at some office. Raises Refused (403) for the others."""
    if not any(has_anywhere(officer, permission) for permission in permissions):
        raise Refused(permissions[0])
