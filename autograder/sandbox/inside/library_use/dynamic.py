"""Records which library functions are called, however the student's code has reached them.

Before a student's code runs, each is replaced, wherever a module holds it, by an object that
records the call and passes it on. All of this lies open to the student's code, so the record is
advice.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from autograder.sandbox.inside.library_use.names import canonical


def record_calls(names: Iterable[str], called: set[str]) -> None:
    """From now on, add the dotted name of one of the functions to `called` when it is called.

    Classes are left alone: in place of one, `isinstance` and inheritance would find no class.
    A function that NumPy's own Python code calls, such as `np.add` in `np.sum`, counts as called,
    so no exercise can forbid it.
    """
    for name in names:
        function = _find(canonical(name))
        if function is None or isinstance(function, (type, _Recorder)):
            continue
        recorder = _Recorder(function, partial(called.add, name))
        # By its names only: to look at all that modules hold costs a fresh worker many pages.
        own_names = {name.rpartition(".")[2], getattr(function, "__name__", "")}
        for module in list(sys.modules.values()):
            held = getattr(module, "__dict__", {})
            for attribute in own_names:
                if held.get(attribute) is function:
                    held[attribute] = recorder


def _find(name: str) -> Any:
    """What a dotted name stands for; None where its library is not installed."""
    module, _, rest = name.rpartition(".")
    path = [rest]
    while module:
        try:
            found: Any = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, rest = module.rpartition(".")
            path.insert(0, rest)
            continue
        for attribute in path:
            found = getattr(found, attribute, None)
        return found
    return None


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
        if name in ("at", "outer", "reduce", "accumulate", "reduceat"):  # they call a ufunc
            self._record()
        return getattr(self._function, name)

    # So that isinstance(np.tanh, np.ufunc) holds, and help(np.tanh) helps.
    __class__ = property(lambda self: type(self._function))
    __doc__ = property(lambda self: self._function.__doc__)

    def __repr__(self) -> str:
        return repr(self._function)

    def __reduce__(self) -> str | tuple[Any, ...]:
        return self._function.__reduce__()
