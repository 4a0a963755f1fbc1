"""Writing calibrated bars into `solutions/training/thresholds.toml`.

Figures are replaced where they stand: comments, and the sections of other protocols, stay.
"""

from __future__ import annotations

import datetime
from collections.abc import MutableMapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import InlineTable

from autograder.keras_models.importing import import_keras
from autograder.training.calibration import MODEL, PLACING, Answer, Calibration, curve_band
from autograder.training.counting import Count, accepted, may_fail, refused
from autograder.training.thresholds import thresholds_path

_HEAD = """\
# Written by `autograder calibrate`; not edited by hand. Of so many trainings that are counted, so
# many of right answers failed and of wrong ones passed. `low` and `high` are Clopper-Pearson bounds
# of the true share, each of which holds with 95 %. The grader trains from two seeds, the same for
# everybody, and one training that reaches the bar is enough: `refused` and `accepted` are the
# shares of verdicts that follow for such seeds.
"""


def write_calibrations(root: Path, calibrations: Sequence[Calibration]) -> None:
    """Write bars into the file, in place of those of the same protocols."""
    path = thresholds_path(root)
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.is_file() else _HEAD)
    for calibration in calibrations:
        document = with_section(document, as_toml(calibration))
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def with_section(document: TOMLDocument, text: str) -> TOMLDocument:
    """The document with a section: in place of the one of the same name, else at its end."""
    new: Any = tomlkit.parse(text)
    path: list[str] = []
    for _ in ("assignment", "exercise", "scale"):
        (key,) = new
        path.append(key)
        new = new[key]
    if _at(document, path) is None:
        return tomlkit.parse(f"{tomlkit.dumps(document).rstrip()}\n\n{text}")
    _update(document, path, new)
    return document


def _at(document: TOMLDocument, path: Sequence[str]) -> Any:
    """What stands at a path now: what tomlkit gave before a change may not know of the change."""
    return reduce(lambda table, key: table.get(key, {}), path, document) or None


def _update(document: TOMLDocument, path: list[str], new: MutableMapping[str, Any]) -> None:
    """Give the table at a path the values of another one, keeping its own order and comments."""
    for key, value in new.items():
        old = _at(document, path)
        if _is_table(value) and _is_table(old.get(key)):
            _update(document, [*path, key], value)
        else:
            old[key] = value
    for key in list(_at(document, path)):
        if key not in new:
            del _at(document, path)[key]


def _is_table(value: Any) -> bool:
    return isinstance(value, MutableMapping) and not isinstance(value, InlineTable)


def as_toml(calibration: Calibration) -> str:
    """One protocol's bars and everything that was counted for them."""
    keras = import_keras()
    protocol = calibration.protocol
    assignment, _, exercise = protocol.bar.partition("/")
    table = f'"{assignment}".{exercise}.{protocol.scale}'
    low, high = curve_band(calibration.curves)
    limit = may_fail(calibration.right.trained) if calibration.accepted else None
    lines = [
        f"[{table}]",
        f'backend = "{keras.backend.backend()}"',
        f'device = "{device()}"',
        f'keras = "{keras.__version__}"',
        f"date = {datetime.date.today().isoformat()}",
        f'data = "{protocol.data}"',
        f"train = {protocol.train}",
        f"test = {protocol.test}",
        f"batch_size = {protocol.batch_size}",
        f"epochs = {protocol.epochs}",
        f"late = {protocol.late}",
        f"seconds = {calibration.seconds:.2f}  # median of one training",
        f"placed_by = {PLACING}  # trainings of each answer, which are not counted",
        *([] if limit is None else [f"accepted = {limit:g}  # right answers miss it less often"]),
        f"right = {{ {_count(calibration.right, 'failed')} }}",
        f"curve = {{ low = {_list(low)}, high = {_list(high)} }}",
    ]
    for measure, bar in calibration.bars.items():
        model = calibration.samples[measure][MODEL]
        lines += [
            "",
            f"[{table}.measures.{measure}]",
            f"bar = {bar:.3f}",
            f"mean = {model.mean:.5f}",
            f"standard_deviation = {model.deviation:.5f}",
        ]
    for right in (True, False):
        lines += ["", f"[{table}.{'right_answers' if right else 'wrong_answers'}]"]
        lines += [_answer(calibration, answer) for answer in calibration.answers
                  if answer.right is right]  # fmt: skip
    return "\n".join(lines) + "\n"


def _answer(calibration: Calibration, answer: Answer) -> str:
    """An answer's counts, what follows for verdicts, and the value that came closest to the bar."""
    count = calibration.counts[answer.name]
    values = {name: samples[answer.name].values for name, samples in calibration.samples.items()}
    if answer.right:
        closest, figures, follows = min, _count(count, "failed"), refused(count.share)
    else:
        closest, figures, follows = max, _count(count, "passed"), accepted(count.share)
    reached = ", ".join(f"{name} = {closest(found):.5f}" for name, found in values.items())
    return (
        f"{answer.name} = {{ {figures}, {'refused' if answer.right else 'accepted'} = "
        f"{follows:.2g}, {'worst' if answer.right else 'best'} = {{ {reached} }} }}"
    )


def _count(count: Count, errors: str) -> str:
    low, high = count.bounds
    return (
        f"trained = {count.trained}, {errors} = {count.errors}, low = {low:.2g}, high = {high:.3g}"
    )


def device() -> str:
    """What the trainings ran on."""
    import_keras()
    import tensorflow as tf  # noqa: PLC0415 - Keras has loaded it

    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        details = tf.config.experimental.get_device_details(gpus[0])
        return str(details.get("device_name", "GPU"))
    return "CPU"


def _list(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.5f}" for value in values) + "]"
