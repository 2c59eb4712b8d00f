"""The words for what the screening of free text marks, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cen_records.rules.screening import Certainty, Kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from cen_records.rules.screening import Span

KINDS: dict[Kind, Promise] = {
    Kind.NAME: _("Person’s name"),
    Kind.BIRTH_DATE: _("Date of birth"),
    Kind.PHONE: _("Telephone number"),
    Kind.EMAIL: _("E-mail address"),
    Kind.HANDLE: _("Social account"),
    Kind.DOCUMENT: _("Identity document"),
    Kind.PLATE: _("Number plate"),
    Kind.VEHICLE: _("Chassis number"),
    Kind.HANDSET: _("Handset number (IMEI)"),
    Kind.ACCOUNT: _("Bank or mobile money account"),
}
CERTAINTIES: dict[Certainty, Promise] = {
    Certainty.POSSIBLE: _("possible"),
    Certainty.LIKELY: _("likely"),
    Certainty.SURE: _("nearly certain"),
}
REASONS: dict[str, Promise] = {
    "TITLE": _("a title or “named” stands before it"),
    "BORN": _("“born” follows it"),
    "LISTED": _("a name that is frequent in the region"),
    "PERSON_WORD": _("a word for a person stands before it"),
    "FAMILY_IN_CAPITALS": _("a word in capitals beside a capital, as family names are written"),
    "CAPITALS": _("two words with a capital"),
    "BIRTH_WORD": _("“born” stands before it"),
    "PHONE_WORD": _("a word for a telephone stands before it"),
    "PHONE_ABROAD": _("it begins with a country’s code"),
    "PHONE_FORM": _("telephone numbers of the region are written so"),
    "EMAIL": _("it is written as an e-mail address"),
    "HANDLE": _("it is written as a social account"),
    "MACHINE_READABLE": _("the lines of a travel document"),
    "DOCUMENT_WORD": _("a word for an identity document stands before it"),
    "DOCUMENT_FORM": _("passports of the region are numbered so"),
    "PLATE_WORD": _("a word for a number plate stands before it"),
    "PLATE_FORM": _("number plates of the region are written so"),
    "VIN": _("it is written as a chassis number"),
    "VIN_WORD": _("a word for a chassis stands before it"),
    "IMEI": _("its check digit is that of a handset"),
    "IMEI_WORD": _("IMEI stands before it"),
    "IBAN": _("its check digits are those of an IBAN"),
    "ACCOUNT_WORD": _("a word for an account stands before it"),
    "WALLET_WORD": _("a mobile money service stands before it"),
}


def told(span: Span) -> str:
    """What a stretch is taken for, how surely, and why."""
    return _("%(kind)s, %(certainty)s: %(reason)s") % {
        "kind": KINDS[span.kind],
        "certainty": CERTAINTIES[span.certainty],
        "reason": REASONS[span.why],
    }
