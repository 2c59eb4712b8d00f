"""What has to be true of the database and the static files before the web starts, done only when something changed."""

from pathlib import Path

from house.errands import run_errand
from house.manage import django
from house.places import ROOT, fingerprint, folder, read_json, write_json, write_whole
from house.servers import Servers
from house.terminal import step

ROOMS = ("audit", "reference", "accounts", "cen_records", "intelligence", "risk", "training", "face", "config")

SIGN_INS = "sign-ins.txt"
UNUSED = ("django_htmx", "rest_framework", "guardian")  # packages whose own static files no page of ours names


def bring_static(servers: Servers) -> None:
    """Collect, name by content and compress the static files."""
    stamp = folder(servers.var) / "static.json"
    sources = [ROOT / "static", ROOT / "face", ROOT / "config" / "settings.py", ROOT / "requirements.txt"]
    wanted = fingerprint(*sources)
    if read_json(stamp).get("content") == wanted and (servers.var / "static").is_dir():
        return
    unused = [word for package in UNUSED for word in ("--ignore", package)]
    command = django("collectstatic", "--no-input", "--clear", "--skip-checks", *unused)
    with step("static files"):
        run_errand("Collecting the static files", command, servers.environment())
    write_json(stamp, {"content": wanted})


def bring_database(servers: Servers) -> None:
    """Migrate as the owner, then load the code lists and the demo data as the application."""
    stamp = _stamp(servers)
    wanted = fingerprint(ROOT / "requirements.txt", *(ROOT / room for room in ROOMS))
    if stamp and read_json(stamp).get("content") == wanted:
        return
    with step("tables"):
        run_errand("The migration", django("migrate", "--no-input", "--skip-checks"), servers.environment(owner=True))
    with step("code lists"):
        run_errand("Loading the code lists", django("load_code_lists"), servers.environment())
    if servers.environment()["VIGIE_DEMO"].lower() not in ("0", "false", "no", "off", ""):
        with step("demo offices and people"):
            said = run_errand("Loading the demo data", django("load_demo", "--list"), servers.environment())
        with step("demo records"):
            run_errand("Loading the demo records", django("load_demo_records"), servers.environment())
        write_whole(servers.var / SIGN_INS, said + "\n")
    if stamp:
        write_json(stamp, {"content": wanted})


def _stamp(servers: Servers) -> Path | None:
    """Beside our own data folder, so that it goes with it; nothing is taken for granted of somebody else's database."""
    return servers.postgres.home / "content.json" if servers.postgres else None
