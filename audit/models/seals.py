"""Seals over what is only ever added to, and where their heads were sent."""

from django.contrib.postgres.fields import ArrayField
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
    """One batch of a book closed for good: a signed Merkle head over all entries of that table so far.

    `ids` and `leaves` hold, for each entry of the batch, its id (8 bytes) and its hash (32 bytes), so that a
    change can be told by its id. `frontier` holds the roots of the complete subtrees: all that the next batch
    needs. Only what `signed_head` says is signed. The application's database role may add and read seals and
    nothing else.
    """

    book = models.CharField(max_length=63)  # the table
    number = models.PositiveBigIntegerField()  # 1, 2, 3 … in each book without a gap
    columns = ArrayField(
        models.CharField(max_length=63)
    )  # what is hashed of an entry, in this order; the first is its id
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveBigIntegerField()  # entries in the log up to here
    head = models.BinaryField()
    frontier = models.BinaryField()
    ids = models.BinaryField()
    leaves = models.BinaryField()
    listed = models.BinaryField()  # digest of both, which is signed: so a list can be told from a changed one
    previous = models.BinaryField()  # digest of the seal before
    made_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "book", "-number")
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="seal_once"),
            models.UniqueConstraint(fields=["book", "previous"], name="seal_follows_alone"),
            models.UniqueConstraint(fields=["book", "count"], name="seal_grows"),
        ]
        indexes = [models.Index(fields=["-made_at", "book", "-number"], name="seal_newest")]

    def __str__(self) -> str:
        return f"{self.book} {self.number}"

    @property
    def signed_head(self) -> Head:
        """What the seal says, with its signature."""
        return Head(
            book=self.book,
            number=self.number,
            columns=tuple(self.columns),
            first_id=self.first_id,
            last_id=self.last_id,
            count=self.count,
            listed=bytes(self.listed),
            head=bytes(self.head),
            previous=bytes(self.previous),
            made_at=moment(self.made_at),
            key_id=self.key_id,
            signature=bytes(self.signature),
        )


class SealSubtree(models.Model):
    """The root of a complete subtree of 2^10, 2^20 … entries: with it a proof reads little, however long the log."""

    book = models.CharField(max_length=63)
    level = models.PositiveSmallIntegerField()
    place = models.PositiveBigIntegerField()  # it covers the entries from place * 2^level on
    root = models.BinaryField()

    class Meta:
        ordering = ("book", "level", "place")
        constraints = [models.UniqueConstraint(fields=["book", "level", "place"], name="seal_subtree_once")]

    def __str__(self) -> str:
        return f"{self.book} {self.level}/{self.place}"


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
