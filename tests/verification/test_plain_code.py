"""What may become an entry of a bank: calculations, and nothing that reaches further."""

from __future__ import annotations

import ast

import pytest

from autograder.verification.plain_code import objections


def found(code: str, known: tuple[str, ...] = ()) -> list[str]:
    text = "import math\nimport numpy as np\n" + code
    return list(objections(ast.parse(text), known))


@pytest.mark.parametrize(
    "code",
    [
        "def f(x, y=1.0, *, axis=-1):\n    return np.sum(x ** 2, axis=axis, keepdims=True) / y",
        "def f(x):\n    with np.errstate(all='ignore'):\n        return np.log(np.maximum(x, 0))",
        "def f(x):\n    total = 0.0\n    for i, row in enumerate(x):\n        if i % 2:\n"
        "            continue\n        total += sum(a for a in row if a > 0)\n    return total",
        "def f(x):\n    try:\n        return math.sqrt(x)\n    except ValueError as error:\n"
        "        raise TypeError('no') from error",
        "def f(rng, n):\n    def g(k):\n        return np.linalg.norm(rng.normal(size=k))\n"
        "    return [g(k) for k in range(n)]",
        "def f(x):\n    from numpy.linalg import norm\n    import numpy.random as r\n"
        "    return norm(x) + r.uniform()",
        "def f(x):\n    h = lambda v: v.reshape(-1, 1)\n    x = h(x)\n    x.shape = (3,)\n"
        "    return {'a': x.mean(), 'b': f'{x[0]:.2f}'}",
        # A name of Python's own may be a variable.
        "def f(input):\n    id = input.copy()\n    return id",
    ],
)
def test_calculations_are_plain(code):
    assert found(code) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("open('/etc/passwd')", "it uses open"),
        ("eval('1')", "it uses eval"),
        ("exec('1')", "it uses exec"),
        ("compile('1', '', 'eval')", "it uses compile"),
        ("__import__('os')", "line 4 uses __import__"),
        ("__builtins__['open']", "line 4 uses __builtins__"),
        ("getattr(x, 'tofile')('a')", "it uses getattr"),
        ("setattr(x, 'a', 1)", "it uses setattr"),
        ("globals()", "it uses globals"),
        ("type(x)(3)", "it uses type"),
        ("breakpoint()", "it uses breakpoint"),
        ("x.__class__", "line 4 uses the attribute __class__"),
        ("f'{x.__class__}'", "line 4 uses the attribute __class__"),
        ("'{0.__class__}'.format(x)", "line 4 uses the attribute format"),
        ("x.tofile('a')", "line 4 uses the attribute tofile"),
        ("x.ctypes", "line 4 uses the attribute ctypes"),
        ("x.gi_frame", "line 4 uses the attribute gi_frame"),
        ("np.load('a')", "line 4 uses numpy.load"),
        ("np.save('a', x)", "line 4 uses numpy.save"),
        ("np.lib", "line 4 uses numpy.lib"),
        ("np.ctypeslib", "line 4 uses numpy.ctypeslib"),
        ("np.memmap('a')", "line 4 uses numpy.memmap"),
        ("np.ndarray((1,), dtype=object, buffer=b'12345678')", "line 4 uses numpy.ndarray"),
        ("np.seterr(all='raise')", "line 4 uses numpy.seterr"),
        ("np.random.seed(0)", "line 4 uses numpy.random.seed"),
        ("np.linalg.linalg", "line 4 uses numpy.linalg.linalg"),
        ("(lambda m: m.load('a'))(np)", "line 4 uses the attribute load"),
        ("x.strides = (0,)", "line 4 changes the attribute strides"),
        ("np.sum = max", "line 4 changes the attribute sum"),
        ("x.resize(9, refcheck=False)", "line 4 uses the attribute resize"),
        ("import os", "line 4 imports os"),
        ("import numpy.lib.npyio", "line 4 imports numpy.lib.npyio"),
        ("from os import system", "line 4 imports from os"),
        ("from . import secret", "line 4 imports from ."),
        ("from numpy import load", "line 4 imports load from numpy"),
        ("from numpy import *", "line 4 imports everything from numpy"),
        ("from keras import ops", "line 4 imports from keras"),
        ("yield x", "line 4 has a part that is not plain code (Yield)"),
        ("global np", "line 4 has a part that is not plain code (Global)"),
        ("del x", "line 4 has a part that is not plain code (Delete)"),
        ("class A: pass", "line 4 has a part that is not plain code (ClassDef)"),
        ("@max\n    def g(): pass", "decorates a function"),
        ("elsewhere(x)", "it uses elsewhere"),
        # It is a variable in one place, and Python's own in another.
        ("(lambda open: open)(1), open('a')", "it uses open"),
    ],
)
def test_whatever_reaches_further_is_named(line, said):
    assert any(said in one for one in found(f"def f(x):\n    {line}\n"))


def test_defaults_and_nested_functions_are_looked_at_too():
    assert found("def f(x=open('a')): return x") == ["it uses open"]
    assert found("def f(x):\n    def g():\n        return exec\n    return g") == ["it uses exec"]


def test_names_that_are_there_anyway_are_known():
    assert found("def f(x): return other(x)", known=("other",)) == []
