"""The engine: hosts that are started when they are needed, and where they run."""

from __future__ import annotations

import os

from autograder.grading.engine import Engine
from autograder.sandbox.profiles import KERAS, NUMERIC
from tests.conftest import SETTINGS, needs_sandbox

pytestmark = needs_sandbox


def test_what_needs_tensorflow_runs_on_all_cores():
    everywhere = os.sched_getaffinity(0)
    with Engine({}, SETTINGS, min(everywhere)) as engine:
        try:
            engine.host(NUMERIC)
            assert os.sched_getaffinity(0) == {min(everywhere)}
            host = engine.host(KERAS)
            assert os.sched_getaffinity(0) == everywhere
            assert os.sched_getaffinity(host.process) == everywhere
            engine.host(NUMERIC)
            assert os.sched_getaffinity(0) == {min(everywhere)}
        finally:
            os.sched_setaffinity(0, everywhere)
