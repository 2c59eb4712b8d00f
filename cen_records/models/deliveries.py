"""What programs send: which document became which version of a record, and many documents at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Office

OFFICER = settings.AUTH_USER_MODEL


class Delivery(models.Model):
    """That a program sent a document which became this version of a record. Only added to.

    Who sends the same document again is answered the same, however far the record has come since.
    """

    case = models.ForeignKey("cen_records.Case", models.PROTECT, related_name="deliveries")
    content_sha256 = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Delivery")
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["case", "content_sha256"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.version}"


class Batch(models.Model):
    """Records that a program sent at once, until a background run has taken each of them.

    `documents` may hold names, so the table has the second lock of the nominal ones, and is emptied of them when the
    run is through. `outcomes` say what became of each, by identity, codes and ways to fields: no word that was sent.
    """

    id = models.UUIDField(primary_key=True)
    administration = models.ForeignKey(Office, models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(OFFICER, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    content_sha256 = models.CharField(max_length=64)
    documents = models.JSONField()
    outcomes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("Records sent at once")

    def __str__(self) -> str:
        return str(self.pk)
