"""PostgreSQL and Redis for one folder, and the environment that tells Vigie where they are."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from house.account import lower_account
from house.kept import keep_port, keep_secrets
from house.places import folder, read_json
from house.postgres import Postgres, find_postgres
from house.redis import Redis, find_redis
from house.supervisor import Part, Supervisor
from house.terminal import step


@dataclass(frozen=True)
class Servers:
    """The servers of one folder. None where somebody else's is used by DATABASE_URL or REDIS_URL."""

    var: Path
    mode: str
    secrets: Mapping[str, str]
    postgres: Postgres | None
    redis: Redis | None

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        """The environment for Vigie's own programs."""
        found = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIGIE_AS_OWNER")}
        found |= {
            "VIGIE_MODE": self.mode,
            "VIGIE_DEMO": os.environ.get("VIGIE_DEMO", "0" if self.mode == "test" else "1"),
            "VIGIE_SECRET_KEY": os.environ.get("VIGIE_SECRET_KEY") or self.secrets["secret_key"],
            "VIGIE_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url("application")
            found["DATABASE_OWNER_URL"] = self.postgres.url("owner")
        if self.redis:
            found["REDIS_URL"] = self.redis.url
        if owner:
            found["VIGIE_AS_OWNER"] = "1"
        return found

    def start(self, supervisor: Supervisor) -> None:
        """Start both beside each other and wait for both; then make the roles and the database."""
        redis, postgres = self._redis_part(), self._postgres_part()
        if redis:
            supervisor.spawn(redis)
        if self.postgres and not self.postgres.data.exists():
            with step("PostgreSQL’s data folder"):
                self.postgres.make_data()
        with step(
            " and ".join(name for name, part in (("PostgreSQL", postgres), ("Redis", redis)) if part) or "servers"
        ):
            if self.postgres and postgres:
                self.postgres.refuse_other_version()
                supervisor.spawn(postgres)
                supervisor.wait_for(postgres)
                self.postgres.make_database()
            if redis:
                supervisor.wait_for(redis)

    def _postgres_part(self) -> Part | None:
        server = self.postgres
        if server is None:
            return None
        return Part(
            "postgresql",
            server.command(),
            server.is_ready,
            environment={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stop_signal=signal.SIGINT,
            account=lower_account(),
            again=True,
        )

    def _redis_part(self) -> Part | None:
        server = self.redis
        if server is None:
            return None
        server.make_settings()
        return Part(
            "redis", server.command(), server.is_ready, environment={"PATH": os.environ.get("PATH", "")}, again=True
        )


def plan_servers(var: Path, mode: str, *, keep_running: bool = False) -> Servers:
    """What serves this folder. With `keep_running` the servers that run already are described, ports and all."""
    secrets = keep_secrets(folder(var))
    ports = read_json(var / "ports.json") if keep_running else {}
    postgres = redis = None
    if not os.environ.get("DATABASE_URL"):
        port = ports.get("postgresql") or keep_port(var, "postgresql")
        postgres = find_postgres(var, port, secrets, fast=mode == "test")
    if not os.environ.get("REDIS_URL"):
        redis = find_redis(var, ports.get("redis") or keep_port(var, "redis"), secrets)
    return Servers(var, mode, secrets, postgres, redis)
