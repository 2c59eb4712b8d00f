"""Goods lines: each is what the WCO's figures call a seizure. What one kind of goods has, is a part of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.history import keeps_versions
from cen_records.models.bases import Part, Scoped, amount, not_below_zero, text
from cen_records.models.cases import Case, ReleasedCase
from reference.models import CodeField


class OpenSubstance(models.Model):
    """Drugs and chemicals."""

    purity_percent = amount(_("Purity (%)"), 5, 2)
    is_confirmed = CodeField("answer", _("Confirmed by a laboratory"))
    cas_number = text(_("CAS number"), 12)
    logo = text(_("Logo or stamp on the packing"), 80)

    class Meta:
        abstract = True


class OpenBrand(models.Model):
    """Goods that infringe a right, tobacco, medicines: what is written on them."""

    brand = text(_("Brand"), 80)
    right_holder = text(_("Right holder"), 120)
    ip_right = CodeField("ip_right", _("Right infringed"))
    tax_stamp = CodeField("tax_stamp", _("Tax stamp"))
    tax_stamp_country = CodeField("country", _("Country of the tax stamp"))
    tobacco_pack = CodeField("tobacco_pack", _("Packing of the tobacco"))

    class Meta:
        abstract = True


class OpenSpecimen(models.Model):
    """Animals and plants. Raw and worked ivory are counted apart, as ETIS does."""

    taxon = CodeField("taxon", _("Species"), db_index=True)
    taxon_name = text(_("Species in words"), 120)
    cites_appendix = CodeField("cites_appendix", _("CITES appendix"))
    specimen = CodeField("specimen", _("Kind of specimen"))
    cites_source = CodeField("cites_source", _("Source of the specimen"))
    raw_pieces = models.PositiveIntegerField(_("Raw ivory, pieces"), null=True, blank=True)
    raw_kg = amount(_("Raw ivory, kg"))
    worked_pieces = models.PositiveIntegerField(_("Worked ivory, pieces"), null=True, blank=True)
    worked_kg = amount(_("Worked ivory, kg"))

    class Meta:
        abstract = True


class OpenMoney(models.Model):
    """Cash and bearer instruments. The quantity is the face value in its currency."""

    currency = CodeField("currency", _("Currency"))
    cash_form = CodeField("cash_form", _("Form of the money"))
    is_counterfeit = CodeField("answer", _("Counterfeit"))
    is_declared = CodeField("answer", _("Declared"))
    denominations = models.JSONField(_("Denominations"), default=list, blank=True)  # [[10000, 50]]: value, pieces

    class Meta:
        abstract = True


class OpenWeapon(models.Model):
    """Weapons, their parts and ammunition."""

    make = text(_("Make"), 80)
    model = text(_("Model"), 80)
    calibre = text(_("Calibre"), 40)
    marking_state = CodeField("marking_state", _("State of the marking"))
    made_in = CodeField("country", _("Country of manufacture"))
    made_year = models.PositiveSmallIntegerField(_("Year of manufacture"), null=True, blank=True)

    class Meta:
        abstract = True


class OpenMedicine(models.Model):
    """Medicines."""

    active_ingredient = text(_("Active ingredient (INN)"), 120)
    dosage_form = CodeField("dosage_form", _("Dosage form"))
    batch = text(_("Batch"), 40)
    expires_on = models.DateField(_("Expiry date"), null=True, blank=True)
    manufacturer = text(_("Manufacturer as stated"), 120)
    medicine_fault = CodeField("medicine_fault", _("What is wrong with it"))

    class Meta:
        abstract = True


class OpenObject(models.Model):
    """Cultural objects and radioactive sources."""

    cultural_object = CodeField("cultural_object", _("Kind of object"))
    period = text(pgettext_lazy("cultural object", "Period"), 80)
    material = text(_("Material"), 80)
    isotope = CodeField("isotope", _("Isotope"))
    activity_bq = amount(_("Activity (Bq)"), 24, 2)
    dose_rate = amount(_("Dose rate (µSv/h)"), 12, 3)

    class Meta:
        abstract = True


class OpenLine(Part, Scoped, OpenSubstance, OpenBrand, OpenSpecimen, OpenMoney, OpenWeapon, OpenMedicine, OpenObject):
    """What a released record tells of one line of goods.

    The quantity stays as it was told; the standard quantity stands beside it with the rule that made it. `flow`
    is the second step of the commodity's tree (Cannabis, Cocaine, Cash), which most figures are drawn by.
    """

    number = models.PositiveSmallIntegerField(_("Line"))
    commodity = CodeField("commodity", _("Commodity"), null=False, blank=False)
    flow = CodeField("commodity", _("Flow"), null=False, blank=False)
    hs = CodeField("hs", _("HS code"))
    quantity = amount(_("Quantity"))
    unit = CodeField("unit", _("Unit"))
    quantity_basis = CodeField("quantity_basis", _("How the quantity is known"))
    weight_basis = CodeField("weight_basis", _("Gross or net"))
    standard_quantity = amount(_("Standard quantity"), 24, 6)
    standard_unit = CodeField("unit", _("Standard unit"))
    conversion = CodeField("conversion", _("Conversion rule"))
    packages = models.PositiveIntegerField(_("Number of packages"), null=True, blank=True)
    packing = CodeField("packing", _("Kind of package"))
    value = amount(_("Value"), 18, 2)
    value_currency = CodeField("currency", _("Currency of the value"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number}: {self.commodity}"


@keeps_versions()
class GoodsLine(OpenLine):
    """One commodity of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="lines", verbose_name=_("Seizure record"))
    description = text(_("Description"), 200)
    permit_number = text(_("Number of the permit"), 60)
    serial_number = text(_("Serial number"), 60)
    object_number = text(_("Object ID or inventory number"), 60)
    disposal = CodeField("disposal", _("What became of the goods"))
    disposed_on = models.DateField(_("Date of disposal"), null=True, blank=True)

    class Meta:
        verbose_name = _("Goods line")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="line_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="line_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="line_quantity_above_zero", condition=Q(quantity__gt=0) | Q(quantity=None)),
            models.CheckConstraint(
                name="line_purity_of_hundred",
                condition=Q(purity_percent=None) | Q(purity_percent__gte=0, purity_percent__lte=100),
            ),
            *not_below_zero("line", "value", "raw_kg", "worked_kg", "activity_bq", "dose_rate"),
        ]
        indexes = [models.Index(fields=["administration", "space", "flow"], name="line_by_flow")]


@keeps_versions()
class ReleasedLine(OpenLine):
    """One commodity of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="lines", verbose_name=_("Released record"))

    class Meta:
        verbose_name = _("Released goods line")
        ordering = ("number",)
        indexes = [models.Index(fields=["administration", "space", "flow"], name="released_line_by_flow")]
