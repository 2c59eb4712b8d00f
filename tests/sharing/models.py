"""A dossier with permission tables of its own, and a note without."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class Dossier(models.Model):
    title = models.CharField(max_length=80)

    class Meta:
        permissions = [("read_dossier", "May read a dossier"), ("edit_dossier", "May edit a dossier")]

    def __str__(self) -> str:
        return self.title


class DossierUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Dossier, models.CASCADE)


class DossierGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Dossier, models.CASCADE)


class Note(models.Model):
    """Cannot be shared: it has no tables for that."""

    title = models.CharField(max_length=80)

    class Meta:
        permissions = [("read_note", "May read a note")]

    def __str__(self) -> str:
        return self.title
