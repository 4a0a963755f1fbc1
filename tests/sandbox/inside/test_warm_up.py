"""The warm-up changes nothing but what it is for, and it ends."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings

import pytest

from autograder.sandbox.inside.protocol.channel import WorkerEnd
from autograder.sandbox.inside.warm_up import warm_up


def test_the_warm_up_leaves_the_host_as_it_was():
    def state() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr, sys.modules["__main__"])
        return (*streams, warnings.showwarning, list(warnings.filters), list(sys.meta_path))

    before = state()
    warm_up()
    assert state() == before
    assert not [thing for thing in gc.get_objects() if isinstance(thing, WorkerEnd)]


@pytest.mark.parametrize("allocator", ["pymalloc", "malloc"])
def test_the_warm_up_ends_whatever_allocates_memory(allocator):
    script = "from autograder.sandbox.inside.warm_up import warm_up; warm_up()"
    subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONMALLOC": allocator},
        timeout=60,
        check=True,
    )
