"""The codes. One table for the lists that people know by heart or look up; one for the hundred thousand places."""

from typing import Any, cast

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from face.changes import Changing
from reference.models.code_lists import CodeList, Edition, in_language
from reference.querysets.entries import CodeQuerySet, EntryQuerySet, PlaceQuerySet
from reference.rules.definitions import DEFINITIONS
from reference.rules.entries import LANGUAGES, Entry


class Coded(Changing):
    """What every code has. A code is never removed: `valid_until` is the last day on which it may be chosen."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    fr = models.TextField(blank=True)
    en = models.TextField(blank=True)
    pt = models.TextField(blank=True)
    synonyms = models.TextField(blank=True)  # other words that find it, between bars
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    weight = models.SmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    details = models.JSONField(default=dict)
    search = models.TextField(blank=True)
    digest = models.CharField(max_length=24)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")  # the last that touched it

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str = "") -> str:
        """What the code is called, in the reader's language unless told."""
        return in_language({name: getattr(self, name) for name in LANGUAGES}, language) or self.code

    @property
    def parent_code(self) -> str:
        """The code above it, "" at the top."""
        return ""

    def as_entry(self) -> Entry:
        """The code as a file would tell it."""
        return Entry(
            self.code, 0, self.parent_code, self.fr, self.en, self.pt, self.synonyms, self.note,
            self.valid_from, self.valid_until, dict(self.details), self.weight,
        )  # fmt: skip


class Code(Coded):
    """A code of any list but the places."""

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField(default=1)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ("code_list", "position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["code_list", "code"], name="code_once", opclasses=["varchar_pattern_ops", "varchar_pattern_ops"]
            ),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="code_not_its_own_parent"),
        ]
        indexes = [
            models.Index(fields=["code_list", "position", "code"], name="code_in_order"),
            models.Index(fields=["code_list", "updated_in", "id"], name="code_by_change"),
            GinIndex(OpClass(models.F("search"), name="gin_trgm_ops"), name="code_search"),
        ]

    @property
    def parent_code(self) -> str:
        """The code above it, "" at the top."""
        return self.parent.code if self.parent else ""


def _degrees(name: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Cast(KT(f"details__{name}"), models.DecimalField(max_digits=8, decimal_places=5)),
        output_field=models.DecimalField(max_digits=8, decimal_places=5, null=True),
        db_persist=True,
    )


class Place(Coded):
    """A place of UN/LOCODE."""

    country = models.GeneratedField(
        expression=KT("details__country"), output_field=models.CharField(max_length=2), db_persist=True
    )
    iata = models.GeneratedField(
        expression=KT("details__iata"), output_field=models.CharField(max_length=3, null=True), db_persist=True
    )
    latitude = _degrees("latitude")
    longitude = _degrees("longitude")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = [models.UniqueConstraint(fields=["code"], name="place_once", opclasses=["varchar_pattern_ops"])]
        indexes = [
            models.Index(fields=["code", "id"], name="place_in_order"),
            models.Index(fields=["updated_in", "id"], name="place_by_change"),
            models.Index(fields=["country", "-weight"], name="place_by_country"),
            models.Index(fields=["iata"], name="place_by_iata", condition=models.Q(iata__isnull=False)),
            GinIndex(OpClass(models.F("search"), name="gin_trgm_ops"), name="place_search"),
        ]


def table_of(code_list: str) -> type[Code] | type[Place]:
    """Where the codes of a list are kept."""
    return Place if DEFINITIONS[code_list].table == "place" else Code


def entries_of(code_list: str) -> EntryQuerySet[Any]:
    """All codes of a list, retired ones too, each with its parent."""
    found = Place.objects.all() if table_of(code_list) is Place else Code.objects.select_related("parent")
    return cast("EntryQuerySet[Any]", found.filter(code_list_id=code_list))
