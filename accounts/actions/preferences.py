"""What officers set for themselves, and the trace that they were here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from accounts import acts, authority
from accounts.actions import conditions
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from accounts.models import Officer


@act
def change_preferences(
    *,
    by: Officer,
    theme: str | None = None,
    density: str | None = None,
    single_key_shortcuts: bool | None = None,
) -> Officer:
    """Set how the pages look for oneself; what is not given stays. Raises ValidationError for an unknown choice."""
    wanted = {"theme": theme, "density": density, "single_key_shortcuts": single_key_shortcuts}
    return _change(by, {name: value for name, value in wanted.items() if value is not None})


@act
def change_language(*, by: Officer, language: str) -> Officer:
    """Set the language of one's pages and letters. Raises UnknownLanguage."""
    return _change(by, {"language": conditions.known_language(language)})


def note_presence(officer: Officer) -> None:
    """Remember that the officer was here today, which also takes back a warning of dormancy.

    Written at most once a day. It is no act: the sign-in itself is on record.
    """
    today = timezone.localdate()
    if officer.last_seen_on == today and officer.dormancy_warned_at is None:
        return
    officer.last_seen_on = today
    officer.dormancy_warned_at = officer.dormancy_mailed_at = None
    officer.save(update_fields=["last_seen_on", "dormancy_warned_at", "dormancy_mailed_at"])


def _change(by: Officer, wanted: dict[str, str | bool]) -> Officer:
    current = conditions.locked(by)
    changed = {name: value for name, value in wanted.items() if getattr(current, name) != value}
    if not changed:
        already_done()
        return current
    for name, value in changed.items():
        setattr(current, name, value)
        setattr(by, name, value)  # the page that answers shows the new choice already
    current.clean_fields()
    current.save(update_fields=list(changed))
    office_code = authority.office_code_of(by)
    record(acts.PREFERENCES_CHANGED, by=by, subject=by, office_code=office_code, details=changed)
    return current
