"""Whether Vigie lives and is ready, for what watches over it. Names of parts and ok or not; nothing for an attacker.

`live` asks nothing but this process: restart what does not answer. `ready` asks all that a person's work needs: it
is for an alarm and not for a restart, since a new web process brings no lost worker back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.http import JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from audit.choices import RunQueue
from audit.models import Run, WorkerBeat
from audit.reports.queues import unheard

if TYPE_CHECKING:
    from django.http import HttpRequest

OK, NOT_OK, UNKNOWN = "ok", "not ok", "unknown"


@login_not_required
@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """This process answers."""
    return JsonResponse({"live": OK})


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Every part in one word; 503 unless all of them are well."""
    parts = {"redis": _redis(), **_database_and_work()}
    well = all(word == OK for word in parts.values())
    return JsonResponse({"ready": OK if well else NOT_OK, "parts": parts}, status=200 if well else 503)


def _redis() -> str:
    """Whether Redis takes a word: a full one still answers questions."""
    try:
        cache.set("health", 1, timeout=60)
    except (RedisError, OSError):
        return NOT_OK
    return OK


def _database_and_work() -> dict[str, str]:
    """PostgreSQL, and what it has heard of the workers and of the clock; unknown where it cannot be asked.

    The clock rings in each queue. Where no beat came through, Redis tells whose fault it is: bells that nobody takes
    lie there, or none does.
    """
    try:
        heard = _queues_heard_of()
        rings = WorkerBeat.objects.recent().exists()
    except (DatabaseError, InterfaceError):
        return {"database": NOT_OK, **{f"{queue} work": UNKNOWN for queue in RunQueue}, "clock": UNKNOWN}
    bells = {} if rings else {queue: unheard(queue) for queue in RunQueue}
    untaken = {queue for queue in RunQueue if queue not in heard and (rings or bells[queue])}
    work = {f"{queue} work": _word(well=queue in heard, ill=queue in untaken) for queue in RunQueue}
    return {"database": OK, **work, "clock": _word(well=rings, ill=0 in bells.values())}


def _word(*, well: bool, ill: bool) -> str:
    return OK if well else NOT_OK if ill else UNKNOWN


def _queues_heard_of() -> set[str]:
    """Queues whose workers took a beat of late, or are busy with runs that still show signs of life."""
    idle = WorkerBeat.objects.recent().values_list("queue", flat=True)
    busy = Run.objects.alive().values_list("queue", flat=True)
    return {*idle, *busy}
