"""The lock-out after too many wrong passwords, as far as an officer's own account is concerned."""

from axes.models import AccessAttempt
from django.db.models import Q

from accounts.models import Officer


def forget_failed_attempts(officer: Officer) -> int:
    """Let the officer try again at once, by whichever name the attempts were made; how many were forgotten."""
    names = Q(username__iexact=officer.sign_in_name)
    if officer.email:
        names |= Q(username__iexact=officer.email)
    forgotten: int
    forgotten, _kinds = AccessAttempt.objects.filter(names).delete()
    return forgotten
