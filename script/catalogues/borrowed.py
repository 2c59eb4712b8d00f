"""Messages of other packages that appear on our pages.

Sign-in, second factors, passwords and form errors speak with words that Django and django-allauth
wrote. Where they bring no French or Portuguese of their own, our catalogues must have it; where they
do, ours may still say it better.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import polib

from catalogues.message import Key, Messages
from catalogues.sources import in_python

# Package, the modules whose messages an officer can meet, the folders with the package's own catalogues.
BORROWED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "allauth",
        (
            "account/adapter.py",
            "account/fields.py",
            "account/forms.py",
            "mfa/adapter.py",
            "mfa/base/forms.py",
            "mfa/models.py",
            "mfa/totp/forms.py",
            "mfa/webauthn/forms.py",
        ),
        ("locale",),
    ),
    (
        "django",
        (
            "contrib/auth/password_validation.py",
            "contrib/humanize/templatetags/humanize.py",
            "contrib/postgres/validators.py",
            "core/validators.py",
            "forms/boundfield.py",
            "forms/fields.py",
            "forms/forms.py",
            "forms/formsets.py",
            "forms/models.py",
            "forms/utils.py",
            "forms/widgets.py",
            "utils/dates.py",
            "utils/timesince.py",
        ),
        ("conf/locale", "contrib/auth/locale", "contrib/humanize/locale", "contrib/postgres/locale"),
    ),
)

# Theirs is there, and not as we write: Portuguese months and days have small letters since 1990.
SAID_OTHERWISE = {"pt": "django/utils/dates.py"}


def borrowed_messages() -> Messages:
    """Every message of the modules named above."""
    found = Messages()
    for package, modules, _catalogues in BORROWED:
        for module in modules:
            for message in in_python((_home(package) / module).read_bytes(), f"{package}/{module}"):
                found.add(message)
    return found


def ours_to_translate(language: str) -> set[Key]:
    """The borrowed messages that would be shown to a reader of this language in English, or not as we write it."""
    borrowed = borrowed_messages()
    otherwise = {key for key, message in borrowed.items() if SAID_OTHERWISE.get(language) in message.files}
    return otherwise | (set(borrowed) - _translated_by_them(language))


def _translated_by_them(language: str) -> set[Key]:
    translated: set[Key] = set()
    for package, _modules, catalogues in BORROWED:
        for folder in catalogues:
            path = _home(package) / folder / language / "LC_MESSAGES" / "django.po"
            if path.exists():
                entries = polib.pofile(str(path)).translated_entries()
                translated |= {(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in entries}
    return translated


def _home(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent
