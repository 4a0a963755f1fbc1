"""Compiled modules of the libraries that a worker may import by itself.

A worker cannot write to them, so a library that was installed without them, as `uv sync` does,
would be compiled anew in each worker that imports it: SciPy takes longer than a cell may.
"""

from __future__ import annotations

import compileall
import importlib.util
import re
from functools import cache
from pathlib import Path

_TESTS = re.compile(r"[/\\]tests[/\\]")


@cache
def compile_library(name: str) -> None:
    """Compile a library's modules, unless they are compiled; where none can be written, do not."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return
    folder = Path(spec.origin).parent
    # A library that was imported once has some of them, so one of each folder must be there.
    inits = [folder / "__init__.py", *folder.glob("[!_]*/__init__.py")]
    if any(not Path(importlib.util.cache_from_source(str(init))).exists() for init in inits):
        compileall.compile_dir(folder, quiet=2, rx=_TESTS)
