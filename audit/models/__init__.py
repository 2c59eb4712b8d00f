"""The tables of this room."""

from audit.models.acts import Act
from audit.models.runs import Run, RunLine, WorkerBeat

__all__ = ["Act", "Run", "RunLine", "WorkerBeat"]
