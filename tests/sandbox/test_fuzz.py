"""Random and mutated bytes where the trusted side reads them: no crash, no hang, a clear answer.

AUTOGRADER_FUZZ_CASES says how many notebooks and frames are tried in a normal run, and
AUTOGRADER_FUZZ_SECONDS for how long the last test goes on (not at all by default). A failure
shows the seed of its case; AUTOGRADER_FUZZ_SEED repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import socket
import string
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.course.model import Course
from autograder.grading.engine import Engine
from autograder.reports import report as reports
from autograder.sandbox.channel import Channel
from autograder.sandbox.inside.protocol import messages, values
from autograder.sandbox.inside.protocol.guard import ProtocolError
from autograder.submissions.reading import read_code, recognise_assignment
from autograder.submissions.submission import Code, Submission, UnreadableError
from tests.conftest import LIMITS, MODEL, REPOSITORY, SETTINGS

CASES = int(os.environ.get("AUTOGRADER_FUZZ_CASES", "10000"))
SECONDS = float(os.environ.get("AUTOGRADER_FUZZ_SECONDS", "0"))
SEED = int(os.environ.get("AUTOGRADER_FUZZ_SEED", "20241121"))

# --- bytes to try --------------------------------------------------------------------------------

_TELLING = [0x00, 0x7F, 0x80, 0x90, 0x9F, 0xA0, 0xC0, 0xC1, 0xC4, 0xC6, 0xC7, 0xC9, 0xD4, 0xD8]
_TELLING += [0xDC, 0xDD, 0xDE, 0xDF, 0xE0, 0xFF, *b'"\\{}[]:,0n\n']


def random_bytes(rng: random.Random) -> bytes:
    length = int(rng.expovariate(1 / 100))
    if rng.random() < 0.5:
        return rng.randbytes(length)
    return bytes(rng.choice(_TELLING) for _ in range(length))


def mutated(rng: random.Random, data: bytes) -> bytes:
    """Change, drop, double or move a few pieces."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        start = rng.randrange(len(changed) + 1)
        end = min(len(changed), start + rng.choice((1, 1, 2, 4, 50)))
        piece = rng.choice(
            (b"", rng.randbytes(end - start), bytes([rng.choice(_TELLING)]), b"\xff" * 4)
        )
        if rng.random() < 0.2:
            target = rng.randrange(len(changed) + 1)
            changed[target:target] = changed[start:end]
        else:
            changed[start:end] = piece
    return bytes(changed[: rng.randrange(len(changed) + 1)] if rng.random() < 0.1 else changed)


def random_json(rng: random.Random, depth: int = 0) -> Any:
    plain: list[Callable[[], Any]] = [
        lambda: rng.choice(
            (None, True, False, 0, -1, 1e308, 10**30, "", "code", "\u202e\x00\ud800")
        ),
        lambda: "".join(rng.choices(string.printable, k=rng.randrange(20))),
        lambda: rng.randrange(-(2**70), 2**70),
    ]
    if depth < 4 and rng.random() < 0.6:
        items = range(rng.randrange(4))
        if rng.random() < 0.5:
            return [random_json(rng, depth + 1) for _ in items]
        return {rng.choice(_KEYS): random_json(rng, depth + 1) for _ in items}
    return rng.choice(plain)()


_KEYS = "cells cell_type source input metadata worksheets nbgrader tags grade autograder x".split()
_SOURCES = ("x = 1", "%%bash\nls", "!ls", "# %% check='x'", "def mse(a, b):\n    return 1", "", "(")


def random_notebook(rng: random.Random) -> bytes:
    """JSON of a notebook's shape in which anything may be anything."""

    def perhaps(value: Any) -> Any:
        return random_json(rng) if rng.random() < 0.15 else value

    def cell() -> Any:
        return {
            "cell_type": perhaps(rng.choice(("code", "markdown", "raw"))),
            "source": perhaps(rng.choice((rng.choice(_SOURCES), list(_SOURCES)))),
            "metadata": perhaps(
                {
                    "nbgrader": perhaps({"grade": perhaps(True), "solution": perhaps(False)}),
                    "tags": perhaps(["helper", 1]),
                }
            ),
            "outputs": perhaps([]),
        }

    notebook = {
        "cells": perhaps([perhaps(cell()) for _ in range(rng.randrange(4))]),
        "metadata": perhaps({"autograder": perhaps({"assignment": perhaps("01_tiny")})}),
        "nbformat": perhaps(4),
        "nbformat_minor": perhaps(5),
    }
    if rng.random() < 0.1:
        notebook["worksheets"] = [{"cells": notebook.pop("cells")}]
    text = json.dumps(perhaps(notebook))
    return text.encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16")))


