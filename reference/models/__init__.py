"""The tables of code lists."""

from reference.models.code_lists import CodeList, Edition, EditionContent
from reference.models.codes import Code, Place, entries_of, table_of
from reference.models.crosswalks import Crosswalk

__all__ = ["Code", "CodeList", "Crosswalk", "Edition", "EditionContent", "Place", "entries_of", "table_of"]
