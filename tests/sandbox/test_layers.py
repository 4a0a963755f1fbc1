"""Which layers are seen around a worker."""

from __future__ import annotations

import pytest

from autograder.sandbox.host import find_worker
from autograder.sandbox.layers import LAYERS, missing_around
from tests.conftest import needs_sandbox
from tests.sandbox.acts import IS_ROOT
from tests.sandbox.workers import Partial

pytestmark = needs_sandbox


def test_every_layer_is_seen_around_a_worker(host):
    with host.fork():
        assert missing_around(find_worker(host)) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"seccomp": b""}, {"system-call filter"}),
        ({"rlimits": {}}, {"limits"}),
        (
            {"namespaces": False},
            {"user namespace", "PID namespace", "scratch", "empty /proc", "no capabilities"},
        ),
    ],
)
def test_a_layer_that_is_off_is_seen_to_be_missing(changes, missing):
    with Partial(**changes) as host, host.fork():
        seen = {layer.name for layer in missing_around(find_worker(host))}
    if not IS_ROOT:
        missing = missing - {"user namespace", "no capabilities"}  # bubblewrap's own
    assert missing <= seen <= {*missing, "mount namespace"}
    assert seen <= {layer.name for layer in LAYERS}
