"""Descriptions of models: what cannot be read, and what two models have in common."""

from __future__ import annotations

import pytest

from autograder.keras_models.architecture import (
    MAX_TEXT,
    ModelError,
    decode_architecture,
    shape_of,
)


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"[" * 100_000, b"\xff", b'{"a": 1}'])
def test_what_is_not_a_description_is_refused(data):
    with pytest.raises(ModelError, match="cannot be read"):
        decode_architecture(data)


def test_a_description_that_is_nested_deep_is_refused():
    deep = b'{"a":' * 40 + b"1" + b"}" * 40
    data = b'{"class_name":"Sequential","config":{"layers":[],"other":' + deep + b"}}"
    with pytest.raises(ModelError, match="cannot be read"):
        decode_architecture(data)


def test_a_description_that_is_too_long_is_refused():
    with pytest.raises(ModelError, match="too large"):
        decode_architecture(b" " * (MAX_TEXT + 1))


def test_names_and_seeds_make_no_difference():
    one = b'{"name":"a","layers":[{"class_name":"Dense","name":"x","node":["x",0,0],"seed":1}]}'
    same = b'{"name":"b","layers":[{"class_name":"Dense","name":"y","node":["y",0,0],"seed":2}]}'
    other = b'{"name":"a","layers":[{"class_name":"Dense","name":"x","node":["x",1,0],"seed":1}]}'
    assert shape_of(one) == shape_of(same) != shape_of(other)
