"""Sealing and verifying a million acts (or ACTS), beside a plain reading of them; `taskset -c 0` keeps to one core."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.places import PYTHON, ROOT
from house.servers import plan_servers
from house.supervisor import Supervisor


@contextmanager
def with_a_database(place: Path) -> Iterator[dict[str, str]]:
    """Servers of one's own with a migrated database; hands out the environment."""
    supervisor = Supervisor(place)
    supervisor.take()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        environment = servers.environment() | {"PYTHONPATH": f"{ROOT}:{ROOT / 'script'}"}
        migrate = [str(PYTHON), str(ROOT / "manage.py"), "migrate", "--no-input", "-v", "0"]
        subprocess.run(migrate, env=environment | {"VIGIE_AS_OWNER": "1"}, check=True)
        yield environment
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-seals-") as name:
        Path(name).chmod(0o755)
        with with_a_database(Path(name)) as environment:
            subprocess.run([str(PYTHON), str(Path(__file__).with_name("_seals.py"))], env=environment, check=True)
