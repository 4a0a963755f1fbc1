"""A notebook's names: as they are now, and as they stood where each function was defined.

Jupyter runs a check right below the function that it checks. What later cells do to a name that a
function needs (`np = 3`, `mse = mse(a, b)`, a loop variable) turns no green check red. So a
function is called with the names that it could see where it was defined. All cells share one
dictionary of names, as in Jupyter; a journal of the names that were bound anew takes it back.
"""

from __future__ import annotations

import ast
import builtins
import dis
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import CodeType, FunctionType, MethodType
from typing import Any

_MISSING: Any = object()
_STORES = frozenset(
    dis.opmap[name] for name in ("STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL")
)
_RETURNS = frozenset(
    code for name, code in dis.opmap.items() if name in ("RETURN_VALUE", "RETURN_CONST")
)
_EXTENDED_ARG = dis.opmap["EXTENDED_ARG"]
#: Attributes under which wrappers of functions keep what they wrap.
_WRAPPED = ("__wrapped__", "__func__", "func", "pyfunc", "python_function")
_MOST_WRAPPERS = 10


@dataclass(eq=False)
class Definition:
    """A function of the student's, and when it was defined."""

    function: Callable[..., Any]
    time: int
    #: Names that were bound anew later, with the values that the function is to see.
    names: dict[str, Any] | None = None


@dataclass
class Namespace:
    """The names of a notebook's module, and what has become of them."""

    names: dict[str, Any]
    is_own: Callable[[CodeType], bool]  # whether code stands in one of the notebook's cells
    _time: int = 0
    _journal: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    _definitions: dict[str, Definition] = field(default_factory=dict)
    _bound: dict[str, Any] = field(default_factory=dict)  # what names of definitions hold by now
    _last: dict[str, Any] = field(default_factory=dict)  # of names bound anew: the final values
    _current: Definition | None = None  # whose names the dictionary shows

    def must_run_by_statements(self, code: CodeType, stores: Iterable[str]) -> bool:
        """Whether running a cell in one piece would lose how a name stood within it.

        That is so where it binds the name of a function that is defined already, and where it
        binds anything anew after a function of its own.
        """
        bound: set[str] = set()
        defines = any(isinstance(constant, CodeType) for constant in code.co_consts)
        for name in stores:
            if name in self._definitions:
                return True
            if defines and bound and (name in bound or name in self.names or _is_builtin(name)):
                return True
            bound.add(name)
        return False

    def before(
        self, stores: Iterable[str], names: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The values that code is about to bind anew, or that `names` held; `after` takes them."""
        names = self.names if names is None else names
        return {
            name: names.get(name, _MISSING) for name in stores if name in names or _is_builtin(name)
        }

    def changed_since(self, names: Mapping[str, Any]) -> list[str]:
        """The names that were bound anew since a copy of all of them was made."""
        return [
            name for name, value in self.names.items() if names.get(name, _MISSING) is not value
        ]

    def after(self, stores: Iterable[str], old: Mapping[str, Any], *, defines: bool = True) -> None:
        """Note what code has bound: values that are gone, and functions that it defined.

        Code that is a loop, an import or the like binds names, but `defines` no function again.
        """
        self._time += 1
        for name, value in old.items():
            if self.names.get(name, _MISSING) is not value:
                self._journal.setdefault(name, []).append((self._time, value))
        for name in stores:
            value = self._bound[name] = self.names.get(name, _MISSING)
            known = self._definitions.get(name)
            if not callable(value) or (known is not None and known.function is value):
                continue
            if known is None or (defines and self._is_students(value)):
                self._definitions[name] = Definition(value, self._time)
        for name, known in self._definitions.items():
            # Bound by other means than a statement of its own, as by `globals()["mse"] = f`.
            value = self.names.get(name, _MISSING)
            if value is not self._bound[name] and callable(value):
                self._bound[name] = value
                if value is not known.function and self._is_students(value):
                    self._definitions[name] = Definition(value, self._time)

    def function(self, name: str) -> Callable[..., Any] | None:
        """The student's function `name`, with its names as they stood; None if there is none."""
        definition = self._definitions.get(name)
        if definition is None:
            value = self.names.get(name)
            return value if callable(value) else None
        if definition is not self._current and self._journal:
            self._show(definition)
        return definition.function

    def _show(self, definition: Definition) -> None:
        """Make the dictionary show the names as they stood at a definition."""
        names = self.names
        if self._current is None:
            self._last = {name: names.get(name, _MISSING) for name in self._journal}
        elif self._current.names is not None:
            # What a call has bound with `global` stays for the function's next call.
            for name in self._current.names:
                self._current.names[name] = names.get(name, _MISSING)
        if definition.names is None:
            definition.names = {
                name: self._stood(name, events, definition.time)
                for name, events in self._journal.items()
            }
        for name, value in definition.names.items():
            if value is not _MISSING:
                names[name] = value
            else:
                names.pop(name, None)
        self._current = definition

    def _stood(self, name: str, events: list[tuple[int, Any]], time: int) -> Any:
        """A name's value at a time; where it was not bound yet, its last one.

        A function may call a helper that is defined further below, and one whose stub stood there.
        A name of Python's own was Python's own as long as nobody had bound it.
        """
        for later, value in events:
            if later > time and not self._is_stub(value):
                if value is _MISSING and not _is_builtin(name):
                    break
                return value
        return self._last[name]

    def _is_stub(self, value: Any) -> bool:
        """Whether a value is a function of the notebook's that does nothing but raise an error."""
        if not isinstance(value, FunctionType) or not self.is_own(value.__code__):
            return False
        code = value.__code__
        return code.co_names == ("NotImplementedError",) and _RETURNS.isdisjoint(code.co_code[::2])

    def _is_students(self, value: Any) -> bool:
        """Whether a callable is of the student's making, under wrappers of libraries too."""
        for _ in range(_MOST_WRAPPERS):
            if isinstance(value, FunctionType):
                return (
                    self.is_own(value.__code__)
                    or value.__globals__ is self.names  # of a text that was executed
                    or self._wraps(value) is not None
                )
            kind = value if isinstance(value, type) else type(value)
            if kind.__module__ == "__main__":
                return True
            inner = value.__func__ if isinstance(value, MethodType) else self._wraps(value)
            if inner is None:
                return False
            value = inner
        return False

    def _wraps(self, value: Any) -> Any:
        """What a wrapper wraps, if it is one."""
        for attribute in _WRAPPED:
            inner = getattr(value, attribute, None)
            if callable(inner):
                return inner
        return None


def stored_names(code: CodeType) -> list[str]:
    """The names that a cell's code binds or deletes at its own level, in the order of its text."""
    found: list[str] = []
    names, extended = code.co_names, 0
    instructions = code.co_code
    for place in range(0, len(instructions), 2):
        operation, argument = instructions[place], instructions[place + 1] | extended
        extended = argument << 8 if operation == _EXTENDED_ARG else 0
        if operation in _STORES and argument < len(names):
            found.append(names[argument])
    return found


def defines_functions(statement: ast.stmt) -> bool:
    """Whether a statement may define a function again: loops, imports and the like do not."""
    return not isinstance(
        statement,
        (ast.For, ast.AsyncFor, ast.With, ast.AsyncWith, ast.Import, ast.ImportFrom),
    )


def _is_builtin(name: str) -> bool:
    return hasattr(builtins, name)
