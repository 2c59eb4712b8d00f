"""Freight containers: ISO 6346. Three letters of the owner, one of the category, six digits and a check digit."""

from __future__ import annotations

import re

from stdnum import iso6346

from cen_records.rules.findings import Checked, Finding, Hint, Level
from cen_records.rules.identifiers.spelling import compact, hints, wrong

SHAPE = "AAAA9999999"
FORM = re.compile("[A-Z]{3}[UJZR][0-9]{7}")
# Owners whose boxes are most often seen in the ports of the region. The list is not complete and refuses nobody:
# it only lets a code that is one slip away from one of these be asked about.
OWNERS = frozenset(
    code
    for line in (
        "ACLU APHU APZU ARKU BEAU BMOU BSIU CAAU CAIU CARU CAXU CBHU CCLU CGMU CMAU CNIU",
        "CRSU CRXU CSLU CSNU CSQU CXDU DFSU DRYU ECMU EGHU EISU EITU EMCU ESPU FCIU FFAU",
        "FSCU GATU GCNU GESU GLDU GRIU HAMU HASU HDMU HLBU HLCU HLXU HMMU IPXU KKFU KKTU",
        "KOCU MAEU MEDU MNBU MRKU MRSU MSCU MSDU MSKU MSMU MSWU MWCU NYKU OOCU OOLU PCIU",
        "PONU SEGU SEKU SLSU SUDU SZLU TCKU TCLU TCNU TEMU TGBU TGHU TIIU TLLU TOLU TRHU",
        "TRIU TRLU TTNU TXGU UACU UASU UETU WHLU WHSU XINU YMLU YMMU ZCSU ZIMU",
    )
    for code in line.split()
)


def check(text: str) -> Checked:
    """Judge a container's number. A wrong check digit blocks: the marking is to be looked at again."""
    value = compact(text)
    if not value:
        return Checked("")
    if not FORM.fullmatch(value):
        return wrong(value, Level.BLOCKS, "CONTAINER_FORM", SHAPE, holds)
    expected = iso6346.calc_check_digit(value[:-1])
    if value[-1] != expected:
        return wrong(value, Level.BLOCKS, "CHECK_DIGIT", "", holds, found=value[-1], expected=expected)
    details = {"owner": value[:4]}
    if likely := _likelier(value):
        return Checked(value, (Finding(Level.INFORMATION, "OWNER_RARE", {"owner": value[:4]}),), likely, details)
    return Checked(value, details=details)


def holds(value: str) -> bool:
    """Whether the number is right by its form and its check digit."""
    return bool(FORM.fullmatch(value)) and iso6346.calc_check_digit(value[:-1]) == value[-1]


def _likelier(value: str) -> tuple[Hint, ...]:
    """Numbers of well-known owners that the check digit cannot tell from this one of a rare owner."""
    if value[:4] in OWNERS:
        return ()
    return hints(value, lambda other: other[:4] in OWNERS and holds(other))
