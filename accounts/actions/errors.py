# ruff: noqa: D101 - each class describes itself to its readers in `sentence`
"""Why an act was not done, in words for the person who tried. A form shows them beside the field they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audit.errors import NotDone as NotDone  # noqa: PLC0414 - what all refusals are is asked for here too
from audit.errors import ReasonOwed as ReasonOwed  # noqa: PLC0414

if TYPE_CHECKING:
    from accounts.models import Invitation


class UnfitCharacters(NotDone):
    """A text holds control characters, or some that turn the direction of writing; `field` is where it was typed."""

    sentence = _("This text holds characters that cannot be seen and could mislead. Type it again instead of pasting.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class TextOwed(NotDone):
    """Nothing that can be read was typed where something is needed; `field` is where."""

    sentence = _("Enter something that can be read.")

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


class UnknownLanguage(NotDone):
    sentence = _("Choose one of the languages of the system.")
    field = "language"


class UnknownRole(NotDone):
    sentence = _("Choose one of the roles.")
    field = "role_code"


class RoleNotHeldThere(NotDone):
    sentence = _("This role is not held at this kind of office.")
    field = "role_code"


class OfficeClosed(NotDone):
    sentence = _("This office is closed.")
    field = "office"


class EndsBeforeItBegins(NotDone):
    sentence = _("The last day comes before the first day or before today.")
    field = "until_on"


class EndsTooFarAhead(NotDone):
    sentence = _("This day is more than ten years away. Check the year.")
    field = "until_on"


class BeginsTooFarAhead(NotDone):
    sentence = EndsTooFarAhead.sentence
    field = "from_on"


class BeginsTooFarBack(NotDone):
    sentence = _("The first day can be 30 days ago at the earliest.")
    field = "from_on"


class BeginsBeforeAccount(NotDone):
    sentence = _("The first day comes before the day on which this account was opened.")
    field = "from_on"


class AlreadyPosted(NotDone):
    sentence = _("The officer already holds this role at this office on some of these days.")
    field = "from_on"


class EndsTooEarly(NotDone):
    sentence = _("The last day can be yesterday at the earliest.")
    field = "until_on"


class OnlyShorter(NotDone):
    sentence = _("A posting can only be made shorter here. To make it longer, grant a further one.")
    field = "until_on"


class PostingOver(NotDone):
    sentence = _("This posting has already ended.")


class NotToOneself(NotDone):
    sentence = _("Nobody does this to their own account. Ask a colleague.")


class LastAdministrator(NotDone):
    sentence = _("This is the last administrator. First give somebody else this role, without an end date.")


class OfficerBlocked(NotDone):
    sentence = _("This account is blocked. It must be reinstated first.")


class EmailTaken(NotDone):
    sentence = _("An account with this e-mail address exists already.")
    field = "email"


class EmailUnusable(NotDone):
    sentence = _("This address cannot be used for this account. Check it with the officer, or leave it empty.")
    field = "email"


class AccountExists(NotDone):
    sentence = _(
        "You have an account with this e-mail address already. Sign in with it, and ask whoever invited you for a "
        "posting there."
    )


class SignInNameMissing(NotDone):
    sentence = _("Choose a sign-in name.")
    field = "sign_in_name"


class SignInNameUnfit(NotDone):
    sentence = _("Use 3 to 40 letters without accents, digits, full stops, hyphens or underscores.")
    field = "sign_in_name"


class SignInNameTaken(NotDone):
    sentence = _("Somebody else has this sign-in name. Choose another.")
    field = "sign_in_name"


class PasswordUnfit(NotDone):
    """The password breaks at least one of the rules; `messages` holds a sentence for each."""

    sentence = _("Choose another password.")
    field = "password"

    def __init__(self, broken: ValidationError) -> None:
        ValidationError.__init__(self, broken.error_list)


class AlreadyInvited(NotDone):
    """There is an open invitation for the same person at the same office: `invitation`."""

    sentence = _("This person already has an open invitation to this office. Renew or cancel that one.")
    field = "email"

    def __init__(self, invitation: Invitation) -> None:
        super().__init__()
        self.invitation = invitation


class UnknownScope(NotDone):
    sentence = _("Choose at least one of the rights that a token can have here.")
    field = "scopes"


class ScopeNotHeld(NotDone):
    sentence = _("A token can only have rights that its postings give.")
    field = "scopes"


class TokenHoldsTooLong(NotDone):
    sentence = _("A token holds for at least a day and at most a year.")
    field = "days"


class TooManyTokens(NotDone):
    sentence = _("There are too many tokens already. Revoke those that nobody uses.")


class RoleNotForPrograms(NotDone):
    sentence = _("A program cannot hold a role that looks after people.")
    field = "role_code"


class NotToPrograms(NotDone):
    sentence = _("This is a program. Nobody signs in as it, and it has one posting for good.")


class NotAProgram(NotDone):
    sentence = _("This is not a program.")


class FormUsedBefore(NotDone):
    sentence = _("This form was sent before with other contents. Open it again.")


class CodeNotShowable(NotDone):
    sentence = _("This code can no longer be shown. Renew the invitation to get a new one.")


class InvitationProblem(NotDone):
    """What can be wrong with a code."""

    field = "code"


class InvitationUnknown(InvitationProblem):
    sentence = _("This code is not known. Check each character; a newer code may have replaced it.")


class InvitationExpired(InvitationProblem):
    sentence = _("This invitation has expired. Ask the person who invited you to renew it.")


class InvitationUsed(InvitationProblem):
    sentence = _("This invitation has already been used.")


class InvitationCancelled(InvitationProblem):
    sentence = _("This invitation was cancelled. Ask the person who invited you.")


class InviterNoLongerAllowed(InvitationProblem):
    sentence = _("The person who invited you may no longer do so. Ask your office for a new invitation.")
