"""Who it was: names, documents, phones, plates. Nominal data, never seen outside the administration that holds it.

These tables have a second lock in PostgreSQL (row-level security): outside of `cen_records.access.nominal_of` they
are empty for the application, whatever a query asks. No versions are kept of them: what must be erased one day must
not stand elsewhere. The record of acts tells who changed which fields.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from cen_records.models.bases import text
from cen_records.models.people import Company, Person
from cen_records.models.transport import Conveyance
from reference.models import CodeField


def lines(name: Any, length: int = 80) -> ArrayField:  # type: ignore[type-arg]
    """Several lines of words: aliases, phones, accounts."""
    return ArrayField(models.CharField(max_length=length), verbose_name=name, default=list, blank=True)


class Identity(models.Model):
    """What identity tables have in common: whose they are, and until when they may be kept."""

    administration = models.ForeignKey(
        Office, models.PROTECT, related_name="+", verbose_name=_("National administration")
    )
    keep_until_on = models.DateField(_("To be reviewed on"))
    kept_for = text(_("Ground for keeping"), 200)

    class Meta:
        abstract = True


class PersonIdentity(Identity):
    """Who a person is."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="identity")
    family_name = text(_("Family name"), 80)
    given_names = text(_("Given names"), 80)
    aliases = lines(_("Also known as"))
    born_on = models.DateField(_("Date of birth"), null=True, blank=True)
    birth_place = text(_("Place of birth"), 80)
    document_type = CodeField("identity_document", _("Identity document"))
    document_number = text(_("Number of the document"), 40)
    document_country = CodeField("country", _("Issued by"))
    document_expires_on = models.DateField(_("Valid until"), null=True, blank=True)
    address = text(_("Address"), 200)
    phones = lines(_("Telephone numbers"), 20)
    emails = lines(_("E-mail addresses"), 120)
    accounts = lines(_("Accounts (bank, mobile money, networks)"), 120)
    device_numbers = lines(_("Device numbers (IMEI)"), 20)
    physical_marks = text(_("Distinguishing marks"), 200)
    employer = text(_("Employer"), 120)
    associates = text(_("Associates"), 200)

    class Meta:
        verbose_name = _("Identity of a person")

    def __str__(self) -> str:
        return f"{self.family_name} {self.given_names}".strip()


class CompanyIdentity(Identity):
    """Which company it is."""

    company = models.OneToOneField(Company, models.CASCADE, primary_key=True, related_name="identity")
    name = text(_("Name of the company"), 160)
    registration_number = text(_("Registration number"), 40)
    tax_number = text(_("Tax number"), 40)
    address = text(_("Address"), 200)
    directors = lines(_("Directors"), 120)
    owners = lines(_("Beneficial owners"), 120)
    accounts = lines(_("Bank accounts"), 60)

    class Meta:
        verbose_name = _("Identity of a company")

    def __str__(self) -> str:
        return self.name


class VehicleIdentity(Identity):
    """What leads from a means of transport to a person: plate, chassis, registration, tracking number."""

    conveyance = models.OneToOneField(Conveyance, models.CASCADE, primary_key=True, related_name="identity")
    plate = text(_("Registration plate"), 20)
    vin = text(_("Chassis number (VIN)"), 17)
    aircraft_registration = text(_("Aircraft registration"), 10)
    item_number = text(_("Number of the postal item"), 35)

    class Meta:
        verbose_name = _("Identity of a means of transport")

    def __str__(self) -> str:
        return self.plate or self.vin or self.aircraft_registration or self.item_number
