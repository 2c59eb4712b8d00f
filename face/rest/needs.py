"""What an address needs of its caller, and what a caller is to an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from face.rest.problems import Fault, Problem

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from face.rest.throttles import Limit

OPEN = "open"  # for everybody, also without a token
ANY = "any"  # for every valid token or session, also of somebody without a posting
POSTED = "posted"  # for whoever has a posting today, whatever the scopes


class Credential(Protocol):
    """By what a caller came in: a token or a browser's session. `request.auth` of every endpoint."""

    @property
    def limits(self) -> list[Limit]:
        """How often it may ask."""

    def refusal(self, need: str) -> Problem | None:
        """Why it does not open what needs this; None if it does."""


def missing(scope: str, words: str | Promise = "") -> Problem:
    """The problem of a token that was not given a scope."""
    fault = Fault(words or _("The token does not have this scope."), "scope", scope)
    return Problem("scope-missing", errors=[fault])
