"""Result files in a real S3 protocol server: private, encrypted where asked, streamed through our own pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.test import Client, override_settings
from django.urls import reverse

from audit.actions.runs import files, start_run
from audit.models import Run
from config.object_storage import storage_settings
from face.outage import Outage, kind_of
from house.kept import answers, free_port
from house.processes import dies_with_parent
from tests.people import People, sign_in
from tests.trials.by_hand import work
from tests.trials.workshop import until

pytestmark = pytest.mark.xdist_group("object-storage")
BUCKET = "vigie-files"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of the protocol, as a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, preexec_fn=dies_with_parent(9))  # type: ignore[arg-type] # noqa: PLW1509
    until(lambda: answers(port))
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


@pytest.fixture
def bucket(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket, which is where files go."""
    for name, value in {"BUCKET": BUCKET, "ENDPOINT": server, "REGION": "eu-west-3", "KEY": "key", "SECRET": "secret",
                        "ENCRYPTION": "AES256"}.items():  # fmt: skip
        monkeypatch.setenv(f"VIGIE_S3_{name}", value)
    line = boto3.client(
        "s3", endpoint_url=server, region_name="eu-west-3", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    line.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    with override_settings(STORAGES={**settings.STORAGES, "default": storage_settings()}):
        yield line
    for held in line.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        line.delete_object(Bucket=BUCKET, Key=held["Key"])
    line.delete_bucket(Bucket=BUCKET)


def names(line: Any) -> list[str]:
    return [held["Key"] for held in line.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_file_is_there_whole_private_and_encrypted(bucket: Any, server: str) -> None:
    content = bytes(range(256)) * 40_000
    name = default_storage.save("slips/Constatation n° 7.pdf", ContentFile(content))

    head = bucket.head_object(Bucket=BUCKET, Key=name)
    assert head["ServerSideEncryption"] == "AES256"
    grants = bucket.get_object_acl(Bucket=BUCKET, Key=name)["Grants"]
    assert all("AllUsers" not in str(grant) for grant in grants)
    with default_storage.open(name) as file:
        assert file.read() == content
    assert default_storage.save("slips/Constatation n° 7.pdf", ContentFile(b"another")) != name, (
        "nothing is written over"
    )
    link = urlsplit(default_storage.url(name))
    assert "X-Amz-Expires=60" in link.query


@override_settings(DEMO=True)  # no second factor is asked for
def test_result_of_a_run_comes_through_our_page(bucket: Any, people: People) -> None:
    run = start_run(by=people.awa, kind="trials.whisper", office_code="SN-DSS")
    work(run.queue)
    run = Run.objects.get(pk=run.pk)
    assert names(bucket) == [run.file_path]
    client = Client()
    sign_in(client, people.awa)
    answer = client.get(reverse("accounts:run-result", args=[run.pk]))
    told = b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert answer.status_code == 200
    assert len(told) == run.file_size
    sign_in(client, people.moussa)
    assert client.get(reverse("accounts:run-result", args=[run.pk])).status_code == 404
    files.remove_others(run.pk)
    assert names(bucket) == []


def test_nothing_is_removed_where_nothing_is(bucket: Any) -> None:
    files.remove_others(Run().pk)


def test_a_store_that_is_away_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_S3_BUCKET", BUCKET)
    monkeypatch.setenv("VIGIE_S3_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("VIGIE_S3_KEY", "key")
    monkeypatch.setenv("VIGIE_S3_SECRET", "secret")
    elsewhere = override_settings(STORAGES={**settings.STORAGES, "default": storage_settings()})
    with elsewhere, pytest.raises(Exception, match="connect") as away:
        default_storage.exists("anything")
    assert kind_of(away.value) is Outage.AWAY


def test_the_disk_is_the_default() -> None:
    assert type(storages["default"]) is FileSystemStorage
