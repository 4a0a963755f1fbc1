"""Runs a notebook's cells, each within its time, and keeps what they define.

A statement that fails costs nothing but itself. A cell that takes too long is stopped, and the
next one runs: the time that a student's own experiments take is theirs, not that of the answers.
"""

from __future__ import annotations

import ast
import contextlib
import re
import sys
import time
import types
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from autograder.sandbox.inside import surroundings
from autograder.sandbox.inside.broken_cells import defining, definitions_in
from autograder.sandbox.inside.clock import OutOfTimeError, interrupted_after
from autograder.sandbox.inside.namespace import Namespace, defines_functions, stored_names
from autograder.sandbox.inside.protocol.messages import NAME, TEXT, Execute, Executed, Problem

_FILE = "<cell {}>"
#: When the notebook has used up its time, each further cell has so many seconds, and when it has
#: used half as much again, so many.
_SECONDS_AFTERWARDS, _SECONDS_AT_LAST = 1.0, 0.25
_STAR = re.compile(r"\bimport[ \t]*\(?[ \t]*\*")  # in a text: it may be an import of everything
_COROUTINE = 0x80  # inspect.CO_COROUTINE: code that awaits at its own level


class Cells:
    """The module that a notebook's cells make up, run cell by cell."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        self.module.__dict__.update(surroundings.jupyter_names())
        self._numbers: dict[str, int] = {}  # of the cells, by the file name of their code
        self._namespace = Namespace(self.module.__dict__, self._is_own)
        self._seconds_used = 0.0
        sys.modules["__main__"] = self.module

    def execute(self, message: Execute) -> Executed:
        """Run a cell."""
        name = _FILE.format(message.cell)
        self._numbers[name] = message.cell
        fell_back, stopped_after = False, 0.0
        begun = time.monotonic()
        seconds = self._seconds_for(message)
        problem: Problem | None = None
        if message.definitions_only:
            self._keep_definitions(message, name)
        else:
            try:
                with interrupted_after(seconds):
                    fell_back, problem = self._run_cell(message, name)
            except OutOfTimeError:
                stopped_after = seconds
                self._keep_definitions(message, name)
        taken = time.monotonic() - begun
        self._seconds_used += taken
        return Executed(message.id, problem, fell_back, stopped_after, taken)

    def function(self, name: str) -> Callable[..., Any] | None:
        """The student's function `name`, as it stood where it was defined."""
        return self._namespace.function(name)

    def problem(self, error: BaseException) -> Problem:
        """The student's innermost line of an exception."""
        cell, line, function = -1, 0, ""
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename in self._numbers:
                cell, line = self._numbers[code.co_filename], trace.tb_lineno
                function = code.co_name
            trace = trace.tb_next
        return Problem(type(error).__name__[:NAME], _text(error), cell, line, function[:NAME])

    def _is_own(self, code: types.CodeType) -> bool:
        return code.co_filename in self._numbers

    def _seconds_for(self, message: Execute) -> float:
        """How long a cell may take: of what the notebook has left, and never nothing."""
        left = message.all_seconds - self._seconds_used
        if left < -0.5 * message.all_seconds:
            return min(message.seconds, _SECONDS_AT_LAST)
        return min(message.seconds, max(left, _SECONDS_AFTERWARDS))

    def _run_cell(self, message: Execute, name: str) -> tuple[bool, Problem | None]:
        """Run a cell; say whether its fallback was run, and what went wrong first."""
        try:
            return False, self._run_whole(message.source, name)
        except _CannotRunWholeError:
            pass
        fell_back = False
        try:
            try:
                tree = _parse(message.source, name)
            except SyntaxError:
                if message.fallback is None:
                    raise
                tree = _parse(message.fallback, name)
                fell_back = True
        except OutOfTimeError:
            raise
        except BaseException as error:
            line = getattr(error, "lineno", None) or 0
            text = getattr(error, "msg", None) or str(error)
            problem = Problem(type(error).__name__[:NAME], _text(text), message.cell, line, "")
            self._run_what_is_python(message.fallback or message.source, name)
            return fell_back, problem
        return fell_back, self._run(tree.body, name)

    def _run_whole(self, source: str, name: str) -> Problem | None:
        """Run a cell as a whole; after a statement that fails, run the others one by one.

        Raise _CannotRunWholeError, before anything has run, for a cell that must not be run so.
        """
        try:
            code = compile(source, name, "exec")
        except OutOfTimeError:
            raise
        except BaseException:
            raise _CannotRunWholeError from None
        stores = stored_names(code)
        if self._namespace.must_run_by_statements(code, stores) or _STAR.search(source):
            raise _CannotRunWholeError
        old = self._namespace.before(stores)
        try:
            exec(code, self.module.__dict__)
        except BaseException as error:
            self._namespace.after(stores, old)
            if isinstance(error, OutOfTimeError):
                raise
            position = _position_in(code, error)
            if position is None:
                raise _CannotRunWholeError from None
            problem = self.problem(error)
            statements = ast.parse(source, name).body
            self._run([one for one in statements if _begin(one) > position], name)
            return problem
        self._namespace.after(stores, old)
        return None

    def _run(self, statements: Sequence[ast.stmt], name: str) -> Problem | None:
        """Run statements one by one; give the first problem."""
        problem: Problem | None = None
        for statement in statements:
            try:
                self._run_statement(statement, name)
            except OutOfTimeError:
                raise
            except BaseException as error:
                problem = problem or self.problem(error)
        return problem

    def _run_what_is_python(self, source: str, name: str) -> None:
        """Define what a cell that is not Python defines in parts that are.

        Jupyter would run nothing of it, so what is defined above stays as it is.
        """
        known = set(self.module.__dict__)
        for statement in definitions_in(source, name):
            with contextlib.suppress(SyntaxError, ValueError):
                if known.isdisjoint(stored_names(_compile(statement, name))):
                    self._run([statement], name)

    def _run_statement(self, statement: ast.stmt, name: str) -> None:
        code = _compile(statement, name)
        stores = stored_names(code)
        old = self._namespace.before(stores)
        everything = dict(self.module.__dict__) if _imports_everything(statement) else None
        try:
            if code.co_flags & _COROUTINE:
                surroundings.run_coroutine(eval(code, self.module.__dict__))
            else:
                exec(code, self.module.__dict__)
        finally:
            if everything is not None:
                stores = self._namespace.changed_since(everything)
                old = self._namespace.before(stores, everything)
            self._namespace.after(stores, old, defines=defines_functions(statement))

    def _keep_definitions(self, message: Execute, name: str) -> None:
        """Run the definitions, imports and assignments of a cell that cannot be run as a whole.

        What is defined already stays as it is.
        """
        known = set(self.module.__dict__)
        for source in (message.source, message.fallback):
            try:
                statements = _parse(source or "", name).body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            for statement in defining(statements):
                with contextlib.suppress(SyntaxError, ValueError, OutOfTimeError):
                    if _imports_everything(statement) or known.isdisjoint(
                        stored_names(_compile(statement, name))
                    ):
                        with interrupted_after(_SECONDS_AT_LAST):
                            self._run([statement], name)
            return


