"""Sending what must reach a mailbox. The row that asks for a letter is also the proof that it left.

A letter is queued by the name of its task once the act is committed. If the queue was away at that
moment, `send_waiting_letters` finds the row later: nothing depends on the queue's memory.
"""

from __future__ import annotations

import logging
from functools import partial
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone

from accounts import mail
from accounts.codes import code_of, fingerprint
from accounts.models import AccessToken, Invitation, Officer

log = logging.getLogger(__name__)


def send_after_commit(task: str, *ids: str | int) -> None:
    """Queue a letter's task when, and only when, the current transaction is kept."""

    def send() -> None:
        current_app.send_task(task, args=ids)

    transaction.on_commit(send, robust=True)  # a queue that is away is logged and undoes nothing


@transaction.atomic
def send_invitation(invitation_id: UUID, serial: int) -> bool:
    """Send the letter of an open invitation unless it has left or was renewed since; whether it left now.

    Nor does it leave if the server's key has changed since: the code in it would open nothing.
    """
    good = fingerprint(code_of(invitation_id, serial))
    waiting = Invitation.objects.unsent().filter(pk=invitation_id, serial=serial, code_sha256=good)
    free = waiting.select_related("office", "invited_by").select_for_update(of=("self",), skip_locked=True)
    invitation = free.first()
    if invitation is None:
        return False
    mail.send_invitation(invitation)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])
    return True


@transaction.atomic
def send_dormancy_warning(officer_id: int) -> bool:
    """Send a warned officer the letter about it unless it has left; whether it left now."""
    waiting = Officer.objects.unwarned_by_mail().select_for_update(skip_locked=True)
    officer = waiting.filter(pk=officer_id).first()
    if officer is None or officer.will_be_blocked_on is None:
        return False
    mail.send_dormancy_warning(officer, officer.will_be_blocked_on)
    officer.dormancy_mailed_at = timezone.now()
    officer.save(update_fields=["dormancy_mailed_at"])
    return True


@transaction.atomic
def send_token_notice(token_id: UUID) -> bool:
    """Send the letter about a new token unless it has left; whether it left now."""
    waiting = AccessToken.objects.unmailed().select_related("officer")
    token = waiting.select_for_update(of=("self",), skip_locked=True).filter(pk=token_id).first()
    if token is None:
        return False
    mail.send_token_notice(token)
    token.mailed_at = timezone.now()
    token.save(update_fields=["mailed_at"])
    return True


def send_waiting_letters() -> int:
    """Send all letters that have not left, whatever the reason; how many left. One bad address stops no other."""
    sent = 0
    for invitation_id, serial in list(Invitation.objects.unsent().values_list("pk", "serial")):
        sent += _try(partial(send_invitation, invitation_id, serial))
    for officer_id in list(Officer.objects.unwarned_by_mail().values_list("pk", flat=True)):
        sent += _try(partial(send_dormancy_warning, officer_id))
    for token_id in list(AccessToken.objects.unmailed().values_list("pk", flat=True)):
        sent += _try(partial(send_token_notice, token_id))
    return sent


def _try(send: partial[bool]) -> bool:
    try:
        return send()
    except OSError:  # the mail server's refusals and absences are all of this kind
        log.exception("A letter did not leave; it is tried again later.")
        return False
