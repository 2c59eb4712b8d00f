"""What is read of the tables of this room, as querysets that chain."""

from audit.querysets.acts import ActQuerySet
from audit.querysets.runs import RunLineQuerySet, RunQuerySet, WorkerBeatQuerySet
from audit.querysets.seals import SealQuerySet
from audit.querysets.versions import VersionQuerySet

__all__ = ["ActQuerySet", "RunLineQuerySet", "RunQuerySet", "SealQuerySet", "VersionQuerySet", "WorkerBeatQuerySet"]
