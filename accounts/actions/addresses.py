"""The sign-in library keeps e-mail addresses in a table of its own; this keeps it in step with the officer's."""

from allauth.account.models import EmailAddress

from accounts.models import Officer


def keep_address_in_step(officer: Officer) -> None:
    """Make the officer's address the only one known. The office that entered it vouches for it."""
    known = EmailAddress.objects.filter(user=officer)
    if not officer.email:
        known.delete()
        return
    known.exclude(email=officer.email).delete()
    EmailAddress.objects.update_or_create(
        user=officer, email=officer.email, defaults={"primary": True, "verified": True}
    )
