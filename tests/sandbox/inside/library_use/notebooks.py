"""Notebooks whose `tanh` is the library's, or is not, to be searched and to be run."""

from __future__ import annotations

import textwrap

from autograder.sandbox.inside.library_use.static import find_uses
from autograder.sandbox.inside.protocol import messages

NAMES = ["np.tanh", "math.tanh", "cmath.tanh"]


IMPORTS = "import math\nimport numpy as np\n"


OWN = """
def tanh(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)
"""


#: Notebooks whose tanh is the library's: by the text, and found when it is called.
SHOWN = {
    "the function": "def tanh(z): return np.tanh(z)",
    "another alias": "import numpy as N\ndef tanh(z): return N.tanh(z)",
    "a name of its own": "from numpy import tanh as t\ndef tanh(z): return t(z)",
    "in the function": "def tanh(z):\n    from numpy import tanh\n    return tanh(z)",
    "a variable": "t = np.tanh\ndef tanh(z): return t(z)",
    "several variables": "a, b = np, 3\nc = a\ndef tanh(z):\n    f = c.tanh\n    return f(z)",
    "the name itself": "tanh = np.tanh",
    "the import itself": "from numpy import tanh",
    "everything": "from numpy import *",
    "a lambda": "tanh = lambda z: np.tanh(z)",
    "a default": "def tanh(z, f=np.tanh): return f(z)",
    "a helper": "def helper(z): return np.tanh(z)\ndef tanh(z): return helper(z)",
    "a helper's helper": (
        "def tanh(z): return first(z)\ndef first(z): return second(z)\n"
        "def second(z): return np.tanh(z)"
    ),
    "an inner function": (
        "def tanh(z):\n    def inner(v): return math.tanh(v)\n    return np.vectorize(inner)(z)"
    ),
    "a method": (
        "class Helper:\n    def of(self, z): return np.tanh(z)\ndef tanh(z): return Helper().of(z)"
    ),
    "vectorized": "tanh = np.vectorize(math.tanh, otypes=[float])",
    "mapped": "def tanh(z): return np.reshape(list(map(math.tanh, np.ravel(z))), np.shape(z))",
    "the complex one": (
        "import cmath\ndef tanh(z): return np.reshape("
        "[cmath.tanh(v).real for v in np.ravel(z)], np.shape(z))"
    ),
    "NumPy's own folders": "def tanh(z): return np._core.umath.tanh(z)",
    "getattr": "def tanh(z): return getattr(np, 'tanh')(z)",
    "a dictionary": "def tanh(z): return np.__dict__['tanh'](z)",
    "vars": "def tanh(z): return vars(np)['tanh'](z)",
    "importlib": "import importlib\ndef tanh(z): return importlib.import_module('numpy').tanh(z)",
    "__import__": "def tanh(z): return __import__('numpy').tanh(z)",
    "sys.modules": "import sys\ndef tanh(z): return sys.modules['numpy'].tanh(z)",
    "eval": "def tanh(z): return eval('np.tanh(z)')",
    "a condition": "if True:\n    def tanh(z): return np.tanh(z)",
    "the last definition": f"{OWN}\ndef tanh(z): return np.tanh(z)",
    "masked arrays": "def tanh(z): return np.asarray(np.ma.tanh(z))",
    "a key of a table": "TABLE = {'t': np.tanh, 'e': np.exp}\ndef tanh(z): return TABLE['t'](z)",
    "any key of a table": (
        "TABLE = {'t': np.tanh, 'e': np.exp}\ndef tanh(z, key='t'): return TABLE[key](z)"
    ),
    "all of a table": ("TABLE = [np.tanh, np.exp]\ndef tanh(z): return [f(z) for f in TABLE][0]"),
    "a table that is changed": (
        "TABLE = {'t': np.tanh, 'e': np.exp}\nTABLE['e'] = TABLE['t']\n"
        "def tanh(z): return TABLE['e'](z)"
    ),
    "a table of its own": "def tanh(z):\n    t = (np.tanh, np.exp)\n    return t[0](z)",
    "a loop's variable": "def tanh(z):\n    for f in (np.exp, np.tanh): out = f(z)\n    return out",
    "a condition that never holds": "from numpy import *\nif False:\n    def tanh(z): pass",
    "a definition that is never reached": (
        "from numpy import tanh\ntry:\n    1 / 0\n    def tanh(z): pass\n"
        "except ZeroDivisionError:\n    pass"
    ),
    "a helper that is NumPy's above": (
        "def help(z): return z\nhelp = np.tanh\ndef tanh(z): return help(z)\ndef help(z): return z"
    ),
    "a ufunc's method": (
        "def tanh(z):\n    z = z.astype(float)\n    np.tanh.at(z, ...)\n    return z"
    ),
}


