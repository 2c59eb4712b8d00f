"""What the pages of offices and people share: who asks, what may be shown, how a form becomes an act."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.actions.errors import NotDone
from accounts.authority import has_anywhere
from accounts.models import Invitation, Officer
from accounts.permissions import Permission, Refused

R = TypeVar("R")
FORM_METHODS = ["GET", "HEAD", "POST"]


class OfficerRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Officer


def require_anywhere(officer: Officer, permission: Permission) -> None:
    """Let pass whoever has the permission at some office. Raises Refused (403) for the others."""
    if not has_anywhere(officer, permission):
        raise Refused(permission)


def visible_officer(request: OfficerRequest, pk: int) -> Officer:
    """The officer of this address. Raises Http404 if there is none whom the reader may see."""
    found: Officer = get_object_or_404(Officer.objects.visible_to(request.user), pk=pk)
    return found


def another_officer(request: OfficerRequest, pk: int, permission: Permission) -> Officer:
    """The officer of this address, for what nobody does to their own account. Raises Http404; Refused for oneself."""
    if request.user.pk == pk:
        raise Refused(permission)
    return visible_officer(request, pk)


def visible_invitation(request: OfficerRequest, pk: UUID) -> Invitation:
    """The invitation of this address. Raises Http404 if there is none that the reader may see."""
    seen = Invitation.objects.visible_to(request.user).select_related("office", "invited_by", "officer")
    return get_object_or_404(seen, pk=pk)


def chosen_so_far(request: HttpRequest) -> dict[str, str]:
    """The office and role in the address: where one comes from, or what the page asks again with as one chooses."""
    office, role_code = request.GET.get("office", ""), request.GET.get("role_code", "")
    if not office or "\0" in office + role_code:
        return {}
    return {"office": office, "role_code": role_code}


def show(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """The page; with status 422 when its form was sent and has errors."""
    form = context.get("form")
    if isinstance(form, BaseForm) and form.is_bound and form.errors:
        status = 422
    return render(request, template, context, status=status)


def done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do it; False when it was refused, and then the form says why."""
    return made(form, act) is not None


def made(form: BaseForm, act: Callable[[], R]) -> R | None:
    """Do it, and give what it made; None when it was refused, and then the form says why."""
    try:
        return act()
    except NotDone as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, ValidationError(refusal.messages))
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
    return None
