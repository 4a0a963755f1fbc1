"""Words of a course told from people's names."""

from __future__ import annotations

import pytest

from autograder.submissions.words import Words


@pytest.fixture(scope="module")
def words(real) -> Words:
    return Words(real.assignments)


@pytest.mark.parametrize(
    ("stem", "label"),
    [
        ("losses", ""),
        ("04_losses", ""),
        ("losses_final_v2", ""),
        ("Losses FINAL", ""),
        ("losses-Copy1", ""),
        ("gradient descent", ""),
        ("Gradient-Descent_abgabe", ""),
        ("hw4", ""),
        ("Week 4", ""),
        ("Untitled3", ""),
        ("my solution", ""),
        ("ada", "ada"),
        ("ada_losses", "ada"),
        ("losses-ada", "ada"),
        ("hw4_ada", "ada"),
        ("Ada Lovelace - Losses", "Ada Lovelace"),
        ("04_losses cleo", "cleo"),
        ("ada-lovelace_gradient_descent_final", "ada-lovelace"),
        ("hw_3_2024_ada", "hw_3_2024_ada"),
        ("glosses", "glosses"),
        ("anna_neu", "anna_neu"),
    ],
)
def test_what_of_a_files_name_may_be_a_persons(words, stem, label):
    assert words.label(stem) == label


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("hw4", True), ("week 4", True), ("Woche_04", True), ("Blatt 4", True), ("2026", True),
        ("section-a", True), ("submissions", True), ("losses", True), ("04_losses", True),
        ("src", True), ("Abgaben", True), ("ada", False), ("group-3", False), ("1234567", False),
        ("Ada Lovelace", False), ("losses-ada", False), ("Weekes", False),
    ],
)  # fmt: skip
def test_which_names_say_nothing_of_a_person(words, name, generic):
    assert words.is_generic(name) is generic


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("losses-ada", "losses-"), ("hw4_ben", "hw4_"), ("04_losses ada", "04_losses "),
        ("ada", ""), ("losses", ""), ("losses-", ""), ("ada-losses", ""),
    ],
)  # fmt: skip
def test_the_word_of_a_course_before_a_name(words, name, prefix):
    assert words.prefix(name) == prefix


def test_a_course_without_assignments_has_words_too():
    assert Words([]).label("ada_losses") == "ada_losses"
