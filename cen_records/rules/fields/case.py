"""The case itself."""

from cen_records.rules.fields.shape import GLOBAL, NATIONAL, REGIONAL, field

CASE = (
    field("record_type", GLOBAL, "O/M"),
    field("form_profile", GLOBAL, "M/M"),
    field("office", REGIONAL, "M/M"),
    field("detecting_service", GLOBAL, "O/M"),
    field("seized_on", GLOBAL, "M/M"),
    field("seized_time", GLOBAL, "-/O"),
    field("date_precision", GLOBAL, "O/M"),
    field("direction", GLOBAL, "M/M"),
    field("customs_procedure", GLOBAL, "-/M"),
    field("location_type", GLOBAL, "M/M"),
    field("place", REGIONAL, "-/M"),
    field("place_name", REGIONAL, "-/O", screened=True),
    field("subdivision_code", REGIONAL, "-/O"),
    field("latitude", REGIONAL, "-/O"),
    field("longitude", REGIONAL, "-/O"),
    field("place_precision", REGIONAL, "-/C"),
    field("detection_method", GLOBAL, "M/M"),
    field("detection_aids", GLOBAL, "-/O"),
    field("risk_profile_reference", NATIONAL, "-/C"),
    field("intelligence_reference", NATIONAL, "-/C"),
    field("ecommerce", GLOBAL, "M/M"),
    field("operation", REGIONAL, "-/O"),
    field("narrative", REGIONAL, "-/O", screened=True),
    field("narrative_language", REGIONAL, "-/C"),
    field("declared_goods", GLOBAL, "-/O", screened=True),
    field("declared_hs", GLOBAL, "-/O"),
    field("declaration_number", NATIONAL, "-/O"),
    field("estimated_value", GLOBAL, "-/O"),
    field("currency", GLOBAL, "-/C"),
    field("value_basis", GLOBAL, "-/C"),
    field("duties_evaded", NATIONAL, "-/O"),
    field("fine", NATIONAL, "-/O"),
    field("outcome", NATIONAL, "-/O"),
)
EXTERNAL_REFERENCES = (
    field("system", NATIONAL, "-/M"),
    field("number", NATIONAL, "-/M"),
)
