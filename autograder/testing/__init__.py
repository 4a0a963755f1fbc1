"""The public API of hidden tests: a grader imports what it needs from here, and nothing else.

Marks say which exercise a test belongs to (`exercise`), what it weighs (`weight`), that it states
an aspect, to be judged only where the values are right (`aspect`), and why its inputs are the same
for everybody (`fixed_inputs`), where they must be. Expectations compare what a student returned,
each with its own message for the student: of values (`autograder.testing.expectations`), of random
samples (`autograder.testing.sampling`) and of Keras models (`autograder.testing.keras`).
`draw_until` draws inputs on which a mistake shows for certain, `draw_near` numbers of the sizes
that a test is about, `draw_generator` a generator for a student. `docs/staff.md` shows all of them.
"""

from autograder.testing.expectations import (
    expect_array,
    expect_close,
    expect_equal,
    expect_no_warnings,
    expect_number,
    expect_that,
    expect_tuple,
    expect_unchanged,
)
from autograder.testing.keras import (
    expect_bar,
    expect_compiled,
    expect_compiled_in_place,
    expect_hidden_layer,
    expect_history,
    expect_model,
    expect_parameters,
    expect_random_start,
    expect_random_weights,
    expect_recurrent_layer,
    expect_same_weights,
    expect_settings_kept,
    expect_shapes,
    expect_weights,
    layers_of,
)
from autograder.testing.marks import aspect, exercise, fixed_inputs, weight
from autograder.testing.sampling import (
    draw_generator,
    draw_near,
    draw_until,
    expect_drawn_from,
    expect_independent,
    expect_uniform,
)

__all__ = [
    "aspect",
    "draw_generator",
    "draw_near",
    "draw_until",
    "exercise",
    "expect_array",
    "expect_bar",
    "expect_close",
    "expect_compiled",
    "expect_compiled_in_place",
    "expect_drawn_from",
    "expect_equal",
    "expect_hidden_layer",
    "expect_history",
    "expect_independent",
    "expect_model",
    "expect_no_warnings",
    "expect_number",
    "expect_parameters",
    "expect_random_start",
    "expect_random_weights",
    "expect_recurrent_layer",
    "expect_same_weights",
    "expect_settings_kept",
    "expect_shapes",
    "expect_that",
    "expect_tuple",
    "expect_unchanged",
    "expect_uniform",
    "expect_weights",
    "fixed_inputs",
    "layers_of",
    "weight",
]
