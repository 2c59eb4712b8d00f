"""How the queues of background work stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import ChannelError, OperationalError

from audit.choices import QueueTrouble, RunQueue, RunState
from audit.models import Run, WorkerBeat

NOTHING: Mapping[str, Any] = {"waiting": 0, "waiting_since": None, "under_way": 0, "alive_at": None}


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
        """Whether nobody seems to work there. All workers busy is not silence: their runs have heartbeats.

        A sign from the future, which a clock that was put back has left, is none.
        """
        if self.seen_at is None:
            return True
        return abs(timezone.now() - self.seen_at) > timedelta(seconds=settings.RUN_SILENCE)

    @property
    def trouble(self) -> QueueTrouble | None:
        """What is wrong with a queue that is silent; asks Redis. The clock rings in each queue, heard or not."""
        if not self.is_silent:
            return None
        match unheard(self.queue):
            case None:
                return QueueTrouble.REDIS_AWAY
            case 0:
                return QueueTrouble.CLOCK_STOPPED
            case _:
                return QueueTrouble.NOBODY_HEARS


def unheard(queue: str) -> int | None:
    """How many bells of a queue nobody has heard yet; None where Redis is away or full."""
    with current_app.connection_or_acquire() as connection:
        try:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
        except ChannelError:
            return 0  # an empty queue is no key in Redis
        except (OperationalError, OSError, *connection.channel_errors):
            return None


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


def standing_of(queue: RunQueue) -> QueueStanding:
    """One of them."""
    return next(standing for standing in queue_standings() if standing.queue == queue)


def _standing(queue: RunQueue, row: Mapping[str, Any], beat_at: datetime | None) -> QueueStanding:
    signs = [at for at in (row["alive_at"], beat_at) if at]
    return QueueStanding(queue, row["waiting"], row["waiting_since"], row["under_way"], max(signs, default=None))
