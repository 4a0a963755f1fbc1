"""What a grader imports: marks for its tests and expectations on what a student returned."""

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
from autograder.testing.keras import expect_bar, expect_compiled, expect_model, layers_of
from autograder.testing.marks import exercise, weight

__all__ = [
    "exercise",
    "expect_array",
    "expect_bar",
    "expect_close",
    "expect_compiled",
    "expect_equal",
    "expect_model",
    "expect_no_warnings",
    "expect_number",
    "expect_that",
    "expect_tuple",
    "expect_unchanged",
    "layers_of",
    "weight",
]
