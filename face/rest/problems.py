"""What went wrong, as programs are told it (RFC 9457), in the caller's language; each kind is in the docs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

MEDIA_TYPE = "application/problem+json"
PAGE = "/api/v1/docs"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its name in `type`, its status, its title and what to do about it."""

    name: str
    status: int
    title: str | Promise
    advice: str | Promise

    @property
    def uri(self) -> str:
        """Where it is explained."""
        return f"{PAGE}#problem-{self.name}"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in what was sent: a field of the body, or a parameter of the address."""

    message: str | Promise
    code: str = "invalid"
    field: str = ""

    def as_json(self) -> dict[str, str]:
        """As it stands in the answer."""
        return {"field": self.field, "message": str(self.message), "code": self.code}


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "malformed",
            400,
            _("The request cannot be read"),
            _("The body is not JSON, or not in UTF-8, or nested too deeply. Send it as the reference describes it."),
        ),
        Kind(
            "bad-parameter",
            400,
            _("A parameter of the address does not fit"),
            _("`errors` names each one: it is unknown here, given twice, or has a value that is not allowed."),
        ),
        Kind(
            "bad-cursor",
            400,
            _("This place in the list cannot be found"),
            _("The cursor was altered, or belongs to another list or to another version. Begin with the first page."),
        ),
        Kind(
            "stale-watermark",
            410,
            _("This watermark no longer counts"),
            _("The database was set up anew since it was given out. Fetch everything once and keep the new watermark."),
        ),
        Kind(
            "sign-in-needed",
            401,
            _("No valid token"),
            _(
                "Send `Authorization: Bearer` with a token that is neither expired nor revoked. The answer is the same"
                " for a token that never existed."
            ),
        ),
        Kind(
            "account-closed",
            403,
            _("Nothing is open to this account today"),
            _("It has no posting today, or owes a second factor. Only `/me` answers."),
        ),
        Kind(
            "scope-missing",
            403,
            _("The token was not given this"),
            _("`errors` names the scope. Issue a new token that has it."),
        ),
        Kind(
            "not-allowed",
            403,
            _("Not allowed"),
            _("The officer’s postings do not allow this here, whatever the token."),
        ),
        Kind(
            "forged",
            403,
            _("The secret of the form is missing"),
            _("A browser that changes something must send `X-CSRFToken`. Programs use a token and no cookie."),
        ),
        Kind(
            "not-found",
            404,
            _("There is nothing at this address"),
            _("It does not exist, or it is not for this caller: the two look the same."),
        ),
        Kind(
            "method-not-allowed",
            405,
            _("This address does not take this method"),
            _("The header `Allow` lists those that it takes."),
        ),
        Kind("not-acceptable", 406, _("Only JSON is answered"), _("Accept `application/json`.")),
        Kind(
            "conflict",
            409,
            _("What is there stands against it"),
            _(
                "The `id` was used before with other contents (make a new UUID for a new thing), or what is there does"
                " not stand where this can be done. `detail` says which. Nothing was changed."
            ),
        ),
        Kind(
            "changed-meanwhile",
            412,
            _("Somebody has changed it since"),
            _("The `If-Match` is not its present `ETag`. Read it again, look at what changed, and decide anew."),
        ),
        Kind("too-large", 413, _("Too large"), _("Send less at once.")),
        Kind(
            "media-type",
            415,
            _("This kind of body is not taken"),
            _("Send `Content-Type: application/json`, or what the reference says."),
        ),
        Kind(
            "invalid",
            422,
            _("What was sent does not fit"),
            _("`errors` names each field and what is wrong with it. Nothing was changed."),
        ),
        Kind(
            "if-match-needed",
            428,
            _("Say which version you are changing"),
            _("Send the `ETag` of what you have read as `If-Match`, so that nobody’s work is overwritten."),
        ),
        Kind(
            "too-many",
            429,
            _("Too many requests"),
            _("Wait for as many seconds as `Retry-After` says."),
        ),
        Kind(
            "broken",
            500,
            _("Something went wrong on our side"),
            _("It has been noted under the request’s number. Trying again may help; the administrator can find it."),
        ),
        Kind(
            "unavailable",
            503,
            _("Vigie cannot answer for the moment"),
            _("Nothing was saved. Try again after `Retry-After` seconds."),
        ),
    )
}


class Problem(Exception):
    """Raised anywhere in an endpoint; answered as its kind says."""

    def __init__(
        self,
        kind: str,
        detail: str | Promise = "",
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = KINDS[kind]
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        self.more = dict(more or {})  # members of its own, such as `findings`

    def as_json(self, request_id: str = "") -> dict[str, Any]:
        """The body of the answer, in the language in force."""
        said: dict[str, Any] = {
            "type": self.kind.uri,
            "title": str(self.kind.title),
            "status": self.kind.status,
            "detail": str(self.detail or self.kind.advice).replace("`", ""),
        }
        if self.errors:
            said["errors"] = [fault.as_json() for fault in self.errors]
        said |= self.more
        if request_id:
            said["request_id"] = request_id
        return said
