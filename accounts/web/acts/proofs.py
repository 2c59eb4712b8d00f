"""A proof that one act stands in the sealed record, for whoever has no access to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from accounts.querysets.acts import acts_visible_to
from accounts.web.people.pages import require_anywhere, show
from audit.reports.proofs import NotProvableError, prove_entry

if TYPE_CHECKING:
    from typing import Any

    from accounts.web.people.pages import OfficerRequest

BOOK = "audit_act"
COMMAND = "script/manage verify_audit --check-proof {file} --key keys.txt"


class ProofForm(forms.Form):
    """Which act."""

    act = forms.IntegerField(
        label=_("Number of the act"),
        help_text=_("It stands in the first column of the exported list of acts."),
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )


def seal_proof(request: OfficerRequest) -> HttpResponse:
    """Asks for the number of an act and hands out its proof as a file. For whoever may view acts."""
    require_anywhere(request.user, Permission.ACT_VIEW)
    form = ProofForm(request.GET if "act" in request.GET else None)
    if form.is_valid():
        number = form.cleaned_data["act"]
        if not acts_visible_to(request.user).filter(pk=number).exists():
            raise Http404
        try:
            return _file(number, prove_entry(BOOK, number))
        except NotProvableError:
            form.add_error("act", _("This act is not sealed yet, or it is no longer what was sealed."))
    context = {
        "form": form,
        "form_elsewhere": True,
        "command": COMMAND.format(file=_name(1234)),
        "steps": [(_("Seals"), reverse("accounts:seal-list"))],
    }
    return show(request, "accounts/acts/seal_proof.html", context, status=422 if form.is_bound else 200)


def _file(number: int, proof: dict[str, Any]) -> HttpResponse:
    return HttpResponse(
        json.dumps(proof, indent=1, ensure_ascii=False),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_name(number)}"'},
    )


def _name(number: int) -> str:
    word = gettext("proof")
    return f"{word}-{number}.json"
