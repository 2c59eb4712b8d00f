"""Every table that keeps versions is closed to the application and has its triggers; no secret is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection

from audit.history import version_tables

if TYPE_CHECKING:
    from django.db import models

    from audit.models import Version

pytestmark = pytest.mark.django_db
TABLES = version_tables()
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
TRIGGERS = """
SELECT trigger.tgname, trigger.tgenabled, proc.prosecdef, pg_get_userbyid(proc.proowner), proc.proconfig,
       has_function_privilege(current_user, proc.oid, 'EXECUTE'), pg_get_userbyid(relation.relowner)
FROM pg_trigger AS trigger JOIN pg_proc AS proc ON proc.oid = trigger.tgfoid
JOIN pg_class AS relation ON relation.oid = trigger.tgrelid
WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_keep_%%' ORDER BY tgname
"""
SECRET = ("password", "secret", "sha256", "hash", "code_sha", "token", "key")
CHANGING = ("accounts.Office", "accounts.Officer", "cen_records.Case", "cen_records.ReleasedCase")
NO_SECRET = {"single_key_shortcuts"}


def ask(statement: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_there_are_some() -> None:
    kept = {label(table.pgh_tracked_model) for table in TABLES}

    assert kept >= {"accounts.Officer", "accounts.Office", "accounts.Posting", "reference.CodeList", "trials.Parcel"}


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_the_application_reads_and_does_nothing_else(table: type[Version]) -> None:
    name = table._meta.db_table
    granted = [right for right in RIGHTS if ask("SELECT has_table_privilege(%s, %s)", name, right) == [(True,)]]

    assert granted == ["SELECT"], "the migration owes audit.append_only.ReadOnly"
    columns = ask("SELECT has_any_column_privilege(%s, 'INSERT') OR has_any_column_privilege(%s, 'UPDATE')", name, name)
    assert columns == [(False,)]


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_the_triggers_are_there_and_cannot_be_borrowed(table: type[Version]) -> None:
    found = ask(TRIGGERS, table.pgh_tracked_model._meta.db_table)

    assert [str(name).split("_")[2] for name, *_ in found] == ["delete", "insert", "update"]
    for _name, enabled, definer, owner, settings, may_execute, table_owner in found:
        assert (enabled, definer, may_execute) == ("O", True, False)
        assert owner == table_owner != "vigie_app"
        assert settings == ["search_path=pg_catalog, pg_temp", "enable_nestloop=off"]


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_versions_outlive_what_they_speak_of(table: type[Version]) -> None:
    keys = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"

    assert ask(keys, table._meta.db_table) == [(0,)]
    assert table._meta.pk
    assert table._meta.pk.get_internal_type() == "BigAutoField"


@pytest.mark.parametrize("table", TABLES, ids=label)
def test_no_secret_is_kept(table: type[Version]) -> None:
    kept = {field.name for field in table._meta.get_fields()} - NO_SECRET

    assert [name for name in kept if any(word in name for word in SECRET)] == []


def test_what_is_excluded_is_a_secret_presence_or_follows_from_the_rest() -> None:
    left_out = {
        f"{label(table.pgh_tracked_model)}.{field.name}"
        for table in TABLES
        for field in table.pgh_tracked_model._meta.local_concrete_fields
        if field not in table.kept_fields()
    }

    assert left_out == {
        "accounts.Invitation.code_sha256",
        "accounts.Officer.password",
        "accounts.Officer.last_login",
        "accounts.Officer.last_seen_on",
        "accounts.Officer.dormancy_mailed_at",
        *(f"{model}.updated_{when}" for model in CHANGING for when in ("at", "in")),
        "trials.Parcel.secret",
        "trials.Parcel.size",
    }


def test_nothing_else_of_the_packages_is_in_the_database() -> None:
    """No table in between that the application could write, and no function that can be told to look away."""
    assert ask("SELECT to_regclass('pghistory_context')") == [(None,)]
    assert ask("SELECT count(*) FROM pg_proc WHERE proname IN ('_pgtrigger_should_ignore', '_pgh_attach_context')") == [
        (0,)
    ]


def test_the_application_has_no_role_that_could() -> None:
    asked = "SELECT rolsuper, rolreplication, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"

    assert ask(asked) == [(False, False, False, False)]
    assert ask("SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE relname = 'audit_act'") == [
        (False,)
    ]
