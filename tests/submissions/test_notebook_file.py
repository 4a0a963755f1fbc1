"""Notebook files as nbformat reads them."""

from __future__ import annotations

import contextlib
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.submissions.notebook_file import NotANotebookError, decode_notebook


def texts(content: object) -> list[str]:
    return [cell.text for cell in decode_notebook(json.dumps(content)).all_cells]


def cell(**fields: object) -> dict[str, object]:
    return {"cell_type": "code", "source": "x", "metadata": {}, **fields}


@pytest.mark.parametrize(
    "oddity",
    [
        {"outputs": [{"data": {"value": float("nan")}}]},
        {"outputs": [{"data": {"value": float("-inf")}}]},
        {"outputs": None, "execution_count": "one"},
        {"metadata": None},
        {"metadata": []},
        {"source": ["x", None]},
        {"id": 3, "attachments": 4, "unknown": [[[]]]},
        {"input": None},
        {"source": None, "input": "x"},
    ],
)
def test_what_is_never_used_does_no_harm(oddity):
    assert texts({"cells": [cell(**oddity)], "metadata": None}) == ["x"]


@pytest.mark.parametrize("odd", [None, 3, "text", []])
def test_what_is_no_cell_is_left_out(odd):
    assert texts({"cells": [odd, cell()]}) == ["x"]


def test_a_cell_without_a_type_is_no_code():
    (found,) = decode_notebook('{"cells": [{"source": "x", "metadata": {"n": NaN}}]}').all_cells
    assert (found.cell_type, found.text) == ("raw", "x")


def test_duplicate_keys_give_the_last():
    assert decode_notebook('{"cells": 3, "cells": [], "metadata": {}}').all_cells == []


def test_numbers_too_large_for_a_float_do_no_harm():
    assert texts({"cells": [cell()], "metadata": {"n": 10**400}}) == ["x"]
    assert decode_notebook('{"cells": [], "metadata": {"n": 1e999}}').all_cells == []


def test_half_a_surrogate_pair_does_no_harm():
    assert decode_notebook('{"cells": [], "metadata": {"a": "\\ud83d"}}').all_cells == []
    assert texts({"cells": [cell(source=["a\ud83d", "\ud83d"])]}) == ["a??"]


@pytest.mark.parametrize("minor", [0, 4, 5, 9])
def test_every_minor_version_is_read(minor):
    assert texts({"cells": [cell()], "nbformat": 4, "nbformat_minor": minor}) == ["x"]


def test_format_3_is_read_with_oddities():
    old = nbformat.v3.new_notebook(
        worksheets=[nbformat.v3.new_worksheet(cells=[nbformat.v3.new_code_cell("x")])]
    )
    old["worksheets"].append({"cells": None})
    old["metadata"] = None
    assert texts(old) == ["x"]


@pytest.mark.parametrize(
    "text",
    ["", "x", "3", "[]", "null", "{}", '{"cells": {}}', '{"worksheets": 3}', "[" * 100_000,
     '{"cells": [' + "[" * 100_000, '{"cells": [' + "[]," * 1_000_001 + "0]}"],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(text):
    with pytest.raises(NotANotebookError):
        decode_notebook(text)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["cells", "worksheets", "metadata", "source", "cell_type", "tags", "a"]),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(values)
def test_any_json_is_read_or_refused(value):
    with contextlib.suppress(NotANotebookError):
        assert all(isinstance(found, str) for found in texts({"cells": [value], "metadata": value}))
    with contextlib.suppress(NotANotebookError):
        texts(value)


def test_lists_and_objects_of_unknown_shape_have_a_bound():
    # In outputs, which are not decoded, there may be as many as the file holds.
    many = "[" + ",".join(["[]"] * 1_100_000) + "]"
    bare = '{"cells": [{"cell_type": "code", "source": "x", %s}], "metadata": %s}'
    assert texts_of(bare % (f'"outputs": {many}', "{}")) == ["x"]
    for text in (
        bare % (f'"metadata": {{"a": {many}}}', "{}"),
        bare % (f'"id": {many}', "{}"),
        bare % ('"metadata": {}', f'{{"a": {many}}}'),
        '{"cells": [' + ",".join(["{}"] * 1_100_000) + "]}",
    ):
        with pytest.raises(NotANotebookError):
            decode_notebook(text)


def texts_of(text: str) -> list[str]:
    return [one.text for one in decode_notebook(text).all_cells]
