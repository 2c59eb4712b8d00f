"""How the queues of background work stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Now
from django.utils import timezone

from audit.choices import RunQueue, RunState
from audit.models import Run, WorkerBeat

NOTHING: Mapping[str, Any] = {"waiting": 0, "waiting_since": None, "under_way": 0, "alive_at": None}
ROUNDS_MISSED = 4  # so many heartbeats in a row that did not come mean that nobody works there


@dataclass(frozen=True)
class QueueStanding:
    """One queue: what waits, what is under way, and when somebody was last seen working there."""

    queue: RunQueue
    waiting: int
    waiting_since: datetime | None
    under_way: int
    seen_at: datetime | None

    @property
    def is_silent(self) -> bool:
        """Whether nobody seems to work there. All workers busy is not silence: their runs have heartbeats."""
        patience = timedelta(seconds=max(ROUNDS_MISSED * settings.RUN_SWEEP, settings.RUN_LEASE))
        return self.seen_at is None or self.seen_at < timezone.now() - patience


def queue_standings() -> list[QueueStanding]:
    """Every queue, in the order of the list."""
    due = Q(state=RunState.QUEUED, due_at__lte=Now())
    running = Q(state=RunState.RUNNING)
    rows = Run.objects.open().order_by().values("queue")
    counted: dict[str, Mapping[str, Any]] = {
        row["queue"]: row
        for row in rows.annotate(
            waiting=Count("pk", filter=Q(state=RunState.QUEUED)),
            waiting_since=Min("due_at", filter=due),
            under_way=Count("pk", filter=running),
            alive_at=Max("heartbeat_at", filter=running),
        )
    }
    beats = dict(WorkerBeat.objects.order_by().values("queue").annotate(at=Max("beat_at")).values_list("queue", "at"))
    return [_standing(queue, counted.get(queue, NOTHING), beats.get(queue)) for queue in RunQueue]


def _standing(queue: RunQueue, row: Mapping[str, Any], beat_at: datetime | None) -> QueueStanding:
    signs = [at for at in (row["alive_at"], beat_at) if at]
    return QueueStanding(queue, row["waiting"], row["waiting_since"], row["under_way"], max(signs, default=None))
