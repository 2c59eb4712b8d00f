"""Seals over the record of acts, and where their heads were sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.querysets.seals import SealQuerySet
from audit.rules.canonical import moment
from audit.rules.heads import Head


class SealWay(models.TextChoices):
    """How a head leaves the database."""

    FILE = "FILE", _("File")
    MAIL = "MAIL", _("Letter")


class Seal(models.Model):
    """One batch of acts closed for good: a signed Merkle head over all acts so far.

    `leaves` holds, for each act of the batch, its id (8 bytes) and the hash of the entry (32 bytes), so
    that a change can be told by its id. `frontier` holds the roots of the complete subtrees: all that the
    next batch needs. Both can be made again from the acts; only what `signed_head` says is signed. The
    application's database role may add and read seals and nothing else.
    """

    number = models.PositiveBigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveBigIntegerField()  # acts in the log up to here
    head = models.BinaryField()
    frontier = models.BinaryField()
    leaves = models.BinaryField()
    previous = models.BinaryField(unique=True)  # digest of the seal before: no two seals follow the same one
    made_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def signed_head(self) -> Head:
        """What the seal says, with its signature."""
        return Head(
            number=self.number,
            first_id=self.first_id,
            last_id=self.last_id,
            count=self.count,
            head=bytes(self.head),
            previous=bytes(self.previous),
            made_at=moment(self.made_at),
            key_id=self.key_id,
            signature=bytes(self.signature),
        )


class SealDelivery(models.Model):
    """That the head of a seal has left by one way. Without such a row it is sent again."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=4, choices=SealWay)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=["seal", "way"], name="seal_sent_once")]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.way}"
