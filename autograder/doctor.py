"""What a machine has of what grading needs, found out by trying it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess

import msgspec

from autograder.datasets import fashion_mnist as data
from autograder.sandbox import seccomp
from autograder.sandbox.bubblewrap import find_bubblewrap
from autograder.sandbox.errors import SandboxError
from autograder.sandbox.host import Host, find_worker
from autograder.sandbox.inside import confinement
from autograder.sandbox.layers import LAYERS, describe_landlock, missing_around
from autograder.sandbox.requirements import missing_layers


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked for."""

    name: str
    ok: bool
    required: bool
    text: str


def examine() -> list[Finding]:
    """Look for everything; nothing here imports TensorFlow."""
    return [*_sandbox(), *_libraries(), _gpu(), *_data()]


def _sandbox() -> list[Finding]:
    bwrap = find_bubblewrap()
    version = confinement.landlock_version()
    try:
        size = len(seccomp.program()) // 8
        filtered = Finding("seccomp", True, True, f"a filter of {size} instructions compiles")
    except seccomp.SeccompMissingError as error:
        filtered = Finding("seccomp", False, True, str(error))
    found = [
        Finding("bubblewrap", bwrap is not None, True, str(bwrap or "not found")),
        Finding("landlock", version > 0, True, _landlock(version)),
        filtered,
    ]
    missing = missing_layers()
    if missing:
        text = f"not tried, since a layer is missing. {' '.join(missing)}"
        return [*found, Finding("sandbox", False, True, text)]
    try:
        with Host() as host, host.fork():
            lacking = missing_around(find_worker(host))
    except SandboxError as error:
        return [*found, Finding("sandbox", False, True, str(error))]
    text = f"a worker ran behind {', '.join(host.layers)}, and the kernel shows around it:"
    found.append(Finding("sandbox", True, True, text))
    return found + [
        Finding(f"  {layer.name}", layer not in lacking, True, f"stops {layer.stops}")
        for layer in LAYERS
    ]


def _landlock(version: int) -> str:
    if version == 0:
        return "not in this kernel, or not among its security modules"
    stops = "stops what the mounts would let through by mistake"
    return f"{describe_landlock(version)} (kernel {platform.release()}); {stops}"


def _libraries() -> list[Finding]:
    found = []
    for name in ("numpy", "keras", "tensorflow", "nbgrader", "jupyterlab"):
        try:
            found.append(Finding(name, True, True, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Finding(name, False, True, "not installed"))
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    return [*found, Finding("Keras backend", True, False, backend)]


def _gpu() -> Finding:
    try:
        listed = subprocess.run(
            ["nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return Finding("GPU", False, False, "none found; everything runs on the CPU")
    return Finding("GPU", True, False, "; ".join(listed.stdout.strip().splitlines()))


def _data() -> list[Finding]:
    full = data.where()
    try:
        (train, _), (test, _) = data.load_quick()
        quick = Finding("quick sample", True, True, f"{len(train):,} + {len(test):,} images")
    except data.DataError as error:
        quick = Finding("quick sample", False, True, str(error))
    return [quick, Finding("Fashion-MNIST", full.ok, False, full.text)]
