"""Production starts with nothing that somebody else could know, and says in one sentence what is in its way."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

KEY = "pJ4vT0yq-Lr8bXc2Nn6Wz1Ks9Hd3Gf5Qm7Ea_UtRiOoYwVxBjCkDlZ"
GOOD = {
    "VIGIE_MODE": "production",
    "VIGIE_SECRET_KEY": KEY,
    "DATABASE_URL": "postgres://app:hT5wQ9zLr2Xn8KbV4m@db:5432/house",
    "DATABASE_OWNER_URL": "postgres://owner:3f9b0c71d2e84a65b7aa@db:5432/house",
    "REDIS_URL": "redis://:u8Jd%2F4kPq7ZsW1cYv@redis:6379/0",
    "VIGIE_DEMO": "0",
    "VIGIE_HOSTS": "vigie.example.org",
    "VIGIE_BASE_URL": "https://vigie.example.org",
}


def read(patch: pytest.MonkeyPatch, changes: dict[str, str | None]) -> Environment:
    """The environment of a production server with these changes."""
    for name, value in (GOOD | changes).items():
        if value is None:
            patch.delenv(name, raising=False)
        else:
            patch.setenv(name, value)
    return Environment.read()


def test_a_well_set_server_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, {})

    assert found.refused() == []
    assert found.behind_tls


def test_the_owner_is_unknown_to_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, {"DATABASE_OWNER_URL": None})

    assert found.owner_database_url == found.database_url


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("VIGIE_MODE", "staging", "VIGIE_MODE is “staging”"),
        ("VIGIE_SECRET_KEY", None, "VIGIE_SECRET_KEY"),
        ("VIGIE_SECRET_KEY", "short", "VIGIE_SECRET_KEY is shorter than 50"),
        ("VIGIE_SECRET_KEY", "ab" * 40, "VIGIE_SECRET_KEY has fewer than 10 different characters"),
        ("VIGIE_SECRET_KEY", f"django-insecure-{KEY}", "VIGIE_SECRET_KEY is out of an example"),
        ("VIGIE_SECRET_KEY", f"change-me-{KEY}", "VIGIE_SECRET_KEY is out of an example"),
        ("DATABASE_URL", None, "DATABASE_URL"),
        ("DATABASE_URL", "postgres://app@db/house", "DATABASE_URL has no password"),
        ("DATABASE_URL", "postgres://app:@db/house", "DATABASE_URL has no password"),
        ("DATABASE_URL", "postgres://app:app@db/house", "DATABASE_URL has a password shorter than 16"),
        ("DATABASE_URL", "postgres://app:postgrespostgres@db/house", "DATABASE_URL has a password that can be guessed"),
        ("DATABASE_URL", "postgres://app:aaaaaaaaaaaaaaaaaaaa@db/house", "DATABASE_URL has a password that can be"),
        ("DATABASE_OWNER_URL", "postgres://owner:vigie@db/house", "DATABASE_OWNER_URL has a password shorter than 16"),
        ("REDIS_URL", None, "REDIS_URL"),
        ("REDIS_URL", "redis://redis:6379/0", "REDIS_URL has no password"),
        ("REDIS_URL", "redis://:redisredisredisredis@redis/0", "REDIS_URL has a password that can be guessed"),
        ("VIGIE_DEMO", "1", "VIGIE_DEMO is set"),
        ("VIGIE_HOSTS", None, "VIGIE_HOSTS is missing"),
        ("VIGIE_HOSTS", "*", "VIGIE_HOSTS holds “*”"),
        ("VIGIE_BASE_URL", None, "VIGIE_BASE_URL is missing"),
        ("VIGIE_BASE_URL", "http://vigie.example.org", "VIGIE_BASE_URL is missing or not an https://"),
        ("VIGIE_BASE_URL", "https://", "VIGIE_BASE_URL is missing or not an https://"),
        ("VIGIE_BASE_URL", "https://elsewhere.example.org", "VIGIE_BASE_URL leads to elsewhere.example.org"),
    ],
)
def test_what_production_refuses(monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, {name: value})

    said = str(refusal.value)
    assert sentence in said
    assert said.count("\n") == 0
    assert "hT5wQ9zLr2Xn8KbV4m" not in said  # nothing secret is told


def test_everything_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: dict[str, str | None] = {"VIGIE_SECRET_KEY": "short", "VIGIE_DEMO": "1", "VIGIE_BASE_URL": "http://x"}

    with pytest.raises(ImproperlyConfigured) as refusal:
        read(monkeypatch, changes)

    assert str(refusal.value).count("\n") == 2


def test_one_machine_needs_none_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIGIE_HOSTS", "VIGIE_BASE_URL", "VIGIE_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VIGIE_MODE", "local")
    monkeypatch.setenv("VIGIE_SECRET_KEY", "anything")
    monkeypatch.setenv("PORT", "8123")

    found = Environment.read()

    assert found.base_url == "http://localhost:8123", "what script/run prints"
    assert not found.behind_tls
