"""What a table shows: its columns, and by which of them it can be sorted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Column:
    """One column. `order` are the fields it sorts by (`-` for descending first), none of which may be null."""

    name: str
    label: str | Promise
    order: tuple[str, ...] = ()
    kind: Literal["text", "number", "date", "code"] = "text"


class Columns:
    """The columns of one table, in their order."""

    def __init__(self, *columns: Column) -> None:
        self._by_name = {column.name: column for column in columns}
        if len(self._by_name) != len(columns):
            raise ValueError("two columns of one table have the same name")
        self.first = columns[0]

    def __getitem__(self, name: str) -> Column:
        """Raises KeyError for a column that the table does not have."""
        return self._by_name[name]

    def __iter__(self) -> Iterator[Column]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name
