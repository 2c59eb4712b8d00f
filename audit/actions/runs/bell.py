"""The bell that wakes workers. It says that a queue has work, never which: that stands in PostgreSQL.

A bell that was lost (Redis was away, or forgot) is rung again by the sweeper; one too many wakes a
worker who finds nothing to do.
"""

from __future__ import annotations

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import ChannelError, OperationalError

log = logging.getLogger(__name__)
ONCE_MORE = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1}  # a web page waits for this


def ring_after_commit(queue: str) -> None:
    """Wake a worker of the queue when, and only when, the current transaction is kept."""
    transaction.on_commit(partial(ring, queue), robust=True)


def ring(queue: str, times: int = 1) -> bool:
    """Wake workers of a queue; False where the broker cannot be reached, which is nobody's failure."""
    try:
        with current_app.producer_or_acquire() as producer:
            for _ in range(times):
                current_app.send_task(
                    f"audit.work_{queue}", queue=queue, producer=producer, retry=True, retry_policy=ONCE_MORE
                )
    except (OperationalError, OSError) as error:
        log.warning("The broker cannot be reached; the sweeper will ring for queue %s: %s", queue, error)
        return False
    return True


def unheard(queue: str) -> int:
    """How many bells of a queue nobody has heard yet. Raises kombu's OperationalError where Redis is away."""
    with current_app.connection_or_acquire() as connection:
        try:
            return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
        except (ChannelError, *connection.channel_errors):
            return 0  # an empty queue is no key in Redis
