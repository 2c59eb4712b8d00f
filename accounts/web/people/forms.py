"""The forms of offices and people. They only ask; the acts decide."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.errors import EndsTooFarAhead, UnfitCharacters
from accounts.authority import roles_grantable
from accounts.models import Office, Officer
from accounts.permissions import Permission
from accounts.roles import ROLES, Role
from accounts.rules import has_unfit_characters, is_too_far_ahead, visible_text
from face.forms import DateInput, PasswordInput, Picker

DAMAGED = _("This form is damaged. Open it again.")


def _asks(words: Any) -> dict[str, Any]:
    """What a field says when it is left empty."""
    return {"required": words}


class ReadableField(forms.CharField):
    """Words that read as what they are: nothing in them that steers the screen, nothing that nobody sees."""

    def __init__(self, *, lines: bool = False, **options: Any) -> None:
        self.lines = lines
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """The words without invisible characters. Raises ValidationError for those that steer."""
        text = super().to_python(value) or ""
        if has_unfit_characters(text.replace("\0", ""), lines=self.lines):  # a NUL has words of its own
            raise forms.ValidationError(UnfitCharacters.sentence, code="unfit")
        return visible_text(text) if "\0" not in text else text


class OnceForm(forms.Form):
    """A form with hidden fields. Nobody types into those: one that is wrong means that the form came damaged."""

    def add_error(self, field: str | None, error: Any) -> None:
        """Say of a hidden field what can be done about it, without its name."""
        if field is not None and field in self.fields and self.fields[field].widget.is_hidden:
            field, error = None, forms.ValidationError(DAMAGED, code="damaged")
        super().add_error(field, error)


def _family_name() -> forms.CharField:
    return ReadableField(label=_("Family name"), max_length=80, error_messages=_asks(_("Enter the family name.")))


def _given_names() -> forms.CharField:
    return ReadableField(label=_("Given names"), max_length=80, error_messages=_asks(_("Enter the given names.")))


if TYPE_CHECKING:
    OneOffice = forms.ModelChoiceField[Office]
else:
    OneOffice = forms.ModelChoiceField


class OfficeChoice(OneOffice):
    """An office, by its code in the address and by its name and code on the page."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Office"))
        options.setdefault("widget", Picker)
        options.setdefault("empty_label", _("Choose an office"))
        options.setdefault("error_messages", _asks(_("Choose an office.")))
        super().__init__(queryset=Office.objects.none(), to_field_name="code", **options)

    def to_python(self, value: Any) -> Office | None:
        """The office of this code. Raises ValidationError for others, and for what no code can be."""
        if "\0" in str(value):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, obj: Office) -> str:
        """The office's name, then its code."""
        return f"{obj} ({obj.code})"


