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
from autograder.training.calibration import Calibration, Estimate, curve_band, estimate
from autograder.training.thresholds import thresholds_path

_HEAD = """\
# Written by `autograder calibrate`; not edited by hand. Probabilities are those of one training:
# Student's t for a new value, with 95 % intervals.
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
    """One protocol's bars and everything that was measured for them."""
    keras = import_keras()
    protocol = calibration.protocol
    assignment, _, exercise = protocol.bar.partition("/")
    table = f'"{assignment}".{exercise}.{protocol.scale}'
    low, high = curve_band(calibration.curves)
    lines = [
        f"[{table}]",
        f"seeds = {calibration.seeds * protocol.repeats}",
        f'backend = "{keras.backend.backend()}"',
        f'device = "{device()}"',
        f'keras = "{keras.__version__}"',
        f"date = {datetime.date.today().isoformat()}",
        f'data = "{protocol.data}"',
        f"train = {protocol.train}",
        f"test = {protocol.test}",
        f"batch_size = {protocol.batch_size}",
        f"epochs = {protocol.epochs}",
        f"repeats = {protocol.repeats}  # trainings averaged for one figure",
        f"seconds = {calibration.seconds:.2f}  # median of one training",
        f"curve = {{ low = {_list(low)}, high = {_list(high)} }}",
    ]
    for measure, (right, *wrong) in calibration.samples.items():
        bar = calibration.bars[measure]
        lines += [
            "",
            f"[{table}.measures.{measure}]",
            f"bar = {bar:.3f}",
            f"mean = {right.mean:.5f}",
            f"standard_deviation = {right.deviation:.5f}",
            f"worst = {min(right.values):.5f}",
            f"right_fails = {_inline(estimate(right, bar, passes=False))}",
        ]
        for sample in wrong:
            lines.append(
                f"wrong.{sample.name} = {{ mean = {sample.mean:.5f}, standard_deviation = "
                f"{sample.deviation:.5f}, best = {max(sample.values):.5f}, passes = "
                f"{_inline(estimate(sample, bar, passes=True))} }}"
            )
    return "\n".join(lines) + "\n"


def device() -> str:
    """What the trainings ran on."""
    import_keras()
    import tensorflow as tf  # noqa: PLC0415 - Keras has loaded it

    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        details = tf.config.experimental.get_device_details(gpus[0])
        return str(details.get("device_name", "GPU"))
    return "CPU"


def _inline(figure: Estimate) -> str:
    return (
        f"{{ probability = {figure.probability:.2g}, low = {figure.low:.2g}, "
        f"high = {figure.high:.2g} }}"
    )


def _list(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.5f}" for value in values) + "]"
