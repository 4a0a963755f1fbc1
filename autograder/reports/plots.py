"""Pictures for pages, as inline SVG: they take the page's colours, light or dark, and have words.

Every picture has a title and a description for those who cannot see it, and axes with labels.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from markupsafe import Markup, escape

from autograder.datasets.marks import CLASSES as MARKS
from autograder.datasets.marks import load_marks
from autograder.reports.report import Curve, TrainingReport

CLASSES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
)  # fmt: skip
_NAMES = {
    "mean_squared_error": "mean squared error (training data)",
    "accuracy": "accuracy (training data)",
}
#: Of images with marks, this far below 0 is black and this is white.
_DARKEST, _BRIGHTEST = 0.5, 1.5
_WIDTH, _HEIGHT = 420, 250
#: A curve is drawn up to so many heights of the right one above and below it.
_TIMES_RIGHT = 2
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 14, 42

Point = tuple[float, float]
_Array = np.ndarray[Any, Any]


def learning_curve(training: TrainingReport) -> Markup:
    """The curve of the first training over the band that right answers' curves fill."""
    epochs = range(1, len(training.values) + 1)
    everything = [*training.values, *training.low, *training.high]
    name = _NAMES.get(training.curve, training.curve)
    axes = _Axes((1, max(len(training.values), 2)), _span(everything), "epoch", name)
    parts = []
    if len(training.low) == len(training.values):
        band = [*zip(epochs, training.high, strict=True)]
        band += [*zip(epochs, training.low, strict=True)][::-1]
        parts.append(f'<polygon class="band" points="{axes.points(band)}"/>')
    line = axes.points([*zip(epochs, training.values, strict=True)])
    parts.append(f'<polyline class="line" points="{line}"/>')
    last = training.values[-1] if training.values else 0.0
    return _picture(
        "Learning curve",
        f"{name} over {len(training.values)} epochs; at the end it is {last:.3g}. The band holds "
        "the curves of right answers.",
        axes,
        parts,
        "Learning curve, in the band that right answers fill",
    )


def answer_curve(exercise: str, curve: Curve) -> Markup:
    """What an answer returns over its first argument, and what is right, dashed."""
    known = [value for value in curve.returned if value is not None]
    low, high = _span(curve.expected)
    reach = _TIMES_RIGHT * (high - low)  # an answer far off must not flatten the right curve
    everything = [*curve.expected, *(min(max(value, low - reach), high + reach) for value in known)]
    axes = _Axes((curve.x[0], curve.x[-1]), _span(everything), "argument", "value")
    lines = [
        f'<polyline class="line" points="{axes.points(part)}"/>'
        for part in _parts([*zip(curve.x, curve.returned, strict=True)])
    ]
    expected = axes.points([*zip(curve.x, curve.expected, strict=True)])
    missing = len(curve.returned) - len(known)
    begin, end = (_value_at(curve.returned, place) for place in (0, -1))
    gaps = " Where your curve has a gap, it is not a finite number." if missing else ""
    return _picture(
        f"Your {exercise}",
        f"Over arguments from {curve.x[0]:g} to {curve.x[-1]:g} it goes from {begin} to {end}, and "
        f"the right one from {curve.expected[0]:g} to {curve.expected[-1]:g}.",
        axes,
        [*lines, f'<polyline class="expected" points="{expected}"/>'],
        f"Solid: your function. Dashed: the right one.{gaps}",
    )


def _value_at(values: Sequence[float | None], place: int) -> str:
    value = values[place]
    return "nothing" if value is None else f"{value:g}"


def _parts(points: Sequence[tuple[float, float | None]]) -> list[list[Point]]:
    """The stretches of a line between its gaps."""
    parts: list[list[Point]] = [[]]
    for x, y in points:
        if y is None:
            parts.append([])
        else:
            parts[-1].append((x, y))
    return [part for part in parts if part]


