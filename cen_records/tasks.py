"""Background work of this room: ids in, one act called, safe to run twice."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.actions.runs import Result, Running, kind
from audit.choices import RunQueue
from cen_records.actions import batches, examining


@kind(title=_("A file of a record is examined"))
def examine_file(run: Running) -> None:
    """Once a file has arrived: search it for malware and draw its picture anew."""
    administration = Office.objects.get(pk=run.parameters["administration"])
    examining.examine_file(identity=UUID(run.parameters["attachment"]), administration=administration)


@kind(title=_("Files of records tidied up"), queue=RunQueue.LONG, checkpoints=True)
def tidy_files(_run: Running) -> None:
    """Each night: remove files that never arrived whole or belong to no record. Each is kept by itself."""
    examining.tidy_files()


@kind(title=_("Records sent by a program"), queue=RunQueue.LONG, checkpoints=True, confidential=True)
def receive_records(run: Running) -> Result:
    """Once a program has sent many records: take each as if it had come by itself. For whoever sent them."""
    return batches.work_on_batch(run)
