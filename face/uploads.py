"""What no page takes is refused before it is read: a form of hundreds of megabytes costs neither disk nor time."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

MOST_BYTES = 100_000_000  # what is a little over the 40 MB that a page takes at most is told at its field, not here


class BoundedUpload(MemoryFileUploadHandler):
    """Keeps small files in memory, as Django does; raises RequestDataTooBig at the head of a form that is too large."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Look at the length that the browser told."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
