"""The words for what the checks of identifiers find, with the remedy; the same for the pages and for the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from cen_records.rules.findings import Finding, Hint

FINDINGS: dict[str, Promise] = {
    "CHECK_DIGIT": _(
        "The check digit is %(found)s; for this number it would be %(expected)s. Compare it with the marking."
    ),
    "CONTAINER_FORM": _("A container has three letters of its owner, then U, J, Z or R, then seven digits."),
    "OWNER_RARE": _("%(owner)s is a rare owner code. Compare it with the marking."),
    "IMO_FORM": _("A ship’s IMO number has seven digits."),
    "MMSI_FORM": _("An MMSI has nine digits."),
    "MMSI_STATION": _("No station has an MMSI that begins like this. Read it again."),
    "MMSI_NO_SHIP": _("This MMSI is not a ship’s: it belongs to a coast station, a group, an aircraft or a beacon."),
    "AWB_FORM": _("An air waybill has three digits of the airline and eight of its number."),
    "FLIGHT_FORM": _("A flight has the code of its airline and up to four digits, for example AF718."),
    "AIRCRAFT_FORM": _("An aircraft’s registration has three to seven letters and digits, for example 6V-AIF."),
    "AIRCRAFT_UNKNOWN": _("The nationality of this registration is not known here."),
    "AIRCRAFT_MARK": _("Registrations that begin with %(mark)s go on in another way. Read it again."),
    "VIN_LENGTH": _("A vehicle’s number has 17 characters; this one has %(found)s."),
    "VIN_LETTERS": _("A vehicle’s number has digits and letters, without I, O and Q."),
    "POSTAL_FORM": _("A postal item has two letters, nine digits and the two letters of its country."),
    "CAS_FORM": _("A CAS number has five to ten digits, for example 50-36-2."),
    "HS_FORM": _("An HS code has four or six digits."),
    "HS_NATIONAL": _("This is a national tariff line. Enter the first six digits."),
    "HS_CHAPTER": _("The Harmonized System has no chapter %(chapter)s."),
    "HS_OF_NATIONS": _("Chapter %(chapter)s is left to national use; other countries cannot read it."),
    "LOCODE_FORM": _("A UN/LOCODE has two letters of the country and three characters of the place."),
    "COORDINATES_FORM": _("Write for example 14.6937, -17.4441 or 14°41 N 17°27 W."),
    "COORDINATES_RANGE": _("A latitude goes to 90 degrees and a longitude to 180."),
    "COORDINATES_ZERO": _("This point lies in the sea where the equator meets Greenwich: often a missing position."),
    "MRZ_LENGTH": _(
        "The lines have %(found)s characters; passports have 2 lines of 44, cards 3 of 30 or 2 of 36. "
        "Copy them whole, with every <."
    ),
    "MRZ_CHARACTER": _("The lines hold the character “%(found)s”; only capitals, digits and < stand there."),
    "MRZ_NUMBER": _("The document’s number does not agree with its check digit."),
    "MRZ_BIRTH_DATE": _("The date of birth is none, or does not agree with its check digit."),
    "MRZ_EXPIRY": _("The date of expiry is none, or does not agree with its check digit."),
    "MRZ_OPTIONAL": _("The personal number does not agree with its check digit."),
    "MRZ_WHOLE": _("The last check digit, over all parts, does not agree: read each part again."),
}
HINTS: dict[str, Promise] = {
    "LOOK_ALIKE": _("%(value)s? Two characters look alike."),
    "SWAPPED": _("%(value)s? Two neighbours may be swapped."),
    "TURNED": _("%(value)s? Latitude and longitude may be swapped."),
    "CUT": _("%(value)s?"),
}


def told(finding: Finding) -> str:
    """A finding in the reader's language."""
    return str(FINDINGS[finding.code]) % finding.values


def offered(hint: Hint) -> str:
    """A hint in the reader's language."""
    return str(HINTS[hint.code]) % {"value": hint.value}


def words() -> dict[str, str]:
    """Every sentence by its code, in the reader's language, for the browser to fill in."""
    return {code: str(word) for code, word in (FINDINGS | HINTS).items()}
