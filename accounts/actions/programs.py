"""Machines that work for an office: each has a name, one posting, and tokens; nobody signs in as one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from accounts import acts, authority
from accounts.actions import conditions, errors
from accounts.actions.officers import block
from accounts.choices import BlockReason
from accounts.models import Office, Officer, Posting
from accounts.permissions import Permission
from accounts.roles import ROLES_OF_PROGRAMS
from audit.acts import act, already_done, record

if TYPE_CHECKING:
    from audit.kinds import Kind


@act
def register_program(*, by: Officer, program_id: UUID, name: str, office: Office, role_code: str) -> Officer:
    """Give a machine a name and a posting at an office: one that `by` may grant, and none that looks after people.

    `program_id` is made by the form: sent twice, it is one program. Raises Refused, RoleNotHeldThere,
    RoleNotForPrograms, OfficeClosed, TextOwed.
    """
    conditions.role_held_at(role_code, office)
    allowed_by = authority.require_grant(by, Permission.POSTING_GRANT, role_code, office)
    if role_code not in ROLES_OF_PROGRAMS:
        raise errors.RoleNotForPrograms
    called = conditions.readable(name, "name", owed=True)
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    earlier = Posting.objects.select_related("officer").filter(pk=program_id).first()
    if earlier:
        if not earlier.officer.is_program or (earlier.office_id, earlier.role_code) != (office.pk, role_code):
            raise errors.FormUsedBefore
        already_done()
        return earlier.officer
    program = Officer.objects.create_user(
        f"program-{program_id.hex[:12]}",
        family_name=called[:80],
        given_names="",
        language=office.language,
        is_program=True,
    )
    Posting.objects.create(
        id=program_id, officer=program, office=office, role_code=role_code, from_on=timezone.localdate()
    )
    _record(acts.PROGRAM_REGISTERED, program, by=by, allowed_by=allowed_by, role=role_code)
    return program


@act
def close_program(*, by: Officer, program: Officer) -> Officer:
    """End a program and all its tokens at once, for good. Raises Refused, NotAProgram."""
    if not program.is_program:
        raise errors.NotAProgram
    allowed_by = authority.require_over(by, Permission.POSTING_GRANT, program, every=False)
    current = conditions.locked(program)
    if not current.is_active:
        already_done()
        return current
    block(current, BlockReason.SUSPENDED)
    _record(acts.PROGRAM_CLOSED, current, by=by, allowed_by=allowed_by)
    return current


def _record(kind: Kind, program: Officer, *, by: Officer, allowed_by: Posting, role: str = "") -> None:
    office = authority.office_of(program)
    details = {"role": role, "office_name": office.name if office else ""}
    record(
        kind,
        by=by,
        subject=program,
        office_code=office.code if office else "",
        details={key: value for key, value in details.items() if value},
        **authority.mandate(allowed_by),
    )
