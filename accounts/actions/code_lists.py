"""Code lists hold for everybody, so whoever changes one must be administrator above all offices.

That is: at every open office of the highest kind there is; the WCO's in one installation, the national
administration's in another.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounts import authority
from accounts.choices import OfficeKind
from accounts.models import Office
from accounts.permissions import Permission, Refused
from audit.acts import act
from audit.changes import by_virtue_of
from reference.actions import crosswalks, editions

if TYPE_CHECKING:
    from accounts.models import Officer
    from reference.models import Code, CodeList, Crosswalk, Edition


def may_load_code_lists(officer: Officer) -> bool:
    """Whether the officer may change code lists."""
    return _mandate(officer) is not None


def require_code_lists(officer: Officer) -> editions.Mandate:
    """By virtue of what the officer may change code lists. Raises Refused."""
    mandate = _mandate(officer)
    if mandate is None:
        raise Refused(Permission.CODE_LIST_LOAD)
    by_virtue_of(role_code=mandate["role_code"], office_code=mandate["by_office_code"])
    return mandate


def _mandate(officer: Officer) -> editions.Mandate | None:
    if not authority.has_anywhere(officer, Permission.CODE_LIST_LOAD):
        return None
    found = [authority.posting_that_allows(officer, Permission.CODE_LIST_LOAD, office) for office in _highest()]
    if not found or found[0] is None or None in found:
        return None
    return editions.Mandate(**authority.mandate(found[0]))


def _highest() -> list[Office]:
    """The open offices of the highest kind there is."""
    for kind in OfficeKind:
        if offices := list(Office.objects.open().filter(kind=kind)):
            return offices
    return []


@act
def receive_code_list(
    *,
    by: Officer,
    code_list: CodeList,
    content: bytes,
    file_name: str,
    name: str,
    source: str,
    reach: str,
    from_on: date,
) -> Edition:
    """Hand in a file as a new edition, to see what it would change. Raises Refused."""
    return editions.receive_edition(
        by=by,
        code_list=code_list,
        content=content,
        file_name=file_name,
        name=name,
        source=source,
        reach=reach,
        from_on=from_on,
        mandate=require_code_lists(by),
    )


@act
def apply_code_list(*, by: Officer, edition: Edition) -> Edition:
    """Put a proposed edition in force. Raises Refused, or ListNotChanged with the reason."""
    return editions.apply_edition(by=by, edition=edition, mandate=require_code_lists(by))


@act
def discard_code_list(*, by: Officer, edition: Edition) -> Edition:
    """Leave a proposed edition. Raises Refused, or EditionDecided."""
    return editions.discard_edition(by=by, edition=edition, mandate=require_code_lists(by))


@act
def restore_code_list(*, by: Officer, edition: Edition) -> Edition:
    """Propose a list again as it stood under an earlier edition. Raises Refused."""
    return editions.restore_edition(by=by, edition=edition, mandate=require_code_lists(by))


@act
def confirm_code_mapping(*, by: Officer, mapping: Crosswalk, code: Code | None) -> Crosswalk:
    """Settle what a word of another system means. Raises Refused, or MappingUnfit."""
    return crosswalks.confirm_mapping(by=by, mapping=mapping, code=code, mandate=require_code_lists(by))
