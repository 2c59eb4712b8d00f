"""The heartbeat of a run: a thread beside the work, with a database connection of its own."""

from __future__ import annotations

import logging
import threading
from contextvars import copy_context
from types import TracebackType
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

if TYPE_CHECKING:
    from audit.actions.runs.running import Running

log = logging.getLogger(__name__)


class Heartbeat(threading.Thread):
    """Beats as long as the block lasts. A run that is over before the first beat costs no connection."""

    def __init__(self, running: Running) -> None:
        super().__init__(name=f"heartbeat of {running}", daemon=True)
        self._running = running
        self._over = threading.Event()
        self._context = copy_context()  # what it logs stands under the same request

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self.join(timeout=settings.RUN_HEARTBEAT)

    def run(self) -> None:
        """Beat until the work is over or is somebody else's."""
        self._context.run(self._beat)

    def _beat(self) -> None:
        while not self._over.wait(settings.RUN_HEARTBEAT) and not self._running.is_lost:
            try:
                self._running.beat()
            except (DatabaseError, InterfaceError) as error:  # PostgreSQL is away: the next beat tries again
                log.warning("No heartbeat for %s: %s", self._running, error)
                connection.close()
        connection.close()
