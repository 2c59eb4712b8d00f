# ruff: noqa: D101 - each class describes itself to its readers in `sentence`
"""Why a file was not taken, in words for the person who sent it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.errors import NotDone


class FileTooLarge(NotDone):
    sentence = _("The file is larger than 25 MB. Make it smaller, or send a part of it.")
    field = "file"


class FileEmpty(NotDone):
    sentence = _("The file is empty.")
    field = "file"


class TooManyFiles(NotDone):
    sentence = _("A record holds at most 20 files. Remove one first.")
    field = "file"


class AttachedBefore(NotDone):
    sentence = _("This file is attached to the record already.")
    field = "file"


class FileIdentityTaken(NotDone):
    sentence = _("This form was used before for another file. Load the page again and choose the file once more.")


class RecordEnded(NotDone):
    sentence = _("This record is closed: it can be read and no longer changed.")


class WrongPlace(NotDone):
    sentence = _("A part of the file is missing. The sending goes on from where the server has it.")


class NotForSharing(NotDone):
    sentence = _("Only a picture that was examined can leave with the record.")
