"""The fields of a record that hold codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from reference.rules.definitions import DEFINITIONS

if TYPE_CHECKING:
    from django.utils.functional import Promise


USUAL: dict[str, Any] = {
    "on_delete": models.PROTECT,
    "related_name": "+",
    "null": True,
    "blank": True,
    "db_index": False,
}


class CodeField(models.ForeignKey):  # type: ignore[type-arg]
    """A code of one list; null: nobody has said. Codes of the list `place` stand in a table of their own.

    It has no index unless told: most codes are read with their record and not searched alone.
    """

    def __init__(self, code_list: str, verbose_name: str | Promise | None = None, **options: Any) -> None:
        self.code_list = code_list
        table = "reference.Place" if DEFINITIONS[code_list].table == "place" else "reference.Code"
        super().__init__(**{"to": table, "verbose_name": verbose_name, **USUAL, **options})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """As a migration writes it: the list first, and nothing that follows from it or is as usual."""
        name, path, _arguments, options = super().deconstruct()
        unusual = {key: value for key, value in options.items() if key != "to" and USUAL.get(key, ...) != value}
        return name, path, [self.code_list], unusual


class CodesField(ArrayField):  # type: ignore[type-arg]
    """Several codes of one list that hold together (`["DOG", "XRAY_SCANNER"]`), as codes; empty: nobody has said.

    A table of pairs would cost a row for each. That no code is ever removed keeps them whole.
    """

    def __init__(self, code_list: str, verbose_name: str | Promise | None = None, **options: Any) -> None:
        self.code_list = code_list
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(**{"base_field": models.CharField(max_length=40), "verbose_name": verbose_name, **options})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """As a migration writes it."""
        name, path, _arguments, options = super().deconstruct()
        path = f"{type(self).__module__}.{type(self).__name__}"
        return name, path, [self.code_list], {key: value for key, value in options.items() if key != "base_field"}
