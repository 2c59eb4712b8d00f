"""After submitting: the receipt, the slip to print; and opening a record again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

from audit.errors import NotDone
from cen_records.actions.drafts import reopen_case
from cen_records.models import Case

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cen_records.web.pages import OfficerRequest


@require_POST
def record_correct(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Open a record to put it right. For those who may enter records where it was entered."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    try:
        reopened = reopen_case(by=request.user, case=case)
    except NotDone as refusal:
        messages.warning(request, refusal.message)
        return redirect("cen_records:record-list")
    return redirect("cen_records:draft", reopened.pk)


@require_safe
def record_receipt(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """That it was submitted, under which reference, and what next."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("office"), pk=pk)
    return render(request, "cen_records/entry/receipt.html", {"case": case})


@require_safe
def record_slip(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The record on one sheet, to go with the goods: no person, no plate."""
    seen = Case.objects.visible_to(request.user).select_related(
        "office", "administration", "direction", "location_type"
    )
    case = get_object_or_404(seen, pk=pk)
    address = settings.VIGIE_BASE_URL + reverse("cen_records:record-receipt", args=[pk])
    context = {
        "case": case,
        "lines": case.lines.select_related("commodity", "unit"),
        "containers": case.containers.all(),
        "address": address,
        "qr": drawing(address),
    }
    return render(request, "cen_records/entry/slip.html", context)


def drawing(text: str) -> dict[str, str | int]:
    """A QR code as the path of an SVG drawing and the length of its side, in modules."""
    code: QRCode[SvgPathImage] = QRCode(border=0, error_correction=ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(text)
    code.make(fit=True)
    return {"path": code.make_image().path.attrib["d"], "side": code.modules_count}
