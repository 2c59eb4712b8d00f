"""Who is calling: a token in the header `Authorization`, or the session of a browser. Nothing else says who one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from structlog.contextvars import bind_contextvars

from accounts.actions.tokens import note_use
from accounts.choices import Scope
from accounts.models import AccessToken, Officer
from accounts.roles import ROLES_WITH_SECOND_FACTOR
from accounts.tokens import read_token
from face.rest.needs import ANY, POSTED, missing
from face.rest.problems import Problem
from face.rest.throttles import Limit, count
from face.visitors import address_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

WORD = "bearer"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Vigie"'}


@dataclass(frozen=True)
class Caller:
    """Whoever has come in. Without `scopes` (a browser) nothing is narrowed."""

    officer: Officer
    is_open: bool  # has a posting today, and owes no second factor
    scopes: frozenset[str] | None = None
    token: AccessToken | None = None

    @property
    def limits(self) -> list[Limit]:
        """How often it may ask."""
        whole = Limit(f"officer.{self.officer.pk}", 2 * settings.API_PER_MINUTE)
        return [Limit(f"token.{self.token.pk}", settings.API_PER_MINUTE), whole] if self.token else [whole]

    def refusal(self, need: str) -> Problem | None:
        """Why it does not open what needs this scope; None if it does."""
        if need == ANY:
            return None
        if not self.is_open:
            return Problem("account-closed")
        if need == POSTED or self.scopes is None or need in self.scopes:
            return None
        return missing(need, Scope(need).label)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer vigie_…`. Whoever sends this header comes in by it or not at all."""

    def authenticate(self, request: Request) -> tuple[Officer, Caller] | None:
        """The officer and the token. Raises Problem: 401, or 429 for an address that tries too many."""
        given = request.headers.get("Authorization")
        if given is None:
            return None
        stranger = Limit(f"stranger.{address_of(request._request)}", settings.API_FAILURES_PER_MINUTE)  # noqa: SLF001
        if count(stranger, by=0) >= stranger.times:
            raise Problem("too-many", headers={"Retry-After": str(stranger.window[1])})
        word, _space, text = given.partition(" ")
        token = _known(text.strip()) if word.lower() == WORD else None
        if token is None:
            count(stranger)
            raise Problem("sign-in-needed", headers=CHALLENGE)
        bind_contextvars(**_told_in_logs(token))  # also of a token that opens nothing any more
        if not token.is_live or not token.officer.is_active:  # its holder has proved it: not counted as a guess
            raise Problem("sign-in-needed", headers=CHALLENGE)
        note_use(token=token, address=address_of(request._request))  # noqa: SLF001 - DRF's name for Django's request
        return token.officer, Caller(token.officer, _is_open(token), frozenset(token.scopes), token)

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        del request
        return CHALLENGE["WWW-Authenticate"]


def _known(text: str) -> AccessToken | None:
    written = read_token(text)
    if written is None:
        return None
    token = AccessToken.objects.with_standing().filter(finder=written.finder).first()
    known = written.is_known_by(token.digest if token else "")
    return token if known else None


def _told_in_logs(token: Any) -> dict[str, object]:
    """Numbers of the officer, who may be a program, and of the token; the offices of today’s postings."""
    kind = "program" if token.officer.is_program else "officer"
    offices = sorted({posting.partition(" ")[2] for posting in token.held})
    return {kind: token.officer_id, "token": str(token.pk), "office": ",".join(offices) or None}


def _is_open(token: Any) -> bool:
    """Whether anything is open to the officer of a token that was read `with_standing`."""
    roles = {posting.partition(" ")[0] for posting in token.held}
    return bool(roles) and (token.officer.is_program or not _owes_factor(token.officer, roles))


class BrowserAuthentication(BaseAuthentication):
    """The session of a browser in which an officer is signed in; what changes something needs the form's secret."""

    def authenticate(self, request: Request) -> tuple[Officer, Caller] | None:
        """The officer. Raises Problem for a forged change."""
        officer = getattr(request._request, "user", None)  # noqa: SLF001 - DRF's name for Django's request
        if not isinstance(officer, Officer) or not officer.is_active:
            return None
        if request.method not in {"GET", "HEAD"}:
            _refuse_forged(request._request)  # noqa: SLF001
        roles = set(officer.postings.current().values_list("role_code", flat=True))
        return officer, Caller(officer, bool(roles) and not _owes_factor(officer, roles))


def _owes_factor(officer: Officer, roles: set[str]) -> bool:
    """Whether their roles ask for a second factor that they have not enrolled."""
    if settings.DEMO or not roles & ROLES_WITH_SECOND_FACTOR:
        return False
    return not Officer.objects.with_second_factor().filter(pk=officer.pk).exists()


def _refuse_forged(request: HttpRequest) -> None:
    check = CSRFCheck(cast("Any", lambda _request: None))
    check.process_request(request)
    if check.process_view(request, cast("Any", None), (), {}):
        raise Problem("forged") from PermissionDenied()


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description tells of tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A bearer token."""
        del auto_schema
        return {"type": "http", "scheme": "bearer", "bearerFormat": "vigie_…"}


class BrowserScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description tells of browsers."""

    target_class = BrowserAuthentication
    name = "browser"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A session."""
        del auto_schema
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
