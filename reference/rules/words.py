"""How words are compared: as typed by somebody in a hurry, on any keyboard, in any of the three languages."""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "ŋ": "ng",
        "ħ": "h",
        "ŧ": "t",
    },
)
_GAPS = re.compile(r"[^a-z0-9]+")
_OTHER_GAPS = re.compile(r"[\W_]+")
LONGEST = 200


def plain(text: str) -> str:
    """Lower case, without accents, one space where something else than a letter or a digit stood.

    What `plain` returns it leaves as it is. Letters of other alphabets stay.
    """
    if text.isascii():
        return _GAPS.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter)).casefold()
    return _OTHER_GAPS.sub(" ", bare.translate(_LETTERS)).strip()


def search_line(*labels: str) -> str:
    """The line that a search looks through: each different label in plain words between bars, `| dakar | lome |`.

    A word begins after a space, a label after a bar and a space, and both are found by one index.
    """
    found = dict.fromkeys(filter(None, map(plain, labels)))
    return f"| {' | '.join(found)} |" if found else ""


def words_of(text: str) -> list[str]:
    """The words of what somebody typed into a search, each once, the first ten."""
    return list(dict.fromkeys(plain(text[:LONGEST]).split()))[:10]


def as_code(text: str) -> str:
    """What somebody typed, read as a code: capitals and no spaces ("sn dkr" is SNDKR, "24.02" is 2402)."""
    tight = re.sub(r"\s+", "", text[:LONGEST]).upper()
    return tight.replace(".", "") if re.fullmatch(r"[\d.]+", tight) else tight
