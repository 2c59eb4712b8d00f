"""What the environment may set, read once. `docs/operations` will list them for the administrator.

Everything has a value on one machine (`script/` sets it); in production nothing secret has a default.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

ROOT = Path(__file__).resolve().parent.parent
# The first is what `script/run` prints: browsers refuse passkeys on a bare address.
HOSTS_OF_ONE_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
SHORTEST_KEY = 50
SHORTEST_PASSWORD = 16
SHORTEST_TOKEN = 32
FEWEST_IN_KEY = 10  # different characters: 32 random bytes in hexadecimal have more
FEWEST_IN_PASSWORD = 6
# Words out of examples: what holds one of them has been published.
KNOWN = ("change-me", "changeme", "example", "insecure", "password", "postgres", "redis", "secret", "vigie")
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
    replica_database_url: str
    redis_url: str
    var: Path
    hosts: list[str]
    origins: list[str]
    demo: bool
    base_url: str
    language: str
    email_url: str
    proxies: int
    metrics_token: str
    secret_key_fallbacks: list[str]

    @classmethod
    def read(cls) -> "Environment":
        """Read the process's environment; refuse what production must not run with."""
        mode = _mode()
        database_url = env.str("DATABASE_URL")
        hosts = env.list("VIGIE_HOSTS", default=[] if mode is Mode.PRODUCTION else HOSTS_OF_ONE_MACHINE)
        address = "" if mode is Mode.PRODUCTION else f"http://{hosts[0]}:{env.int('PORT', default=8000)}"
        found = cls(
            mode=mode,
            secret_key=env.str("VIGIE_SECRET_KEY"),
            database_url=database_url,
            owner_database_url=env.str("DATABASE_OWNER_URL", default=database_url),
            replica_database_url=env.str("DATABASE_REPLICA_URL", default=""),
            redis_url=env.str("REDIS_URL"),
            var=Path(env.str("VIGIE_VAR", default=str(ROOT / "var"))),
            hosts=hosts,
            origins=env.list("VIGIE_ORIGINS", default=[]),
            demo=env.bool("VIGIE_DEMO", default=False),
            base_url=env.str("VIGIE_BASE_URL", default=address),
            language=env.str("VIGIE_LANGUAGE", default="fr"),
            email_url=env.str("EMAIL_URL", default=""),
            proxies=env.int("VIGIE_PROXIES", default=0),
            metrics_token=env.str("VIGIE_METRICS_TOKEN", default=""),
            secret_key_fallbacks=[key for key in env.list("VIGIE_SECRET_KEY_FALLBACKS", default=[]) if key],
        )
        if mode is Mode.PRODUCTION and (refused := found.refused()):
            raise ImproperlyConfigured("\n".join(refused))
        return found

    def refused(self) -> list[str]:
        """What production must not run with, a sentence for each, so that all can be mended at once."""
        passwords = {
            "DATABASE_URL": _weak_password(self.database_url),
            "DATABASE_OWNER_URL": _weak_password(self.owner_database_url),
            "REDIS_URL": _weak_password(self.redis_url),
        }
        if self.replica_database_url:
            passwords["DATABASE_REPLICA_URL"] = _weak_password(self.replica_database_url)
        return [
            *_weak_key("VIGIE_SECRET_KEY", self.secret_key),
            *(line for key in self.secret_key_fallbacks for line in _weak_key("VIGIE_SECRET_KEY_FALLBACKS", key)),
            *(f"{name} {weakness}" for name, weakness in passwords.items() if weakness),
            *(["VIGIE_DEMO is set: the demo’s people and passwords are known to everybody."] if self.demo else []),
            *_weak_token(self.metrics_token),
            *_wrong_address(self.hosts, self.base_url),
        ]

    @property
    def behind_tls(self) -> bool:
        """Production is always served over HTTPS; one machine is not."""
        return self.mode is Mode.PRODUCTION


def _mode() -> Mode:
    said = env.str("VIGIE_MODE", default=Mode.PRODUCTION)
    if said not in set(Mode):
        raise ImproperlyConfigured(f"VIGIE_MODE is “{said}”: it is one of {', '.join(Mode)}.")
    return Mode(said)


def _is_known(word: str) -> bool:
    return any(known in word.lower() for known in KNOWN)


def _weak_key(name: str, key: str) -> list[str]:
    """Why this key would not keep sessions and links from being forged."""
    if len(key) < SHORTEST_KEY:
        return [f"{name} is shorter than {SHORTEST_KEY} characters."]
    if len(set(key)) < FEWEST_IN_KEY:
        return [f"{name} has fewer than {FEWEST_IN_KEY} different characters: it is not random."]
    if _is_known(key):
        return [f"{name} is out of an example: make one of your own."]
    return []


def _weak_token(token: str) -> list[str]:
    """Why strangers could read the numbers; nothing where none are shown."""
    if token and (len(token) < SHORTEST_TOKEN or len(set(token)) < FEWEST_IN_KEY or _is_known(token)):
        return [f"VIGIE_METRICS_TOKEN can be guessed: make a random one of {SHORTEST_TOKEN} characters or more."]
    return []


def _weak_password(address: str) -> str:
    """What is wrong with the password in a server's address; empty where nothing is."""
    password = unquote(urlsplit(address).password or "")
    if not password:
        return "has no password."
    if len(password) < SHORTEST_PASSWORD:
        return f"has a password shorter than {SHORTEST_PASSWORD} characters."
    if len(set(password)) < FEWEST_IN_PASSWORD or _is_known(password):
        return "has a password that can be guessed: make a random one."
    return ""


def _wrong_address(hosts: list[str], base_url: str) -> list[str]:
    """Why officers, and the links in their letters, would not come to this server and no other."""
    if not hosts:
        return ["VIGIE_HOSTS is missing: name the hosts under which officers reach Vigie."]
    if "*" in hosts:
        return ["VIGIE_HOSTS holds “*”: name the hosts under which officers reach Vigie."]
    parts = urlsplit(base_url)
    if parts.scheme != "https" or not parts.hostname:
        return ["VIGIE_BASE_URL is missing or not an https:// address: the links in letters begin with it."]
    if not validate_host(parts.hostname, hosts):
        return [f"VIGIE_BASE_URL leads to {parts.hostname}, which is not one of VIGIE_HOSTS."]
    return []