def roc_curve(training: TrainingReport) -> Markup:
    """The ROC curve of the first training, its area shaded."""
    curve = training.roc or []
    axes = _Axes((0.0, 1.0), (0.0, 1.0), "false positive rate", "true positive rate")
    area = axes.points([(0.0, 0.0), *curve, (1.0, 0.0)])
    auc = training.runs[0].get("auc", 0.0)
    return _picture(
        "ROC curve",
        f"The area under the ROC curve on the test data is {auc:.3f}.",
        axes,
        [
            f'<polygon class="band" points="{area}"/>',
            f'<polyline class="line" points="{axes.points(curve)}"/>',
            f'<polyline class="guide" points="{axes.points([(0, 0), (1, 1)])}"/>',
        ],
    )


def forecast(training: TrainingReport) -> Markup:
    """The forecast of the first test steps, and the truth, dashed."""
    pairs = training.forecast or []
    truth, said = [true for true, _ in pairs], [forecast for _, forecast in pairs]
    low, high = _span(truth)
    within = [min(max(value, low - (high - low)), high + (high - low)) for value in said]
    axes = _Axes((0, max(len(pairs) - 1, 2)), _span([*truth, *within]), "step", "value")
    skill = training.runs[-1].get("skill", 0.0)
    return _picture(
        "Forecast and truth",
        f"The first {len(pairs)} steps of the test data; the skill on all of them is {skill:.3f}.",
        axes,
        [
            f'<polyline class="line" points="{axes.points([*enumerate(said)])}"/>',
            f'<polyline class="expected" points="{axes.points([*enumerate(truth)])}"/>',
        ],
        "Solid: your network's forecast. Dashed: the truth.",
    )


def misread_texts(training: TrainingReport) -> Markup:
    """The first test texts that the network got wrong."""
    texts = training.misread or []
    if not texts:
        return Markup("<p>Your network read all test texts rightly.</p>")
    items = "".join(
        f"<li>{escape(text)}: it {'approves' if approves else 'does not approve'}</li>"
        for text, approves in texts
    )
    return Markup(f"<p>The first test texts that your network got wrong:</p><ul>{items}</ul>")


