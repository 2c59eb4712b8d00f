"""Django's own checks, as production would start it."""

from __future__ import annotations

import re
import secrets
import stat

import pytest
from django.core.management import call_command

from tests.checks.tools import ROOT, assert_passes, run

# What `check --deploy` warns of and why it stays.
ACCEPTED = {
    "security.W005": "whether subdomains are served over HTTPS is the administration's to say",
    "security.W021": "and so is the browsers' preload list",
}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_production_is_set_up_safely() -> None:
    production = {
        "VIGIE_MODE": "production",
        "VIGIE_SECRET_KEY": secrets.token_urlsafe(48),
        "VIGIE_HOSTS": "vigie.example.org",
        "VIGIE_BASE_URL": "https://vigie.example.org",
        "DATABASE_URL": f"postgres://nobody:{secrets.token_urlsafe(24)}@localhost:1/none",
        "REDIS_URL": f"redis://:{secrets.token_urlsafe(24)}@localhost:1/0",
    }
    ran = run("python", "manage.py", "check", "--deploy", **production)
    told = set(re.findall(r"\((\w+\.[WEC]\d+)\)", ran.stderr + ran.stdout))

    assert_passes(ran)
    assert told - set(ACCEPTED) == set(), ran.stderr


def test_production_refuses_a_weak_key() -> None:
    ran = run("python", "manage.py", "check", VIGIE_MODE="production", VIGIE_SECRET_KEY="short")

    assert ran.returncode != 0
    assert "VIGIE_SECRET_KEY" in ran.stderr


def test_commands_can_be_started() -> None:
    commands = [path for path in (ROOT / "script").iterdir() if path.is_file()]

    assert {"run", "test", "setup", "update", "manage", "console", "benchmark", "messages", "backup", "restore"} <= {
        c.name for c in commands
    }
    assert [path.name for path in commands if not path.stat().st_mode & stat.S_IXUSR] == []
    assert [path.name for path in commands if not path.read_text("utf-8").startswith("#!/usr/bin/env ")] == []
