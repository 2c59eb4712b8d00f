# ruff: noqa: D101 - each class describes itself to its readers in `sentence`
"""Why an act on a record was not done, in words for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from audit.errors import NotDone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cen_records.rules.findings import Finding


class NotReady(NotDone):
    """The document cannot be a record yet; `findings` say what is wrong at which field. The draft is as it was."""

    sentence = _("The record cannot be submitted yet. What has to be put right stands at each field.")

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = list(findings)


class IdentityTaken(NotDone):
    is_conflict = True
    sentence = _("This form was used before for another record. Begin a new one; what you typed is still here.")


class SubmittedBefore(NotDone):
    is_conflict = True
    sentence = _("This record was submitted before. Open it to see where it stands.")


class ChangedMeanwhile(NotDone):
    is_conflict = True
    sentence = _("Somebody changed this record meanwhile. Look at it again before you go on.")


class NotToBeCorrected(NotDone):
    is_conflict = True
    sentence = _("This record cannot be put right at this step of its way.")


class DraftOpen(NotDone):
    is_conflict = True
    sentence = _("A draft of this record is open. Submit it or throw it away first.")


class SentOtherwise(NotDone):
    is_conflict = True
    sentence = _("This record is there with other contents. Correct it by itself, as the version that you have read.")
