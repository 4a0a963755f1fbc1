"""A notebook run from top to bottom as Jupyter runs it: is every visible check passed?

A transformation that makes a notebook fail in Jupyter would be unfair. `RealKernel` is a real
kernel; `failed_checks` forks a process in which IPython, the kernel's own shell, is imported, and
Keras and SciPy, whose import takes longer than most notebooks.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import tempfile
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from tests.field.hand_in import Cell, HandIn, is_check, source_of

SECONDS = 240  # where a notebook has lost its tags, its demonstrations run, too
TRAINING_TAGS = {"demonstration"}


def runnable(hand_in: HandIn) -> list[Cell]:
    """The cells of code that a student runs, without demonstrations, which take long."""
    return [
        cell
        for cell in hand_in.code()
        if not TRAINING_TAGS & set((cell["metadata"] or {}).get("tags", []))
    ]


class RealKernel:
    """A kernel that runs one notebook after the other, each in an empty namespace.

    To start one takes longer than most notebooks do.
    """

    def __init__(self) -> None:
        from jupyter_client import KernelManager

        os.environ.setdefault("MPLBACKEND", "agg")
        self._manager = KernelManager(kernel_name="python3")

    def close(self) -> None:
        """End it."""
        self._manager.shutdown_kernel(now=True)

    def run(self, hand_in: HandIn, folder: str) -> list[str]:
        """Run the notebook in a folder; give the errors of its cells, in order."""
        import nbformat
        from nbclient import NotebookClient

        if self._manager.has_kernel and not self._manager.is_alive():
            self._manager.shutdown_kernel(now=True)
        begin = nbformat.v4.new_code_cell(f"%reset -f\n%cd -q {folder}")
        notebook = nbformat.from_dict({**hand_in.notebook(), "cells": [begin, *runnable(hand_in)]})
        client = NotebookClient(notebook, km=self._manager, timeout=SECONDS, allow_errors=True)
        try:
            client.execute()
        finally:
            client.kc.stop_channels()
        return [
            f"{source_of(cell)[:60]!r}: {output['ename']}: {output['evalue'][:200]}"
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]


def failed_checks(hand_in: HandIn) -> list[str]:
    """Run the notebook in IPython's shell, in its own process; give the errors of its checks."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["IPython", "keras", "matplotlib.pyplot", "scipy.special", "tests.field.kernel"]
    )
    ours, theirs = context.Pipe()
    sources = [(source_of(cell), is_check(cell)) for cell in runnable(hand_in)]
    process = context.Process(target=_serve, args=(theirs, sources), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            return ["the notebook did not end"]
        errors: list[str] = ours.recv()
        return errors
    except EOFError:
        return ["the notebook ended its kernel"]
    finally:
        process.kill()
        process.join()
        ours.close()


def _serve(connection: Connection, sources: Sequence[tuple[str, bool]]) -> None:
    os.environ["MPLBACKEND"] = "agg"
    os.environ["IPYTHONDIR"] = tempfile.mkdtemp()
    os.chdir(tempfile.mkdtemp())
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell: Any = InteractiveShell.instance(config=config)
    errors: list[str] = []
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for source, counts in sources:
            result = shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
            if counts and error is not None:
                errors.append(f"{source[:60]!r}: {type(error).__name__}: {str(error)[:200]}")
    connection.send(errors)