class UntilField(forms.DateField):
    """The last day of a posting: may be left open, and is not a slip of the keys in the year."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Until"))
        options.setdefault("required", False)
        options.setdefault("help_text", _("The last day. Leave it empty if no end is known."))
        super().__init__(widget=DateInput(attrs={"data-width": "medium"}), **options)

    def validate(self, value: Any) -> None:
        """Refuse a day more than ten years away."""
        super().validate(value)
        if value and is_too_far_ahead(value, today=timezone.localdate()):
            raise forms.ValidationError(EndsTooFarAhead.sentence, code="far_away")


class GrantForm(OnceForm):
    """What every form that gives a role at an office asks. Shows only what its reader may give; to nobody, nothing."""

    permission: Permission
    office = OfficeChoice()
    role_code = forms.ChoiceField(label=_("Role"), error_messages=_asks(_("Choose a role.")))

    def __init__(self, *args: Any, by: Officer | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if by is not None:
            self._offer(by)

    def _offer(self, by: Officer) -> None:
        offices = Office.objects.reached_by(by, self.permission).open().order_by("code")
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        roles = [(role.code, role.name) for role in self.roles(by)]
        self.fields["role_code"].choices = [("", _("Choose a role")), *roles]  # type: ignore[attr-defined]

    def chosen_office(self) -> Office | None:
        """The office that stands in the form now, if it is one of those offered."""
        code = self["office"].value()
        offered = self.fields["office"].queryset  # type: ignore[attr-defined]
        found: Office | None = offered.filter(code=str(code)).first() if code and "\0" not in str(code) else None
        return found

    def roles(self, by: Officer) -> list[type[Role]]:
        """The roles to choose from: those that fit the chosen office; all that may be given until it is chosen."""
        office = self.chosen_office()
        if office is not None:
            return roles_grantable(by, self.permission, office)
        mine = [posting.role for posting in by.postings.current() if self.permission in posting.role.permissions]
        return [role for role in ROLES.values() if any(role.code in giver.grants for giver in mine)]


class InviteForm(GrantForm):
    """Invites one person to one role at one office."""

    permission = Permission.OFFICER_INVITE
    invitation_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    family_name = _family_name()
    given_names = _given_names()
    staff_number = ReadableField(label=_("Staff number"), max_length=30, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without an e-mail address, a slip is printed and handed over in person."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    until_on = UntilField()

    field_order = [
        "family_name",
        "given_names",
        "staff_number",
        "email",
        "office",
        "role_code",
        "until_on",
        "language",
    ]


class PostingForm(GrantForm):
    """Gives an officer one more role at an office."""

    permission = Permission.POSTING_GRANT
    posting_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    from_on = forms.DateField(
        label=_("From"), widget=DateInput(attrs={"data-width": "medium"}), initial=timezone.localdate
    )
    until_on = UntilField()

    field_order = ["office", "role_code", "from_on", "until_on"]


class ReasonForm(forms.Form):
    """Asks why. What is written here is kept with the act for good."""

    reason = ReadableField(
        lines=True,
        label=_("Reason"),
        error_messages=_asks(_("Give a reason. It is kept with the record of what was done.")),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence. It is kept with this act and can be read by auditors."),
    )


class EndPostingForm(ReasonForm):
    """Ends a posting on a day."""

    until_on = UntilField(label=_("Last day"), required=True, help_text="", initial=timezone.localdate)
    field_order = ["until_on", "reason"]


class CorrectForm(forms.Form):
    """Corrects how a person is written down."""

    family_name = _family_name()
    given_names = _given_names()
    staff_number = ReadableField(label=_("Staff number"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)


class SendForm(forms.Form):
    """Nothing to fill in: only that it is sent."""


class RecoveryForm(OnceForm):
    """Issues one recovery slip, however often it is sent."""

    invitation_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class RenewForm(OnceForm):
    """Makes one new code, however often it is sent: `serial` is the one that the page showed."""

    serial = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CodeForm(forms.Form):
    """The code of an invitation, as somebody types it from a slip."""

    code = forms.CharField(
        label=_("Code"),
        error_messages=_asks(_("Enter the code of your slip or letter.")),
        max_length=60,
        help_text=_("The sixteen letters and figures on your slip. Small letters, spaces and dashes do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-width": "medium",
            }
        ),
    )


class NewPasswordForm(forms.Form):
    """What somebody with a recovery slip chooses."""

    password = forms.CharField(
        label=_("New password"),
        error_messages=_asks(_("Choose a password.")),
        max_length=128,
        strip=False,
        widget=PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Three or four words that have nothing to do with each other are easy to "
            "remember and hard to guess. Not your name, and not a password that many people use."
        ),
    )


class JoinForm(NewPasswordForm):
    """What a newly invited officer chooses."""

    sign_in_name = forms.CharField(
        label=_("Sign-in name"),
        error_messages=_asks(_("Choose a sign-in name.")),
        max_length=40,
        help_text=_("What you type each time you sign in. You may keep this one or choose another."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["sign_in_name", "password"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = _("Password")
