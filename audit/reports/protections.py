"""Whether the books are still protected: what the application's role may do, triggers, and owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.conf import settings

from audit.reports.books import THE_SEALS
from audit.reports.findings import Finding, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from audit.reports.books import Book, Cursor
    from audit.reports.findings import Report

MAY = """
SELECT c.relname::text, right_name FROM pg_catalog.pg_class AS c
CROSS JOIN unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS right_name
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%(tables)s) AND c.relkind IN ('r', 'p')
  AND (right_name <> 'INSERT' OR c.relname = ANY (%(versions)s))
  AND (has_table_privilege(%(role)s, c.oid, right_name)
       OR right_name = 'UPDATE' AND has_any_column_privilege(%(role)s, c.oid, 'UPDATE'))
"""
OWNERS = """
SELECT c.relname::text, pg_get_userbyid(c.relowner)::text FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%(tables)s) AND c.relkind IN ('r', 'p')
  AND (pg_has_role(%(role)s, c.relowner, 'MEMBER')
       OR c.relowner <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = 'public.audit_seal'::regclass))
"""
ROLE = """
SELECT 'a superuser' FROM pg_roles WHERE rolname = %(role)s AND rolsuper
UNION ALL SELECT 'passes row policies' FROM pg_roles WHERE rolname = %(role)s AND rolbypassrls
UNION ALL SELECT 'may copy the whole server' FROM pg_roles WHERE rolname = %(role)s AND rolreplication
UNION ALL SELECT 'may make roles' FROM pg_roles WHERE rolname = %(role)s AND rolcreaterole
UNION ALL SELECT 'a member of ' || rolname FROM pg_roles
    WHERE rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_maintain')
      AND pg_has_role(%(role)s, oid, 'MEMBER')
UNION ALL SELECT 'may set session_replication_role'
    WHERE has_parameter_privilege(%(role)s, 'session_replication_role', 'SET')
UNION ALL SELECT 'session_replication_role is set for a role or a database' FROM pg_db_role_setting
    WHERE array_to_string(setconfig, ' ') LIKE '%%session_replication_role=%%'
UNION ALL SELECT 'session_replication_role is set for the server'
    WHERE current_setting('session_replication_role') <> 'origin'
"""
TRIGGERS_OFF = """
SELECT c.relname || '.' || tgname FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_class AS c ON c.oid = tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND tgenabled NOT IN ('O', 'A')
"""
TRIGGERS_ON = """
SELECT c.relname || '.' || tgname FROM pg_catalog.pg_trigger JOIN pg_catalog.pg_class AS c ON c.oid = tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND tgenabled IN ('O', 'A')
"""


@dataclass(frozen=True)
class Expected:
    """What this release of Vigie has laid down: the tables that must be books, and the triggers of its models."""

    role: str
    tables: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()  # those of them to which triggers add, and the application does not
    triggers: frozenset[str] = frozenset()  # table.trigger


def expected() -> Expected:
    """By the models: acts, and the tables of versions that django-pghistory keeps, whose key is called pgh_id."""
    versions = frozenset(model._meta.db_table for model in apps.get_models() if model._meta.pk.column == "pgh_id")
    triggers = frozenset(
        f"{model._meta.db_table}.{trigger.get_pgid(model)}" for model, trigger in pgtrigger.registered()
    )
    return Expected(settings.DATABASE_APPLICATION_ROLE, versions | {"audit_act"}, versions, triggers)


def judge_protections(cursor: Cursor, found: Iterable[Book], expected: Expected, report: Report) -> None:
    """Add what is wrong to the report."""
    tables = sorted({*expected.tables, *THE_SEALS, *(book.table for book in found)})
    values = {"role": expected.role, "tables": tables, "versions": list(expected.versions)}
    for table, right in _rows(cursor, MAY, values):
        report.add(Finding(Wrong.UNPROTECTED, table, detail=right))
    for table, owner in _rows(cursor, OWNERS, values):
        report.add(Finding(Wrong.OWNER, table, detail=owner))
    for (way,) in _rows(cursor, ROLE, values):
        report.add(Finding(Wrong.ROLE, expected.role, detail=way))
    off = {name for (name,) in _rows(cursor, TRIGGERS_OFF, values)}
    missing = expected.triggers - {name for (name,) in _rows(cursor, TRIGGERS_ON, values)}
    for name in sorted(off | missing):
        table, _dot, trigger = name.partition(".")
        report.add(Finding(Wrong.TRIGGER, table, detail=trigger))
    for table in sorted(expected.tables - {book.table for book in found}):
        report.add(Finding(Wrong.NOT_A_TABLE, table))


def _rows(cursor: Cursor, question: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    cursor.execute(question, dict(values))
    yield from cursor.fetchall()
