"""Persons and companies: without a name, and by name."""

from cen_records.rules.fields.shape import GLOBAL, NOMINAL, REGIONAL, field

PERSONS = (
    field("role", GLOBAL, "-/M"),
    field("age_band", GLOBAL, "-/O"),
    field("gender", GLOBAL, "-/O"),
    field("nationality", GLOBAL, "-/C"),
    field("residence", GLOBAL, "-/O"),
    field("occupation", GLOBAL, "-/O"),
    field("people", GLOBAL, "-/O"),
    field("measure", REGIONAL, "-/O"),
    field("is_known", REGIONAL, "-/O"),
)
COMPANIES = (
    field("role", GLOBAL, "-/M"),
    field("country", GLOBAL, "-/O"),
    field("sector", GLOBAL, "-/O"),
    field("is_aeo", REGIONAL, "-/O"),
)
PERSON_IDENTITIES = (
    field("family_name", NOMINAL, "-/O"),
    field("given_names", NOMINAL, "-/O"),
    field("aliases", NOMINAL, "-/O"),
    field("born_on", NOMINAL, "-/O"),
    field("birth_place", NOMINAL, "-/O"),
    field("document_type", NOMINAL, "-/O"),
    field("document_number", NOMINAL, "-/O"),
    field("document_country", NOMINAL, "-/O"),
    field("document_expires_on", NOMINAL, "-/O"),
    field("address", NOMINAL, "-/O"),
    field("phones", NOMINAL, "-/O"),
    field("emails", NOMINAL, "-/O"),
    field("accounts", NOMINAL, "-/O"),
    field("device_numbers", NOMINAL, "-/O"),
    field("physical_marks", NOMINAL, "-/O"),
    field("employer", NOMINAL, "-/O"),
    field("associates", NOMINAL, "-/O"),
)
COMPANY_IDENTITIES = (
    field("name", NOMINAL, "-/O"),
    field("registration_number", NOMINAL, "-/O"),
    field("tax_number", NOMINAL, "-/O"),
    field("address", NOMINAL, "-/O"),
    field("directors", NOMINAL, "-/O"),
    field("owners", NOMINAL, "-/O"),
    field("accounts", NOMINAL, "-/O"),
)
VEHICLE_IDENTITIES = (
    field("plate", NOMINAL, "-/C", modes="VEHICLE", identifier="plate"),
    field("vin", NOMINAL, "-/O", modes="VEHICLE", identifier="vin"),
    field("aircraft_registration", NOMINAL, "-/O", modes="AIR", identifier="aircraft"),
    field("item_number", NOMINAL, "-/C", modes="REGULAR_MAIL EXPRESS_COURIER"),
)
