"""Starts TensorFlow in a host, so that the processes forked from it start it in no time.

A process's first operations take 0.1 s of processor time: TensorFlow goes through its 15,000
kernels to see which there are, and looks up those that it needs. What it finds is kept in memory
that forked processes inherit. Its threads are not: a process would wait forever for those of its
host. So the host lets its context go, and each forked process makes one of its own, with threads.
"""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any


def start_tensorflow() -> None:
    """Run operations of Keras's, then let go of the context that they ran in."""
    keras, tensorflow = sys.modules["keras"], sys.modules.get("tensorflow")
    if tensorflow is None:
        return
    context = importlib.import_module("tensorflow.python.eager.context")
    # Meant for tests of TensorFlow's. A release without it leaves the start to each process.
    forget = getattr(context, "_reset_context", None)
    if forget is None:
        return
    _run_operations(keras, tensorflow)
    keras.backend.clear_session()
    forget()
    gc.collect()


def _run_operations(keras: Any, tensorflow: Any) -> None:
    ops = keras.ops
    for kind in ("float32", "float64", "int32", "bool"):
        ops.convert_to_numpy(ops.sum(ops.cast(ops.ones((2, 3), kind), "float32"), axis=1))
    x = ops.convert_to_tensor([[1.0, 2.0]])
    ops.where(x > 0, ops.maximum(x, 0.0) / x * x - x + x, ops.exp(x))
    ops.reshape(ops.matmul(x, ops.transpose(x)), (-1,))
    ops.mean(ops.concatenate([x, x]), axis=0)
    tensorflow.function(lambda z: z + 1)(x)
