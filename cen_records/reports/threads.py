"""What the RILO asked of a released record, and what it was answered: the same on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cen_records.choices import RemarkKind
from cen_records.models import Remark
from cen_records.reports.labels import label_of

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Question:
    """One question with its answer, if there is one."""

    remark: Remark
    answer: Remark | None

    @property
    def about(self) -> str:
        """The field in words; empty: the whole record."""
        return label_of(self.remark.field) if self.remark.field else ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer or a correction."""
        return self.remark.settled_at is None


def questions_of(pk: UUID) -> list[Question]:
    """The questions about the record of this identity, oldest first. Nothing that is national is among them."""
    both = Remark.objects.filter(case_id=pk, kind__in=[RemarkKind.QUERY, RemarkKind.ANSWER])
    told = list(both.select_related("by", "office").order_by("at"))
    answers = {remark.answers_id: remark for remark in told if remark.kind == RemarkKind.ANSWER}
    return [Question(remark, answers.get(remark.pk)) for remark in told if remark.kind == RemarkKind.QUERY]
