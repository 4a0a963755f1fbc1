"""The worker runs a student's cells and calls the student's functions, and knows nothing else.

Everything here shares a process with hostile code, so the grader relies on none of it: what it says
of changed arguments, warnings and printed text is advice, and the grader checks every frame.
"""

from __future__ import annotations

import ast
import io
import os
import socket
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from autograder.sandbox.inside.calling import Caller, own_copy
from autograder.sandbox.inside.library_use.dynamic import record_calls
from autograder.sandbox.inside.library_use.static import find_uses
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.channel import WorkerEnd

_PLOTTING = ("matplotlib", "seaborn", "plotly")
_FILE = "<cell {}>"
#: What `warnings.filters` holds after `warnings.simplefilter("always")`.
_ALWAYS = [("always", None, Warning, None, 0)]


def serve(connection: socket.socket, silence_plots: bool) -> None:
    """Answer the grader's frames until it closes the channel."""
    worker = _Worker(WorkerEnd(connection))
    worker.end.send(messages.CONFINED)
    if silence_plots:
        sys.meta_path.insert(0, _PlotFinder())
    while True:
        try:
            message = worker.end.receive()
        except EOFError:
            return
        if isinstance(message, messages.Execute):
            worker.execute(message)
        elif isinstance(message, messages.Call):
            worker.call(message)
        elif isinstance(message, messages.MonitorUses):
            worker.monitor(message)


