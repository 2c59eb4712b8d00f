"""What keeping versions costs a row, with a trigger for each statement or for each row, beside a table without."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import django
import psycopg2
import psycopg2.extensions

from house.manage import django as command
from house.servers import plan_servers
from house.supervisor import Supervisor
from house.terminal import speak_aside

ROWS, ONE_BY_ONE, ROUNDS = 10_000, 1_000, 5
KINDS = ("plain", "statement", "row")
CHANGE = """
SELECT set_config('vigie.change_id', '019aad3e-7c1f-7abc-8def-0123456789ab', true),
       set_config('vigie.change', '{"by": 7, "by_name": "Awa Diop", "role": "UNIT_HEAD", "office": "SN-DKR",
                                    "function": "accounts.actions.officers.correct_officer", "request": ""}', true)
"""
OFFICER = """
INSERT INTO {table} (password, is_superuser, sign_in_name, family_name, given_names, staff_number, language, theme,
                     density, single_key_shortcuts, joined_at, is_active, blocked_reason, is_demo, email)
SELECT 'x', false, 'officer' || number, 'Diop', 'Awa', 'SN-' || number, 'fr', 'system', 'comfortable', true, now(),
       true, '', false, number || '@example.org' FROM generate_series({first}, {last}) AS number
"""
Cursor = psycopg2.extensions.cursor


def lay_tables(owner: Cursor) -> None:
    """Three tables like that of officers: without triggers, with one for each statement, with one for each row."""
    import pgtrigger  # noqa: PLC0415 (Django is set up only now)

    from accounts.models import Officer  # noqa: PLC0415
    from audit.history import versions_of  # noqa: PLC0415
    from audit.triggers import LABELS, VersionTrigger  # noqa: PLC0415

    for kind in KINDS:
        owner.execute(f"CREATE TABLE bench_{kind} (LIKE accounts_officer INCLUDING ALL)")
        owner.execute(f"CREATE TABLE bench_{kind}_kept (LIKE accounts_officerversion INCLUDING ALL)")
    for kind, level in (("statement", pgtrigger.Statement), ("row", pgtrigger.Row)):
        for operation in LABELS:
            sql = str(VersionTrigger(versions_of(Officer).model, operation, level).compile(Officer).install_sql)
            sql = sql.replace("accounts_officerversion", f"bench_{kind}_kept").replace(
                "accounts_officer", f"bench_{kind}"
            )
            owner.execute(sql.replace("pgtrigger_keep", f"bench_{kind}_keep"))


def works(table: str) -> dict[str, tuple[int, Callable[[Cursor], None]]]:
    """What is measured, each with the number of rows that it touches; in this order one prepares the next."""

    def each(statement: str) -> Callable[[Cursor], None]:
        def work(cursor: Cursor) -> None:
            for number in range(1, ONE_BY_ONE + 1):
                cursor.execute(statement.format(table=table, first=number, last=number))

        return work

    def once(statement: str) -> Callable[[Cursor], None]:
        return lambda cursor: cursor.execute(statement.format(table=table, first=1, last=ROWS))

    one = " WHERE sign_in_name = 'officer{first}'"
    update, delete = "UPDATE {table} SET family_name = 'Sarr'", "DELETE FROM {table}"
    return {
        "insert, one by one": (ONE_BY_ONE, each(OFFICER)),
        "update, one by one": (ONE_BY_ONE, each(update + one)),
        "update that changes nothing": (ONE_BY_ONE, each(update + one)),
        "delete, one by one": (ONE_BY_ONE, each(delete + one)),
        "insert, in bulk": (ROWS, once(OFFICER)),
        "update, in bulk": (ROWS, once(update)),
        "delete, in bulk": (ROWS, once(delete)),
    }


def microseconds(connection: psycopg2.extensions.connection, kind: str) -> dict[str, float]:
    """One round on one table: microseconds a row, each work in a transaction of its own, its commit left out."""
    found = {}
    for name, (rows, work) in works(f"bench_{kind}").items():
        with connection, connection.cursor() as cursor:
            cursor.execute(CHANGE)
            began = time.perf_counter()
            work(cursor)
            found[name] = (time.perf_counter() - began) * 1_000_000 / rows
    return found


def measure(owner_url: str, url: str) -> dict[str, object]:
    with closing(psycopg2.connect(owner_url)) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            lay_tables(cursor)
    rounds: dict[str, list[dict[str, float]]] = {kind: [] for kind in KINDS}
    with closing(psycopg2.connect(url)) as connection:
        for _ in range(ROUNDS):
            for kind in KINDS:
                rounds[kind].append(microseconds(connection, kind))
    medians = {
        kind: {name: statistics.median(one[name] for one in found) for name in found[0]}
        for kind, found in rounds.items()
    }
    return {
        "busy processes a core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
        "microseconds a row": {
            kind: {name: round(value, 1) for name, value in medians[kind].items()} for kind in KINDS
        },
        "times the table without": {
            kind: {name: round(value / medians["plain"][name], 2) for name, value in medians[kind].items()}
            for kind in KINDS[1:]
        },
    }


def main(place: Path) -> None:
    speak_aside()  # only the figures go to the output
    supervisor = Supervisor(place)
    supervisor.take()
    supervisor.listen()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        owner = servers.environment(owner=True)
        migrate = command("migrate", "--no-input", "--skip-checks", "-v", "0")
        subprocess.run(migrate, env=os.environ | owner, check=True)
        os.environ.update(servers.environment())
        django.setup()
        print(json.dumps(measure(owner["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]), indent=2))
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-history-") as name:
        Path(name).chmod(0o755)
        main(Path(name))
