"""Importing Keras, late and quietly: it takes seconds, and most assignments do without it."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from typing import Any


@cache
def import_keras() -> Any:
    """Import Keras when the first model comes, without the messages of its start."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # processes share the GPU
    sys.stderr.flush()
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        import keras  # noqa: PLC0415 - takes seconds, and most assignments do without it
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)
    logging.getLogger("tensorflow").setLevel(logging.ERROR)  # it warns of many models
    return keras
