"""Reading officers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, TruncDate

from accounts.permissions import Permission
from accounts.querysets.reach import reach

if TYPE_CHECKING:
    from accounts.models import Officer


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Officers by who may see them."""

    def visible_to(self, officer: Officer) -> Self:
        """The officer, and those who have or had a posting where the officer may see people."""
        people = self.model._default_manager.filter(reach(officer, Permission.OFFICER_VIEW, to="postings__office__"))
        return self.filter(Q(pk=officer.pk) | Q(pk__in=people.values("pk"), is_program=False))

    def programs_kept_by(self, officer: Officer) -> Self:
        """The programs at offices where the officer may give postings."""
        seen = self.model._default_manager.filter(reach(officer, Permission.POSTING_GRANT, to="postings__office__"))
        return self.filter(pk__in=seen.values("pk"), is_program=True)

    def with_second_factor(self) -> Self:
        """Those who sign in with one."""
        return self.filter(authenticator__type__in=["totp", "webauthn"])

    def called(self, words: str) -> Self:
        """Those whose names or numbers hold every one of these words, whatever the accents and capitals."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(family_name__unaccent__icontains=word)
                | Q(given_names__unaccent__icontains=word)
                | Q(sign_in_name__icontains=word)
                | Q(staff_number__icontains=word)
            )
        return found

    def about_to_be_blocked(self) -> Self:
        """Officers who were warned that their account will be blocked, and have not come back since."""
        return self.filter(is_active=True, dormancy_warned_at__isnull=False)

    def unwarned_by_mail(self) -> Self:
        """Warned officers who have a mailbox and whose letter has not left yet."""
        return self.about_to_be_blocked().filter(email__isnull=False, dormancy_mailed_at__isnull=True)

    def asleep_since(self, day: date) -> Self:
        """Active people last awake on or before a day. Demonstration people and programs are never counted."""
        awake_on = Greatest(TruncDate("joined_at"), "last_seen_on", "reinstated_on")
        return self.filter(is_active=True, is_demo=False, is_program=False).alias(awake=awake_on).filter(awake__lte=day)


class OfficerManager(BaseUserManager.from_queryset(OfficerQuerySet)["Officer"]):  # type: ignore[misc]
    """Makes officers; finds them by sign-in name without regard to case."""

    def create_user(self, sign_in_name: str, password: str | None = None, **fields: Any) -> Officer:
        """Save a new officer with a hashed password (unusable when None)."""
        officer: Officer = self.model(sign_in_name=sign_in_name, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> Officer:
        """The officer with that sign-in name, whatever its case. Raises Officer.DoesNotExist."""
        found: Officer = self.get(sign_in_name__iexact=username)
        return found
