"""Python files, cut into cells at every exporter's markers."""

from __future__ import annotations

import pytest

from autograder.submissions.python_file import split_sections


def run(text: str) -> list[str]:
    """The texts of the cells of code."""
    return [
        section.source.strip()
        for section in split_sections(text)
        if section.source.strip() and not section.is_prose
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# In[1]:\n\n\nx = 1\n\n\n# In[ ]:\n\n\ny = 2\n",
        "# In[1]\nx = 1\n# In[*]:\ny = 2",
        "# %%\nx = 1\n# %% [markdown]\n# prose\n# %%\ny = 2",
        "#%%\nx = 1\n#%% md\n# prose\n#%%\ny = 2",
        "#%% cell 1\nx = 1\n#%% cell 2\ny = 2",
        "# %% [raw]\nprose\n# %%\nx = 1\n# %% tags=[\"a\"]\ny = 2",
        "# +\nx = 1\n# -\n\n# +\ny = 2\n# -\n",
        '# + {"tags": ["a"]}\nx = 1\n# + [markdown] key="value"\n# prose\n# + tags=["a"]\ny = 2',
        "# Databricks notebook source\nx = 1\n\n# COMMAND ----------\n\n# MAGIC %md prose\n\n"
        "# COMMAND ----------\n\ny = 2",
        "# Databricks notebook source\n# MAGIC %python\n# MAGIC x = 1\n# COMMAND ----------\ny = 2",
        "# <codecell>\nx = 1\n# <markdowncell>\n# prose\n# <codecell>\ny = 2",
        "# In[1]:\r\nx = 1\r\n# In[2]:\r\ny = 2\r\n",
    ],
)  # fmt: skip
def test_markers_begin_cells(text):
    assert run(text) == ["x = 1", "y = 2"]


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n# + more of it\ny = 2",
        "x = 1\n# In the end\ny = 2",
        "x = 1\n# - and less\ny = 2",
        "x = 1\n# In[1]: is what Jupyter writes\ny = 2",
        "if x:\n    # %%\n    y = 2",
        "# COMMAND line\nx = 1",
    ],
)
def test_other_comments_do_not(text):
    assert run(text) == [text]


@pytest.mark.parametrize(
    ("options", "is_check"),
    [
        ('nbgrader={"grade": true, "grade_id": "check-mse", "solution": false}', True),
        ('nbgrader={"grade": false, "solution": true}', False),
        ('check="mse"', True),
        ("", False),
    ],
)
def test_markers_say_what_is_a_check(options, is_check):
    assert list(split_sections(f"# %% {options}\nx = 1"))[-1].is_check is is_check


@pytest.mark.parametrize("options", ['tags=["helper", "b"]', '{"tags": ["helper", "b"]}'])
def test_markers_hold_tags(options):
    assert list(split_sections(f"# + {options}\nx = 1"))[-1].tags == ["helper", "b"]


def test_magics_that_jupytext_has_commented_out_are_there_again():
    header = "# ---\n# jupyter:\n#   jupytext:\n# ---\n"
    text = header + "# %%\n# %time k = 1.0\n    # %prun f()\n# v = %timeit -o f()\n# %d of them\n"
    assert run(text)[1:] == [
        "%time k = 1.0\n    %prun f()\n# v = %timeit -o f()\n# %d of them",
    ]


def test_cells_that_colab_has_commented_out_are_there_again():
    comment = "# Commented out IPython magic to ensure Python compatibility.\n"
    text = (
        f"{comment}# %%time\n# def f(x):\n#\n#     return x\n\n{comment}# %matplotlib inline\nx = 1"
    )
    assert run(text) == [
        f"{comment}\ndef f(x):\n\n    return x\n\n{comment}# %matplotlib inline\nx = 1"
    ]


def test_comments_of_ones_own_stay_comments():
    assert run("# %time k = 1.0\nx = 1") == ["# %time k = 1.0\nx = 1"]


@pytest.mark.parametrize("part", ["tags=[", "tags = ", "check ", "[markdown] ", '"tags": ["a", '])
def test_a_marker_of_any_length_is_read_once(part):
    # A list that is looked for from each beginning to the end would not come to an end here.
    assert len(list(split_sections("# %% " + part * 300_000 + "\nmse = 1"))) == 2
