"""Which of the things that grading needs this machine has, found out by trying them."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess

from autograder.datasets import fashion_mnist as data
from autograder.doctor.component import Component
from autograder.extras import extra_of
from autograder.sandbox import seccomp
from autograder.sandbox.bubblewrap import find_bubblewrap
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host, find_worker
from autograder.sandbox.inside import confinement
from autograder.sandbox.layers import LAYERS, describe_landlock, missing_around
from autograder.sandbox.requirements import missing_layers


def examine() -> list[Component]:
    """Examine everything; nothing here imports TensorFlow."""
    return [*_sandbox(), *_libraries(), _gpu(), *_data()]


def _sandbox() -> list[Component]:
    bwrap = find_bubblewrap()
    version = confinement.landlock_version()
    try:
        size = len(seccomp.program()) // 8
        filtered = Component("seccomp", True, True, f"a filter of {size} instructions compiles")
    except seccomp.SeccompMissingError as error:
        filtered = Component("seccomp", False, True, str(error))
    found = [
        Component("bubblewrap", bwrap is not None, True, str(bwrap or "not found")),
        Component("landlock", version > 0, True, _landlock(version)),
        filtered,
    ]
    missing = missing_layers()
    if missing:
        text = f"not tried, since a layer is missing. {' '.join(missing)}"
        return [*found, Component("sandbox", False, True, text)]
    try:
        with Host() as host, host.fork():
            lacking = missing_around(find_worker(host))
    except SandboxError as error:
        return [*found, Component("sandbox", False, True, str(error))]
    text = f"a worker ran behind {', '.join(host.layers)}, and the kernel shows around it:"
    found.append(Component("sandbox", True, True, text))
    return found + [
        Component(f"  {layer.name}", layer not in lacking, True, f"stops {layer.stops}")
        for layer in LAYERS
    ]


def _landlock(version: int) -> str:
    if version == 0:
        return "not in this kernel, or not among its security modules"
    stops = "stops what the mounts would let through by mistake"
    return f"{describe_landlock(version)} (kernel {platform.release()}); {stops}"


def _libraries() -> list[Component]:
    found = []
    for name in ("numpy", "keras", "tensorflow", "nbgrader", "jupyterlab"):
        extra = extra_of(name)
        try:
            found.append(Component(name, True, extra is None, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            brought = f"; the extra `{extra}` of keras-autograder brings it" if extra else ""
            found.append(Component(name, False, extra is None, f"not installed{brought}"))
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    return [*found, Component("Keras backend", True, False, backend)]


def _gpu() -> Component:
    try:
        listed = subprocess.run(
            ["nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return Component("GPU", False, False, "none found; everything runs on the CPU")
    return Component("GPU", True, False, "; ".join(listed.stdout.strip().splitlines()))


def _data() -> list[Component]:
    full = data.availability()
    try:
        (train, _), (test, _) = data.load_quick()
        quick = Component("quick sample", True, True, f"{len(train):,} + {len(test):,} images")
    except data.DataError as error:
        quick = Component("quick sample", False, True, str(error))
    return [quick, Component("Fashion-MNIST", full.ok, False, full.text)]
