"""Airlines that are often seen in the region: IATA code, ICAO code, and the prefix of their air waybills.

Not complete: it tells the airline of a number, and refuses none.
"""

AIRLINES = (
    ("AA", "AAL", "001"),
    ("AC", "ACA", "014"),
    ("AF", "AFR", "057"),
    ("AH", "DAH", "124"),
    ("AT", "RAM", "147"),
    ("BA", "BAW", "125"),
    ("CV", "CLX", "172"),
    ("CX", "CPA", "160"),
    ("DL", "DAL", "006"),
    ("DT", "DTA", "118"),
    ("EK", "UAE", "176"),
    ("ET", "ETH", "071"),
    ("EY", "ETD", "607"),
    ("FX", "FDX", "023"),
    ("IB", "IBE", "075"),
    ("KL", "KLM", "074"),
    ("KQ", "KQA", "706"),
    ("LH", "DLH", "020"),
    ("LX", "SWR", "724"),
    ("ME", "MEA", "076"),
    ("MS", "MSR", "077"),
    ("QR", "QTR", "157"),
    ("SA", "SAA", "083"),
    ("SN", "BEL", "082"),
    ("SQ", "SIA", "618"),
    ("SV", "SVA", "065"),
    ("TK", "THY", "235"),
    ("TP", "TAP", "047"),
    ("TU", "TAR", "199"),
    ("UA", "UAL", "016"),
    ("WB", "RWD", "459"),
    ("5X", "UPS", "406"),
)
BY_FLIGHT = {code: iata for iata, icao, _ in AIRLINES for code in (iata, icao)}
BY_WAYBILL = {prefix: iata for iata, _, prefix in AIRLINES}
