"""Offices as groups, so that a row can be shared with an office."""

from django.contrib.auth.models import Group
from django.db import models

from accounts.models.offices import Office


class OfficeGroup(models.Model):
    """The one group that stands for an office. Only `accounts.access` makes and reads these."""

    office = models.OneToOneField(Office, models.CASCADE, related_name="+")
    group = models.OneToOneField(Group, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.office.code