def real_notebooks() -> list[bytes]:
    paths = sorted((REPOSITORY / "release").glob("*/*.ipynb"))
    assert paths
    return [min((path.read_bytes() for path in paths), key=len), MODEL.encode()]


def real_frames() -> list[bytes]:
    """Messages as workers send them, with values of every kind."""
    model = values.Model(b'{"class_name": "Sequential"}', [np.zeros((2, 3), "f4")])
    examples = [
        None,
        [1, 2.5, "text", b"bytes", True, 2**80],
        ({"a": np.arange(6.0).reshape(2, 3)}, (np.float32(1), np.array([True, False]))),
        np.random.default_rng(1),
        [model, values.Foreign("DataFrame"), np.zeros((0, 4), "c16")],
        [[[[[[[1]]]]]]],
    ]
    problem = messages.Problem("ValueError", "x" * 50, 3, 1, "mse")
    returned = [
        messages.Returned(7, values.pack(value), False, ["Warn"], True) for value in examples
    ]
    others = [
        messages.Executed(1, problem, True),
        messages.Executed(1, None, False),
        messages.Raised(2, problem, True),
        messages.Missing(3),
        messages.CallBack(0, 0, values.pack_arguments([np.zeros(3)], {"scale": 2})),
        messages.CallBack(0, 0, values.pack_arguments([len], {}, [])),
    ]
    alone = [msgspec.msgpack.encode([message]) for message in (*returned, *others)]
    return [*alone, msgspec.msgpack.encode(returned), msgspec.msgpack.encode(others)]


def frames(rng: random.Random, real: list[bytes]) -> bytes:
    """A frame with its length, which is mostly the right one."""
    body = random_bytes(rng) if rng.random() < 0.3 else mutated(rng, rng.choice(real))
    if rng.random() < 0.2:  # as a value, within a frame that is right otherwise
        body = msgspec.msgpack.encode([messages.Returned(7, body, False, [], False)])
    length = len(body) if rng.random() < 0.9 else rng.choice((0, 1, len(body) + 1, 2**32 - 1))
    return struct.pack("<I", length) + body


def notebooks(rng: random.Random, real: list[bytes]) -> bytes:
    kind = rng.random()
    if kind < 0.3:
        return random_bytes(rng)
    return random_notebook(rng) if kind < 0.7 else mutated(rng, rng.choice(real))


# --- what reads them -----------------------------------------------------------------------------


def read_frame(data: bytes) -> str:
    """Read it as the grader does: its messages, then the values in them."""
    ours, theirs = socket.socketpair()
    with Channel(ours) as channel, theirs:
        theirs.setblocking(False)
        theirs.send(data)
        theirs.close()
        try:
            message: messages.FromWorker | None = channel.receive(time.monotonic() + 30)
            while message is not None:
                kind = type(message).__name__
                if isinstance(message, messages.Returned):
                    values.unpack(message.value)
                elif isinstance(message, messages.CallBack):
                    values.unpack(message.arguments)
                message = channel.take()
        except ProtocolError:
            return "refused"
    return kind


def read_notebook(data: bytes, filename: str, course: Course, engine: Engine) -> str:
    """Read it as grading does, up to where a worker would run its code."""
    submission = Submission("ada", "01_tiny", filename, data)
    name = recognise_assignment(submission, course, LIMITS)
    assert name in {"unknown", "01_tiny"}
    try:
        code = read_code(submission, LIMITS)
    except UnreadableError as error:
        reason = str(error)
        code = None
    if code is None:
        report = engine.grade(submission)
        assert (report.score, report.sandbox) == (0.0, [])
        assert reason
        assert report.warnings == [reason]
        assert reports.decode(reports.encode(report)) == report
        return "refused"
    assert isinstance(code, Code)
    for cell in code.cells:  # what would be sent to a worker
        msgspec.msgpack.encode(messages.Execute(1, cell.number, cell.source, cell.without_magics))
    return "read"


def try_all(
    make: Callable[[random.Random], bytes], read: Callable[[bytes], str], seeds: Iterator[int]
) -> dict[str, int]:
    """Make and read one case for each seed; count what came of them."""
    seen: dict[str, int] = {}
    for seed in seeds:
        data = make(random.Random(seed))
        try:
            answer = read(data)
        except Exception as error:
            pytest.fail(f"seed {seed}: {type(error).__name__}: {error}\n{data[:300]!r}")
        seen[answer] = seen.get(answer, 0) + 1
    return seen


