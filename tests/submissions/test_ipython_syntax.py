"""IPython's syntax becomes Python, line by line."""

from __future__ import annotations

import time

import pytest

from autograder.submissions.ipython_syntax import Rewriter, as_python


@pytest.mark.parametrize(
    ("source", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1\n"),
        ("!pip install \\\n  x\ny = 2", "pass\n\ny = 2\n"),
        ("!pip install \\\n  x \\\n  z\ny = 2", "pass\n\n\ny = 2\n"),
        ("%time k = 1.0", "k = 1.0\n"),
        ("%prun -l 5 k = f(2)", "k = f(2)\n"),
        ("??np.sum", "pass\n"),
        ("np.sum?\nx = 1", "pass\nx = 1\n"),
        ("?np.*sum*", "pass\n"),
        ("a, b = %timeit -o 1", "a, b = None\n"),
        ("value = %time 3 + 4", "value = 3 + 4\n"),
        ("files = !ls", "files = None\n"),
        ("if 1:\n    !pip x {y}\n    z = 1", "if 1:\n    pass\n    z = 1\n"),
        ("%%time\ndef f(x):\n    return x", "\ndef f(x):\n    return x"),
        ("%%capture out\nx = 3\n%time y = 2", "\nx = 3\ny = 2\n"),
        ("\n%%capture --no-stderr\nx = 3", "\n\nx = 3"),
        ("%%timeit\nx = 3", ""),
        ("%%bash\nrm -rf /", ""),
        ("%%writefile a.py\nx = 3", ""),
        ("%%html\n<b>", ""),
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1", "pass\nx = 1\n"),
        ("get_ipython().run_line_magic('time', 'k = 1.0')", "k = 1.0\n"),
        ("get_ipython().system('pip install x')", "pass\n"),
        ("files = get_ipython().getoutput('ls')", "files = None\n"),
        (
            "get_ipython().run_cell_magic('time', '', 'def f(x):\\n    return x\\n')\n",
            "def f(x):\n    return x\n\n",
        ),
        ("text = '''\n%a\n'''\n%pip install x", "text = '''\n%a\n'''\npass\n"),
        ("(7\n%3)\n!ls", "(7\n%3)\npass\n"),
        (">>> x = 1\n>>> y = 2", "x = 1\ny = 2\n"),
        ("%load_ext autoreload\n%autoreload 2", "pass\npass\n"),
        ("\n  In [3]: x = 1", "\nx = 1\n"),
        (
            'def f():\n    """\n    >>> f()\n    """\n%time x = 1',
            'def f():\n    """\n    >>> f()\n    """\nx = 1\n',
        ),
    ],
)
def test_becomes_python(source, python):
    assert as_python(source) == python


@pytest.mark.parametrize(
    "source",
    [
        "x = 5 % 3",
        "print('What?')  # really?",
        "assert a != b",
        "def f(x):\n    return x\n",
        "text = '''\n%matplotlib inline\n!ls\n'''\n",
        "begun = (1 +",
        "",
        'def f():\n    """\n    >>> f()\n    """',
        "\x00",
        "%" * 300,
    ],
)
def test_python_stays_as_it_is(source):
    assert as_python(source) is None


def test_lines_keep_their_numbers():
    source = "!pip install \\\n  a \\\n  b\n%time x = 1\nfiles = !ls\nboom"
    python = as_python(source)
    assert python is not None
    assert python.split("\n").index("boom") == source.split("\n").index("boom")


@pytest.mark.parametrize("source", ["!" * 200_000, "%x\n" * 5_000, "a?\n" * 100_000])
def test_a_long_cell_costs_little(source):
    assert as_python(source) is None


@pytest.mark.parametrize(
    "source",
    [
        "\n" * 60_000 + "x?",
        " " * 60_000 + "get_ipython()",
        " \n" * 30_000 + " " * 1_000 + "%x",
        "x = 1\n" * 10_000 + "%time y\n" * 16,
        "%ls\n" * 900,
        "!ls 'a\n" * 900,
        "%%time\n" * 9_000,
        "(\n" + ("a" * 1900 + "\n") * 30 + ")?",
        ("a" * 1900 + " ?\n") * 30,
    ],
)
def test_no_cell_takes_long(source):
    begun = time.process_time()
    as_python(source)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("'a\\nb'", "a\nb"),
        ("'\\x41\\u0041\\U00000041'", "AAA"),
        ("'\\\\n'", "\\n"),
        ("'it\\'s'", "it's"),
        ('"it\'s"', "it's"),
        ("'\\xzz'", "xzz"),
        ("'\\N{x}'", "N{x}"),
        ("'\\Uffffffff'", ""),
        ("'\\ud800'", ""),
        ("'\0'", "\0"),
    ],
)
def test_literals_are_read_without_pythons_parser(literal, text):
    assert as_python(f"get_ipython().run_line_magic('time', {literal})") == f"{text or 'pass'}\n"


def test_a_notebook_full_of_magics_is_rewritten_to_a_bound():
    rewriter = Rewriter()
    source = "%time x = 1\n" + "y = 2\n" * 10_000
    assert [rewriter.rewrite(source) is not None for _ in range(5)] == [True] * 4 + [False]
    assert rewriter.rewrite("%time x = 1") is not None


def test_a_quote_left_open_in_a_shell_line_hides_nothing_below():
    assert as_python("!echo it's\n%time k = 1\nfiles = !ls 'a") == "pass\nk = 1\nfiles = None\n"


def test_marks_in_many_lines_are_rewritten_to_a_bound():
    rewriter = Rewriter()
    cells = [rewriter.rewrite("%x\n" * 900) is not None for _ in range(5)]
    assert cells == [True, True, False, False, False]
