"""The description of the programs' door (OpenAPI 3.1), made from what each operation declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from face.rest.problems import KINDS, MEDIA_TYPE
from face.rest.shapes import NoQuery, ProblemShape

if TYPE_CHECKING:
    from face.rest.operations import Operation

ALWAYS = ("bad-parameter", "not-found", "method-not-allowed", "not-acceptable", "too-many", "broken", "unavailable")
GUARDED = ("sign-in-needed", "scope-missing")
SENT = ("malformed", "too-large", "media-type", "invalid", "conflict")
CHANGED = ("if-match-needed", "changed-meanwhile", "invalid")


class Told(AutoSchema):
    """Reads an operation's declaration."""

    @property
    def said(self) -> Operation:
        """The declaration of the method that is being described."""
        return cast("Operation", getattr(self.view, self.method.lower()).operation)

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The whole of it, with what it needs."""
        found = super().get_operation(*args, **kwargs)
        if found is not None:
            found["x-needs"] = self.said.needs
        return found

    def get_operation_id(self) -> str:
        """`offices_list`, `offices_retrieve`."""
        named: str = super().get_operation_id()
        page = self.said.answer is not None and "items" in self.said.answer().fields
        return named.replace("_retrieve", "_list") if page else named

    def get_summary(self) -> str:
        """One line."""
        return str(self.said.summary)

    def get_description(self) -> str:  # type: ignore[override] # as spectacular calls it
        """What else there is to know, and which scope it takes."""
        return str(self.said.details)

    def get_tags(self) -> list[str]:
        """The group of the reference in which it stands."""
        return [self.said.group]

    def get_auth(self) -> list[dict[str, Any]]:
        """None for what is open; else a token or a session, with the scope that is needed."""
        return [] if self.said.needs == "open" else super().get_auth()

    def get_override_parameters(self) -> list[Any]:
        """The parameters of the address, and the headers."""
        headers = [_header("Accept-Language", "fr, en, pt")]
        if self.said.changes or self.said.may_change:
            headers.append(_header("If-Match", "ETag", required=self.said.changes))
        return [*([] if self.said.query is NoQuery else [self.said.query]), *headers]

    def get_request_serializer(self) -> Any:
        """What is sent."""
        if self.said.body is None:
            return None
        return {"multipart/form-data" if self.said.takes_file else "application/json": self.said.body}

    def get_response_serializers(self) -> Any:
        """What is answered, and every problem that there may be."""
        said = self.said
        kinds = [*ALWAYS, *(() if said.needs == "open" else GUARDED)]
        kinds += SENT if said.body else ()
        kinds += CHANGED if said.changes or said.may_change else ()
        kinds += ("conflict",) if said.changes or said.may_change else ()
        answers: dict[Any, Any] = {(said.status, said.gives): OpenApiResponse(said.answer or OpenApiTypes.BINARY)}
        if said.status_of_new:
            answers[(said.status_of_new, said.gives)] = OpenApiResponse(said.answer)
        if said.status == 204:
            answers = {204: OpenApiResponse()}
        if said.versioned:
            answers[304] = OpenApiResponse()
        for status in sorted({KINDS[kind].status for kind in kinds}):
            answers[(status, MEDIA_TYPE)] = OpenApiResponse(ProblemShape)
        return answers

    def get_examples(self) -> list[OpenApiExample]:
        """What is sent and answered, by example."""
        return [
            OpenApiExample(name, value=value, request_only=name == "request", response_only=name != "request")
            for name, value in self.said.examples.items()
        ]

    def is_excluded(self) -> bool:
        """Whether nobody has declared the method."""
        return not hasattr(getattr(self.view, self.method.lower(), None), "operation")


def _header(name: str, example: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(
        name, str, OpenApiParameter.HEADER, required=required, examples=[OpenApiExample(example, value=example)]
    )
