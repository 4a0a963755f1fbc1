"""What people read is English: the project's own list of phrases that nobody would write."""

from __future__ import annotations

import importlib.util

import pytest

from tests.conftest import REPOSITORY

_SPEC = importlib.util.spec_from_file_location("phrases", REPOSITORY / ".ci" / "phrases.py")
assert _SPEC is not None
assert _SPEC.loader is not None
phrases = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(phrases)


@pytest.mark.parametrize(
    "text",
    [
        "This file is no notebook.",
        "# This file is\n# no notebook.",
        'hint="Such a file is "\n    "no notebook."',
        "The exercise is to do without np.tanh.",
        "Depth without activations is for nothing.",
        "A confident mistake is very dear.",
        "Ten tosses of a bent coin.",
        "Ten mails will go with us.",
        "Only cost and gradient are others.",
        "A filter that throws dice would follow the diagonal.",
        "A remedy helps only against the illness.",
        "Learn it by heart.",
        "The abscissa is the threshold.",
        "This allows to train longer.",
        "## How it is graded",
        "# ## What the network has learned",
        "# ## Exercise 16: What differentiation is",
    ],
)
def test_it_is_refused_with_its_line(text):
    ((line, *_),) = phrases.findings(f"A title\n\n{text}\n")
    assert line == 3


@pytest.mark.parametrize(
    "text",
    [
        "There is no notebook.",
        "It is no longer a notebook.",
        "An AUC of 0.4 is no better than chance.",
        "## What does the network see?",
        "## How to report it",
        "# ## Exercise 5: When to stop",
        "# What the network learns, the loss shows.",
        "The cost allows you to compare models.",
    ],
)
def test_it_is_right(text):
    assert list(phrases.findings(text)) == []


def test_a_phrase_may_be_right_in_its_place():
    assert list(phrases.findings("My dear student,", right=["dear"])) == []


def test_nothing_that_people_read_is_refused(capsys):
    assert phrases.main([]) == 0, capsys.readouterr().out
    assert len(phrases.files()) > 300
