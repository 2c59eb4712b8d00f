"""The bell that wakes workers. It says that a queue has work, never which: that stands in PostgreSQL.

A bell that was lost (Redis was away, full, or forgot) is rung again by the sweeper; one too many wakes a
worker who finds nothing to do.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from audit.choices import RunQueue
from audit.models import Run
from audit.reports.queues import unheard

log = logging.getLogger(__name__)
HOW: dict[str, Any] = {
    "retry": True,
    "retry_policy": {"max_retries": 1, "interval_start": 0, "interval_step": 0.1},  # a web page waits for this
    "time_limit": None,  # the worker's own limits count, not those of whoever rings
    "soft_time_limit": None,
}
MOST_AT_ONCE = {
    RunQueue.QUICK: 1_000,  # the next round does the rest
    RunQueue.LONG: 10,  # enough to wake every worker; each long run that ends rings for the next
}


def ring_after_commit(queue: str) -> None:
    """Wake a worker of the queue when, and only when, the current transaction is kept."""
    transaction.on_commit(partial(ring, queue), robust=True)


def ring(queue: str, times: int = 1) -> bool:
    """Wake workers of a queue; False where the broker does not take it, which is nobody's failure."""
    try:
        with current_app.producer_or_acquire() as producer:
            for _ in range(times):
                current_app.send_task(f"audit.work_{queue}", queue=queue, producer=producer, **HOW)
    except (OperationalError, OSError) as error:
        log.warning("Redis does not take the bell; the sweeper will ring for queue %s: %s", queue, error)
        return False
    return True


def ring_for_forgotten(queue: str) -> int:
    """Ring for runs that nobody will hear of otherwise; how often."""
    waiting = Run.objects.due(queue).count()
    missing = min(waiting - (unheard(queue) or 0), MOST_AT_ONCE[RunQueue(queue)]) if waiting else 0
    if missing > 0 and ring(queue, times=missing):
        log.info("rung %s times for runs of queue %s that had no bell", missing, queue)
    return max(missing, 0)
