"""What students get wrong, from the bank: the smallest calls that show it, and who made it."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from autograder.course.bank import read_bank
from autograder.reports.report import Counterexample
from autograder.verification.mistakes import count_class, find_mistakes, title_of
from autograder.verification.mistakes_page import as_text, most_often, render
from tests.conftest import (
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    MISCONCEPTIONS,
    MODEL,
    needs_sandbox,
    write_course,
)

CHANGED = "nothing: it changed its argument"
UNSEEN = """

@misconception(of="double", hint="Ask <b>twice</b>.", unseen="Only `two` calls show it.")
def double_remembers(x):
    return 2 * x


@misconception(of="quadruple", hint="Do not import it.", uses="np.multiply")
def quadruple_by_numpy(x):
    return np.multiply(4, x)
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    files = FILES | {
        EXAMPLES_FILE: EXAMPLES,
        "solutions/misconceptions/tiny.py": MISCONCEPTIONS + UNSEEN,
    }
    return write_course(tmp_path_factory.mktemp("course"), files)


@pytest.fixture(scope="module")
def found(course):
    return find_mistakes(course.assignment("tiny"))


def mistakes_of(found):
    return {one.name: one for exercise in found.exercises for one in exercise.mistakes}


@pytest.mark.parametrize(
    ("name", "call", "returned", "expected"),
    [
        ("double_squares", "double(np.array([1.0, 3.0]))", "np.array([1.0, 9.0])", "[2.0, 6.0]"),
        ("double_sums", "double(np.array([2.0]))", "4.0", "np.array([4.0])"),
        ("double_in_place", "double(np.array([2.0]))", CHANGED, "np.array([4.0])"),
        ("double_forgets_return", "double(np.array([2.0]))", "None", "np.array([4.0])"),
        ("quadruple_triples", "quadruple(-2.0)", "-6.0", "-8.0"),
    ],
)
def test_the_smallest_public_call_shows_each_mistake(found, name, call, returned, expected):
    example = mistakes_of(found)[name].example
    assert (example.call, example.returned) == (call, returned)
    assert expected in example.expected


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("double_remembers", "Only `two` calls show it."),
        ("quadruple_by_numpy", "What it returns is right, but it uses `np.multiply`."),
    ],
)
def test_a_mistake_that_no_call_shows_says_why(found, name, why):
    mistake = mistakes_of(found)[name]
    assert mistake.example is None
    assert mistake.without_example == why


def test_an_assignment_without_examples_has_hints_alone(tmp_path):
    found = find_mistakes(write_course(tmp_path).assignments[0])
    assert {one.without_example for one in mistakes_of(found).values()} == {
        "No public example shows it."
    }


def test_titles_are_the_entries_names_in_words(real):
    bank = read_bank(real.root / "solutions", "losses")
    titles = {entry.name: title_of(entry) for entry in bank}
    assert titles["mse_averages_over_samples_only"] == "Averages over samples only"


@needs_sandbox
def test_a_class_is_counted_by_what_grading_recognised(found, engine, submit):
    answers = [MODEL] + [MODEL.replace("2 * x", "x ** 2")] * 2 + [MODEL.replace("2 * x", "7 * x")]
    reports = [
        engine.grade(submit(text, student)) for text, student in zip(answers, "abcd", strict=True)
    ]
    counted = count_class(found, [*reports, replace(reports[1], assignment="02_other")])
    double = counted.exercises[0]
    assert counted.students == 4
    assert (double.wrong, double.recognised) == (3, 2)
    assert [one.made_by for one in double.mistakes] == [2, 0, 0, 0, 0]
    assert [one.name for _, one in most_often(counted)][:1] == ["double_squares"]
    assert "  Squares (2 of 4)" in list(as_text(counted))
    assert re.search(r"Squares<span class=\"made some\">2 of 4</span>", render(counted))


def test_without_reports_of_the_assignment_nothing_is_counted(found):
    assert count_class(found, []) == found
    assert "of 0" not in render(found)


def test_the_page_is_text_under_a_strict_policy(found):
    exercise = found.exercises[0]
    hostile = Counterexample("<script>alert(1)</script>", "\u202e", "x", "<img src=x>")
    mistake = replace(exercise.mistakes[0], example=hostile)
    page = render(replace(found, exercises=[replace(exercise, mistakes=[mistake])]))
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "Ask &lt;b&gt;twice&lt;/b&gt;." in render(found)
    assert "Only <code>two</code> calls show it." in render(found)


def test_every_mistake_of_a_numeric_assignment_has_a_call_or_a_reason(real):
    assignment = real.assignment("losses")
    found = find_mistakes(assignment)
    bank = read_bank(real.root / "solutions", "losses")
    assert found.count == sum(entry.kind == "misconception" for entry in bank)
    for mistake in mistakes_of(found).values():
        assert mistake.hint
        assert (mistake.example is None) == bool(mistake.without_example)
    unseen = {entry.name for entry in bank if entry.unseen or entry.uses}
    assert {one.name for one in mistakes_of(found).values() if not one.example} == unseen


def test_calls_that_train_are_left_out_and_models_are_shown_in_words(real):
    found = mistakes_of(find_mistakes(real.assignment("regression")))
    assert "compiled with Adam" in found["adam"].example.returned
    assert "trains a model" in found["returns_the_model"].without_example
    assert "The grader trains" in found["linear"].without_example