#: Those that only a call gives away.
HIDDEN = {
    "exec": (
        "def tanh(z):\n    d = {}\n    exec('from numpy import tanh as t', d)\n    return d['t'](z)"
    ),
    "evaluated and put together": "def tanh(z): return eval('np.ta' + 'nh(z)')",
    "by hand into the globals": "globals()['ta' + 'nh'] = vars(np)['hnat'[::-1]]",
    "by attribute of the notebook": (
        "class Box: pass\nbox = Box()\nbox.f = np.tanh\ndef tanh(z): return box.f(z)"
    ),
    "by a list": "TOOLS = [np.exp]\nTOOLS += [np.tanh]\ndef tanh(z): return TOOLS[1](z)",
    "by the modules' names": (
        "import sys\ndef tanh(z):\n    for name, module in list(sys.modules.items()):\n"
        "        if name.endswith('multiarray_umath'): return getattr(module, 'tan' + 'h')(z)"
    ),
    "a partial": (
        "import functools, operator\ng = operator.attrgetter('ta' + 'nh')\n"
        "tanh = functools.partial(g(np))"
    ),
}


#: Those that put the name together of parts that the text holds.
JOINED = {
    "a name put together": "def tanh(z): return getattr(np, 'ta' + 'nh')(z)",
    "a fresh import": (
        "import importlib, sys\ndef tanh(z):\n    del sys.modules['numpy._core.umath']\n"
        "    return getattr(importlib.import_module('numpy._core.umath'), 'ta' + 'nh')(z)"
    ),
    "a decoy": (
        "def tanh(z): return getattr(np, 'ta' + 'nh')(z)\n"
        f"if False:\n{textwrap.indent(OWN, '    ')}"
    ),
    "of the dictionary": "def tanh(z): return vars(np)['ta' + 'nh'](z)",
    "formatted": "def tanh(z):\n    end = 'nh'\n    return getattr(np, f'ta{end}')(z)",
    "by a constant": "NAME = 'tanh'\ndef tanh(z): return getattr(np, NAME)(z)",
    "in a loop": (
        "def tanh(z):\n    for name in ('exp', 'tanh'):\n        out = getattr(np, name)(z)\n"
        "    return out"
    ),
}


#: Those that take something of the library by a name that the text does not hold.
COMPUTED = {
    "backwards": "def tanh(z): return getattr(np, 'hnat'[::-1])(z)",
    "an argument": "def tanh(z, name='tanh'): return getattr(np, name)(z)",
    "half of it": "def tanh(z, end='nh'): return vars(np)['ta' + end](z)",
}


#: Those that reach NumPy's through SciPy, or the same thing in SciPy.
THROUGH_SCIPY = {
    "a matrix's": "import scipy.linalg\ndef tanh(z): return scipy.linalg.tanhm(np.diag(z))",
    "a module that holds NumPy": (
        "from scipy._lib.array_api_compat import numpy as xp\ndef tanh(z): return xp.tanh(z)"
    ),
    "a module's np": "from scipy.special import _basic\ndef tanh(z): return _basic.np.tanh(z)",
}


#: Those whose calls no worker can record, and whose text shows the use.
UNRECORDED = {
    "takes the recorder off": "real = np.tanh._function\ndef tanh(z): return real(z)",
    "the C library": (
        "import ctypes\nlibm = ctypes.CDLL('libm.so.6')\nlibm.tanh.restype = ctypes.c_double\n"
        "def tanh(z):\n    return np.reshape([libm.tanh(ctypes.c_double(v)) for v in np.ravel(z)],"
        " np.shape(z))"
    ),
}