class _CannotRunWholeError(Exception):
    """A cell must be run statement by statement."""


def _parse(source: str, name: str) -> ast.Module:
    tree = compile(source, name, "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    assert isinstance(tree, ast.Module)
    return tree


def _imports_everything(statement: ast.stmt) -> bool:
    """Whether a statement binds names that do not stand in it."""
    return not isinstance(statement, ast.Assign | ast.Expr) and any(
        isinstance(node, ast.alias) and node.name == "*" for node in ast.walk(statement)
    )


def _compile(statement: ast.stmt, name: str) -> types.CodeType:
    module = ast.Module([statement], [])
    code: types.CodeType = compile(module, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return code


def _position_in(code: types.CodeType, error: BaseException) -> tuple[int, int] | None:
    """Line and column of the expression of a cell in which an error came up, if in any."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code is not code:
        trace = trace.tb_next
    if trace is None:
        return None
    line, _, column, _ = next(islice(code.co_positions(), trace.tb_lasti // 2, None))
    return None if line is None or column is None else (line, column)


def _begin(statement: ast.stmt) -> tuple[int, int]:
    """Line and column where a statement begins, that of its first decorator if it has any."""
    first = min(getattr(statement, "decorator_list", []), key=_position, default=statement)
    return min(_position(statement), _position(first))


def _position(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _text(value: object) -> str:
    try:
        return str(value)[:TEXT]
    except BaseException:
        return ""
