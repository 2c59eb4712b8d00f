"""What the environment may set, read once. `docs/operations` will list them for the administrator.

Everything has a value on one machine (`script/` sets it); in production nothing secret has a default.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()


class Mode(StrEnum):
    """How this process runs. LOCAL is `script/run`, TEST is `script/test`, PRODUCTION is everything else."""

    PRODUCTION = "production"
    LOCAL = "local"
    TEST = "test"


@dataclass(frozen=True)
class Environment:
    """The settings that differ from one place to another."""

    mode: Mode
    secret_key: str
    database_url: str
    owner_database_url: str
    redis_url: str
    var: Path
    hosts: list[str]
    origins: list[str]
    demo: bool
    base_url: str
    language: str
    email_url: str
    proxies: int

    @classmethod
    def read(cls) -> "Environment":
        """Read the process's environment; refuse what production must not run with."""
        mode = Mode(env.str("VIGIE_MODE", default=Mode.PRODUCTION))
        database_url = env.str("DATABASE_URL")
        hosts = env.list("VIGIE_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
        on_this_machine = f"http://{hosts[0]}:{env.int('PORT', default=8000)}"
        address = f"https://{hosts[0]}" if mode is Mode.PRODUCTION else on_this_machine
        found = cls(
            mode=mode,
            secret_key=env.str("VIGIE_SECRET_KEY"),
            database_url=database_url,
            owner_database_url=env.str("DATABASE_OWNER_URL", default=database_url),
            redis_url=env.str("REDIS_URL"),
            var=Path(env.str("VIGIE_VAR", default=str(ROOT / "var"))),
            hosts=hosts,
            origins=env.list("VIGIE_ORIGINS", default=[]),
            demo=env.bool("VIGIE_DEMO", default=False),
            base_url=env.str("VIGIE_BASE_URL", default=address),
            language=env.str("VIGIE_LANGUAGE", default="fr"),
            email_url=env.str("EMAIL_URL", default=""),
            proxies=env.int("VIGIE_PROXIES", default=0),
        )
        if mode is Mode.PRODUCTION and len(found.secret_key) < 50:
            raise ImproperlyConfigured("VIGIE_SECRET_KEY is shorter than 50 characters.")
        return found

    @property
    def behind_tls(self) -> bool:
        """Production is always served over HTTPS; one machine is not."""
        return self.mode is Mode.PRODUCTION
