"""Names as they are, and as they stood where a function was defined."""

from __future__ import annotations

import ast
import functools
import textwrap
from types import CodeType
from typing import Any

import pytest

from autograder.sandbox.inside.namespace import Namespace, defines_functions, stored_names

FILE = "<cell 1>"


class Notebook:
    """Runs cells as the worker does."""

    def __init__(self, *cells: str) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__", "functools": functools}
        self.namespace = Namespace(self.names, lambda code: code.co_filename == FILE)
        for cell in cells:
            self.run(textwrap.dedent(cell))

    def run(self, source: str) -> None:
        code = compile(source, FILE, "exec")
        stores = stored_names(code)
        if not self.namespace.must_run_by_statements(code, stores):
            self._run(code, stores)
            return
        for statement in ast.parse(source).body:
            code = compile(ast.Module([statement], []), FILE, "exec")
            self._run(code, stored_names(code), defines=defines_functions(statement))

    def _run(self, code: CodeType, stores: list[str], *, defines: bool = True) -> None:
        old = self.namespace.before(stores)
        exec(code, self.names)
        self.namespace.after(stores, old, defines=defines)

    def call(self, name: str, *args: Any) -> Any:
        function = self.namespace.function(name)
        return None if function is None else function(*args)


ANSWER = "import math\nSCALE = 2\ndef double(x):\n    return SCALE * math.fabs(x)"


@pytest.mark.parametrize(
    "later",
    [
        "math = 3",
        "SCALE = 100",
        "double = double(3)",
        "for math in range(3):\n    pass",
        "for double in [1.0, 2.0]:\n    pass",
        "for double in [max, min]:\n    pass",
        "import operator\nfrom operator import neg as double",
        "del SCALE, math",
        "del double",
        "float = abs = sum = 0",
        "with open('/dev/null') as double:\n    pass",
        "try:\n    1 / 0\nexcept ZeroDivisionError as double:\n    pass",
        "double = max",
        "SCALE, math = 0, None\ndef other():\n    return SCALE\nSCALE = 5",
    ],
)
def test_nothing_that_later_cells_do_to_a_name_counts(later):
    assert Notebook(ANSWER, later).call("double", -4) == 8
    assert Notebook(f"{ANSWER}\n{later}").call("double", -4) == 8


@pytest.mark.parametrize(
    "later",
    [
        "def double(x):\n    return 0",
        "double = lambda x: 0",
        "if True:\n    def double(x):\n        return 0",
        "@functools.cache\ndef double(x):\n    return 0",
        "class Wrong:\n    def __call__(self, x):\n        return 0\ndouble = Wrong()",
        "def wrong(x):\n    return 0\ndouble = wrong",
        "def wrong(y, x):\n    return 0\ndouble = functools.partial(wrong, 1)",
        "class Answers:\n    @classmethod\n    def zero(cls, x):\n        return 0\n"
        "double = Answers.zero",
    ],
)
def test_a_definition_replaces_an_earlier_one(later):
    assert Notebook(ANSWER, later).call("double", -4) == 0
    assert Notebook(f"{ANSWER}\n{later}").call("double", -4) == 0


@pytest.mark.parametrize(
    "later",
    [
        "def wrong(x):\n    return 0\nglobals()['double'] = wrong",
        "globals().update(double=lambda x: 0)",
        "exec('def double(x):\\n    return 0')",
        "globals()['double'] = eval('lambda x: 0')",
        "def bind(name):\n    global double\n    double = lambda x: 0\nbind('double')",
        "for name in ['double']:\n    globals()[name] = lambda x: 0",
        "def wrong(y, x):\n    return 0\nglobals()['double'] = functools.partial(wrong, 1)",
    ],
)
def test_a_function_that_is_bound_by_other_means_is_a_definition_too(later):
    assert Notebook(ANSWER, later).call("double", -4) == 0
    assert Notebook(f"{ANSWER}\n{later}").call("double", -4) == 0
    # The last one counts, in whichever way the others were bound.
    assert Notebook(ANSWER, later, ANSWER).call("double", -4) == 8
    assert Notebook(later, ANSWER, later).call("double", -4) == 0


@pytest.mark.parametrize(
    "later",
    [
        "globals()['double'] = double(3)",
        "globals()['double'] = max",
        "globals().pop('double')",
        "def spoil():\n    global double, SCALE\n    double = [double]\nspoil()",
        "kept = double\nglobals()['double'] = lambda x: 0\nglobals()['double'] = kept",
    ],
)
def test_what_is_bound_by_other_means_takes_nothing_away(later):
    assert Notebook(ANSWER, later).call("double", -4) == 8


def test_helpers_of_one_name_stay_with_the_functions_that_were_defined_beside_them():
    notebook = Notebook(
        "def helper():\n    return 1\ndef one():\n    return helper()",
        "def helper():\n    return 2\ndef two():\n    return helper()",
    )
    assert [notebook.call(name) for name in ("one", "two", "one")] == [1, 2, 1]


def test_a_helper_may_be_defined_below():
    assert Notebook("def one():\n    return below()", "def below():\n    return 1").call("one") == 1


STUB = 'def below(x):\n    """Return x."""\n    raise NotImplementedError'


@pytest.mark.parametrize("stub", [STUB, STUB + '("not written yet")'])
def test_a_helper_whose_stub_stood_there_may_be_written_below(stub):
    notebook = Notebook(
        f"{stub}\ndef one():\n    return below(1)", "def below(x):\n    return x", "below = 3"
    )
    assert notebook.call("one") == 1


def test_a_function_that_raises_on_some_ways_is_no_stub():
    refuses = "def below(x):\n    if x:\n        return 1\n    raise NotImplementedError"
    notebook = Notebook(
        f"{refuses}\ndef one():\n    return below(1)", "def below(x):\n    return x + 7"
    )
    assert notebook.call("one") == 1


def test_names_of_python_itself_are_what_they_were():
    notebook = Notebook("def size(x):\n    return len(x)", "len = 3\nmax = len", "len = 'x'")
    assert notebook.call("size", [1, 2]) == 2


def test_what_a_function_binds_with_global_stays():
    notebook = Notebook(
        "count = 0\ndef calls():\n    global count\n    count += 1\n    return count",
        "count = 50",
        "def other():\n    return count",
    )
    assert [notebook.call(name) for name in ("calls", "calls", "other", "calls")] == [1, 2, 50, 3]


def test_a_first_binding_to_a_function_of_a_library_is_a_definition():
    assert Notebook("double = abs").call("double", -4) == 4


def test_what_is_not_there_cannot_be_called():
    notebook = Notebook("value = 3", "def gone():\n    return 1")
    assert notebook.namespace.function("value") is None
    assert notebook.namespace.function("nothing") is None


def test_stored_names_come_in_the_order_of_the_text():
    source = "import a.b as c\nx = y = 1\nfor i in z:\n    w = i\ndel x\ndef f(q):\n    p = q\n"
    assert stored_names(compile(source, FILE, "exec")) == ["c", "x", "y", "i", "w", "x", "f"]


def test_more_names_than_one_byte_counts():
    source = "\n".join(f"name_{number} = {number}" for number in range(600))
    assert stored_names(compile(source, FILE, "exec")) == [f"name_{n}" for n in range(600)]
