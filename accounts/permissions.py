"""The one vocabulary of what an officer may do. Roles hold them; `accounts.authority` decides where."""

from enum import StrEnum


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


class Refused(PermissionError):
    """The officer may know that the thing exists but may not do this to it. A page answers 403."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"no current posting grants {permission}")
        self.permission = permission
