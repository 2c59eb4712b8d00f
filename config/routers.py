"""Which database what belongs into."""

from __future__ import annotations

from typing import Any

from audit.reports.replica import ALIAS


class ReplicaRouter:
    """The replica has the primary's tables, gets none of its own, and what is read there may stand beside the rest."""

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool | None:
        """Nothing is migrated there."""
        return False if db == ALIAS else None

    def allow_relation(self, _one: object, _other: object, **_hints: Any) -> bool | None:
        """Rows of both are of one database."""
        return True

    def db_for_write(self, _model: type, **_hints: Any) -> str | None:
        """Also what was read there is written to the primary."""
        return "default"
