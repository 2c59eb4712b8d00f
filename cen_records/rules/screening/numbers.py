"""Numbers and addresses that tell who somebody is. Every pattern reads a bounded stretch, so the time is linear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stdnum import iban, luhn

from cen_records.rules.screening.spans import Certainty, Kind, Span

BEFORE, AFTER = 48, 12  # characters around a number that may say what it is


def _words(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


GAP = r"[ \u00a0\u202f.\-/]?"
PHONE = _words(
    "phone", "t[ée]l", "mobile", "portable", "whats ?app", "signal", "telegram", "contact", "appel", "joindre",
    "joignable", "call", "liga[rm]", "sms", "cell",
)  # fmt: skip
WALLET = _words(
    "mobile money", "orange money", "momo", "m-?pesa", "wave", "moov money", "airtel money", "free money", "wari",
    "flooz", "t-money", "porte-?monnaie",
)  # fmt: skip
ACCOUNT = _words(r"\biban\b", r"\brib\b", "compte", "account", r"\bconta\b", r"\bnib\b")
DOCUMENT = _words(
    "passep", "passp", "passap", r"\bcnib?\b", r"\bnina?\b", r"\bid\b", "identity card", r"\bbi\b",
    "carte (?:d['’]identit|national|consulaire|de s[ée]jour)", "bilhete de identidade", "permis de conduire",
    "cart[ãa]o de (?:identi|cidad)", "driv(?:er['’]?s?|ing) licen", "carta de condu", "titre de (?:s[ée]jour|voyage)",
    "laissez-passer", "voter['’]?s? card", "carte d['’][ée]lecteur", "matricule",
)  # fmt: skip
PLATE = _words("immatricul", "plaque", r"plates?\b", "matr[íi]cula", "registration", "registered", r"\breg\.")
BIRTH = _words(
    r"\bn[ée]{1,2}e?\(?e?\)? (?:le|en|vers|à|a|au)\b", "naissance", r"\bborn\b", r"\bd\.?o\.?b\b", "birth",
    "nascid[oa]", "nasceu", "nascimento",
)  # fmt: skip
HANDSET = _words("imei")
CHASSIS = _words("ch[âa]ssis?", r"\bvin\b")
CARRIED = _words(
    "container", "conteneur", "contentor", r"\bawb\b", r"\blta\b", "connaissement", "b/l", "bill of lading",
    "d[ée]claration", "declara", r"\bimo\b", "mmsi", r"\bvol\b", "flight", r"\bvoo\b", "scell", "seal", r"lot\b",
    "batch", "facture", "invoice", r"\bhs\b", r"\bsh\b", r"\br[eé]f", "dossier", "colis", "parcel", r"cas\b",
    "num[ée]ro vert", "toll.free", "hotline", "linha verde",
)  # fmt: skip
COUNTED = re.compile(
    r"[ \u00a0\u202f]?(?:kg|kilos?|g|gr|mg|t|tonnes?|l|litres?|litros?|ml|cl|m|km|m2|m3|%|fcfa|f ?cfa|cfa|xof|xaf|"
    r"francs?|euros?|eur|€|usd|us\$|\$|dollars?|d[óo]lares|nairas?|ngn|ghs|cedis?|gnf|cve|escudos|comprim|tablet|pills?|"
    r"g[ée]lules|capsul|pi[èe]ces|pieces|pe[çc]as|unit|cartouch|carton|paquet|packs?|ma[çc]os|colis|sacs?|bags|sticks|"
    r"boulettes|cigar|ans\b|years|anos)(?![a-z])",
    re.IGNORECASE,
)
MONTHS = (
    r"jan[a-zé]{0,6}|f[ée]v[a-zé]{0,6}|feb[a-z]{0,6}|mar[a-zç]{0,3}|avr[a-z]{0,3}|apr[a-z]{0,3}|abr[a-z]{0,3}|"
    r"mai[a-z]{0,2}|may|juin|jun[a-z]{0,3}|juil[a-z]{0,4}|jul[a-z]{0,3}|ao[uû]t|aug[a-z]{0,3}|ago[a-z]{0,3}|"
    r"sep[a-z]{0,6}|set[a-z]{0,5}|oct[a-z]{0,4}|out[a-z]{0,5}|nov[a-z]{0,5}|d[ée]c[a-z]{0,5}|dez[a-z]{0,5}"
)
DAY = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}[/.\- ]\d{{1,2}}[/.\- ]\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|"
    rf"\d{{1,2}}(?:er|st|nd|rd|th|º)?(?: de)? (?:{MONTHS})(?: de)?,? \d{{4}}|(?:19|20)\d{{2}})(?![\w])",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_][\w.]{2,30}")
PAGE = re.compile(
    r"(?<![\w.])(?:www\.)?(?:facebook|fb|instagram|tiktok|twitter|x|t|wa|telegram|snapchat|linkedin)\.(?:com|me|org)/[\w.@+/-]{2,60}",
    re.IGNORECASE,
)
LINES = re.compile(r"(?<![A-Z0-9<])(?=[A-Z0-9]{0,30}<)[A-Z0-9][A-Z0-9<]{27,90}(?![A-Z0-9<])")
BANK = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
RUN = re.compile(rf"(?<![\w.,])(?:\+|00)?[ ]?\(?\d{{1,4}}\)?(?:{GAP}\d{{1,4}}){{1,9}}(?![\w])(?![.,]\d)")
PAPER = re.compile(r"(?<![\w])(?=[A-Z0-9/ -]{0,12}\d)[A-Z]{0,3}[ -]?\d(?:[ -]?[A-Z0-9]){4,19}(?![\w])")
PASSPORT = re.compile(r"(?<![\w-])(?:[A-Z]\d{8}|[A-Z]{2}\d{7}|\d{2}[A-Z]{2}\d{5})(?![\w-])")
FRAME = re.compile(r"(?<![A-Za-z0-9])(?=[A-HJ-NPR-Z0-9]{0,13}\d{2})[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])")
PLATES = re.compile(
    r"(?<![\w-])(?:"
    r"[A-Z]{2}[- ]?\d{3,4}[- ]?[A-Z]{1,2}|"  # SN, CM, GA, TG, ML
    r"[A-Z]{3}[- ]?\d{3}[- ]?[A-Z]{2}|"  # NG
    r"\d{1,4}[- ]?[A-Z]{2,3}[- /]?\d{1,2}(?!\d)|"  # CI, MR, CD, CG
    r"\d{2}[- ]?[A-Z]{1,2}[- ]?\d{4}(?:[- ]?BF)?|"  # BF
    r"[A-Z]{2}[- ]\d{1,4}[- ]\d{2}|"  # GH
    r"[A-Z]{1,2}[- ]?\d{4}[- ]?(?:RB|RN|TG|[A-Z])|"  # BJ, NE, TG, GN
    r"TG[- ]?\d{4}[- ]?[A-Z]{1,2}|[A-Z]{2}-\d{2}-[A-Z]{2}"  # TG, CV
    r")(?![\w-])"
)
NUMBER = re.compile(r"\d{3}")
UNITS = re.compile(r"(?:KG|G|T|MG|ML|CL|L|M|KM|EUR|USD|XOF|CFA|HS|SH|AM|PM|UTC|GMT|TEU|EVP|CV|HP)$")
FLIGHTS = re.compile(r"^(?:AF|ET|TK|AT|SN|MS|KQ|TP|HC|EK|QR|LH|BA|DL|IB|SS|HF|KP|WB|AH|TU|CV|RK)[ -]?\d{3,4}[A-Z]?$")


@dataclass(frozen=True)
class Judged:
    """A number with what stands around it."""

    text: str
    before: str
    after: str

    @property
    def digits(self) -> str:
        """Its digits alone."""
        return re.sub(r"\D", "", self.text)


Verdict = tuple[Kind, str, Certainty] | None


def _calls(words: re.Pattern[str], before: str) -> bool:
    """Whether one of the words stands before, and no other number between."""
    return any(not NUMBER.search(before, match.end()) for match in words.finditer(before))


def _email(_found: Judged) -> Verdict:
    return Kind.EMAIL, "EMAIL", Certainty.SURE


def _handle(_found: Judged) -> Verdict:
    return Kind.HANDLE, "HANDLE", Certainty.LIKELY


def _lines(found: Judged) -> Verdict:
    return (Kind.DOCUMENT, "MACHINE_READABLE", Certainty.SURE) if "<<" in found.text else None


def _bank(found: Judged) -> Verdict:
    if iban.is_valid(found.text):
        return Kind.ACCOUNT, "IBAN", Certainty.SURE
    return (Kind.ACCOUNT, "ACCOUNT_WORD", Certainty.LIKELY) if _calls(ACCOUNT, found.before) else None


def _frame(found: Judged) -> Verdict:
    if _calls(CHASSIS, found.before):
        return Kind.VEHICLE, "VIN_WORD", Certainty.SURE
    letters = len(found.text) - len(found.digits)
    return (Kind.VEHICLE, "VIN", Certainty.LIKELY) if 3 <= letters <= 12 else None


def _birth(found: Judged) -> Verdict:
    return (Kind.BIRTH_DATE, "BIRTH_WORD", Certainty.SURE) if _calls(BIRTH, found.before[-30:]) else None


def _plate(found: Judged) -> Verdict:
    if _calls(PLATE, found.before):
        return Kind.PLATE, "PLATE_WORD", Certainty.SURE
    if (
        UNITS.search(found.text)
        or COUNTED.match(found.after)
        or FLIGHTS.match(found.text)
        or _calls(CARRIED, found.before[-24:])
    ):
        return None
    return Kind.PLATE, "PLATE_FORM", Certainty.POSSIBLE


def _paper(found: Judged) -> Verdict:
    near = found.before[-32:]
    if len(found.digits) < 4 or not _calls(DOCUMENT, near) or re.search(r"[.;!?\n]\s", near[-6:]):
        return None
    return Kind.DOCUMENT, "DOCUMENT_WORD", Certainty.SURE


def _passport(found: Judged) -> Verdict:
    return None if _calls(CARRIED, found.before[-24:]) else (Kind.DOCUMENT, "DOCUMENT_FORM", Certainty.POSSIBLE)


def _run(found: Judged) -> Verdict:
    """Digits in groups: a phone, a wallet, an account, a handset; not what is counted or carried."""
    digits = found.digits
    if COUNTED.match(found.after) or not 7 <= len(digits) <= 24 or DAY.fullmatch(found.text.strip()):
        return None
    if _calls(CARRIED, found.before[-24:]):
        return None
    if said := _said(found, digits):
        return said
    if len(digits) == 15 and luhn.is_valid(digits):
        return Kind.HANDSET, "IMEI", Certainty.LIKELY
    return _phone(found.text.strip(), digits)


def _said(found: Judged, digits: str) -> Verdict:
    """What the words before it call it."""
    if _calls(HANDSET, found.before) and len(digits) >= 14:
        return Kind.HANDSET, "IMEI_WORD", Certainty.SURE
    if _calls(WALLET, found.before) and len(digits) <= 15:
        return Kind.ACCOUNT, "WALLET_WORD", Certainty.SURE
    if _calls(ACCOUNT, found.before) and len(digits) >= 9:
        return Kind.ACCOUNT, "ACCOUNT_WORD", Certainty.SURE
    if _calls(PHONE, found.before) and len(digits) <= 15:
        return Kind.PHONE, "PHONE_WORD", Certainty.SURE
    return None


# Of the region: with the country's code; and as written at home, by the number of digits.
CODES = ("220", "221", "222", "223", "224", "225", "226", "227", "228", "229", "231", "232", "233", "234", "235", "236",
         "237", "238", "239", "240", "241", "242", "243", "244", "245", "257")  # fmt: skip
AT_HOME = {
    8: re.compile(r"(?:[0-9]{2}[ .-]){3}[0-9]{2}|[5679][0-9]{7}"),  # BF, ML, NE, TG, TD, LR; MR, SL
    9: re.compile(r"(?:7[05678]|33|6[1-9]|0[4-7]|9[5-9])[0-9 .-]{7,12}"),  # SN, CM, GN, GA, CG, GW
    10: re.compile(r"0[1-9][0-9 .-]{8,14}"),  # CI, BJ, GH, CD
    11: re.compile(r"0[789][01][0-9 .-]{8,14}"),  # NG
}
THOUSANDS = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+")


def _phone(text: str, digits: str) -> Verdict:
    """A phone by its form alone."""
    if text.startswith(("+", "00")):
        known = digits.removeprefix("00").startswith(CODES)
        return Kind.PHONE, "PHONE_ABROAD", Certainty.SURE if known else Certainty.LIKELY
    form = AT_HOME.get(len(digits))
    if THOUSANDS.fullmatch(text) or not form or not form.fullmatch(text):
        return None
    grouped = len(re.findall(r"[ .\-\u00a0\u202f]", text)) >= 2
    return Kind.PHONE, "PHONE_FORM", Certainty.LIKELY if grouped else Certainty.POSSIBLE


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[Judged], Verdict]], ...] = (
    (EMAIL, _email),
    (HANDLE, _handle),
    (PAGE, _handle),
    (LINES, _lines),
    (BANK, _bank),
    (FRAME, _frame),
    (DAY, _birth),
    (PLATES, _plate),
    (PAPER, _paper),
    (PASSPORT, _passport),
    (RUN, _run),
)


def numbers(text: str) -> Iterator[Span]:
    """Every number and address of the text that tells who somebody is."""
    for pattern, judge in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            around = Judged(match[0], text[max(0, start - BEFORE) : start], text[end : end + AFTER])
            verdict = judge(around)
            if verdict:
                yield Span(start, end, *verdict)
