"""Background work of this room: ids in, one act called, safe to run twice."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.actions import credentials, dormancy, letters, run_files
from audit.actions.runs import Result, Running, kind
from audit.choices import RunQueue


@kind(title=_("Review of unused accounts"), queue=RunQueue.LONG, checkpoints=True)
def review_dormant_accounts(_run: Running) -> None:
    """Each night: warn and block those who have not been here for long. Each officer is kept by itself."""
    dormancy.review_dormant_accounts(timezone.localdate())


@kind(title=_("Removal of old files"), queue=RunQueue.LONG, checkpoints=True)
def remove_old_files(_run: Running) -> Result:
    """Each night: remove files of runs that have been kept long enough. Each is kept by itself."""
    return run_files.remove_old_files()


@kind(title=_("Office groups brought up to date"), queue=RunQueue.LONG)
def follow_postings(_run: Running) -> None:
    """Each night: bring the office groups up to date with postings that began or ended by themselves."""
    access.follow_postings()


@shared_task(name="accounts.send_invitation")
def send_invitation(invitation_id: str, serial: int) -> None:
    """Once an invitation is on record: send its letter."""
    letters.send_invitation(UUID(invitation_id), serial)


@shared_task(name="accounts.send_dormancy_warning")
def send_dormancy_warning(officer_id: int) -> None:
    """Once a warning is on record: send its letter."""
    letters.send_dormancy_warning(officer_id)


@shared_task(name="accounts.send_token_notice")
def send_token_notice(token_id: str) -> None:
    """Once a token is on record: tell its officer."""
    letters.send_token_notice(UUID(token_id))


@shared_task(name="accounts.send_waiting_letters")
def send_waiting_letters() -> None:
    """Every few minutes: send what did not leave when it should have."""
    letters.send_waiting_letters()


@shared_task(name="accounts.send_password_link")
def send_password_link(address: str) -> None:
    """Somebody forgot a password: write to the holder of the address, if there is one."""
    credentials.send_password_link(address=address)


@shared_task(name="accounts.tell_about_change")
def tell_about_change(officer_id: int, change: str) -> None:
    """Once a password or second factor has changed: tell its holder."""
    credentials.tell_about_change(officer_id, change)
