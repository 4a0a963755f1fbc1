"""Records which library functions are called, however the student's code has reached them.

Before a student's code runs, each is replaced, wherever a module holds it, by an object that
records the call and passes it on. All of this lies open to the student's code, so the record is
advice.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.machinery import ModuleSpec, PathFinder
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.sandbox.inside.library_use.names import canonical

_UFUNC_METHODS = frozenset(["at", "outer", "reduce", "accumulate", "reduceat"])
_FUNCTIONS = (FunctionType, BuiltinFunctionType)


def record_calls(names: Iterable[str], called: set[str]) -> None:
    """From now on, add the dotted name of one of the functions to `called` when it is called.

    Classes are left alone: in place of one, `isinstance` and inheritance would find no class.
    A function that NumPy's own Python code calls, such as `np.add` in `np.sum`, counts as called,
    so no exercise can forbid it. A library that is not imported yet is left so, for that takes
    time, until the student's code imports it.
    """
    waiting: defaultdict[str, list[str]] = defaultdict(list)  # by module
    for name in names:
        module = canonical(name).rpartition(".")[0]
        if module.partition(".")[0] in sys.stdlib_module_names:
            importlib.import_module(module.partition(".")[0])
        if not _record(name, called):
            waiting[module].append(name)
    if waiting:
        sys.meta_path.insert(0, _ImportHook(waiting, called))


def _record(name: str, called: set[str]) -> bool:
    """Put a recorder wherever a module holds a function; say whether its module is there."""
    found, module = _find(canonical(name))
    if callable(found) and not isinstance(found, (type, _Recorder)):
        recorder = _Recorder(found, partial(called.add, name))
        # By its names only: to look at all that modules hold costs a fresh worker many pages.
        own_names = {name.rpartition(".")[2], getattr(found, "__name__", "")}
        for holder in list(sys.modules.values()):
            held = getattr(holder, "__dict__", {})
            for attribute in own_names:
                if held.get(attribute) is found:
                    held[attribute] = recorder
    return found is not None or module == canonical(name).rpartition(".")[0]


def _find(name: str) -> tuple[Any, str]:
    """What a dotted name stands for, None where nothing does, and the module that was looked in."""
    module, _, rest = name.rpartition(".")
    path = [rest]
    while module and module not in sys.modules:
        module, _, rest = module.rpartition(".")
        path.insert(0, rest)
    found: Any = sys.modules.get(module)
    for attribute in path:
        found = getattr(found, attribute, None)
    return found, module


class _ImportHook:
    """Has the functions of a module recorded once the student's code has imported it."""

    def __init__(self, waiting: Mapping[str, Sequence[str]], called: set[str]) -> None:
        self._waiting = dict(waiting)
        self._called = called

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module's own specification, with the recording behind its execution."""
        names = self._waiting.pop(name, None)
        if names is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def execute_and_record(module: ModuleType) -> None:
                execute(module)
                for function in names:
                    _record(function, self._called)

            spec.loader.exec_module = execute_and_record  # type: ignore[method-assign]
        return spec


class _Recorder:
    """Stands for a library function, looks like it, and records its calls."""

    __slots__ = ("_function", "_record")

    def __init__(self, function: Callable[..., Any], record: Callable[[], None]) -> None:
        self._function = function
        self._record = record

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._record()
        return self._function(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        # What calls a ufunc, and what an object has that is not a function, such as a distribution.
        if name in _UFUNC_METHODS or not (
            name.startswith("_") or isinstance(self._function, (np.ufunc, *_FUNCTIONS))
        ):
            self._record()
        return getattr(self._function, name)

    # So that isinstance(np.tanh, np.ufunc) holds, and help(np.tanh) helps.
    __class__ = property(lambda self: type(self._function))
    __doc__ = property(lambda self: self._function.__doc__)

    def __repr__(self) -> str:
        return repr(self._function)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return self._function.__reduce__()
