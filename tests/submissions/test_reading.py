"""Reading submissions: which cells are run, and what is said of files that cannot be graded."""

from __future__ import annotations

import contextlib
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.limits import Limits
from autograder.submissions.reading import read_code, recognise_assignment
from autograder.submissions.submission import Submission, UnreadableError

LIMITS = Limits(submission_bytes=1024 * 1024, cells=50)


def notebook(*cells: dict) -> bytes:
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}
    ).encode()


def code(source: str | list[str], **metadata) -> dict:
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def cells(content: bytes | str, filename: str = "tiny.ipynb"):
    content = content.encode() if isinstance(content, str) else content
    return read_code(Submission("ada", "01_tiny", filename, content), LIMITS).cells


def reason(content: bytes, filename: str = "tiny.ipynb") -> str:
    with pytest.raises(UnreadableError) as raised:
        cells(content, filename)
    return str(raised.value)


def test_code_cells_are_run_in_order_and_numbered_among_all():
    content = notebook(
        {"cell_type": "markdown", "source": "# Title", "metadata": {}},
        code("x = 1"),
        code(["y = 2\n", "z = 3"]),
    )
    assert [(cell.number, cell.source) for cell in cells(content)] == [
        (2, "x = 1"),
        (3, "y = 2\nz = 3"),
    ]


def test_visible_checks_and_demonstrations_are_not_run():
    content = notebook(
        code("a", nbgrader={"grade": True, "solution": False}),
        code("b", tags=["demonstration"]),
        code("c", tags=["helper"]),
        code("d", check="mse"),
        code("e", nbgrader={"grade": False, "solution": True}),
        code("f", tags=[1, None]),
        code("g", nbgrader="nonsense", tags="nonsense"),
    )
    assert [cell.source for cell in cells(content)] == ["e", "f", "g"]


def test_old_notebooks_are_read():
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("x = 1")])]
    )
    assert [cell.source for cell in cells(nbformat.v3.writes_json(old))] == ["x = 1"]


def test_percent_files_have_cells_and_other_files_are_one():
    percent = (
        "# %% [markdown]\n# Hello\n# %%\nx = 1\n"
        '# %% check="f"\nassert x\n# %% tags=["demonstration"]\nslow()\n# %% [raw]\nraw\n'
        '# %% exercise="f" points=2\ny = 2\n'
    )
    assert [cell.source.strip() for cell in cells(percent, "a.py")] == ["x = 1", "y = 2"]
    assert [(cell.number, cell.source) for cell in cells("x = 1\ny = 2", "a.py")] == [
        (1, "x = 1\ny = 2")
    ]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm():
    assert cells(b"\xef\xbb\xbfx = 1\r\n# %%\r\ny = 2\r\n", "a.py")[1].source.strip() == "y = 2"


@pytest.mark.parametrize(
    ("source", "without"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1\n"),
        ("!rm -rf /", "pass\n"),
        ("if x:\n    !ls\n", "if x:\n    pass\n"),
        ("np.mean?", "pass\n"),
        ("%%bash\nrm -rf /", ""),
        ("%%html\n<script>", ""),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%time\r\nx = 1\r\n", "\nx = 1\n"),
        ("files = !ls\nx = 1", "files = None\nx = 1\n"),
        ("t = %timeit -o f()", "t = None\n"),
        ("x = 7 % 3", None),
        ("x = y\nx != 3", None),
        ("y = a != b", None),
        ("s = (a\n     % b)", None),
    ],
)
def test_magics_have_a_form_without_them(source, without):
    assert cells(notebook(code(source)))[0].without_magics == without


@pytest.mark.parametrize(
    ("source", "run"),
    [
        ("get_ipython().run_line_magic('time', 'k = 1.0')", "k = 1.0"),
        ("get_ipython().run_cell_magic('capture', '', 'def f(x):\\n    return x\\n')",
         "def f(x):\n    return x"),
        ("files = get_ipython().getoutput('ls')\nx = 1", "files = None\nx = 1"),
        ("shell = get_ipython()\n!ls", "shell = get_ipython()\npass"),
    ],
)  # fmt: skip
def test_what_an_exporter_made_of_magics_is_run(source, run):
    (cell,) = cells(notebook(code(source)))
    assert (cell.source.strip(), cell.without_magics) == (run, None)


ANSWER = {"grade": False, "grade_id": "mse", "solution": True, "cell_type": "code"}
OLD_ANSWER = {"grade": False, "grade_id": "mse", "solution": True}
CHECK = {"grade": True, "grade_id": "check-mse", "solution": False, "cell_type": "code"}
ESSAY = {"grade": True, "grade_id": "why", "solution": True, "cell_type": "markdown"}
OLD_ESSAY = {"grade": True, "grade_id": "why", "solution": True}


