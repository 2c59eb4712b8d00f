"""What somebody did."""

from django.db import models

from audit.querysets import ActQuerySet


class Act(models.Model):
    """One act of one person, kept for good.

    There is no foreign key here: an entry outlives what it speaks of. The application's database
    role may add and read entries and nothing else (see the migration). People and offices are
    written down as they were called at the time.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    act = models.CharField(max_length=60)  # "officer.suspended"
    by_id = models.BigIntegerField(null=True)  # null: the system itself
    by_name = models.CharField(max_length=170)
    by_office_code = models.CharField(max_length=24, blank=True)  # where the posting is that allowed it
    role_code = models.CharField(max_length=32, blank=True)  # the role of that posting
    office_code = models.CharField(max_length=24, blank=True)  # the office that the act concerns
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="act_by_subject"),
            models.Index(fields=["office_code", "-id"], name="act_by_office"),
            models.Index(fields=["by_id", "-id"], name="act_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.by_name}"
