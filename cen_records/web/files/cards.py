"""One file, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import cached_property

from cen_records.choices import FileFault, Progress, Scan
from cen_records.rules.pictures import PDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cen_records.models import Attachment

KINDS = {Progress.READY: "good", Progress.REFUSED: "stop", Progress.ARRIVING: "attention"}


@dataclass(frozen=True)
class FileCard:
    """A file and what its reader may do with it."""

    file: Attachment
    lines: Mapping[str, str]
    may_change: bool
    may_release: bool

    @property
    def line(self) -> str:
        """The goods line that it shows, in words."""
        return self.lines.get(str(self.file.line_id), "")

    @property
    def badge(self) -> str:
        """The colour of its state."""
        return KINDS.get(Progress(self.file.progress), "neutral")

    @property
    def trouble(self) -> str:
        """Why it was not taken."""
        return str(FileFault(self.file.fault).label) if self.file.fault else ""

    @property
    def scan(self) -> str:
        """Whether it was searched for malware; nothing while that has to wait for the file."""
        return "" if self.file.progress == Progress.ARRIVING else str(Scan(self.file.scan).label)

    @property
    def is_document(self) -> bool:
        """Whether there is nothing to show but a download."""
        return self.file.media_type == PDF

    @cached_property
    def may_be_served(self) -> bool:
        """Whether anybody may have it."""
        return self.file.may_be_served
