"""What the reader of a record may do with it now, for `cen_records/_next_step.html`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.authority import posting_that_allows
from accounts.permissions import Permission
from cen_records.authority import Obstacle, Standing
from cen_records.choices import Status
from cen_records.rules.workflow import Move, ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise

    from accounts.models import Officer
    from cen_records.models import Case, ReleasedCase

register = template.Library()


@dataclass(frozen=True)
class Offer:
    """A button that leads to the page of a step."""

    word: str | Promise
    url: str
    kind: str = "secondary"
    icon: str = ""
    posts: bool = False  # it is done at once, not asked about on a page


# The one next step first; what takes a record off its way comes last.
AT_HOME = (
    (Move.CHECK, "record-check", _("Check the record"), "check"),
    (Move.RELEASE, "record-release", _("Release"), "external"),
    (Move.ANSWER, "record-answer", _("Answer the RILO"), "mail"),
    (Move.SUBMIT, "record-correct", _("Correct"), "edit"),
    (Move.RETURN, "record-return", _("Return with remarks"), "chevron-left"),
    (Move.UNMARK_DUPLICATE, "record-not-duplicate", _("No duplicate"), ""),
    (Move.MARK_DUPLICATE, "record-duplicate", _("Mark as a duplicate"), ""),
    (Move.REJECT, "record-reject", _("Reject"), ""),
    (Move.WITHDRAW, "record-withdraw", _("Withdraw"), ""),
)

ABROAD = (
    (Move.VALIDATE, "released-validate", _("Validate"), "check"),
    (Move.QUERY, "released-query", _("Ask"), "mail"),
)


@register.simple_tag
def steps_at_home(case: Case, officer: Officer) -> list[Offer]:
    """What the officer may do with a national record as it stands."""
    standing = Standing(officer, case)
    offered = [
        (word, reverse(f"cen_records:{name}", args=[case.pk]), icon)
        for move, name, word, icon in AT_HOME
        if not isinstance(standing.way(move), Obstacle) and (move != Move.ANSWER or case.status == Status.QUERIED)
    ]
    return _with_one_primary(offered)


@register.simple_tag
def steps_abroad(released: ReleasedCase, officer: Officer) -> list[Offer]:
    """What the officer may do with a released record as it stands."""
    if not posting_that_allows(officer, Permission.RELEASED_VERIFY, released.administration):
        return []
    return _with_one_primary([
        (word, reverse(f"cen_records:{name}", args=[released.pk]), icon)
        for move, name, word, icon in ABROAD
        if ways(move, released.status, is_out=True)
    ])  # fmt: skip


def _with_one_primary(offered: Sequence[tuple[str | Promise, str, str]]) -> list[Offer]:
    """The first step that leads on is the one to take; what leads off the way is said quietly."""
    return [
        Offer(
            word, url, ("primary" if place == 0 else "secondary") if icon else "quiet", icon, url.endswith("/correct/")
        )
        for place, (word, url, icon) in enumerate(offered)
    ]
