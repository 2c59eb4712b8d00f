"""What a process says in its log, line by line, as production would write it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.config import DictConfigurator
from typing import Any

from config.logs import logging_settings


class Said:
    """What was written to the log while somebody listened."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line as the object that it is. Fails where a line is none."""
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, event: str) -> list[dict[str, Any]]:
        """The lines that begin with these words."""
        return [line for line in self.lines if line["event"].startswith(event)]


@contextmanager
def heard(*, as_json: bool = True) -> Iterator[Said]:
    """Listen to every logger."""
    said = Said()
    settings = logging_settings(as_json=as_json, level="INFO")
    listener = logging.StreamHandler(said.stream)
    listener.setFormatter(DictConfigurator(settings).configure_formatter(settings["formatters"]["line"]))
    root = logging.getLogger()
    before = root.level
    root.addHandler(listener)
    root.setLevel("INFO")
    try:
        yield said
    finally:
        root.removeHandler(listener)
        root.setLevel(before)