#: Notebooks whose tanh is their own, whatever else they hold.
HONEST = {
    "nothing else": OWN,
    "a comparison below": f"{OWN}\nz = np.ones(3)\nassert np.allclose(tanh(z), np.tanh(z))",
    "a comparison in a function": f"{OWN}\ndef compare(z): return tanh(z) - np.tanh(z)\ncompare(1)",
    "a comment": OWN.replace("return", "# np.tanh(z) does the same\n    return"),
    "a docstring": OWN.replace(
        "z):", 'z):\n    """Like np.tanh, getattr(np, \'tanh\'), by hand."""'
    ),
    "an earlier attempt": f"def tanh(z): return np.tanh(z)\n{OWN}",
    "an import that is not used": f"from numpy import tanh\nfrom math import tanh as t\n{OWN}",
    "everything of NumPy, then its own": f"from numpy import *\n{OWN}",
    "another exercise": f"{OWN}\ndef relu_and(a, b): return np.tanh(a)",
    "recursive": (
        "def tanh(z, deep=0):\n    if deep < 12:\n        t = tanh(np.asarray(z) / 2, deep + 1)\n"
        "        return 2 * t / (1 + t * t)\n    return z - z**3 / 3"
    ),
    "names of its own, used below for other things": (
        "def tanh(z):\n    z = z.astype(float)\n"
        "    match z:\n        case e: small = np.exp(-2 * np.abs(e))\n"
        "    try: 1 / 0\n    except ZeroDivisionError as t: t\n"
        "    return np.sign(z) * [(1 - s) / (1 + s) for s in (small,)][0]\n"
        "t = np.tanh(1)\ns = np.tanh\ne = [np.tanh]\nsmall = np.tanh\n"
    ),
    "a variable of that name": OWN.replace(
        "return np.sign(z) * (1 - small) / (1 + small)",
        "tanh = np.sign(z) * (1 - small) / (1 + small)\n    return tanh",
    ),
    "its own class": (
        f"class Own:\n    def tanh(self, z): return (lambda t: t)(hand(z))\n"
        f"    def reference(self, z): return np.tanh(z)\n{OWN.replace('tanh', 'hand')}\n"
        "def tanh(z): return Own().tanh(z)"
    ),
    "NumPy is inspected": (
        f"{OWN}\nassert isinstance(np.tanh, np.ufunc) and callable(math.tanh)\n"
        "assert np.tanh.nin == 1 and np.tanh.__name__ == 'tanh' and 'tangent' in np.tanh.__doc__\n"
        "assert repr(np.tanh) == \"<ufunc 'tanh'>\" and np.tanh in {np.tanh: 1}\n"
        "import copy, functools, pickle\nassert copy.deepcopy(np.tanh)(0.5) == np.tanh(0.5)\n"
        "assert pickle.loads(pickle.dumps(np.tanh))(0.5) == math.tanh(0.5)\n"
        "assert functools.wraps(np.tanh)(lambda z: z).__name__ == 'tanh'\n"
        "out = np.zeros(3)\nnp.tanh(np.ones(3), out=out, where=[True, False, True])\n"
        "assert out[1] == 0 and np.tanh(np.float32(1)).dtype == np.float32\n"
        "assert np.vectorize(math.tanh)(np.ones(2)).shape == (2,) and np.tanh(0.5j).imag > 0\n"
        "assert np.ma.tanh(np.ma.array([0.0, 1.0], mask=[0, 1])).mask.tolist() == [False, True]\n"
    ),
    "everything of NumPy, then its own in a condition": (
        f"from numpy import *\nif True:\n{textwrap.indent(OWN, '    ')}"
    ),
    "everything of NumPy, then its own where it may fail": (
        f"from numpy import *\ntry:\n{textwrap.indent(OWN, '    ')}\nexcept NameError:\n    pass"
    ),
    "everything of NumPy, then its own where Python is new": (
        f"import sys\nfrom numpy import *\nif sys.version_info > (3,):\n"
        f"{textwrap.indent(OWN, '    ')}"
    ),
    "NumPy's, then its own in a condition": (
        f"from numpy import tanh\nif 1:\n{textwrap.indent(OWN, '    ')}"
    ),
    "everything of NumPy below": f"{OWN}\nfrom numpy import *\nprint(tanh(0.0))",
    "NumPy's below": f"{OWN}\nfrom numpy import tanh\nprint(tanh(0.0))",
    "NumPy's below, by assignment": f"{OWN}\ntanh = np.tanh\nprint(tanh(0.0))",
    "a value below": f"{OWN}\ntanh = np.tanh(0.5)\nprint(tanh)",
    "a difference below": f"{OWN}\ntanh = np.abs(tanh(np.ones(1)) - np.tanh(1.0))",
    "a helper that is NumPy's below": (
        f"def help(z): return z\n{OWN.replace('z = np', 'z = help(z); z = np')}\n"
        "help = np.tanh\nprint(help(0.0))"
    ),
    "an earlier attempt, then another name": (
        f"def tanh(z): return np.tanh(z)\n{OWN.replace('tanh', 'mine')}\ntanh = mine"
    ),
    "a table of which another key is used": (
        'TABLE = {"tanh": np.tanh, "exp": np.exp}\n' + OWN.replace("np.exp(", 'TABLE["exp"](')
    ),
    "a table that is asked": (
        "TABLE = dict(tanh=np.tanh, exp=np.exp)\n" + OWN.replace("np.exp(", 'TABLE.get("exp")(')
    ),
    "a table by number": ("TABLE = [np.tanh, np.exp]\n" + OWN.replace("np.exp(", "TABLE[-1](")),
    "a table of its own": OWN.replace(
        "    z = np.asarray",
        '    table = {"tanh": np.tanh, "exp": np.exp}\n    z = np.asarray',
    ).replace("np.exp(", 'table["exp"]('),
    "a table that is shown elsewhere": (
        'TABLE = {"tanh": np.tanh, "exp": np.exp}\n'
        "for name, f in TABLE.items(): print(name, f(0))\n"
        + OWN.replace("np.exp(", 'TABLE["exp"](')
    ),
    "another name put together": OWN.replace("float)", 'getattr(np, "float" + "64"))'),
    "another name put together of a number": (
        "BITS = 64\n" + OWN.replace("float)", 'getattr(np, f"float{BITS}"))')
    ),
    "one of several other names": OWN.replace(
        "    z = np", "    for name in ('ravel', 'abs'):\n        getattr(np, name)(z)\n    z = np"
    ),
    "a plot of NumPy's": (
        f"{OWN}\nimport matplotlib.pyplot as plt\nx = np.linspace(-3, 3)\n"
        "plt.plot(x, np.tanh(x), label='NumPy')\nplt.plot(x, tanh(x), '--')\nplt.show()"
    ),
    "a plot above, and a constant below it in the same cell": (
        "x = np.linspace(-3, 3)\ny = np.tanh(x)\nTWO = 2\n" + OWN.replace("-2 *", "-TWO *")
    ),
    "an alias that nothing uses": f"nt = np.tanh\n{OWN}",
    "a comparison in a loop": (
        f"{OWN}\nfor v in (0.0, 1.0):\n    assert abs(tanh(v) - math.tanh(v)) < 1e-12"
    ),
    "another answer that uses it": (
        f"def sigmoid(z): return 0.5 * (1 + np.tanh(np.asarray(z) / 2))\n{OWN}"
    ),
    "by another function of SciPy's": (
        "from scipy.special import expit\n"
        "def tanh(z): return 2 * expit(2 * np.asarray(z, dtype=float)) - 1"
    ),
    "the parts of it": (
        "def tanh(z):\n    z = np.clip(np.asarray(z, dtype=float), -300, 300)\n"
        "    return np.sinh(z) / np.cosh(z)"
    ),
    "SciPy beside it": f"from scipy.special import expit, softmax\n{OWN}\nprint(expit(0.0))",
    "a cell that is not Python": f"# %%\n{IMPORTS}{OWN}\n# %%\nnp.tanh(",
    "a cell that is too deep": f"# %%\n{IMPORTS}{OWN}\n# %%\nx = {'(' * 5000}1{')' * 5000}",
}


def with_tanh(text: str) -> str:
    """The notebook, with its imports."""
    return text if text.startswith("# %%") else f"{IMPORTS}{text}\n"


def uses_in(text: str) -> list[messages.Use]:
    """The uses that the text of the notebook shows."""
    return find_uses([(1, with_tanh(text), None)], [("tanh", NAMES)])
