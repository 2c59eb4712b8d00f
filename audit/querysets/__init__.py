"""What is read of the tables of this room, as querysets that chain."""

from audit.querysets.acts import ActQuerySet
from audit.querysets.runs import RunLineQuerySet, RunQuerySet, WorkerBeatQuerySet

__all__ = ["ActQuerySet", "RunLineQuerySet", "RunQuerySet", "WorkerBeatQuerySet"]
