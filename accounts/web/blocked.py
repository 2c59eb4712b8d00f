"""What a blocked officer is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.choices import BlockReason

if TYPE_CHECKING:
    from accounts.models import Officer


def words_for_blocked(officer: Officer | None) -> str:
    """Why the account is closed and whom to ask; said only to who has proved to be its holder."""
    if officer is not None and officer.blocked_reason == BlockReason.DORMANT:
        return _(
            "This account was closed because it had not been used for a long time. Ask your contact point to reopen it."
        )
    return _("This account is suspended. Ask your contact point.")
