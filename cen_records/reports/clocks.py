"""By when something ought to be done, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from face.waiting import Urgency

if TYPE_CHECKING:
    from datetime import datetime


def due_in_words(due_at: datetime | None, now: datetime) -> str:
    """“due tomorrow”, “3 days late”; empty where nothing is owed."""
    if due_at is None:
        return ""
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    if due_at < now:
        if days == 0:
            return _("late since today")
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return _("due today")
    return _("due tomorrow") if days == 1 else _("due on %(day)s") % {"day": date_format(due_at, "SHORT_DATE_FORMAT")}


def urgency_of(due_at: datetime | None, now: datetime) -> Urgency:
    """How soon that is."""
    if due_at is None:
        return Urgency.LATER
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    return Urgency.LATE if due_at < now else Urgency.SOON if days <= 1 else Urgency.LATER
