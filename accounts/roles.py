"""The whole policy: ten roles, what each may do, and at which kind of office it is held.

A posting gives an officer one role at one office. What the role permits then holds at that office
and at every office under it (a post is under its administration, an administration under the RILO
whose member it is, all under the WCO). Source: roles of the CEN community, see docs/decisions.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.choices import OfficeKind
from accounts.permissions import Permission as May


class Role:
    """What every role has. `grants` names the roles whose postings it may give to others."""

    code: ClassVar[str]
    name: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    held_at: ClassVar[frozenset[str]]
    permissions: ClassVar[frozenset[May]] = frozenset({May.OFFICE_VIEW})
    grants: ClassVar[frozenset[str]] = frozenset()
    second_factor: ClassVar[bool] = False


# Who looks after people: invites them, posts them, closes their accounts.
PEOPLE_KEEPER = Role.permissions | {May.OFFICER_VIEW, May.OFFICER_INVITE, May.OFFICER_SUSPEND, May.POSTING_GRANT}


class EntryOfficer(Role):
    code = "ENTRY_OFFICER"
    name = _("Entry officer")
    description = _("Records seizures and offences at a customs post.")
    held_at = frozenset({OfficeKind.POST})
    permissions = Role.permissions | {May.RECORD_ENTER, May.RECORD_VIEW}


class UnitHead(Role):
    code = "UNIT_HEAD"
    name = _("Unit head")
    description = _("Checks the records of the unit before they go to the national contact point.")
    held_at = frozenset({OfficeKind.POST})
    permissions = EntryOfficer.permissions | {May.OFFICER_VIEW, May.RECORD_CHECK, May.NOMINAL_VIEW}


class NationalAnalyst(Role):
    code = "NATIONAL_ANALYST"
    name = _("National analyst")
    description = _("Turns the records of the country into intelligence.")
    held_at = frozenset({OfficeKind.ADMINISTRATION})
    permissions = Role.permissions | {May.RECORD_VIEW, May.NOMINAL_VIEW, May.RELEASED_VIEW}
    second_factor = True


class TrainingCoordinator(Role):
    code = "TRAINING_COORDINATOR"
    name = _("National training coordinator")
    description = _("Nominates trainees and follows what they have learned.")
    held_at = frozenset({OfficeKind.ADMINISTRATION})
    permissions = Role.permissions | {May.OFFICER_VIEW}


class Trainee(Role):
    code = "TRAINEE"
    name = _("Trainee")
    description = _("Takes part in workshops and practises on invented records.")
    held_at = frozenset(OfficeKind)


class NationalContactPoint(Role):
    code = "NATIONAL_CONTACT_POINT"
    name = _("National contact point")
    description = _("Validates and releases the country’s records, and looks after its officers.")
    held_at = frozenset({OfficeKind.ADMINISTRATION})
    permissions = PEOPLE_KEEPER | UnitHead.permissions | {May.RECORD_RELEASE, May.RELEASED_VIEW}
    grants = frozenset({EntryOfficer.code, UnitHead.code, NationalAnalyst.code, TrainingCoordinator.code, Trainee.code})
    second_factor = True


class RiloAnalyst(Role):
    code = "RILO_ANALYST"
    name = _("RILO analyst and liaison officer")
    description = _("Verifies what member administrations release, and shares alerts with them.")
    held_at = frozenset({OfficeKind.RILO})
    permissions = Role.permissions | {May.RELEASED_VIEW, May.RELEASED_VERIFY}
    second_factor = True


class Trainer(Role):
    code = "TRAINER"
    name = _("Trainer")
    description = _("Runs workshops and follows what each officer has learned.")
    held_at = frozenset({OfficeKind.WCO, OfficeKind.RILO, OfficeKind.ADMINISTRATION})


class Administrator(Role):
    code = "ADMINISTRATOR"
    name = _("Administrator")
    description = _("Keeps offices, accounts and the system in order. Reads no case content.")
    held_at = frozenset({OfficeKind.WCO, OfficeKind.RILO, OfficeKind.ADMINISTRATION})
    permissions = PEOPLE_KEEPER | {May.CODE_LIST_LOAD, May.RUN_VIEW}
    second_factor = True


class Auditor(Role):
    code = "AUDITOR"
    name = _("Auditor")
    description = _("Reads who did what and when. Reads no case content and changes nothing.")
    held_at = frozenset({OfficeKind.WCO, OfficeKind.RILO, OfficeKind.ADMINISTRATION})
    permissions = Role.permissions | {May.OFFICER_VIEW, May.ACT_VIEW}
    second_factor = True


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        EntryOfficer,
        UnitHead,
        NationalContactPoint,
        NationalAnalyst,
        RiloAnalyst,
        Trainer,
        TrainingCoordinator,
        Trainee,
        Administrator,
        Auditor,
    )
}
Administrator.grants = frozenset(ROLES)
ROLE_CHOICES = [(role.code, role.name) for role in ROLES.values()]


ROLES_WITH_SECOND_FACTOR = frozenset(code for code, role in ROLES.items() if role.second_factor)
# A program never looks after people.
ROLES_OF_PROGRAMS = frozenset(code for code, role in ROLES.items() if not role.grants)


def roles_that_may(permission: May) -> frozenset[str]:
    """The codes of the roles that hold this permission."""
    return frozenset(code for code, role in ROLES.items() if permission in role.permissions)
