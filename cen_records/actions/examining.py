"""A file that has arrived is searched for malware and drawn anew; what nobody needs any more is removed at night."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import Office
from audit.actions.runs import start_run
from audit.acts import act, already_done, record
from cen_records import acts
from cen_records.access import nominal_within
from cen_records.actions import file_places as places
from cen_records.actions.attachments import erase
from cen_records.actions.malware import search
from cen_records.choices import FileFault, Progress, Scan
from cen_records.models import Attachment, Case, Draft
from cen_records.rules import pictures

logger = logging.getLogger(__name__)
LOST_AFTER = timedelta(days=7)  # what has not arrived whole by then, or belongs to no record, is removed


@act
def examine_file(*, identity: UUID, administration: Office) -> None:
    """Search a file for malware and draw its picture anew. Twice is once; one that is gone is no error."""
    with nominal_within(administration):
        waiting = Attachment.objects.filter(pk=identity, progress=Progress.WAITING).first()
    if waiting is None:
        already_done()
        return
    found = _examined(waiting)  # takes seconds: nobody waits for a locked row meanwhile
    with nominal_within(administration):
        row = Attachment.objects.select_for_update(of=("self",)).filter(pk=identity, progress=Progress.WAITING).first()
        if row is None:
            places.remove(*(found.get(name, "") for name in ("path", "picture_path", "thumbnail_path")))
            already_done()
            return
        _write(row, found)


def _write(row: Attachment, found: dict[str, Any]) -> None:
    fault = found.get("fault", "")
    for name, value in found.items():
        setattr(row, name, value)
    row.progress = Progress.REFUSED if fault else Progress.READY
    row.save()
    record(
        acts.FILE_REFUSED if fault else acts.FILE_EXAMINED,
        by=None,
        subject=row,
        office_code=row.office.code,
        details={"record": str(row.record_id), "scan": row.scan, **({"fault": fault} if fault else {})},
    )


def _examined(waiting: Attachment) -> dict[str, Any]:
    """What the file turned out to be: new values for its row. Files that come of it lie in the store already."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        with default_storage.open(waiting.path) as stored, source.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        with source.open("rb") as copy:
            scan = search(copy)
        if scan == Scan.INFECTED:
            with source.open("rb") as copy:
                apart = places.put(f"records/apart/{waiting.pk}", copy)
            places.remove(waiting.path)
            return {"scan": scan, "fault": FileFault.INFECTED, "path": apart}
        if waiting.media_type == pictures.PDF:
            return {"scan": scan}
        return {"scan": scan, **_picture(waiting, source, folder)}


def _picture(waiting: Attachment, source: Path, folder: Path) -> dict[str, Any]:
    drawn = _drawn_apart(source, folder)
    if fault := drawn.get("fault"):
        places.remove(waiting.path)
        return {"fault": fault, "path": ""}
    return {
        "width": drawn["width"],
        "height": drawn["height"],
        "taken_at": waiting.taken_at or _moment(drawn, waiting.office.time_zone),
        "picture_path": _stored(waiting, folder / "picture.jpg"),
        "thumbnail_path": _stored(waiting, folder / "thumbnail.jpg"),
    }


def _stored(waiting: Attachment, file: Path) -> str:
    return places.put(f"records/files/{waiting.pk}/{file.name}", file.read_bytes())


def _drawn_apart(source: Path, folder: Path) -> dict[str, Any]:
    """Draw it in a process of its own, with nothing of ours in its environment and limits that it sets itself."""
    command = [sys.executable, "-I", pictures.__file__, str(source), str(folder)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=2 * pictures.SECONDS, env={}, cwd=folder, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fault": FileFault.TOO_LARGE}
    if done.returncode:
        logger.warning(
            "a picture ended its reader: %s %s", done.returncode, done.stderr[-200:].decode(errors="replace")
        )
        return {"fault": FileFault.TOO_LARGE if done.returncode < 0 else FileFault.DAMAGED}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _moment(drawn: dict[str, Any], time_zone: str) -> datetime | None:
    """When the camera says that it was taken; where it names no offset, by the clock of the office."""
    try:
        taken = datetime.strptime(drawn["taken"] + drawn.get("offset", ""), "%Y:%m:%d %H:%M:%S%z")
    except (KeyError, ValueError):
        try:
            naive = datetime.strptime(drawn["taken"], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
        except (KeyError, ValueError):
            return None
        taken = naive.replace(tzinfo=ZoneInfo(time_zone))
    return taken if taken <= timezone.now() + timedelta(days=1) else None


def tidy_files() -> None:
    """Each night: remove what is lost; have what no scanner answered for searched again."""
    for administration in Office.objects.filter(kind=OfficeKind.ADMINISTRATION):
        with nominal_within(administration):
            lost = list(_lost().values_list("pk", flat=True))
            unsearched = list(Attachment.objects.filter(scan=Scan.FAILED, progress=Progress.READY))
        for pk in lost:
            _remove_lost(identity=pk, administration=administration)
        for attachment in unsearched:
            _examine_again(attachment=attachment, administration=administration)


def _lost() -> Any:
    """Those that are a week old, and never arrived or belong to neither a draft nor a record."""
    draft, case = (model.objects.filter(pk=OuterRef("record_id")) for model in (Draft, Case))
    return Attachment.objects.filter(
        Q(progress=Progress.ARRIVING) | (~Exists(draft) & ~Exists(case)), begun_at__lt=timezone.now() - LOST_AFTER
    )


@act
def _remove_lost(*, identity: UUID, administration: Office) -> None:
    with nominal_within(administration):
        found = _lost().select_for_update(of=("self",)).filter(pk=identity).first()
        if found is None:
            already_done()
            return
        erase(found)
        details = {"sha256": found.sha256, "record": str(found.record_id)}
        record(acts.FILE_REMOVED, by=None, subject=found, office_code=found.office.code, details=details)
        Attachment.objects.filter(pk=found.pk).delete()


@act
def _examine_again(*, attachment: Attachment, administration: Office) -> None:
    with nominal_within(administration):
        Attachment.objects.filter(pk=attachment.pk).update(progress=Progress.WAITING, scan=Scan.WAITING)
    already_done()
    parameters = {"attachment": str(attachment.pk), "administration": administration.pk}
    day = timezone.now().date().isoformat()
    start_run(by=None, kind="cen_records.examine_file", parameters=parameters, key=f"file {attachment.pk} {day}")
