"""The addresses of the product, and some where things go wrong for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import redis
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from accounts.permissions import Permission, Refused
from config import urls as house

if TYPE_CHECKING:
    from django.http import HttpRequest

handler400, handler403, handler404, handler500 = house.handler400, house.handler403, house.handler404, house.handler500


@login_not_required
def redis_away(request: HttpRequest) -> HttpResponse:
    redis.Redis(port=1, socket_connect_timeout=1).ping()
    return HttpResponse()


@login_not_required
def too_slow(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 20")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(Permission.OFFICER_SUSPEND)


@login_not_required
def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Words for the reader.")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret detail")


@login_not_required
def cut(request: HttpRequest) -> HttpResponse:
    connection.close()
    connection.settings_dict["PORT"] = "1"  # nothing listens there; the test sets it right
    raise ZeroDivisionError("secret detail")


@login_not_required
def cached(request: HttpRequest) -> HttpResponse:
    return HttpResponse("x", headers={"Cache-Control": "public, max-age=600"})


urlpatterns = [
    *house.urlpatterns,
    path("trouble/redis/", redis_away),
    path("trouble/slow/", too_slow),
    path("trouble/refused/", refused),
    path("trouble/denied/", denied),
    path("trouble/broken/", broken),
    path("trouble/cut/", cut),
    path("trouble/cached/", cached),
]
