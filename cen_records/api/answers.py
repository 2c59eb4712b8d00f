"""What the addresses of records share: whose names are read, and what stands against a document."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts import authority
from accounts.api.callers import OfficerEndpoint
from accounts.choices import Scope
from accounts.permissions import Permission
from cen_records.actions.errors import NotReady
from cen_records.models import Case, Draft, ReleasedCase
from cen_records.presenters.findings import words
from cen_records.rules.document.names import is_of_names
from face.rest.needs import missing
from face.rest.problems import Problem
from face.rest.shapes import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accounts.models import Office
    from cen_records.rules.findings import Finding

RECORDS, DRAFTS, RELEASED = "records", "drafts", "released"


class NamesQuery(Query):
    """Whether the names come along."""

    names = serializers.BooleanField(
        required=False,
        default=False,
        help_text=gettext_lazy(
            "With the names: for a token with the scope `records.names` of an officer who may see names there."
            " It goes on record."
        ),
    )


class RecordEndpoint(OfficerEndpoint):
    """An address of records, drafts or what was released."""

    @property
    def may_be_told_names(self) -> bool:
        """Whether the token, or the browser, was given the scope."""
        return self.caller.scopes is None or Scope.RECORDS_NAMES in self.caller.scopes

    def wants_names(self, office: Office) -> bool:
        """Whether names are asked for. Raises Problem without the scope, Refused without the permission there."""
        if not self.asked.get("names"):
            return False
        if not self.may_be_told_names:
            raise missing(Scope.RECORDS_NAMES, Scope.RECORDS_NAMES.label)
        authority.require(self.officer, Permission.NOMINAL_VIEW, office)
        return True


@contextmanager
def told(*, named: bool) -> Iterator[None]:
    """What an act raises, as a problem. `named`: all that is quoted was sent by the caller in this request."""
    try:
        yield
    except NotReady as refused:
        findings = written(refused.findings, named=named)
        raise Problem("invalid", str(refused.sentence), more={"findings": findings}) from None
    except (Case.DoesNotExist, Draft.DoesNotExist, ReleasedCase.DoesNotExist):
        raise Http404 from None


def written(findings: Iterable[Finding], *, named: bool) -> list[dict[str, Any]]:
    """Findings as they are answered. Where names may have been kept from before, none of them is quoted."""
    return [
        {
            "path": finding.path,
            "code": finding.code,
            "level": finding.level.value,
            "message": words(finding)
            if named or not is_of_names(finding.path)
            else _("What stands here does not fit."),
        }
        for finding in findings
    ]