@pytest.fixture(scope="module")
def idle(tiny: Course) -> Engine:
    """An engine that has graders and never needs a worker here."""
    from autograder.testing.collecting import collect

    return Engine(collect(tiny.assignments), SETTINGS)


# --- the tests -----------------------------------------------------------------------------------


def test_frames_are_read_or_refused():
    real = real_frames()
    seen = try_all(lambda rng: frames(rng, real), read_frame, iter(range(SEED, SEED + CASES)))
    assert sum(seen.values()) == CASES
    assert {"refused", "Returned", "Executed", "Raised"} <= seen.keys()


@pytest.mark.parametrize("filename", ["tiny.ipynb", "x.py", "x.ipynb", "x.txt"])
def test_notebooks_are_read_or_refused_with_a_reason(tiny, idle, filename):
    real = real_notebooks()
    share = {"tiny.ipynb": CASES // 2, "x.ipynb": CASES // 4}.get(filename, CASES // 8)
    seen = try_all(
        lambda rng: notebooks(rng, real),
        lambda data: read_notebook(data, filename, tiny, idle),
        iter(range(SEED, SEED + share)),
    )
    assert sum(seen.values()) == share
    assert ("read" in seen) == (not filename.endswith(".txt"))


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 1_000_000,
        b'{"metadata":' * 100_000,
        b'{"cells": [' + b'{"cell_type": "code", "source": ["x"]},' * 100_000 + b"{}]}",
        b'{"cells": [], "metadata": {"x": ' + b"9" * 100_000 + b"}}",
        b'{"cells": [{"cell_type": "code", "source": "\\ud800"}]}',
        b'{"cells": [{"cell_type": "code", "source": "' + b" " * 10_000_000 + b'"}]}',
        b'{"cells": [{"cell_type": "code", "source": "' + b"x." * 1_000_000 + b'"}]}',
        b'{"cells": [{"cell_type": "code", "source": "' + b"\\n\\t!" * 500_000 + b'"}]}',
        b"# %% tags=" + b"[" * 1_000_000,
        b"# %%" + b" check" * 200_000,
        b"# %%\n" * 500_000,
    ],
    ids=range(11),
)
def test_notebooks_made_to_hold_a_reader_up(tiny, idle, content):
    for filename in ("x.ipynb", "x.py"):
        assert read_notebook(content, filename, tiny, idle) in {"read", "refused"}


CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", ""]) | st.integers(),
        "source": st.text() | st.lists(st.text()) | st.none(),
        "metadata": st.dictionaries(st.sampled_from(_KEYS), st.booleans() | st.text()) | st.none(),
    },
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(_KEYS), st.lists(CELL, max_size=3) | CELL, max_size=3))
def test_any_json_of_a_notebooks_shape_is_read_or_refused(tiny, idle, notebook):
    assert read_notebook(json.dumps(notebook).encode(), "x.ipynb", tiny, idle)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(real_frames()), st.data())
def test_a_real_frame_with_one_byte_changed_is_read_or_refused(frame, data):
    index = data.draw(st.integers(0, len(frame) - 1))
    body = frame[:index] + bytes([data.draw(st.integers(0, 255))]) + frame[index + 1 :]
    assert read_frame(struct.pack("<I", len(body)) + body)


@pytest.mark.skipif(not SECONDS, reason="AUTOGRADER_FUZZ_SECONDS is not set")
@pytest.mark.timeout(SECONDS + 300)
def test_for_a_while(tiny, idle, capsys):
    """Until the time is up, from a seed that is new every time."""
    ends = time.monotonic() + SECONDS
    start = int(os.environ.get("AUTOGRADER_FUZZ_SEED", time.time_ns()))
    tried, real, bodies = 0, real_notebooks(), real_frames()
    while time.monotonic() < ends:
        seeds = range(start + tried, start + tried + 200)
        try_all(lambda rng: frames(rng, bodies), read_frame, iter(seeds))
        try_all(
            lambda rng: notebooks(rng, real),
            lambda data: read_notebook(data, Path("x.ipynb").name, tiny, idle),
            iter(seeds),
        )
        tried += 200
    with capsys.disabled():
        print(f" {tried} frames and {tried} notebooks, from seed {start}", end="")
    assert tried
