"""How the house stands: read of PostgreSQL and Redis when somebody asks, and at most every few seconds."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseFault
from django.db import connection, transaction
from django.db.models import Count, Max
from django.db.models.functions import Now
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from accounts.models import Invitation, Officer
from audit.choices import RunState
from audit.models import Run, Seal, SealWay, WorkerBeat
from audit.reports import replica
from audit.reports.queues import queue_standings
from audit.reports.standing import standings

log = logging.getLogger(__name__)
FRESH = 5.0  # seconds for which an answer is given again: several may ask
PATIENCE = 2_000  # milliseconds for one question to PostgreSQL
DAY = timedelta(days=1)
CHECK_OF_SEALS = "audit.verify_books"


class House(Collector):
    """Everything that is the same whichever process is asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[Metric] = []
        self._asked = float("-inf")

    def collect(self) -> Iterator[Metric]:
        """The numbers, at most `FRESH` seconds old."""
        with self._lock:
            if time.monotonic() - self._asked > FRESH:
                self._found = list(read())
                self._asked = time.monotonic()
            found = self._found
        yield from found


def read() -> Iterator[Metric]:
    """Ask both servers. What cannot be read is left out, and `vigie_server_up` says why."""
    up = Gauge("vigie_server_up", "Whether the server answers.", labels=["server"])
    up.add_metric(["redis"], float(_redis_answers()))
    answers = True
    for part in PARTS:
        found = _asked(part)
        answers = answers and found is not None
        yield from found or ()
    up.add_metric(["postgresql"], float(answers))
    yield up
    build = Gauge("vigie_build", "The release that runs.", labels=["version"])
    build.add_metric([settings.VIGIE_VERSION], 1)
    yield build


def _asked(part: Callable[[], Iterator[Metric]]) -> list[Metric] | None:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(PATIENCE)])
            return list(part())
    except DatabaseFault as error:
        log.warning("numbers of %s: %s", part.__name__, type(error).__name__)
        connection.close()
        return None


def _redis_answers() -> bool:
    try:
        cache.set("metrics", 1, timeout=60)
    except (RedisError, OSError):
        return False
    return True


def of_runs() -> Iterator[Metric]:
    """Queues and the workers that hear them."""
    runs = Gauge("vigie_runs", "Runs that are open, and those that failed in the last day.", labels=["queue", "state"])
    waited = Gauge("vigie_run_oldest_waiting_seconds", "How long the oldest run is due.", labels=["queue"])
    heard = Gauge("vigie_worker_heartbeat_age_seconds", "Since a worker of the queue was heard of.", labels=["queue"])
    workers = Gauge("vigie_workers", "Workers heard of lately.", labels=["queue"])
    since = timezone.now() - DAY
    failed = dict(
        Run.objects.filter(state=RunState.FAILED, finished_at__gte=since).order_by().values("queue")
        .annotate(number=Count("pk")).values_list("queue", "number")
    )  # fmt: skip
    there = dict(
        WorkerBeat.objects.recent().order_by().values("queue").annotate(number=Count("worker", distinct=True))
        .values_list("queue", "number")
    )  # fmt: skip
    for standing in queue_standings():
        queue = str(standing.queue)
        runs.add_metric([queue, "waiting"], standing.waiting)
        runs.add_metric([queue, "under way"], standing.under_way)
        runs.add_metric([queue, "failed"], failed.get(queue, 0))
        waited.add_metric([queue], _age(standing.waiting_since) or 0)
        workers.add_metric([queue], there.get(queue, 0))
        if standing.seen_at:
            heard.add_metric([queue], _age(standing.seen_at) or 0)
    yield from (runs, waited, heard, workers)
    yield from _one("vigie_clock_heartbeat_age_seconds", "Since the clock was heard of.", _age(_last_beat()))


def of_outboxes() -> Iterator[Metric]:
    """What was written down to be sent, and has not been."""
    number = Gauge("vigie_outbox", "Things that wait to be sent.", labels=["outbox"])
    number.add_metric(["letters"], Invitation.objects.unsent().count() + Officer.objects.unwarned_by_mail().count())
    ways = [SealWay.FILE, *([SealWay.MAIL] if settings.VIGIE_SEAL_MAIL else [])]
    lag = Gauge("vigie_outbox_lag_seconds", "How long the oldest of them waits.", labels=["outbox"])
    for way in ways:
        unsent, name = Seal.objects.unsent(way), f"heads of seals by {way.lower()}"
        number.add_metric([name], unsent.count())
        lag.add_metric([name], _age(unsent.values_list("made_at", flat=True).first()) or 0)
    bells = Run.objects.filter(state=RunState.QUEUED, due_at__lte=Now()).order_by("due_at")
    number.add_metric(["runs"], bells.count())
    lag.add_metric(["runs"], _age(bells.values_list("due_at", flat=True).first()) or 0)
    yield from (number, lag)


def of_seals() -> Iterator[Metric]:
    """How far the books are sealed, and what the last check found."""
    books = standings()
    newest = max((book.newest.made_at for book in books if book.newest), default=None)
    yield from _one("vigie_seal_age_seconds", "Since the newest seal was made.", _age(newest))
    yield from _one("vigie_unsealed", "Entries that no seal covers yet.", sum(book.waiting for book in books))
    since = min((book.waiting_since for book in books if book.waiting_since), default=None)
    yield from _one("vigie_unsealed_oldest_seconds", "How long the oldest of them waits.", _age(since) or 0)
    checked = Run.objects.filter(kind=CHECK_OF_SEALS, finished_at__isnull=False).order_by("-finished_at").first()
    if checked:
        well = checked.state == RunState.DONE and not checked.outcome_values.get("found")
        yield from _one("vigie_seals_verified", "Whether the last check found everything as it was.", float(well))
        yield from _one("vigie_seals_verified_age_seconds", "Since that check.", _age(checked.finished_at))


def of_replica() -> Iterator[Metric]:
    """The read replica, where there is one."""
    if replica.ALIAS in settings.DATABASES:
        lag = replica.lag()
        yield from _one("vigie_replica_up", "Whether the read replica answers.", float(lag is not None))
        yield from _one("vigie_replica_lag_seconds", "How far the read replica is behind.", lag)


PARTS = (of_runs, of_outboxes, of_seals, of_replica)


def _last_beat() -> datetime | None:
    latest: datetime | None = WorkerBeat.objects.aggregate(at=Max("beat_at"))["at"]
    return latest


def _age(at: datetime | None) -> float | None:
    return None if at is None else max(0.0, (timezone.now() - at).total_seconds())


def _one(name: str, words: str, value: float | None) -> Iterator[Metric]:
    if value is not None:
        yield Gauge(name, words, value=value)
