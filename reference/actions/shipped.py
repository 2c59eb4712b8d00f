"""Brings the lists that come with the product into the database: again and again, and only what has changed."""

import csv
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from django.utils import timezone

from audit.acts import act
from reference import acts
from reference.actions.comparing import Comparison
from reference.actions.editions import compared, known_codes, new_edition, put_in_force, record_edition
from reference.actions.packages import PACKAGES
from reference.choices import Reach
from reference.models import CodeList, EditionContent
from reference.rules.definitions import DEFINITIONS
from reference.rules.entries import DERIVATION, LANGUAGES
from reference.rules.reading import Reading
from reference.rules.sheets import open_sheet

FIRST = (
    "location_type",
    "conveyance",
    "concealment",
    "country",
    "unit",
    "commodity",
    "cites_appendix",
)  # others name them


class ShippedListFaulty(RuntimeError):
    """A list that comes with the product has errors: the product is broken, and nothing of the list is taken."""


@dataclass(frozen=True)
class Shipped:
    """One list as it comes with the product: what it is called and where its rows come from."""

    code: str
    group: str
    position: int
    names: dict[str, str]
    purposes: dict[str, str]
    edition: str
    source: str

    @property
    def file(self) -> Traversable:
        """The file of our own that holds its rows, where no package does."""
        return _folder() / f"{self.code}.csv"

    @property
    def digest(self) -> str:
        """The same as long as everything that makes the list is the same."""
        made_of = [str(DERIVATION), repr((self.group, self.position, self.names, self.purposes, self.source))]
        if self.code in PACKAGES:
            made_of += [PACKAGES[self.code].version, _source_digest()]
        elif self.file.is_file():
            made_of.append(self.file.read_text("utf-8"))
        return hashlib.sha256("\0".join(made_of).encode()).hexdigest()[:32]

    def content(self) -> tuple[Sequence[str], Iterator[tuple[int, Sequence[str]]]]:
        """The head and the numbered rows."""
        if self.code in PACKAGES:
            package = PACKAGES[self.code]
            return package.head, enumerate(package.rows(), start=2)
        sheet = open_sheet(self.file.read_bytes())
        return sheet.head, sheet.rows()

    @property
    def is_empty(self) -> bool:
        """Whether only the list comes with the product, and its codes from an official file later."""
        return self.code not in PACKAGES and not self.file.is_file()


def shipped_lists() -> list[Shipped]:
    """All lists that come with the product, each after those that it names."""
    rows = csv.DictReader((_folder() / "lists.csv").read_text("utf-8").splitlines())
    found = {
        row["code"]: Shipped(
            code=row["code"],
            group=row["group"],
            position=position,
            names={language: row[language] for language in LANGUAGES},
            purposes={language: row[f"purpose_{language}"] for language in LANGUAGES},
            edition=row["edition"],
            source=row["source"],
        )
        for position, row in enumerate(rows)
    }
    return [*(found[code] for code in FIRST), *(found[code] for code in found if code not in FIRST)]


def load_shipped_lists(only: Collection[str] = ()) -> dict[str, str]:
    """Bring lists up to date: list → "loaded", "unchanged", or "kept" (an administrator’s edition is in force)."""
    present = {code_list.pk: code_list for code_list in CodeList.objects.select_related("edition")}
    outcome = {}
    for shipped in (each for each in shipped_lists() if not only or each.code in only):
        code_list = present.get(shipped.code)
        if code_list and code_list.shipped_digest == shipped.digest:
            outcome[shipped.code] = "unchanged"
        elif code_list and code_list.edition and not code_list.edition.is_shipped:
            outcome[shipped.code] = "kept"
        else:
            ship_edition(by=None, shipped=shipped)
            outcome[shipped.code] = "loaded"
    return outcome


@act
def ship_edition(*, by: None, shipped: Shipped) -> CodeList:
    """Put in force one list as it comes with the product. Raises ShippedListFaulty if it has errors."""
    code_list, _new = CodeList.objects.select_for_update().get_or_create(pk=shipped.code)
    code_list.group, code_list.position = shipped.group, shipped.position
    code_list.names, code_list.purposes, code_list.shipped_digest = shipped.names, shipped.purposes, shipped.digest
    today = timezone.localdate()
    edition = new_edition(
        code_list, name=shipped.edition, source=shipped.source, reach=Reach.WHOLE, from_on=today, by=by
    )
    edition.is_shipped, edition.file_sha256 = True, shipped.digest
    found = Comparison()
    if not shipped.is_empty:
        reading = Reading(DEFINITIONS[shipped.code], known_codes(DEFINITIONS[shipped.code]))
        found = compared(edition, reading, *shipped.content())
        if reading.faults.count:
            raise ShippedListFaulty(f"{shipped.code}: {reading.faults.in_order()[:10]}")
    edition.counts = found.counts
    edition.save()
    EditionContent.objects.create(edition=edition)
    put_in_force(code_list, edition, found)
    record_edition(acts.EDITION_APPLIED, edition, by, None)
    return code_list


def _folder() -> Traversable:
    return resources.files("reference") / "lists"


def _source_digest() -> str:
    """Of what makes rows out of packages, and of what we add to them."""
    files = (
        resources.files("reference") / "actions" / "packages.py",
        resources.files("reference") / "countries.py",
        _folder() / "place_names.csv",
        _folder() / "country_names.csv",
    )
    return hashlib.sha256("".join(file.read_text("utf-8") for file in files).encode()).hexdigest()
