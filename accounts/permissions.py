"""The one vocabulary of what an officer may do. Roles hold them; `accounts.authority` decides where."""

from enum import StrEnum

from accounts.choices import Scope


class Permission(StrEnum):
    """One thing that somebody may be allowed to do, at an office and at all offices under it."""

    OFFICE_VIEW = "office.view"
    OFFICER_VIEW = "officer.view"
    OFFICER_INVITE = "officer.invite"
    OFFICER_SUSPEND = "officer.suspend"
    POSTING_GRANT = "posting.grant"
    ACT_VIEW = "act.view"
    RUN_VIEW = "run.view"
    CODE_LIST_LOAD = "code_list.load"
    RECORD_ENTER = "record.enter"
    RECORD_VIEW = "record.view"
    RECORD_CHECK = "record.check"
    RECORD_RELEASE = "record.release"
    NOMINAL_VIEW = "nominal.view"
    RELEASED_VIEW = "released.view"
    RELEASED_VERIFY = "released.verify"


# What a token's scope is of no use without. Whoever has a posting may view offices.
NEEDED_FOR: dict[Scope, Permission] = {
    Scope.OFFICES_READ: Permission.OFFICE_VIEW,
    Scope.OFFICERS_READ: Permission.OFFICER_VIEW,
    Scope.OFFICERS_WRITE: Permission.OFFICER_SUSPEND,
    Scope.POSTINGS_WRITE: Permission.POSTING_GRANT,
    Scope.INVITATIONS_READ: Permission.OFFICER_INVITE,
    Scope.INVITATIONS_WRITE: Permission.OFFICER_INVITE,
    Scope.CODE_LISTS_READ: Permission.OFFICE_VIEW,
    Scope.CODE_LISTS_WRITE: Permission.CODE_LIST_LOAD,
    Scope.RECORDS_READ: Permission.RECORD_VIEW,
    Scope.RECORDS_NAMES: Permission.NOMINAL_VIEW,
    Scope.RECORDS_WRITE: Permission.RECORD_ENTER,
    Scope.RECORDS_STEPS: Permission.RECORD_ENTER,
    Scope.RELEASED_READ: Permission.RELEASED_VIEW,
    Scope.RELEASED_VERIFY: Permission.RELEASED_VERIFY,
    Scope.RUNS_READ: Permission.OFFICE_VIEW,
    Scope.RUNS_WRITE: Permission.OFFICE_VIEW,
    Scope.ACTS_READ: Permission.ACT_VIEW,
    Scope.TOKENS_READ: Permission.OFFICE_VIEW,
    Scope.TOKENS_WRITE: Permission.OFFICE_VIEW,
}


class Refused(PermissionError):
    """The officer may know that the thing exists but may not do this to it. A page answers 403."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"no current posting grants {permission}")
        self.permission = permission
