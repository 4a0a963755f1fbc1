"""What a machine has of what grading needs, found out by trying it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

import msgspec

from autograder.sandbox import confine, seccomp
from autograder.sandbox.launch import (
    Host,
    SandboxError,
    find_bubblewrap,
    find_worker,
    missing_layers,
)
from autograder.sandbox.layers import LAYERS, describe_landlock, missing_around

FASHION_MNIST_FILES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked for."""

    name: str
    ok: bool
    required: bool
    text: str


def examine() -> list[Finding]:
    """Look for everything; nothing here imports TensorFlow."""
    return [*_sandbox(), *_libraries(), _gpu(), _data()]


def _sandbox() -> list[Finding]:
    bwrap = find_bubblewrap()
    version = confine.landlock_version()
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
        host = Host()
        try:
            worker = host.fork()
            lacking = missing_around(find_worker(host))
            worker.kill()
        finally:
            host.close()
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


def _data() -> Finding:
    folders = [
        Path(os.environ.get("AUTOGRADER_DATA", "/nonexistent")),
        Path.home() / ".keras" / "datasets" / "fashion-mnist",
        Path("/usr/share/datasets/fashion-mnist"),
    ]
    for folder in folders:
        if all((folder / name).is_file() for name in FASHION_MNIST_FILES):
            return Finding("Fashion-MNIST", True, False, str(folder))
    text = "not found; `apt install dataset-fashion-mnist`, or set AUTOGRADER_DATA to its folder"
    return Finding("Fashion-MNIST", False, False, text)
