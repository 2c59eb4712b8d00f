"""What the pages propose, so that less has to be typed."""

import re
import unicodedata

from accounts.models import Invitation, Officer
from accounts.rules import typed_sign_in_name

MOST = 36  # leaves room for a number


def plain_letters(text: str) -> str:
    """The text in small letters without accents; everything else becomes one full stop."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", ".", letters.lower()).strip(".")


def proposed_sign_in_name(invitation: Invitation) -> str:
    """The first given name and the family name, with a number if somebody has that already.

    Names that leave nothing (not written in Latin letters) give "officer" and a number.
    """
    first = plain_letters(invitation.given_names.split()[0] if invitation.given_names.split() else "")
    both = f"{first}.{plain_letters(invitation.family_name)}"[:MOST].strip(".")
    base = typed_sign_in_name(both or "officer")
    base = base if len(base) >= 3 else f"{base}.officer"
    others = Officer.objects.filter(sign_in_name__istartswith=base).values_list("sign_in_name", flat=True)
    taken = {name.lower() for name in others}
    numbered = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)
