from __future__ import annotations

import re

import pytest
from django.core.files import File
from django.test import override_settings

from face.static import FaceStaticStorage
from house.places import ROOT

FACE = ROOT / "static" / "face"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> FaceStaticStorage:
    """Our own files, as they are served."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        storage = FaceStaticStorage(location=folder)
        paths = {str(path.relative_to(ROOT / "static")): path for path in FACE.rglob("*.*")}
        for name, path in paths.items():
            with path.open("rb") as file:
                storage.save(name, File(file))
        list(storage.post_process({name: (storage, name) for name in paths}))
    return storage


def test_modules_import_each_other_by_hashed_names(collected: FaceStaticStorage) -> None:
    with collected.open(collected.stored_name("face/js/face.js")) as file:
        entry = file.read().decode()
    imports = re.findall(r'from "\./([^"]+)"', entry)
    assert imports
    assert all(re.fullmatch(r"[a-z]+\.[0-9a-f]{12}\.js", name) for name in imports)
    assert all(collected.exists(f"face/js/{name}") for name in imports)


def test_missing_name_breaks_no_page(collected: FaceStaticStorage) -> None:
    assert collected.stored_name("face/nothing.css") == "face/nothing.css"


def test_files_stay_small() -> None:
    for path in FACE.rglob("*.*"):
        lines = len(path.read_text().splitlines())
        assert lines <= (150 if path.suffix == ".js" else 400), path


def test_no_style_or_script_comes_from_elsewhere() -> None:
    for path in FACE.rglob("*.*"):
        assert not re.search(r"https?://|@import|\beval\(|new Function|innerHTML", path.read_text()), path
