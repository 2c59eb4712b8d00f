"""Reading background runs, for those who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.permissions import Permission
from accounts.querysets.acts import concerning
from audit.models import Run

if TYPE_CHECKING:
    from accounts.models import Officer
    from audit.querysets import RunQuerySet


def runs_visible_to(officer: Officer) -> RunQuerySet:
    """The runs that the officer has asked for, and those at offices where the officer looks after runs.

    Those that concern no office (the system's own) are seen from the top. Blocked officers: nothing.
    """
    if not officer.is_active:
        return Run.objects.none()
    return Run.objects.filter(Q(by_id=officer.pk) | concerning(officer, Permission.RUN_VIEW))
