"""Library functions that were taken away: no way leads to one that works.

Each case runs in a process of its own, since nothing brings a function back.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.sandbox.inside.library_use.names import canonical, with_equivalents

_PRELUDE = """
import gc, sys
import numpy as np
from autograder.sandbox.inside.library_use.absent import take_away
from autograder.sandbox.inside.library_use.sealing import seal

def raises(call):
    try:
        call()
    except Exception:
        return True
    return False
"""


def run(text: str) -> str:
    """Run a program; give what it printed. It must end well."""
    done = subprocess.run(
        [sys.executable, "-c", f"{_PRELUDE}\n{text}"],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


TAKE_TANH = "np.tanh(np.ones(3)); take_away(['np.tanh', 'math.tanh', 'cmath.tanh'])\n"
#: Ways to the tanh of NumPy, of Python and of complex numbers.
WAYS = {
    "the name": "np.tanh(0.5)",
    "an array": "np.tanh(np.ones(3))",
    "another type": "np.tanh(np.ones(3, 'f4'))",
    "whole numbers": "np.tanh(np.arange(3))",
    "complex numbers": "np.tanh(0.5j)",
    "extended precision": "np.tanh(np.ones(3, 'g'))",
    "a type that is asked for": "np.tanh(np.ones(3), dtype='f8')",
    "a place for the result": "np.tanh(np.ones(3), out=np.empty(3))",
    "element by element": "np.tanh.at(np.ones(3), [0, 1])",
    "masked arrays": "np.ma.tanh(np.ones(3))",
    "the inner module": "np._core._multiarray_umath.tanh(np.ones(3))",
    "the outer module": "np._core.umath.tanh(np.ones(3))",
    "pickled": "__import__('pickle').loads(b'cnumpy\\ntanh\\n.')(0.5)",
    "copied": "__import__('copy').copy(np.tanh)(0.5)",
    "one number": "__import__('math').tanh(0.5)",
    "one complex number": "__import__('cmath').tanh(0.5)",
    "the module anew": "(sys.modules.pop('math', None), __import__('math').tanh(0.5))",
    "the complex module anew": "(sys.modules.pop('cmath', None), __import__('cmath').tanh(0.5))",
    "reloaded": "__import__('importlib').reload(__import__('math')).tanh(0.5)",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_leads_to_a_function_that_raises(way):
    assert run(f"assert not raises(lambda: {way})") == ""
    run(f"{TAKE_TANH}assert raises(lambda: {way})")


def test_no_object_of_the_process_computes_it():
    """Everything that the collector knows, and all that it refers to, is called."""
    run(
        f"import math, cmath, numpy.ma, numpy.testing\n{TAKE_TANH}"
        "found = {}\n"
        "for holder in gc.get_objects():\n"
        "    for part in gc.get_referents(holder):\n"
        "        if isinstance(part, np.ufunc) or type(part) is type(math.exp):\n"
        "            found[id(part)] = part\n"
        "assert len(found) > 500, len(found)\n"
        "named = [part for part in found.values() if part.__name__ == 'tanh']\n"
        "assert len(named) >= 3 and all(raises(lambda: part(0.5)) for part in named)\n"
        "for part in found.values():\n"
        "    numeric = isinstance(part, np.ufunc) or part.__module__ in ('math', 'cmath')\n"
        "    if numeric:\n"
        "        try:\n"
        "            value = part(0.5)\n"
        "        except Exception:\n"
        "            continue\n"
        "        try:\n"
        "            assert not abs(value - 0.46211715726000976) < 1e-9, part\n"
        "        except TypeError:\n"
        "            pass\n"
    )


def test_everything_else_is_as_it_was():
    run(
        f"import cmath, math\nbefore = np.exp(0.5), np.sinh(0.5), math.exp(0.5), cmath.sinh(0.5)\n"
        f"{TAKE_TANH}"
        "assert before == (np.exp(0.5), np.sinh(0.5), math.exp(0.5), cmath.sinh(0.5))\n"
        "assert np.ma.sinh(0.5) == before[1] and isinstance(np.tanh, np.ufunc)\n"
        "assert {'tanh': np.tanh, 'exp': np.exp}['exp'](0.5) == before[0]\n"
    )


#: What exercises of the course forbid, and for each: what raises, and what still works.
SCIPY = {
    "scipy.special.expit": (
        ["special.expit(z)", "stats.logistic.pdf(z)", "stats.logistic().cdf(z)",
         "stats.Logistic().pdf(z)", "stats.Logistic().cdf(z)", "special.cython_special.expit(0.5)",
         "special._ufuncs.expit(z)"],
        ["special.logsumexp(z)", "stats.norm.pdf(z)", "special.logit(z)"],
    ),
    "scipy.special.softmax": (
        ["special.softmax(z)", "special.log_softmax(z)"],
        ["special.logsumexp(z)", "special.expit(z)"],
    ),
    "scipy.special.huber": (
        ["special.huber(1.0, z)", "special.pseudo_huber(1.0, z)",
         "special.cython_special.huber(1.0, 0.5)"],
        ["special.xlogy(z, z)"],
    ),
    "scipy.special.rel_entr": (
        ["special.rel_entr(z, z)", "special.entr(z)", "special.kl_div(z, z)", "stats.entropy(z)",
         "stats.entropy.__wrapped__(z)"],
        ["special.xlogy(z, z)", "special.logsumexp(z)"],
    ),
    "scipy.stats.bernoulli": (
        ["stats.bernoulli.pmf(1, 0.5)", "stats.bernoulli(0.5).pmf(1)"],
        ["stats.binom.pmf(1, 2, 0.5)"],
    ),
    "scipy.stats.zscore": (
        ["stats.zscore(z)", "stats.zmap(z, z)", "stats.mstats.zscore(z)"],
        ["stats.sem(z)"],
    ),
    "scipy.optimize.approx_fprime": (
        ["optimize.approx_fprime(z, np.sum)", "optimize._numdiff.approx_derivative(np.sum, z)"],
        ["optimize.brentq(np.cos, 1, 2)"],
    ),
    "np.tanh": (["scipy.linalg.tanhm(np.eye(2))"], ["scipy.linalg.expm(np.eye(2))"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SCIPY)
def test_what_scipy_has_is_taken_away_and_the_rest_stays(name):
    gone, stays = SCIPY[name]
    names = [name for name in with_equivalents([name]) if canonical(name)[:5] in ("scipy", "numpy")]
    imports = (
        "import scipy.linalg, scipy.special.cython_special\n"
        "from scipy import optimize, special, stats\nz = np.array([0.2, 0.8])\n"
    )
    run(
        f"take_away({names})\n{imports}"
        + "".join(f"assert raises(lambda: {call}), {call!r}\n" for call in gone)
        + "".join(f"{call}\n" for call in stays)
    )


def test_a_class_and_its_module_loaded_anew():
    run(
        "import graphlib, importlib\nkept = graphlib.TopologicalSorter\n"
        "seal([], take_away(['graphlib.TopologicalSorter']))\n"
        "assert raises(lambda: list(kept({1: [2]}).static_order()))\n"
        "assert raises(lambda: importlib.reload(graphlib))\n"
        "assert raises(lambda: open(graphlib.__file__))\n"
    )


def test_a_name_that_is_not_there_is_passed_over():
    run("assert take_away(['scipy.no_such.thing', 'no_such_library.thing', 'np.no_such']) == set()")


def test_what_is_taken_away_twice_stays_away():
    run("take_away(['np.tanh', 'np.tanh'])\nassert raises(lambda: np.tanh(0.5))")
