"""Tokens with which programs come in."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.choices import Scope
from accounts.querysets.tokens import AccessTokenQuerySet


class AccessToken(models.Model):
    """One token of an officer or of a program (an officer who is a machine). Kept after its end, to be seen later.

    What it opens is what its officer may do now, narrowed by `scopes`. Only a keyed hash of it is kept; its `id` and
    its `finder` are no secret and open nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    finder = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=24))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # to within ten minutes
    addresses = ArrayField(models.GenericIPAddressField(), default=list)  # from which it was used, the first ten
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ("-issued_at", "-id")
        constraints = [
            models.CheckConstraint(name="token_expires", condition=Q(expires_at__gt=models.F("issued_at"))),
        ]
        indexes = [models.Index(fields=["officer", "-issued_at"], name="token_by_officer")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether it may still be used, as far as it depends on the token."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def shown(self) -> str:
        """How it is told from others in a list."""
        return f"vigie_{self.finder}…"

    @property
    def scope_names(self) -> list[str]:
        """What it was given, in the reader's language."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope]
