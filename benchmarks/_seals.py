"""What `seals.py` measures, in a process whose database is migrated and empty."""

import json
import os
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import django

django.setup()

# ruff: noqa: E402 - models need the settings
from django.conf import settings
from django.db import connection

from audit.actions.seal_delivery import send_heads
from audit.actions.seal_keys import public_keys_file
from audit.actions.sealing import seal_books
from audit.reports import proofs, sealed_log
from audit.reports.verification import verify
from audit.rules.heads import read_head, read_keys

R = TypeVar("R")
PROOFS = 200
ACTS = int(os.environ.get("ACTS", "1000000"))
FILL = """
INSERT INTO audit_act (at, act, operation, recipients, by_id, by_name, by_office_code, role_code, office_code,
                       subject_kind, subject_id, subject_label, reason, details, request_id)
SELECT now() - number * interval '1 second', 'officer.corrected', 'ALTERATION', '[]', number %% 400, 'Aïssatou Lô',
       'SN', 'NATIONAL_CONTACT_POINT',
       'SN-DSS', 'accounts.officer', (number %% 900)::text, 'Moussa Sarr', 'Mariage',
       jsonb_build_object('before', md5(number::text), 'after', number), gen_random_uuid()::text
FROM generate_series(1, %s) AS number
"""


def timed(work: Callable[[], R]) -> tuple[float, R]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(FILL, [ACTS])


def scan() -> int:
    """The whole table as text in the order of its key, and nothing done with it."""
    with sealed_log.one_view() as plain, plain.cursor() as cursor, Path(os.devnull).open("wb") as nowhere:
        cursor.copy_expert("COPY (SELECT * FROM public.audit_act ORDER BY id) TO STDOUT", nowhere)
        return int(cursor.rowcount)


def one_number(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        (number,) = cursor.fetchone()
    return int(number)


def server_time() -> float:
    """Processor time of the server's processes that have ended, in seconds: a check's own connection among them."""
    (_name, _dot, said) = Path(f"/proc/{one_number('SELECT pg_backend_pid()')}/stat").read_text().rpartition(")")
    parent = said.split()[1]
    fields = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def prove(act_id: int) -> dict[str, Any]:
    return proofs.prove_entry("audit_act", act_id)


def measure() -> dict[str, float]:
    fill()
    scan()
    scanned, _ = timed(scan)
    sealed, seals = timed(seal_books)
    send_heads()
    keys = read_keys(public_keys_file().read_text().splitlines())
    heads = [read_head(line) for line in Path(settings.SEAL_HEADS).read_text().splitlines()]
    before, cpu = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    served = server_time()
    verified, report = timed(lambda: verify(keys, heads))
    cpu = time.process_time() - cpu
    time.sleep(1)  # the server notices that its process has ended
    served = server_time() - served
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (report.found, report.entries) == (0, ACTS)
    chance, newest = random.Random(1), one_number("SELECT max(id) FROM audit_act")
    proved = sorted(timed(lambda: prove(chance.randint(1, newest)))[0] for _ in range(PROOFS))
    checked, holds = timed(lambda: proofs.holds(prove(newest // 2), keys))
    assert holds
    return {
        "acts": ACTS,
        "seals": seals,
        "plain reading of the table (s)": scanned,
        "sealing (s)": sealed,
        "sealing, times a plain reading": sealed / scanned,
        "verifying (s)": verified,
        "verifying, times a plain reading": verified / scanned,
        "processor time of the checker (s)": cpu,
        "and of the server for it (s)": served,
        "memory that verifying added (MB)": grown / 1024,
        "making an inclusion proof, median (ms)": proved[PROOFS // 2] * 1000,
        "making an inclusion proof, 95 of 100 (ms)": proved[PROOFS * 95 // 100] * 1000,
        "making and checking one (ms)": checked * 1000,
        "load of the machine": os.getloadavg()[0],
        "bytes of seals for an act": one_number("SELECT pg_total_relation_size('audit_seal')") / ACTS,
        "bytes of an act": one_number("SELECT pg_total_relation_size('audit_act')") / ACTS,
    }


if __name__ == "__main__":
    print(json.dumps({what: round(value, 2) for what, value in measure().items()}, indent=2))
