"""A library that workers import is compiled before they do."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from autograder.sandbox.bytecode import compile_library


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "some_library"
    for inner in (folder, folder / "part", folder / "part" / "tests"):
        inner.mkdir()
        (inner / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    compile_library.cache_clear()
    return folder


def compiled(folder: Path) -> set[str]:
    return {path.parent.parent.name for path in folder.rglob("*.pyc")}


def test_it_is_compiled_but_for_its_tests(library):
    compile_library("some_library")
    assert compiled(library) == {"some_library", "part"}
    assert "some_library" not in sys.modules


def test_one_that_was_imported_in_part_is_compiled_whole(library):
    compile_library("some_library")
    for path in (library / "part").rglob("*.pyc"):
        path.unlink()
    compile_library.cache_clear()
    compile_library("some_library")
    assert compiled(library) == {"some_library", "part"}


def test_one_that_is_not_there_or_cannot_be_written_is_left_alone(library, monkeypatch):
    compile_library("no_such_library")
    monkeypatch.setattr("compileall.compile_dir", lambda *_, **__: False)
    compile_library("some_library")
    assert compiled(library) == set()
