"""What is done with an invitation: print it, give it a new code, withdraw it."""

from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

from accounts.actions.errors import CodeNotShowable
from accounts.actions.invitations import cancel_invitation, renew_invitation, show_slip
from accounts.web.people.forms import RenewForm, SendForm
from accounts.web.people.pages import FORM_METHODS, OfficerRequest, done, made, show, visible_invitation


@require_GET  # a mere HEAD would leave word of a slip that nobody saw
def invitation_slip(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """The slip to print and hand over. For whoever could grant what it offers; opening it leaves an act."""
    invitation = visible_invitation(request, pk)
    try:
        code = show_slip(by=request.user, invitation=invitation)
    except CodeNotShowable as refusal:
        messages.warning(request, refusal.message)
        return redirect("accounts:invitation", pk)
    address = settings.VIGIE_BASE_URL + reverse("accounts:invitation-open", args=[code])
    context = {
        "invitation": invitation,
        "code": code,
        "address": settings.VIGIE_BASE_URL + reverse("accounts:invitation-code"),
        "qr": _drawing(address),
    }
    return show(request, "accounts/invitation_slip.html", context)


@require_http_methods(FORM_METHODS)
def invitation_renew(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Give the invitation a new code and send or print it. For whoever could grant what it offers."""
    invitation = visible_invitation(request, pk)
    form = RenewForm(request.POST or None, initial={"serial": invitation.serial})
    act = partial(renew_invitation, by=request.user, invitation=invitation)
    if form.is_valid() and (renewed := made(form, partial(act, **form.cleaned_data))):
        if not renewed.is_by_mail:
            return redirect("accounts:invitation-slip", pk)
        messages.success(request, _("A new code is on its way to %(address)s.") % {"address": renewed.email})
        return redirect("accounts:invitation", pk)
    return show(request, "accounts/invitation_renew.html", {"form": form, "invitation": invitation})


@require_http_methods(FORM_METHODS)
def invitation_cancel(request: OfficerRequest, pk: UUID) -> HttpResponse:
    """Withdraw the invitation: its code opens nothing any more. For whoever could grant what it offers."""
    invitation = visible_invitation(request, pk)
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, partial(cancel_invitation, by=request.user, invitation=invitation)):
        messages.success(request, _("The invitation of %(person)s was withdrawn.") % {"person": invitation})
        return redirect("accounts:invitation", pk)
    return show(request, "accounts/invitation_cancel.html", {"form": form, "invitation": invitation})


def _drawing(text: str) -> dict[str, str | int]:
    """A QR code as the path of an SVG drawing and the length of its side, in modules."""
    code: QRCode[SvgPathImage] = QRCode(border=0, error_correction=ERROR_CORRECT_M, image_factory=SvgPathImage)
    code.add_data(text)
    code.make(fit=True)
    return {"path": code.make_image().path.attrib["d"], "side": code.modules_count}
