"""Where the servers' programs come from, and what is remembered about them."""

import os
import socket
import stat
from pathlib import Path

import pytest

from house import account, postgres
from house.kept import keep_port, keep_secrets
from house.packages import site_packages
from house.terminal import Trouble


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A platform for which the wheel does not exist."""
    monkeypatch.setattr(postgres, "site_packages", lambda: tmp_path / "none")
    monkeypatch.setattr(postgres, "SYSTEM", tmp_path / "none")


def test_the_wheel_comes_first(ground: Path) -> None:
    found = postgres.find_postgres(ground, 1, {}, fast=True)
    assert found.version == 18
    assert site_packages() in found.programs.parents or found.programs.is_relative_to("/var/lib")


def test_without_a_wheel_the_system_s_postgresql_serves(
    no_wheel: None,
    monkeypatch: pytest.MonkeyPatch,
    ground: Path,
) -> None:
    monkeypatch.setenv("PATH", f"{site_packages() / postgres.PROGRAMS}:{os.environ['PATH']}")
    assert postgres.find_postgres(ground, 1, {}, fast=True).version == 18


def test_without_either_it_says_what_to_do(no_wheel: None, monkeypatch: pytest.MonkeyPatch, ground: Path) -> None:
    monkeypatch.setenv("PATH", str(ground))
    with pytest.raises(Trouble, match="DATABASE_URL"):
        postgres.find_postgres(ground, 1, {}, fast=True)


def test_a_data_folder_of_another_release_is_refused(ground: Path, tmp_path: Path) -> None:
    found = postgres.find_postgres(ground, 1, {}, fast=True)
    older = postgres.Postgres(found.programs, found.version, tmp_path, 1, {}, fast=True)
    older.data.mkdir()
    (older.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 15"):
        older.refuse_other_version()


def test_a_closed_folder_is_known(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    nobody = account.lower_account()
    assert account.can_enter(closed, nobody) is (nobody is None)


def test_secrets_are_made_once(tmp_path: Path) -> None:
    made = keep_secrets(tmp_path)
    assert keep_secrets(tmp_path) == made
    assert len(set(made.values())) == len(made)
    assert all(len(secret) >= 50 for secret in made.values())
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_port_is_kept_until_a_stranger_takes_it(tmp_path: Path) -> None:
    port = keep_port(tmp_path, "redis")
    assert keep_port(tmp_path, "redis") == port
    with socket.create_server(("127.0.0.1", port)):
        assert keep_port(tmp_path, "redis") != port
