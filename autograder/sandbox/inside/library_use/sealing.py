"""Keeps libraries that no notebook names, and functions that were taken away, out of reach.

Python asks audit hooks before it opens a file, loads a module or looks into memory, and a hook
cannot be taken back. Nothing that the hook uses can be changed by the student's code: not even
the names of built-in functions, since these are among its own defaults.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any

#: Events that reach memory, the hook itself, or files by another path than their own.
_DENIED = frozenset(
    [
        # C functions, and memory by its address
        "ctypes.dlopen", "ctypes.dlsym", "ctypes.dlsym/handle", "ctypes.call_function",
        "ctypes.addressof", "ctypes.cdata", "ctypes.cdata/buffer", "ctypes.PyObj_FromPtr",
        "ctypes.string_at", "ctypes.wstring_at",
        # bytecode that no compiler has made
        "code.__new__",
        # the list that holds the hook
        "gc.get_objects", "gc.get_referrers", "gc.get_referents",
        # an interpreter without the hook
        "cpython.PyInterpreterState_New",
        # other paths to the same files
        "os.chdir", "os.symlink", "os.link",
    ]
)  # fmt: skip
#: Modules of C that do these things unasked.
_MODULES = frozenset(
    ["_testcapi", "_testinternalcapi", "_testclinic", "_ctypes_test", "_xxsubinterpreters",
     "_interpreters", "readline"]
)  # fmt: skip

#: A path of which the beginning says where it leads.
_PLAIN_PATH = re.compile(r"/(?:(?!\.{0,2}/)[^/]+/)*[^/]*")


def seal(libraries: Iterable[str], files: Iterable[str]) -> None:
    """From now on, deny this process some libraries, by name, and some source files."""
    # A compiled module bears its source's name: `spam.py` is `__pycache__/spam.cpython-311.pyc`.
    sources = {
        (f"{PurePath(file).parent}/", f"{PurePath(file).stem}.")
        for file in files
        if file.endswith(".py")
    }
    sys.addaudithook(_guard(_path_guard(tuple(libraries), tuple(sources))))


def _guard(expect_allowed: Callable[[Any], None]) -> Callable[[str, tuple[Any, ...]], None]:
    """The hook, which looks up nothing but its own defaults."""

    def guard(
        event: str,
        arguments: tuple[Any, ...],
        denied: frozenset[str] = _DENIED,
        modules: frozenset[str] = _MODULES,
        last_part: Callable[[Any, str], tuple[str, str, str]] = str.rpartition,
        expect_allowed: Callable[[Any], None] = expect_allowed,
        forbidden: type[Exception] = PermissionError,
        missing: type[Exception] = ModuleNotFoundError,
    ) -> None:
        if event in denied:
            raise forbidden("not while an exercise is graded that is to be written by hand")
        if event == "import":
            name, file = arguments[0], arguments[1]
            if last_part(name, ".")[2] in modules:
                raise missing("a module that is not there when exercises are graded")
            expect_allowed(name if file is None else file)
        elif event == "open":
            expect_allowed(arguments[0])

    return guard


def _path_guard(
    libraries: tuple[str, ...], sources: tuple[tuple[str, str], ...]
) -> Callable[[Any], None]:
    """What raises for paths, or names of modules, that are denied."""

    def expect_allowed(
        path: Any,
        libraries: tuple[str, ...] = libraries,
        sources: tuple[tuple[str, str], ...] = sources,
        is_a: Callable[[Any, Any], bool] = isinstance,
        text: type = str,
        data: type = bytes,
        number: type = int,
        decode: Callable[[Any, str], str] = bytes.decode,
        holds: Callable[[Any, str], bool] = str.__contains__,
        begins: Callable[[Any, str], bool] = str.startswith,
        last_part: Callable[[Any, str], tuple[str, str, str]] = str.rpartition,
        is_plain: Callable[[str], object] = _PLAIN_PATH.fullmatch,
        forbidden: type[Exception] = PermissionError,
        missing: type[Exception] = ModuleNotFoundError,
    ) -> None:
        if is_a(path, number):
            return  # an open file
        if is_a(path, data):
            path = decode(path, "latin-1")
        if not is_a(path, text):
            raise forbidden("not a path as text")
        for library in libraries:
            if holds(path, library):
                raise missing("a library that the notebook does not name")
        file = last_part(path, "/")[2]
        for folder, stem in sources:
            if begins(file, stem) and (begins(path, folder) or not is_plain(path)):
                raise forbidden("a library's file that holds what is to be written by hand")

    return expect_allowed
