"""Warms the host up, so that what Python and NumPy learn while they run is learned once.

Python rewrites the code it runs into faster forms, and NumPy looks up once which loop a function
takes for which types. A worker that is forked afterwards has both from its first call on; without
the warm-up each would learn it anew, and write it to memory that it otherwise shares with the host.
That gains 8 % of a submission (`benchmarks.optimisations`).
"""

from __future__ import annotations

import contextlib
import gc
import socket
import sys
import warnings
from typing import Any

import numpy as np

from autograder.sandbox.inside import worker
from autograder.sandbox.inside.library_use.absent import expect_known_layout
from autograder.sandbox.inside.library_use.static import find_uses
from autograder.sandbox.inside.protocol.channel import frame
from autograder.sandbox.inside.protocol.messages import Call, Execute, ToWorker
from autograder.sandbox.inside.protocol.values import pack_arguments

#: More often than Python runs code before it has rewritten all of it.
_REPEATS = 20
_MESSAGES_IN_A_FRAME = 5

#: What a notebook of a course in machine learning is likely to do.
_NOTEBOOK = '''
"""A notebook."""
import math
import numpy as np

EPSILON = 1e-7


def mean_square(y, p=None):
    if p is None:
        raise NotImplementedError
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    return np.mean((y - p) ** 2)


def cross_entropy(y, p):
    p = np.clip(p, EPSILON, 1 - EPSILON)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def rows(y, p):
    y = np.asarray(y).astype(int)
    picked = p[np.arange(len(y)), y]
    return -np.log(picked).mean(axis=0), np.eye(p.shape[1])[y], np.argmax(p, axis=1)


def choose(z):
    z = np.array(z)
    out = np.zeros_like(z)
    out[z > 0] = z[z > 0]
    return np.where(z > 0, np.maximum(z, 0), 0.1 * np.tanh(z)) + np.abs(np.sqrt(z.sum() ** 2)) + out


def product(x, w):
    return (x.T @ x).sum() + np.dot(w, w) + x.reshape(-1)[0] + np.square(w).sum() + np.ones(2).any()


def loop(values):
    total, counts = 0.0, {}
    for index, value in enumerate(values):
        total += float(value) * 2 + math.exp(-abs(value))
        counts[index] = counts.get(index, 0) + 1
    return total / len(values) if counts else max(values)
'''


def warm_up() -> None:
    """Run a notebook and calls of its functions as a worker does, again and again."""
    expect_known_layout()
    find_uses([(1, "def f(x): return x.y(eval('x'))", None)], [("f", ["x.y"])])
    _learn_types()
    saved = sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"]
    with warnings.catch_warnings():
        for _ in range(_REPEATS):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            with ours, theirs:
                messages = _messages()
                for begin in range(0, len(messages), _MESSAGES_IN_A_FRAME):
                    ours.sendall(frame(messages[begin : begin + _MESSAGES_IN_A_FRAME]))
                ours.shutdown(socket.SHUT_WR)
                worker.serve(theirs, with_stand_ins=False)
    sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"] = saved
    gc.collect()  # so that no worker finds anything of it


def _messages() -> list[ToWorker]:
    """A notebook's cell, and calls of its functions with arguments of the usual types."""
    rng = np.random.default_rng(0)
    square, row, labels = rng.random((3, 2)), rng.random(3), np.array([0, 1, 1])
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
        ("mean_square", (row, row), {}),
        ("mean_square", (square, square), {}),
        ("mean_square", (row,), {"p": 2.0}),
        ("mean_square", (labels, [1.0, 0.0, 1.0]), {}),
        ("mean_square", (row,), {}),
        ("mean_square", (row, labels[:2]), {}),
        ("cross_entropy", (labels, row), {}),
        ("cross_entropy", (1.0, 2.0 * row), {}),
        ("softmax", (square,), {}),
        ("softmax", (row,), {}),
        ("rows", (labels, square), {}),
        ("choose", (square,), {}),
        ("choose", ((-1.0, 2.0),), {}),
        ("product", (square, row), {}),
        ("loop", ([1.0, 2.0],), {}),
        ("loop", (row,), {}),
        ("missing", (1, None, True, "text"), {"rng": rng}),
    ]
    return [
        Execute(1, 1, _NOTEBOOK, None),
        *(
            Call(2, name, pack_arguments(args, kwargs, []), frozen)
            for name, args, kwargs in calls
            for frozen in (False, True)
        ),
    ]


def _learn_types() -> None:
    """Have NumPy look up the loops of its functions for the types that are usual."""
    usual = [np.ones(2, kind) for kind in (float, int, bool, np.float32)]
    functions = [value for value in vars(np).values() if isinstance(value, np.ufunc)]
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for function in functions:
            for first in usual:
                for second in usual if function.nin == 2 else [None]:
                    with contextlib.suppress(TypeError, ValueError):
                        function(first) if second is None else function(first, second)
