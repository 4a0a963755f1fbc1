"""How large a rebuilt model may be, counted before its layers exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.keras_models.architecture import ModelError
from autograder.keras_models.layer_costs import Options, Shape, cost_of_layer, numbers_in

MAX_LAYERS = 64
MAX_UNITS = 8192
MAX_AXIS = 4096
MAX_DILATION = 16
MAX_PARAMETERS = 4_000_000
MAX_OUTPUTS = 4_000_000  # numbers that all layers together give for one sample
#: Multiplications for one sample; ten times what a model that is trained may need.
MAX_WORK = 300_000_000


@dataclass
class Cost:
    """What a model has, and what it needs for one sample; it grows layer by layer."""

    parameters: int = 0
    work: int = 0  # multiplications
    outputs: int = 0  # numbers that its layers give, and keep on the way to them

    def add_layer(self, name: str, options: Options, shapes: Sequence[Shape]) -> None:
        """Add a layer's parameters before it exists, so that one of a billion units never does.

        `shapes` are those of its inputs, none where they are not known.
        """
        if any(numbers_in(shape) > MAX_PARAMETERS for shape in shapes):
            raise ModelError("A layer of the model is too large.")
        if shapes:
            self.parameters += cost_of_layer(name).parameters(options, shapes)
        if self.parameters > MAX_PARAMETERS:
            raise ModelError(f"The model has more than {MAX_PARAMETERS:,} parameters.")

    def add_inside(self, name: str, options: Options, shapes: Sequence[Shape]) -> None:
        """Add what one call of a layer keeps inside, before it is made."""
        if shapes:
            self._add_outputs(cost_of_layer(name).inside(options, shapes))

    def add_call(
        self, name: str, options: Options, shapes: Sequence[Shape], gives: Shape | None
    ) -> None:
        """Add what one call of a layer gives, and its multiplications: a shared one has several."""
        if gives is None:
            return
        self._add_outputs(numbers_in(gives))
        if shapes:
            self.work += cost_of_layer(name).work(options, shapes, gives)
        if self.work > MAX_WORK:
            raise ModelError(
                f"The model needs more than {MAX_WORK // 1_000_000} million multiplications for "
                "one sample."
            )

    def _add_outputs(self, numbers: int) -> None:
        """A few layers without weights can make billions of one number."""
        self.outputs += numbers
        if self.outputs > MAX_OUTPUTS:
            raise ModelError("The layers of the model give too many numbers.")
