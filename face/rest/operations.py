"""What one method of one address declares; and that whatever is not declared is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from rest_framework.permissions import BasePermission

from face.rest.needs import OPEN
from face.rest.problems import Problem
from face.rest.shapes import NoQuery

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer
    from rest_framework.views import APIView

    from face.rest.needs import Credential
    from face.rest.shapes import Body, Query

Method = TypeVar("Method", bound=Callable[..., Any])


@dataclass(frozen=True)
class Operation:
    """What one method of one address is for, needs, takes and gives.

    `changes`: the caller says which version. `may_change`: only where something is there already, and then
    `status_of_new` tells that nothing was.
    """

    summary: str | Promise
    needs: str
    group: str
    query: type[Query] = NoQuery
    body: type[Body] | None = None
    answer: type[Serializer[Any]] | None = None
    status: int = 200
    changes: bool = False
    may_change: bool = False
    status_of_new: int = 0
    versioned: bool = False
    takes_file: bool = False
    gives: str = "application/json"
    details: str | Promise = ""
    examples: Mapping[str, Any] = field(default_factory=dict)


def operation(said: Operation) -> Callable[[Method], Method]:
    """Declare a method of an endpoint."""

    def declare(method: Method) -> Method:
        method.operation = said  # type: ignore[attr-defined]
        return method

    return declare


class Declared(BasePermission):
    """Lets nobody in but where an operation says who may: the default of every endpoint."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether to go on. Raises Problem with the reason."""
        said = operation_of(view, request.method or "")
        if said is not None and said.needs == OPEN:
            return True
        credential = cast("Credential | None", request.auth)
        if credential is None:
            raise Problem("sign-in-needed", headers={"WWW-Authenticate": "Bearer"})
        if said is None:  # a method that nobody declared: 405, and what is not an endpoint of ours: no
            method = (request.method or "").lower()
            return method not in view.http_method_names or not hasattr(view, method)
        refusal = credential.refusal(said.needs)
        if refusal:
            raise refusal
        return True


def operation_of(view: object, method: str) -> Operation | None:
    """What an address declares for a method; HEAD is GET."""
    name = "get" if method == "HEAD" else method.lower()
    found: Operation | None = getattr(getattr(view, name, None), "operation", None)
    return found
