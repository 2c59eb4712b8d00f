"""Means of transport, containers, route and concealment."""

from cen_records.rules.fields.shape import GLOBAL, NATIONAL, REGIONAL, field

BY_POST = "REGULAR_MAIL EXPRESS_COURIER"

CONVEYANCES = (
    field("mode", GLOBAL, "M/M"),
    field("type", GLOBAL, "-/C", modes="AIR VESSEL VEHICLE RAIL"),
    field("airline", GLOBAL, "-/C", modes="AIR"),
    field("flight_number", GLOBAL, "-/C", modes="AIR", identifier="flight"),
    field("air_waybill", REGIONAL, "-/O", modes="AIR", identifier="awb"),
    field("from_airport", GLOBAL, "-/O", modes="AIR"),
    field("vessel_name", REGIONAL, "-/C", modes="VESSEL"),
    field("imo_number", REGIONAL, "-/O", modes="VESSEL", identifier="imo"),
    field("mmsi", REGIONAL, "-/O", modes="VESSEL", identifier="mmsi"),
    field("flag", GLOBAL, "-/O", modes="VESSEL"),
    field("voyage", REGIONAL, "-/O", modes="VESSEL"),
    field("bill_of_lading", REGIONAL, "-/O", modes="VESSEL"),
    field("carrier", REGIONAL, "-/O", modes="VESSEL AIR"),
    field("make", GLOBAL, "-/O", modes="VEHICLE"),
    field("model", GLOBAL, "-/O", modes="VEHICLE"),
    field("colour", GLOBAL, "-/O", modes="VEHICLE"),
    field("plate_country", GLOBAL, "-/C", modes="VEHICLE"),
    field("train_number", GLOBAL, "-/O", modes="RAIL"),
    field("wagon_number", REGIONAL, "-/O", modes="RAIL"),
    field("courier_company", GLOBAL, "-/C", modes="EXPRESS_COURIER"),
    field("exchange_office", GLOBAL, "-/O", modes=BY_POST),
    field("sender_country", GLOBAL, "-/C", modes=BY_POST),
    field("consignee_country", GLOBAL, "-/C", modes=BY_POST),
    field("crossing", GLOBAL, "-/C", modes="PEDESTRIAN"),
)
CONTAINERS = (
    field("number", REGIONAL, "-/M", modes="VESSEL VEHICLE RAIL", identifier="container"),
    field("container_type", GLOBAL, "-/O", modes="VESSEL VEHICLE RAIL"),
    field("seals", REGIONAL, "-/O", modes="VESSEL VEHICLE RAIL"),
    field("is_seal_intact", GLOBAL, "-/O", modes="VESSEL VEHICLE RAIL"),
    field("is_refrigerated", GLOBAL, "-/O", modes="VESSEL VEHICLE RAIL"),
)
LEGS = (
    field("role", GLOBAL, "M/M"),
    field("country", GLOBAL, "M/M"),
    field("place", REGIONAL, "-/O"),
    field("place_name", REGIONAL, "-/O", screened=True),
    field("mode_onward", GLOBAL, "-/O"),
    field("passed_on", REGIONAL, "-/O"),
    field("is_intended", GLOBAL, "-/O"),
)
CONCEALMENTS = (
    field("where", GLOBAL, "M/M"),
    field("detail", GLOBAL, "-/O"),
    field("description", NATIONAL, "-/O"),
)
