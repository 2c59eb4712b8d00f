"""Why something was not done to a code list, in words for whoever tried."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reference.rules.columns import YEARS


class ListNotChanged(ValidationError):
    """The act was not done; the list is as it was."""


class DayUnlikely(ListNotChanged):
    """The day from which an edition is to hold lies in a year that must be a slip."""

    def __init__(self) -> None:
        super().__init__(
            _("“In force from” must lie between %(first)s and %(last)s."),
            params={"first": str(YEARS[0]), "last": str(YEARS[-1])},
        )


class EditionDecided(ListNotChanged):
    """Somebody has applied or discarded the edition before."""

    def __init__(self) -> None:
        super().__init__(_("This edition has been decided on before. Load the file again if it still counts."))


class EditionHasErrors(ListNotChanged):
    """A file with errors cannot be applied."""

    def __init__(self) -> None:
        super().__init__(_("The file has errors. Correct them and load it again."))


class ListHasChanged(ListNotChanged):
    """The preview does not tell any more what would happen."""

    def __init__(self) -> None:
        super().__init__(_("The list has been changed since this preview was made. Load the file again."))


class NothingChanges(ListNotChanged):
    """The edition says what the list says already."""

    def __init__(self) -> None:
        super().__init__(_("The list already says what this file says."))


class MappingUnfit(ListNotChanged):
    """The code is not one of the list that the foreign word is mapped to."""

    def __init__(self) -> None:
        super().__init__(_("This code is not in the list that the word is mapped to."))
