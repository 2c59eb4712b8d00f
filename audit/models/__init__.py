"""The tables of this room."""

from audit.models.acts import Act
from audit.models.runs import Run, RunLine, WorkerBeat
from audit.models.seals import Seal, SealDelivery, SealSubtree, SealWay
from audit.models.versions import Version

__all__ = ["Act", "Run", "RunLine", "Seal", "SealDelivery", "SealSubtree", "SealWay", "Version", "WorkerBeat"]
