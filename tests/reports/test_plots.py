"""Pictures of feedback pages: words for those who cannot see them, and coordinates that fit."""

from __future__ import annotations

import re

import pytest

from autograder.datasets.marks import CLASSES, load_marks
from autograder.reports import plots
from autograder.reports.report import Curve, TrainingReport


def training(**changes):
    return TrainingReport(
        **{
            "protocol": "quick",
            "samples": 2500,
            "batch_size": 32,
            "epochs": 3,
            "bars": {"accuracy": 0.8},
            "runs": [{"accuracy": 0.75, "auc": 0.912}],
            "curve": "accuracy",
            "values": [0.5, 0.7, 0.75],
            "low": [0.6, 0.7, 0.8],
            "high": [0.7, 0.8, 0.9],
        }
        | changes
    )


def coordinates(markup):
    return [
        float(n)
        for n in re.findall(r"-?\d+\.\d+", " ".join(re.findall(r'points="([^"]*)"', markup)))
    ]


def test_the_learning_curve_says_what_it_shows():
    markup = plots.learning_curve(training())
    assert 'role="img"' in markup
    assert "accuracy (training data) over 3 epochs; at the end it is 0.75" in markup
    assert all(0 <= value <= 420 for value in coordinates(markup))


@pytest.mark.parametrize("values", [[], [0.5], [0.5, 0.5, 0.5], [1e-9, 1e9, 0.0], [-3.0, 2.0, 1.0]])
def test_any_curve_can_be_drawn(values):
    markup = plots.learning_curve(training(values=values, low=[], high=[]))
    assert all(-10 <= value <= 430 for value in coordinates(markup))


def test_the_area_under_the_roc_curve_is_said():
    markup = plots.roc_curve(training(roc=[(0.0, 0.0), (0.1, 0.8), (1.0, 1.0)]))
    assert "on the test data is 0.912" in markup
    assert "false positive rate" in markup


def test_the_confusion_matrix_names_rows_and_columns():
    counts = [[10 * (row == column) for column in range(10)] for row in range(10)]
    markup = plots.confusion_matrix(training(confusion=counts))
    assert markup.count('scope="row"') == markup.count('scope="col"') == 10
    assert markup.count("class=hit") == 10


def test_images_have_their_names():
    markup = plots.predicted_images(training(predicted=[0, 1, 2, 3, 8]))
    assert markup.count("<img ") == 5
    assert 'alt="A picture of: Trouser"' in markup
    assert "Bag, but it is: Coat" in markup


def test_marks_that_were_found_and_missed_have_their_names():
    marks = training(
        data="marks",
        samples=20,
        confusion=[[2, 0, 1, 0], [0, 3, 0, 0], [0, 0, 2, 0], [0, 0, 0, 2]],
        predicted=[0, 1],
        shown=[4, 9],
    )
    _, (_, labels) = load_marks(20, 10)
    true = [CLASSES[int(labels[index])] for index in (4, 9)]
    markup = plots.predicted_images(marks)
    assert markup.count("<img ") == 2
    for name, said in zip(true, ("lying", "standing"), strict=True):
        assert f'alt="A picture of: {name}"' in markup
        assert (f">{said}<" if said == name else f">{said}, but it is: {name}<") in markup
    assert plots.confusion_matrix(marks).count('scope="row">rising') == 1


def test_a_forecast_stands_beside_the_truth():
    markup = plots.forecast(
        training(runs=[{"skill": 0.9}], forecast=[(0.5, 0.4), (-1.0, 1e9), (0.1, 0.0)])
    )
    assert "The first 3 steps of the test data; the skill on all of them is 0.900." in markup
    assert markup.count('class="line"') == markup.count('class="expected"') == 1
    assert all(-10 <= value <= 430 for value in coordinates(markup))


def test_misread_texts_say_what_is_true():
    markup = plots.misread_texts(training(misread=[("the <b> is bad", False)]))
    assert "<li>the &lt;b&gt; is bad: it does not approve</li>" in markup
    assert "all test texts" in plots.misread_texts(training(misread=[]))


def test_an_answers_curve_has_gaps_and_stays_within_the_picture():
    curve = Curve((-1.0, 0.0, 1.0, 2.0), (1e9, None, 0.5, -1e9), (-2.0, 0.0, 2.0, 4.0))
    markup = plots.answer_curve("double", curve)
    assert markup.count('class="line"') == 2
    assert markup.count('class="expected"') == 1
    assert "it goes from 1e+09 to -1e+09, and the right one from -2 to 4." in markup
    assert "Where your curve has a gap, it is not a finite number." in markup
    assert all(-20 <= number <= 440 for number in coordinates(markup))
