"""What is trained: a network and how it was compiled, as one text for all ways to write them."""

from __future__ import annotations

from typing import Any, NamedTuple

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.canonical import canonical_architecture
from autograder.keras_models.compile_settings import settings_of, settings_text
from autograder.keras_models.rebuild import architecture_of, cost_of
from autograder.training.measures import TrainingError

#: Multiplications that a model may need for one sample: a network that is no larger than it
#: should be needs far fewer, and the grader does not train one for hours.
MAX_WORK = 30_000_000


class Description(NamedTuple):
    """A network whose training depends on nothing else that a student wrote."""

    architecture: bytes  # canonical
    settings: bytes


def description_of(model: Any) -> Description:
    """The description of a rebuilt model.

    Raises TrainingError for a model that cannot be trained: it has no weights, is not compiled with
    a loss, or is too large.
    """
    settings = settings_of(model)
    if settings is None or settings.loss is None:
        raise TrainingError("The model is not compiled with a loss.")
    if not model.built:
        raise TrainingError("The model has no weights yet. Begin it with keras.Input.")
    work = cost_of(model).work
    if work > MAX_WORK:
        raise TrainingError(
            f"It needs {work / 1e6:,.0f} million multiplications for one sample, more than the "
            f"{MAX_WORK / 1e6:,.0f} million that are allowed. Let it work on smaller images "
            "(strides, pooling) or shorter sequences, or give its first layers fewer filters."
        )
    try:
        return Description(canonical_architecture(architecture_of(model)), settings_text(settings))
    except ModelError as error:
        raise TrainingError(str(error)) from error
