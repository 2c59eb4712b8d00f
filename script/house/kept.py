"""What is made up once and kept under VIGIE_VAR: passwords, the secret key, the servers' ports."""

import secrets
import socket
from pathlib import Path

from house.places import folder, read_json, write_json

SECRETS = ("secret_key", "superuser", "owner", "application", "redis")
PORTS = range(20_000, 32_000)  # below the ports that Linux hands out for outgoing connections


def keep_secrets(var: Path) -> dict[str, str]:
    """The passwords and the secret key of this folder, made at the first start, readable by their owner alone."""
    file = folder(var) / "secrets.json"
    kept = read_json(file)
    if not all(name in kept for name in SECRETS):
        kept = {name: kept.get(name) or secrets.token_urlsafe(48) for name in SECRETS}
        write_json(file, kept, mode=0o600)
    return kept


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether something listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nothing listens on."""
    while True:
        port = secrets.choice(PORTS)
        if is_free(port):
            return port


def keep_port(var: Path, server: str) -> int:
    """The port that this folder remembers for a server; another one where a stranger has taken it since."""
    file = folder(var) / "ports.json"
    kept = read_json(file)
    port = kept.get(server)
    if not isinstance(port, int) or not is_free(port):
        port = kept[server] = free_port()
        write_json(file, kept)
    return port
