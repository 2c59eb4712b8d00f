"""Who was involved, as far as it may be told without saying who: the names stand in `identities`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import keeps_versions
from cen_records.models.bases import Part
from cen_records.models.cases import Case, ReleasedCase
from reference.models import CodeField


class OpenPerson(Part):
    """A person, or several alike, without a name. Small groups lose nationality, age and gender when released."""

    number = models.PositiveSmallIntegerField(_("Number"), default=1)
    role = CodeField("person_role", _("Role"))
    age_band = CodeField("age_band", _("Age"))
    gender = CodeField("gender", _("Gender"))
    nationality = CodeField("country", _("Nationality"))
    residence = CodeField("country", _("Country of residence"))
    occupation = CodeField("occupation", _("Occupation"))
    people = models.PositiveSmallIntegerField(_("How many"), default=1)
    measure = CodeField("person_measure", _("Measure taken"))
    is_known = CodeField("answer", _("Known from an earlier case"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.role or self.number)


@keeps_versions()
class Person(OpenPerson):
    """A person of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="persons")

    class Meta:
        verbose_name = _("Person involved")
        ordering = ("number",)


@keeps_versions()
class ReleasedPerson(OpenPerson):
    """A person of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="persons")

    class Meta:
        verbose_name = _("Released person")
        ordering = ("number",)


class OpenCompany(Part):
    """A company without a name."""

    number = models.PositiveSmallIntegerField(_("Number"), default=1)
    role = CodeField("company_role", _("Role"))
    country = CodeField("country", _("Country"))
    sector = CodeField("company_sector", _("Sector"))
    is_aeo = CodeField("answer", _("Authorised economic operator"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.role or self.number)


@keeps_versions()
class Company(OpenCompany):
    """A company of a national record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="companies")

    class Meta:
        verbose_name = _("Company involved")
        ordering = ("number",)


@keeps_versions()
class ReleasedCompany(OpenCompany):
    """A company of a released record."""

    case = models.ForeignKey(ReleasedCase, models.CASCADE, related_name="companies")

    class Meta:
        verbose_name = _("Released company")
        ordering = ("number",)
