"""How large a rebuilt model may be, counted before its layers exist."""

from __future__ import annotations

import math
from typing import Any

from autograder.keras_models.architecture import ModelError

MAX_LAYERS = 64
MAX_UNITS = 8192
MAX_AXIS = 4096
MAX_DILATION = 16
MAX_PARAMETERS = 4_000_000
MAX_OUTPUTS = 4_000_000  # numbers that all layers together give for one sample
#: What a length that a model leaves open counts as: that of the images which models are trained on.
OPEN_LENGTH = 28
#: Multiplications for one sample; ten times what a model that is trained may need.
MAX_WORK = 300_000_000


def numbers_in(shape: tuple[int | None, ...]) -> int:
    """How many numbers an array of a shape holds for one sample; its first axis is the batch."""
    samples, *lengths = shape or (1,)
    return math.prod([samples or 1, *(OPEN_LENGTH if one is None else one for one in lengths)])


def add_parameters(name: str, options: dict[str, Any], shape: Any, spent: int) -> int:
    """Add up parameters before a layer exists, so that one of a billion units never does."""
    if shape is not None and isinstance(shape, tuple):
        features = shape[-1] or 1
        if name == "Dense":
            spent += features * options["units"] + options["units"]
        elif name in ("Conv2D", "SeparableConv2D"):
            kernel = math.prod(options["kernel_size"]) * options.get("depth_multiplier", 1)
            spent += kernel * features * options["filters"] + options["filters"]
        elif name in ("BatchNormalization", "LayerNormalization"):
            spent += 4 * features
        if numbers_in(shape) > MAX_PARAMETERS:
            raise ModelError("A layer of the model is too large.")
    if spent > MAX_PARAMETERS:
        raise ModelError(f"The model has more than {MAX_PARAMETERS:,} parameters.")
    return spent


def add_outputs(shape: Any, so_far: int) -> int:
    """Add up what the layers give: a few without weights can make billions of one number."""
    if isinstance(shape, tuple):
        so_far += numbers_in(shape)
    if so_far > MAX_OUTPUTS:
        raise ModelError("The layers of the model give too many numbers.")
    return so_far


def add_work(name: str, options: dict[str, Any], given: Any, gives: Any, so_far: int) -> int:
    """Add up the multiplications of one call of a layer: a shared layer has several.

    A convolution and a pooling compute each number that they give from a window.
    """
    shapes = [shape for shape in (given, gives) if isinstance(shape, tuple)]
    if len(shapes) == 2:
        features = given[-1] or 1
        numbers = numbers_in(gives)
        sizes = options.get("kernel_size") or options.get("pool_size") or (1,)
        window = math.prod(sizes) if len(sizes) > 1 else sizes[0] ** 2
        if name == "Dense":
            work = numbers * features
        elif name == "Conv2D":
            work = numbers * window * features // options.get("groups", 1)
        elif name == "SeparableConv2D":
            between = features * options.get("depth_multiplier", 1)
            work = numbers // options["filters"] * window * between + numbers * between
        else:
            work = numbers * window
        so_far += work
    if so_far > MAX_WORK:
        raise ModelError(
            f"The model needs more than {MAX_WORK // 1_000_000} million multiplications for one "
            "sample."
        )
    return so_far
