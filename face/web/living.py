"""The living page: every component, as it is, in the reader's language and colours. The reference of the face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from face import kept
from face.web import samples

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def living(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in. The form keeps nothing; sent empty it shows how errors look."""
    if request.method == "POST":
        form = samples.SampleForm(request.POST)
    else:
        form = samples.SampleForm(initial=kept.initial(request, samples.SampleForm, direction="export"))
    address = reverse("face:living")
    context = {
        "form": form,
        "columns": samples.COLUMNS,
        "rows": samples.ROWS,
        "chips": samples.CHIPS,
        "icons": samples.ICONS,
        "moment": samples.MOMENT,
        "steps": [(_("Desk"), "/"), (_("Records"), address)],
        "tabs": [
            {"name": _("All"), "url": address, "current": True, "count": 12},
            {"name": _("My team’s"), "url": f"{address}?team=1", "current": False, "count": 3},
        ],
        "stages": [
            {"name": _("Who"), "state": "done"},
            {"name": _("Where"), "state": "current"},
            {"name": _("Check"), "state": "todo"},
        ],
    }
    return render(request, "face/living.html", context, status=422 if form.errors else 200)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Everybody who is signed in: what a picker with a remote source asks for. The shape of every such answer."""
    typed = request.GET.get("q", "").casefold()
    found = [(code, name) for code, name in samples.PLACES if typed in f"{code} {name}".casefold()]
    return JsonResponse([{"value": code, "text": name, "detail": code} for code, name in found], safe=False)


@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in: how a page looks that asks once more."""
    return render(request, "face/living_confirm.html", {"cancel_url": reverse("face:living")})
