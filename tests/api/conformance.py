"""Calls each operation of the door with what its description allows and with what it does not, and compares."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from face.web.reference import described
from tests.permissions.programs import SHEET, Call, body_for, calls, edition, values, version_for

if TYPE_CHECKING:
    from schemathesis.generation.case import Case
    from schemathesis.schemas import APIOperation

    from tests.api.calling import Program
    from tests.permissions.cast import Record

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
RENAMED = {"pk": "id"}  # how the description calls what the address holds


@dataclass
class Campaign:
    """Who calls, how often, and what came of it."""

    record: Record
    seed: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    by_operation: dict[str, set[int]] = field(default_factory=dict)

    def run(self, program: Program, *, fitting: int, unfit: int) -> None:
        """Call every operation so often with what fits (half of it with what is there), and with what does not."""
        schema = schemathesis.openapi.from_dict(described("en"))
        schema.app = _from_here
        by_path = {(call.method, _written(call)): call for call in calls()}
        for found in schema.get_all_operations():
            operation = cast("Any", found).ok()
            call = by_path.get((operation.method.upper(), operation.path))
            assert call, operation.path
            real = self._real(call)
            self._call(program, operation, GenerationMode.POSITIVE, fitting - fitting // 2, real)
            self._call(program, operation, GenerationMode.POSITIVE, fitting // 2, {})
            self._call(program, operation, GenerationMode.NEGATIVE, unfit, {})

    def _real(self, call: Call) -> dict[str, Any]:
        """What an address needs to find something: its parts, the version that is there, and a body that fits."""
        path = {RENAMED.get(name, name): str(value) for name, value in values(call, self.record).items()}
        found: dict[str, Any] = {"path_parameters": path} if path else {}
        if version := version_for(call, self.record):
            found["headers"] = {"If-Match": version}
        if str(call) == "POST api:edition-index":  # a form with a file
            found["body"] = {**edition(), "file": SHEET.encode()}
        elif body := body_for(call, self.record):
            found["body"] = body
        return found

    def _call(
        self,
        program: Program,
        operation: APIOperation[Any, Any, Any, Any],
        mode: GenerationMode,
        times: int,
        real: dict[str, Any],
    ) -> None:
        if not times:
            return
        headers = {"Authorization": f"Bearer {program.text}", "Accept-Language": "en", "Accept-Encoding": "identity"}

        @seed(self.seed)
        @settings(
            max_examples=times,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode, **real))
        def ask(case: Case[Any]) -> None:
            with transaction.atomic():
                response = case.call(headers=headers | (real.get("headers") or {}))
                self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
                self.by_operation.setdefault(operation.label, set()).add(response.status_code)
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS, headers=headers)

        random.seed(self.seed)
        ask()


def _from_here(environ: dict[str, Any], begin: Any) -> Any:
    """The door, asked from an address: Schemathesis names none, and each new one goes on record."""
    return application(environ | {"REMOTE_ADDR": "127.0.0.1"}, begin)


def _written(call: Call) -> str:
    """The path as the description has it."""
    return call.written
