"""A record of the trials, whose versions are kept."""

from django.db import models

from audit.history import keeps_versions


@keeps_versions(exclude=["secret"])
class Parcel(models.Model):
    """A thing that is changed, erased and put together with others."""

    label = models.CharField("label", max_length=80)
    weight = models.DecimalField("weight", max_digits=8, decimal_places=3, null=True)
    seen_on = models.DateField("seen on", null=True)
    inside = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    tags = models.JSONField("tags", default=list)
    secret = models.CharField(max_length=80, blank=True)
    size = models.GeneratedField(
        expression=models.functions.Length("label"), output_field=models.IntegerField(), db_persist=True
    )

    def __str__(self) -> str:
        return self.label
