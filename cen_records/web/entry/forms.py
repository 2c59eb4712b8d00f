"""The form of a screen. It is always filled with what was typed, and its errors are what the rules found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from cen_records.choices import Mark
from cen_records.presenters.findings import words
from cen_records.presenters.inputs import NARROWED, input_of, label, lists_of, may_be_marked
from cen_records.presenters.offers import Offers, label_of
from cen_records.rules.document.paths import MARK
from cen_records.rules.findings import Finding, Level
from face.forms import Picker

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from accounts.models import Office
    from cen_records.rules.document.merging import Conflict
    from cen_records.rules.document.paths import Flat
    from cen_records.web.entry.sheets import Block, Cell, Sheet


@dataclass(frozen=True)
class Said:
    """What is told beside the fields of a screen."""

    findings: Sequence[Finding] = ()
    conflicts: Sequence[Conflict] = ()
    remarks: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Input:
    """One input with all that stands around it."""

    path: str
    bound: BoundField
    span: int
    may_be_marked: bool
    mark: str
    warnings: list[tuple[Finding, str, str]]
    notes: list[str]
    remarks: Sequence[str]
    usual: Sequence[tuple[str, str]] = ()
    conflict: Conflict | None = None
    theirs: str = ""

    @property
    def is_nominal(self) -> bool:
        """Whether it leads to a person or a company by name."""
        return ".identity." in self.path


class EntryForm(forms.Form):
    """The inputs of a screen by their path."""

    use_required_attribute = False

    def __init__(
        self,
        sheet: Sheet,
        typed: Flat,
        *,
        short: bool,
        offices: Sequence[Office],
        said: Said,
        usual: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        super().__init__(data=_as_sent(typed))
        self.usual = usual or {}
        self.sheet, self.typed, self.short, self.said = sheet, typed, short, said
        self.offers = Offers(sheet.lists)
        for cell in sheet.cells:
            self.fields[cell.path] = self._field(cell, offices)

    def full_clean(self) -> None:
        """Say what the rules found where it is, and above all fields what is found elsewhere."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for finding in self.said.findings:
            if finding.level is Level.BLOCKS:
                place = finding.path if finding.path in self.fields else NON_FIELD_ERRORS
                self._errors.setdefault(place, self.error_class(renderer=self.renderer)).append(words(finding))

    @property
    def unanswered(self) -> int:
        """How many warnings want a reason."""
        return sum(finding.level is Level.ANSWER for finding in self.said.findings)

    def blocks(self) -> list[tuple[Block, list[Input]]]:
        """What is drawn."""
        return [
            (block, [self._drawn(cell) for cell in block.cells if cell.path in self.fields])
            for block in self.sheet.blocks
        ]

    def elsewhere(self) -> list[Input]:
        """Warnings about what has no field here."""
        return self._warnings(lambda finding: finding.path not in self.fields)

    def _field(self, cell: Cell, offices: Sequence[Office]) -> forms.Field:
        if cell.path == "case.office":
            return _office_field(cell, offices, str(self.typed.get("case.office", "")))
        made = input_of(cell.part, cell.field, self.offers, short=self.short, value=self.typed.get(cell.path))
        made.label = cell.label or made.label
        if narrowing := _narrowing(cell, self.sheet):
            made.widget.attrs["data-narrowed-by"] = narrowing
        return made

    def _drawn(self, cell: Cell) -> Input:
        path, value = cell.path, self.typed.get(cell.path)
        conflict = next((each for each in self.said.conflicts if each.path == path), None)
        return Input(
            path=path,
            bound=self[path],
            span=cell.span,
            may_be_marked=path != "case.office" and may_be_marked(cell.part, cell.field, self.offers, short=self.short),
            mark=value.get("is", "") if isinstance(value, dict) else "",
            warnings=self._warnings(lambda finding: finding.path == path),
            notes=[words(each) for each in self.said.findings if each.path == path and each.level is Level.INFORMATION],
            remarks=self.said.remarks.get(path, ()),
            usual=self.usual.get(cell.usual, ()),
            conflict=conflict,
            theirs=_shown(cell, conflict.theirs) if conflict else "",
        )

    def _warnings(self, wanted: Any) -> list[Any]:
        found = [each for each in self.said.findings if each.level is Level.ANSWER and wanted(each)]
        return [(each, words(each), self.typed.get(f"answers.{each.key}", "")) for each in found]


def _as_sent(typed: Flat) -> MultiValueDict[str, str]:
    """What was typed, as a browser would send it."""
    sent: MultiValueDict[str, str] = MultiValueDict()
    for path, value in typed.items():
        if isinstance(value, dict):
            sent[path + MARK] = value["is"]
        elif isinstance(value, list):
            sent.setlist(path, [str(one) for one in value])
        else:
            sent[path] = str(value)
    return sent


def _narrowing(cell: Cell, sheet: Sheet) -> str:
    """The input of the same screen that says which codes are offered in this one."""
    part, name = NARROWED.get(f"{cell.part}.{cell.field.name}", ("", ""))
    row = cell.path.split(".")[1]
    found = [each for each in sheet.cells if (each.part, each.field.name) == (part, name)]
    same = [each for each in found if each.path.split(".")[1] == row]
    return same[0].path if same else found[0].path if len(found) == 1 else ""


def _shown(cell: Cell, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, dict):
        return str(Mark(value["is"]).label)
    texts = value if isinstance(value, list) else [value or ""]
    code_list = next(iter(lists_of(cell.part, [cell.field])), "")
    return ", ".join(label_of(code_list, str(text)) for text in texts)


def _office_field(cell: Cell, offices: Sequence[Office], chosen: str) -> forms.Field:
    choices = [("", ""), *((office.code, str(office)) for office in offices)]
    if chosen and chosen not in dict(choices):
        choices.append((chosen, chosen))
    widget = Picker(choices=choices) if len(choices) > 8 else forms.Select(choices=choices)
    return forms.CharField(label=label(cell.part, cell.field.name), widget=widget)
