"""gunicorn's own words in the same lines as everybody's."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.glogging import Logger


class HouseLogger(Logger):
    """Without streams of its own: what it says goes up to where all lines are made."""

    def setup(self, cfg: Any) -> None:
        """Set by Django's LOGGING; nothing of gunicorn's own."""
        self.cfg = cfg
        self._access_log_enabled = False  # our own line says more, and less
        self.error_log.setLevel(logging.INFO)
        self.error_log.propagate = True
