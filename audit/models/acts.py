"""What somebody did."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import Exact, GreaterThan

from audit.choices import Operation
from audit.querysets import ActQuerySet

KIND_OF_RECIPIENTS = Func(F("recipients"), function="jsonb_typeof", output_field=models.TextField())
RECIPIENTS_ARE_A_LIST = Exact(KIND_OF_RECIPIENTS, Value("array"))
NUMBER_OF_RECIPIENTS = Func(F("recipients"), function="jsonb_array_length", output_field=models.IntegerField())


class Act(models.Model):
    """One act of one person, kept for good.

    There is no foreign key here: an entry outlives what it speaks of. The application's database
    role may add and read entries and nothing else (see the migration). People and offices are
    written down as they were called at the time.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    act = models.CharField(max_length=60)  # "officer.suspended"
    operation = models.CharField(max_length=16, choices=Operation.choices)
    by_id = models.BigIntegerField(null=True)  # null: the system itself
    by_name = models.CharField(max_length=170)
    by_office_code = models.CharField(max_length=24, blank=True)  # where the posting is that allowed it
    role_code = models.CharField(max_length=32, blank=True)  # the role of that posting
    office_code = models.CharField(max_length=24, blank=True)  # the office that the act concerns
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    recipients = models.JSONField(default=list)  # to whom it went: offices and people, as they were called
    details = models.JSONField(default=dict)
    change_id = models.UUIDField(null=True)  # the versions of rows that came of it have the same
    request_id = models.CharField(max_length=36, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="act_by_subject"),
            models.Index(fields=["office_code", "-id"], name="act_by_office"),
            models.Index(fields=["by_id", "-id"], name="act_by_person"),
            models.Index(fields=["change_id"], name="act_by_change"),
            models.Index(
                fields=["by_id", "act", "subject_id", "-at"],
                name="act_looks",
                condition=Q(operation=Operation.CONSULTATION),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="act_operation_is_known", condition=Q(operation__in=Operation.values)),
            models.CheckConstraint(name="act_recipients_are_a_list", condition=RECIPIENTS_ARE_A_LIST),
            models.CheckConstraint(
                name="act_disclosure_names_recipients",
                condition=~Q(operation=Operation.DISCLOSURE) | Q(GreaterThan(NUMBER_OF_RECIPIENTS, Value(0))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.by_name}"
