"""Where things stand: the checkout, its virtual environment, and the folder for all that is made while running."""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def var() -> Path:
    """The folder for databases, logs, secrets and uploads: VIGIE_VAR, or `var/` in the checkout."""
    return Path(os.environ.get("VIGIE_VAR") or ROOT / "var").absolute()


def folder(path: Path, mode: int = 0o755) -> Path:
    """Make a folder where it is missing."""
    path.mkdir(parents=True, exist_ok=True, mode=mode)
    return path


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a reader sees the old one or the whole new one, whatever dies in between."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
        new.chmod(mode)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """What a file of ours remembers; nothing where it is missing or torn."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_json(path: Path, content: dict[str, Any], mode: int = 0o644) -> None:
    """Remember something for the next start."""
    write_whole(path, json.dumps(content, indent=1) + "\n", mode)


def fingerprint(*paths: Path) -> str:
    """One value for the content of files and folders; it changes when any of them does."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc") if path.is_dir() else [path]
        for file in files:
            if file.exists():
                digest.update(f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
