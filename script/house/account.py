"""Who PostgreSQL runs as. It refuses to run as root, so root hands it to an account without rights."""

import os
import pwd
import subprocess
from pathlib import Path
from typing import Any

from house.terminal import Trouble


def lower_account() -> pwd.struct_passwd | None:
    """The account for PostgreSQL when we are root; None when we may run it ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL does not run as root and this machine has no account “nobody”: use another account."
        ) from None


def as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """What subprocess needs to start a program as that account."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def owned_folder(path: Path, account: pwd.struct_passwd | None) -> Path:
    """A folder that belongs to that account alone."""
    path.mkdir(parents=True, exist_ok=True)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    path.chmod(0o700)
    return path


def can_run(program: Path, account: pwd.struct_passwd | None) -> bool:
    """Whether that account reaches this program and the program starts on this machine."""
    try:
        done = subprocess.run([program, "--version"], cwd="/", capture_output=True, check=False, **as_account(account))
    except OSError:
        return False
    return done.returncode == 0


def can_enter(path: Path, account: pwd.struct_passwd | None) -> bool:
    """Whether that account may pass through this folder and all that lie above it."""
    if account is None:
        return True
    for place in (path, *path.parents):
        state = place.stat()
        allowed = 0o100 if state.st_uid == account.pw_uid else 0o010 if state.st_gid == account.pw_gid else 0o001
        if not state.st_mode & allowed:
            return False
    return True
