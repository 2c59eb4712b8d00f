"""The tables of code lists."""

from reference.models.code_lists import CodeList, Edition, EditionContent
from reference.models.codes import Code, Place, entries_of, table_of
from reference.models.crosswalks import Crosswalk
from reference.models.fields import CodeField, CodesField

__all__ = [
    "Code",
    "CodeField",
    "CodeList",
    "CodesField",
    "Crosswalk",
    "Edition",
    "EditionContent",
    "Place",
    "entries_of",
    "table_of",
]