def confusion_matrix(training: TrainingReport) -> Markup:
    """A table of true classes by predicted ones; the more often, the darker."""
    counts = training.confusion or []
    most = max((max(row) for row in counts), default=1) or 1
    names = _classes_of(training)
    head = "".join(f'<th scope="col"><span>{escape(name)}</span></th>' for name in names)
    rows = []
    for true, row in enumerate(counts):
        cells = "".join(
            f'<td style="--share:{count / most:.2f}"'
            f"{' class=hit' if column == true else ''}>{count}</td>"
            for column, count in enumerate(row)
        )
        rows.append(f'<tr><th scope="row">{escape(names[true])}</th>{cells}</tr>')
    return Markup(
        '<div class="wide" tabindex="0" role="region" aria-label="Confusion matrix">'
        '<table class="confusion"><caption>Confusion matrix: true classes in rows, predicted ones '
        "in columns</caption>"
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def predicted_images(training: TrainingReport) -> Markup:
    """Some test images with the predicted and, where it differs, the true name beneath."""
    images, labels = _test_images(training)
    names = _classes_of(training)
    predicted = training.predicted or []
    shown = range(len(predicted)) if training.shown is None else training.shown
    figures = []
    for index, label in zip(shown, predicted, strict=True):
        named, true = names[label], names[int(labels[index])]
        words = named if named == true else f"{named}, but it is: {true}"
        figures.append(
            f'<figure><img src="{_png(images[index])}" alt="A picture of: {escape(true)}" '
            f'width="84" height="84"><figcaption class="{"right" if named == true else "open"}">'
            f"{escape(words)}</figcaption></figure>"
        )
    which = "the first test images" if training.shown is None else "some test images"
    return Markup(
        f'<p>What your network says of {which}:</p><div class="images">{"".join(figures)}</div>'
    )


def _classes_of(training: TrainingReport) -> tuple[str, ...]:
    return MARKS if training.data == "marks" else CLASSES


def _test_images(training: TrainingReport) -> tuple[_Array, _Array]:
    """The test images of a training as bytes, and their labels."""
    if training.data == "marks":
        tested = sum(sum(row) for row in training.confusion or [])
        _, (marks, labels) = load_marks(training.samples, tested)
        levels = np.clip((marks[..., 0] + _DARKEST) / (_BRIGHTEST + _DARKEST), 0, 1)
        return np.round(255 * levels).astype("uint8"), labels
    from autograder.datasets.fashion_mnist import load_full, load_quick  # noqa: PLC0415 - reads files

    _, (images, labels) = load_quick() if training.protocol == "quick" else load_full()
    return images, labels


def _png(image: np.ndarray[Any, Any]) -> str:
    from PIL import Image  # noqa: PLC0415 - only where there are images

    buffer = io.BytesIO()
    Image.fromarray(255 - image).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


# --- axes ----------------------------------------------------------------------------------------


class _Axes:
    """Two axes with ticks, from data to the picture's coordinates."""

    def __init__(self, x: Point, y: Point, x_label: str, y_label: str) -> None:
        self.x, self.y = x, y
        self.x_label, self.y_label = x_label, y_label

    def points(self, pairs: Sequence[Point]) -> str:
        return " ".join(f"{self._across(x):.1f},{self._up(y):.1f}" for x, y in pairs)

    def draw(self) -> str:
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        parts = [
            f'<polyline class="axis" points="{_LEFT},{_TOP} {_LEFT},{bottom} {right},{bottom}"/>'
        ]
        for value, text in _ticks(self.x, whole=self.x[1] - self.x[0] > 1):
            parts.append(
                f'<text class="tick" x="{self._across(value):.1f}" y="{bottom + 16}" '
                f'text-anchor="middle">{text}</text>'
            )
        for value, text in _ticks(self.y, whole=False):
            parts.append(
                f'<text class="tick" x="{_LEFT - 6}" y="{self._up(value) + 4:.1f}" '
                f'text-anchor="end">{text}</text>'
            )
        middle, centre = (_LEFT + right) / 2, (_TOP + bottom) / 2
        parts.append(
            f'<text class="label" x="{middle:.0f}" y="{_HEIGHT - 6}" '
            f'text-anchor="middle">{escape(self.x_label)}</text>'
            f'<text class="label" transform="translate(12 {centre:.0f}) rotate(-90)" '
            f'text-anchor="middle">{escape(self.y_label)}</text>'
        )
        return "".join(parts)

    def _across(self, value: float) -> float:
        return _LEFT + _share(value, self.x) * (_WIDTH - _LEFT - _RIGHT)

    def _up(self, value: float) -> float:
        return _HEIGHT - _BOTTOM - _share(value, self.y) * (_HEIGHT - _TOP - _BOTTOM)


def _share(value: float, limits: Point) -> float:
    low, high = limits
    return min(max((value - low) / (high - low), -0.02), 1.02)


def _span(values: Sequence[float]) -> Point:
    low, high = min(values, default=0.0), max(values, default=1.0)
    margin = (high - low) * 0.05 or 0.5
    return low - margin, high + margin


def _ticks(limits: Point, *, whole: bool) -> list[tuple[float, str]]:
    """Four to eight round values within the limits, and how they are written."""
    low, high = limits
    step = 10.0 ** math.floor(math.log10(high - low))
    for factor in (5, 2, 1, 0.5, 0.2):
        if (high - low) / (step * factor) >= 4:
            step *= factor
            break
    else:
        step *= 0.2
    if whole:
        step = max(1.0, round(step))
    digits = max(0, -math.floor(math.log10(step)))
    first = math.ceil(low / step)
    multiples = range(first, math.floor(high / step + 1e-9) + 1)
    return [(multiple * step, f"{multiple * step:.{digits}f}") for multiple in multiples]


def _picture(
    title: str, description: str, axes: _Axes, parts: Sequence[str], caption: str = ""
) -> Markup:
    return Markup(
        f'<figure class="plot"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}. {escape(description)}">{"".join(parts)}{axes.draw()}</svg>'
        f"<figcaption>{escape(caption or title)}</figcaption></figure>"
    )
