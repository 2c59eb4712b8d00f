"""How the goods travelled: means of transport, containers, the legs of the route, and where they were hidden."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.history import keeps_versions
from cen_records.models.bases import Part, text
from cen_records.models.cases import Case, ReleasedCase
from reference.models import CodeField, Place


class OpenConveyance(Part):
    """What a released record tells of a means of transport: plates, chassis and tracking numbers stay."""

    number = models.PositiveSmallIntegerField(_("Number"), default=1)
    mode = CodeField("conveyance", _("Means of transport"), null=False, blank=False)
    type = CodeField("conveyance_type", _("Type"))
    airline = text(_("Airline"), 3)
    flight_number = text(_("Flight"), 8)
    air_waybill = text(_("Air waybill"), 12)
    from_airport = CodeField("airport", _("Airport of departure"))
    vessel_name = text(_("Name of the vessel"), 80)
    imo_number = text(_("IMO number"), 7)
    mmsi = text(_("MMSI"), 9)
    flag = CodeField("country", _("Flag"))
    voyage = text(_("Voyage"), 20)
    bill_of_lading = text(_("Bill of lading"), 40)
    carrier = text(_("Carrier"), 80)
    make = text(_("Make"), 40)
    model = text(_("Model"), 40)
    colour = text(_("Colour"), 30)
    plate_country = CodeField("country", _("Country of registration"))
    train_number = text(_("Train"), 20)
    wagon_number = text(_("Wagon"), 20)
    courier_company = CodeField("courier_company", _("Courier company"))
    exchange_office = text(_("Office of exchange"), 6)
    sender_country = CodeField("country", _("Country of the sender"))
    consignee_country = CodeField("country", _("Country of the consignee"))
    crossing = CodeField("crossing", _("Crossing"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.mode)


@keeps_versions()
class Conveyance(OpenConveyance):
    """A means of transport of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="conveyances")

    class Meta:
        verbose_name = _("Means of transport")
        ordering = ("number",)


@keeps_versions()
class ReleasedConveyance(OpenConveyance):
    """A means of transport of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="conveyances")

    class Meta:
        verbose_name = _("Released means of transport")
        ordering = ("number",)


class OpenContainer(Part):
    """A freight container (ISO 6346)."""

    number = models.CharField(_("Container number"), max_length=11)
    container_type = CodeField("container_type", _("Size and type"))
    seals = ArrayField(
        models.CharField(max_length=30), verbose_name=pgettext_lazy("container", "Seals"), default=list, blank=True
    )
    is_seal_intact = CodeField("answer", _("Seal intact"))
    is_refrigerated = CodeField("answer", _("Refrigerated"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number


@keeps_versions()
class Container(OpenContainer):
    """A container of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="containers")

    class Meta:
        verbose_name = _("Container")
        ordering = ("number",)
        indexes = [models.Index(fields=["number"], name="container_number")]


@keeps_versions()
class ReleasedContainer(OpenContainer):
    """A container of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="containers")

    class Meta:
        verbose_name = _("Released container")
        ordering = ("number",)
        indexes = [models.Index(fields=["number"], name="released_container_number")]


class OpenLeg(Part):
    """One point of the route. Origins stand in parallel, transits follow each other by `number`.

    `is_intended`: the goods had not been there yet when they were found.
    """

    number = models.PositiveSmallIntegerField(_("Order"))
    role = CodeField("route_role", _("Role on the route"), null=False, blank=False)
    country = CodeField("country", _("Country"))
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("Place")
    )
    place_name = text(_("Place in words"), 160)
    mode_onward = CodeField("conveyance", _("Means of transport onward"))
    passed_on = models.DateField(_("Date"), null=True, blank=True)
    is_intended = models.BooleanField(_("Not reached yet"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.role}: {self.country or self.place_name}"


@keeps_versions()
class RouteLeg(OpenLeg):
    """One point of the route of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="legs")

    class Meta:
        verbose_name = _("Point of the route")
        ordering = ("number",)


@keeps_versions()
class ReleasedLeg(OpenLeg):
    """One point of the route of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="legs")

    class Meta:
        verbose_name = _("Released point of the route")
        ordering = ("number",)


class OpenConcealment(Part):
    """Where the goods were hidden, as observed."""

    number = models.PositiveSmallIntegerField(_("Number"), default=1)
    where = CodeField("concealment", _("Concealment"), null=False, blank=False)
    detail = CodeField("concealment_detail", _("Concealment in detail"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.where)


@keeps_versions()
class Concealment(OpenConcealment):
    """A hiding place of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="concealments")
    description = text(_("Description"), 400)

    class Meta:
        verbose_name = _("Concealment")
        ordering = ("number",)


@keeps_versions()
class ReleasedConcealment(OpenConcealment):
    """A hiding place of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="concealments")

    class Meta:
        verbose_name = _("Released concealment")
        ordering = ("number",)