class _Worker:
    """A student's module, and the channel that it is called through."""

    def __init__(self, end: WorkerEnd) -> None:
        self.end = end
        self._module = types.ModuleType("__main__")
        self._sources: dict[str, int] = {}
        self._output = _CountingOutput()
        self._used: set[str] = set()  # forbidden library functions that were called
        self._warned: set[str] = set()  # names of the categories of a call's warnings
        self._on_warning: Any = self._record_warning  # bound once, to be compared by identity
        self._caller = Caller(self._stand_in)
        self._module.__dict__["get_ipython"] = lambda: None
        sys.modules["__main__"] = self._module
        sys.stdin = io.StringIO()
        sys.stdout = sys.stderr = self._output

    def monitor(self, message: messages.MonitorUses) -> None:
        """Search the cells' text for forbidden library functions, and record their calls."""
        uses = find_uses(message.cells, message.forbidden)
        record_calls([name for _, names in message.forbidden for name in names], self._used)
        self.end.send(messages.UsesFound(message.id, uses))

    def execute(self, message: messages.Execute) -> None:
        """Run a cell; a statement that fails costs nothing but itself."""
        name = _FILE.format(message.cell)
        self._sources[name] = message.cell
        fell_back = False
        try:
            problem = self._run_whole(message.source, name)
        except _CannotRunWholeError:
            try:
                try:
                    tree = ast.parse(message.source, name)
                except SyntaxError:
                    if message.fallback is None:
                        raise
                    tree = ast.parse(message.fallback, name)
                    fell_back = True
            except BaseException as error:
                line = getattr(error, "lineno", None) or 0
                text = getattr(error, "msg", None) or str(error)
                problem = messages.Problem(
                    type(error).__name__, _text(text), message.cell, line, ""
                )
            else:
                problem = self._run(tree.body, name)
        self.end.send(messages.Executed(message.id, problem, fell_back))

    def _run_whole(self, source: str, name: str) -> messages.Problem | None:
        """Run a cell as a whole; after a statement that fails, run the others one by one.

        Raise _CannotRunWholeError, before anything has run, for a cell that cannot be compiled so.
        """
        try:
            code = compile(source, name, "exec")
        except BaseException:
            raise _CannotRunWholeError from None
        try:
            exec(code, self._module.__dict__)
        except BaseException as error:
            position = _position_in(code, error)
            if position is None:
                raise _CannotRunWholeError from None
            problem = self._problem(error)
            statements = ast.parse(source, name).body
            rest = [statement for statement in statements if _begin(statement) > position]
            self._run(rest, name)
            return problem
        return None

    def _run(self, statements: Sequence[ast.stmt], name: str) -> messages.Problem | None:
        """Run statements one by one; give the first problem."""
        problem: messages.Problem | None = None
        for statement in statements:
            try:
                code = compile(ast.Module([statement], []), name, "exec")
                exec(code, self._module.__dict__)
            except BaseException as error:
                problem = problem or self._problem(error)
        return problem

    def call(self, message: messages.Call) -> None:
        """Call a function of the student's and send its result."""
        function = self._module.__dict__.get(message.function)
        if not callable(function):
            self.end.send(messages.Missing(message.id))
            return
        self._output.written = 0
        self._used.clear()
        self._record_warnings()
        called = self._caller.call(function, message.arguments, frozen=message.frozen)
        if called.value is None:
            assert called.error is not None
            problem = self._problem(called.error)
            self.end.send(messages.Raised(message.id, problem, called.changed))
            return
        self.end.send(
            messages.Returned(
                message.id,
                called.value,
                called.changed,
                sorted(self._warned) if self._warned else [],
                self._output.written > 0,
                sorted(self._used) if self._used else [],
                called.models,
            )
        )

    def _record_warnings(self) -> None:
        """Record the warnings of the call that follows, whatever student code has set before."""
        self._warned.clear()
        if warnings.showwarning is not self._on_warning or warnings.filters != _ALWAYS:
            warnings.resetwarnings()
            warnings.simplefilter("always")
            warnings.showwarning = self._on_warning

    def _record_warning(self, message: object, category: type[Warning], *where: object) -> None:
        self._warned.add(category.__name__[:60])

    def _stand_in(self, number: int) -> Callable[..., Any]:
        """A function that asks the grader to call the one it passed."""

        def call_grader(*args: Any, **kwargs: Any) -> Any:
            self.end.send(messages.CallBack(0, number, values.pack([tuple(args), kwargs])))
            answer = self.end.receive()
            if not isinstance(answer, messages.Answer):
                raise SystemExit
            if answer.failed:
                raise TypeError("this function was called with arguments that it does not take")
            return own_copy(values.unpack(answer.value))

        return call_grader

    def _problem(self, error: BaseException) -> messages.Problem:
        """The student's innermost line of an exception."""
        cell, line, function = -1, 0, ""
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_filename in self._sources:
                cell, line = self._sources[code.co_filename], trace.tb_lineno
                function = code.co_name
            trace = trace.tb_next
        return messages.Problem(type(error).__name__[:60], _text(error), cell, line, function[:200])


class _CannotRunWholeError(Exception):
    """A cell must be run statement by statement, since as a whole it is not Python."""


class _CountingOutput(io.TextIOBase):
    """Standard output that keeps nothing but the count of what was written."""

    def __init__(self) -> None:
        self.written = 0

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)

    def fileno(self) -> int:
        return 1


class _PlotFinder:
    """Stands in for plotting libraries: nobody sees a plot while a notebook is graded."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name.partition(".")[0] not in _PLOTTING:
            return None
        from importlib.machinery import ModuleSpec  # noqa: PLC0415 - only where a plot is wanted

        return ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> types.ModuleType:
        return _SilentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        module.__path__ = []


class _Silent:
    """Accepts every call and attribute, and does nothing."""

    def __call__(self, *args: object, **kwargs: object) -> _Silent:
        return self

    def __getattr__(self, name: str) -> _Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> _Silent:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __iter__(self) -> Any:
        return iter([self, self])  # what `figure, axes = plt.subplots(...)` takes apart

    def __len__(self) -> int:
        return 2

    def __enter__(self) -> _Silent:
        return self

    def __exit__(self, *details: object) -> None:
        pass


class _SilentModule(types.ModuleType):
    def __getattr__(self, name: str) -> _Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Silent()


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
        return str(value)[:500]
    except BaseException:
        return ""


def close_output() -> None:
    """Send what C code prints to nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.close(null)