@pytest.mark.parametrize(
    ("kind", "metadata", "is_run"),
    [
        ("markdown", ANSWER, True),
        ("raw", ANSWER, True),
        ("markdown", OLD_ANSWER, True),
        ("code", OLD_ANSWER, True),
        ("markdown", CHECK, False),
        ("raw", CHECK, False),
        ("markdown", ESSAY, False),
        ("code", ESSAY, False),
        ("markdown", OLD_ESSAY, False),
        ("code", OLD_ESSAY, True),
        ("markdown", {}, False),
        ("raw", None, False),
    ],
)
def test_nbgraders_metadata_says_what_a_cell_is(kind, metadata, is_run):
    odd = {"cell_type": kind, "source": "x = 1", "metadata": {"nbgrader": metadata}}
    assert [cell.source for cell in cells(notebook(odd, code("last")))] == [
        *(["x = 1"] if is_run else []), "last",
    ]  # fmt: skip


def test_the_helper_is_run_where_a_check_is():
    helper = code("def check(a, b):\n    assert a == b", tags=["helper"])
    known = code("check(1, 1)", nbgrader=CHECK)
    assert [cell.number for cell in cells(notebook(helper, known, code("x = 1")))] == [3]
    assert [cell.number for cell in cells(notebook(helper, code("check(1, 1)")))] == [1, 2]


@pytest.mark.parametrize(
    ("content", "filename", "message"),
    [
        (b"", "a.ipynb", "a.ipynb is empty."),
        (b"  \n", "a.py", "a.py is empty."),
        (
            b"# Title",
            "README.md",
            "README.md is neither a notebook (.ipynb) nor a Python file (.py).",
        ),
        (b"\xff\xfe\x00", "a.py", "a.py is not UTF-8 text"),
        (b"not JSON", "a.ipynb", "a.ipynb is not a notebook"),
        (b"[1, 2]", "a.ipynb", "a.ipynb is not a notebook"),
        (b'{"cells": 3}', "a.ipynb", "a.ipynb is not a notebook"),
        (b"{}", "a.ipynb", "a.ipynb is not a notebook"),
        (b"[" * 100_000, "a.ipynb", "a.ipynb is not a notebook"),
        (b'{"cells": []}', "a.ipynb", "a.ipynb has no cells of code."),
        (b"x" * (1024 * 1024 + 1), "a.py", "larger than the limit of 1 MB"),
        (notebook(*[code("x")] * 51), "a.ipynb", "more than 50 cells"),
        (b"x", "evil\n\x1b[2J.exe", "evil \\u001b[2J.exe is neither a notebook"),
    ],
)
def test_what_cannot_be_graded_has_a_clear_reason(content, filename, message):
    assert message in reason(content, filename)


lines = st.sampled_from(
    ["%time x = 1", "%%time", "!ls '", "x?", "??", "a = !b", "get_ipython().system('a')", '"""',
     "get_ipython().run_cell_magic('time', '', '%x\\n\\x')", "# %%", "# In[1]:", "# +", "(", "\\",
     ">>> x", "\0", "\r", "\f%a", "\ud800", "x = 1", "    y", "", "%%bash", ",f a b", "/f a"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=8))
def test_any_mixture_of_syntax_is_read(found):
    text = "\n".join(found).encode(errors="replace").decode()
    for filename in ("a.ipynb", "a.py"):
        with contextlib.suppress(UnreadableError):
            cells(notebook(code(text)) if filename == "a.ipynb" else text, filename)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(content):
    for filename in ("a.ipynb", "a.py"):
        with contextlib.suppress(UnreadableError):
            cells(content, filename)


class TestRecognising:
    @pytest.mark.parametrize(
        ("filename", "content"),
        [
            ("tiny.py", b"x = 1"),
            ("ada_01_tiny_final.ipynb", b"nonsense"),
            ("ada.py", b"def quadruple(x):\n    return 4 * x\n"),
            ("ada.ipynb", b'{"metadata": {"autograder": {"assignment": "01_tiny"}}, "cells": '
             b'[{"cell_type": "code", "source": "1"}]}'),
        ],
    )  # fmt: skip
    def test_by_name_metadata_or_functions(self, tiny, filename, content):
        submission = Submission("ada", "unknown", filename, content)
        assert recognise_assignment(submission, tiny, LIMITS) == "01_tiny"

    def test_unknown_where_nothing_tells(self, tiny):
        submission = Submission("ada", "unknown", "ada.py", b"def other(): pass")
        assert recognise_assignment(submission, tiny, LIMITS) == "unknown"


@pytest.mark.parametrize("name", ["losses.py", "losses.ipynb"])
def test_code_has_a_bound_and_prose_has_none(name):
    limits = Limits(code_characters=1000)

    def read(code: str, prose: str):
        if name.endswith(".py"):
            content = code.encode()
        else:
            content = notebook(
                {"cell_type": "code", "source": code[:500]},
                {"cell_type": "code", "source": [code[500:]]},
                {"cell_type": "markdown", "source": prose},
            )
        return read_code(Submission("ada", "04_losses", name, content), limits)

    read("#" * 1000, "x" * 5000)
    with pytest.raises(UnreadableError, match="more than 1,000 characters of code"):
        read("#" * 1001, "")
