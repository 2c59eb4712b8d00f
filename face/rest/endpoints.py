"""One address for programs. Whatever an operation does not declare is refused: methods, callers, parameters, fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.utils import translation
from django.utils.cache import patch_vary_headers
from rest_framework.response import Response
from rest_framework.views import APIView

from face.rest import errors
from face.rest.etags import is_known
from face.rest.operations import Declared, Operation, operation, operation_of
from face.rest.problems import Problem
from face.rest.schema import Told
from face.rest.throttles import spend
from face.rest.wire import FileParser, JsonParser, body_of

__all__ = ["Endpoint", "Operation", "Unknown", "operation"]

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from rest_framework.request import Request

    from face.rest.needs import Credential


class Endpoint(APIView):
    """The base of every address of the programs' door.

    `asked` holds the parameters and `sent` the body, both checked, when a method is called.
    """

    permission_classes = (Declared,)
    http_method_names = ["get", "post", "put", "patch", "delete", "head"]
    schema = Told()
    asked: Mapping[str, Any]
    sent: Mapping[str, Any]
    request: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Speak the caller's language from here on."""
        translation.activate(errors.language_of(request))
        return super().dispatch(request, *args, **kwargs)

    def get_parsers(self) -> list[Any]:
        """JSON, or a form with a file where one is taken."""
        asked = getattr(self, "request", None)  # none while the description is made
        said = operation_of(self, asked.method or "") if asked else None
        return [FileParser()] if said and said.takes_file else [JsonParser()]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who is it, may they, how often; then what they ask and send. Raises Problem."""
        super().initial(request, *args, **kwargs)
        said = operation_of(self, request.method or "")
        if said is None:
            return
        if said.changes and not request.headers.get("If-Match"):
            raise Problem("if-match-needed")
        self.asked = said.query.read(request.query_params)
        self.sent = self._body(said, request)

    def check_throttles(self, request: Request) -> None:
        """Count the request of a known caller; strangers are counted where they are turned away."""
        credential = cast("Credential | None", request.auth)
        if credential is not None:
            spend(credential.limits)

    def handle_exception(self, exc: Exception) -> Response:
        """A problem in the caller's language; what is a mistake of ours goes on."""
        answer = errors.answer(exc, cast("HttpRequest", self.request))
        if answer is None:
            raise exc
        if answer.status_code == 405:
            answer["Allow"] = ", ".join(self.allowed_methods)
        return answer

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say in which language it is, and that it depends on who asks."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        finished["Content-Language"] = translation.get_language() or ""
        patch_vary_headers(finished, ("Authorization", "Accept-Language"))
        return finished

    @property
    def allowed_methods(self) -> list[str]:
        """Those that are declared."""
        return [name.upper() for name in self.http_method_names if operation_of(self, name)]

    def answer(self, body: object, *, etag: str = "", status: int = 200, location: str = "") -> Response:
        """The answer; 304 without a body where the caller has this version already."""
        headers = {name: value for name, value in (("ETag", etag), ("Location", location)) if value}
        if etag and status == 200 and self.request.method in ("GET", "HEAD") and is_known(self.request, etag):
            return Response(None, status=304, headers=headers)
        return Response(body, status=status, headers=headers)

    def done(self) -> Response:
        """The answer where there is nothing left to tell."""
        return Response(None, status=204)

    @staticmethod
    def _body(said: Operation, request: Request) -> Mapping[str, Any]:
        if said.body is None:
            return {}
        sent = said.body(data=body_of(request))
        sent.is_valid(raise_exception=True)
        return cast("Mapping[str, Any]", sent.validated_data)


class Unknown(Endpoint):
    """Every address under the door that nobody has: the same problem for everybody, whatever they want there."""

    schema = None  # type: ignore[assignment] # not in the description

    def dispatch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """404."""
        return errors.bare_answer(Problem("not-found"), request)
