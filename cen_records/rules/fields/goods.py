"""A line of goods, and what is asked of one kind of goods only."""

from cen_records.rules.fields.shape import GLOBAL, NATIONAL, REGIONAL, field

DRUGS = "DRUGS"
IPR = "IPR_HEALTH"
TOBACCO = "TOBACCO"
WILDLIFE = "FAUNA FLORA"
CASH = "CASH"
WEAPONS = "WEAPONS_AMMUNITION"
MEDICINES = "MEDICAL IPR_MEDICINES"
CULTURE = "CULTURAL"
RADIOACTIVE = "NUCLEAR"
IVORY = "ELEPHANT HIPPOPOTAMUS"

LINES = (
    field("commodity", GLOBAL, "M/M"),
    field("description", NATIONAL, "O/O"),
    field("hs", GLOBAL, "-/C"),
    field("quantity", GLOBAL, "M/M"),
    field("unit", GLOBAL, "M/M"),
    field("quantity_basis", GLOBAL, "O/M"),
    field("weight_basis", GLOBAL, "-/C"),
    field("packages", GLOBAL, "-/O"),
    field("packing", GLOBAL, "-/O"),
    field("value", GLOBAL, "-/O"),
    field("value_currency", GLOBAL, "-/C"),
    field("purity_percent", GLOBAL, "-/O", goods=DRUGS),
    field("is_confirmed", GLOBAL, "-/O", goods=f"{DRUGS} {MEDICINES}"),
    field("cas_number", GLOBAL, "-/O", goods="PRECURSORS HAZARDOUS EXPLOSIVES", identifier="cas"),
    field("logo", GLOBAL, "-/O", goods=DRUGS, screened=True),
    field("brand", GLOBAL, "-/C", goods=f"{IPR} {TOBACCO} ALCOHOL"),
    field("right_holder", GLOBAL, "-/O", goods=IPR),
    field("ip_right", GLOBAL, "-/C", goods="IPR"),
    field("tax_stamp", GLOBAL, "-/O", goods=f"{TOBACCO} ALCOHOL"),
    field("tax_stamp_country", GLOBAL, "-/O", goods=f"{TOBACCO} ALCOHOL"),
    field("tobacco_pack", GLOBAL, "-/O", goods=TOBACCO),
    field("taxon", GLOBAL, "-/C", goods=WILDLIFE),
    field("taxon_name", GLOBAL, "-/O", goods=WILDLIFE, screened=True),
    field("cites_appendix", GLOBAL, "-/C", goods=WILDLIFE),
    field("specimen", GLOBAL, "-/C", goods=WILDLIFE),
    field("cites_source", GLOBAL, "-/O", goods=WILDLIFE),
    field("permit_number", NATIONAL, "-/O", goods=f"{WILDLIFE} {WEAPONS} {CULTURE}"),
    field("raw_pieces", GLOBAL, "-/O", goods=IVORY),
    field("raw_kg", GLOBAL, "-/O", goods=IVORY),
    field("worked_pieces", GLOBAL, "-/O", goods=IVORY),
    field("worked_kg", GLOBAL, "-/O", goods=IVORY),
    field("currency", GLOBAL, "-/C", goods=CASH),
    field("cash_form", GLOBAL, "-/C", goods=CASH),
    field("is_counterfeit", GLOBAL, "-/C", goods=CASH),
    field("is_declared", GLOBAL, "-/C", goods=CASH),
    field("denominations", GLOBAL, "-/O", goods=CASH),
    field("make", GLOBAL, "-/O", goods=f"{WEAPONS} UAS VEHICLES"),
    field("model", GLOBAL, "-/O", goods=f"{WEAPONS} UAS VEHICLES"),
    field("calibre", GLOBAL, "-/O", goods=WEAPONS),
    field("serial_number", NATIONAL, "-/O", goods=f"{WEAPONS} UAS VEHICLES"),
    field("marking_state", GLOBAL, "-/O", goods=WEAPONS),
    field("made_in", GLOBAL, "-/O", goods=f"{WEAPONS} UAS"),
    field("made_year", GLOBAL, "-/O", goods=f"{WEAPONS} VEHICLES"),
    field("active_ingredient", GLOBAL, "-/C", goods=MEDICINES),
    field("dosage_form", GLOBAL, "-/O", goods=MEDICINES),
    field("batch", REGIONAL, "-/O", goods=MEDICINES),
    field("expires_on", GLOBAL, "-/O", goods=MEDICINES),
    field("manufacturer", GLOBAL, "-/O", goods=MEDICINES),
    field("medicine_fault", GLOBAL, "-/C", goods=MEDICINES),
    field("cultural_object", GLOBAL, "-/C", goods=CULTURE),
    field("period", GLOBAL, "-/O", goods=CULTURE),
    field("material", GLOBAL, "-/O", goods=CULTURE),
    field("object_number", NATIONAL, "-/O", goods=CULTURE),
    field("isotope", GLOBAL, "-/C", goods=RADIOACTIVE),
    field("activity_bq", GLOBAL, "-/O", goods=RADIOACTIVE),
    field("dose_rate", GLOBAL, "-/O", goods=RADIOACTIVE),
    field("disposal", NATIONAL, "-/O"),
    field("disposed_on", NATIONAL, "-/O"),
)
