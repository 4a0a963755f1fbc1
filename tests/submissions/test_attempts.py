"""Which of a student's files counts, and that every student has a name apart."""

from __future__ import annotations

import re

import pytest

from autograder.limits import Limits
from autograder.submissions.discovery import discover, find_submissions
from autograder.submissions.found import read_submission
from tests.conftest import MODEL, SOURCE
from tests.submissions.test_archives import pack

TYPED = "Only {} was typed in, no file was handed in. Hand in the notebook itself."


def put(path, content="x = 1"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def told(findings):
    return [(one.student, one.name, one.problem) for one in findings.submissions]


def test_of_several_attempts_the_last_counts(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_tiny.py", "1"),
        ("ada_1_30_tiny-10.py", "11"),
        ("ada_1_20_tiny-9.py", "10"),
        ("ben_2_11_tiny.py", "1"),
    )
    findings = discover([path], tiny)
    ada, ben = findings.submissions
    assert (ada.source.attempt, ada.earlier, ben.source.attempt) == (11, (), 1)
    assert read_submission(ada, tiny, Limits()).content == b"11"
    assert findings.notices == ["1 student handed in several attempts; the last counts."]
    ada, _ = discover([path], tiny, every_attempt=True).submissions
    assert [one.source.attempt for one in ada.earlier] == [1, 10]


def test_attempts_without_numbers_are_counted_by_their_times(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("x_ada_attempt_2026-02-01-10-00-00_tiny.py", "2"),
        ("x_ada_attempt_2026-01-01-10-00-00_tiny.py", "1"),
    )
    (ada,) = discover([path], tiny).submissions
    assert (ada.source.attempt, read_submission(ada, tiny, Limits()).content) == (2, b"2")


def test_two_students_of_one_name_are_told_apart_by_their_numbers(tmp_path, tiny):
    path = pack(tmp_path / "all.zip", ("ada_1_10_tiny.py", MODEL), ("ada_2_11_tiny.py", SOURCE))
    assert [one.student for one in discover([path], tiny).submissions] == ["ada-1", "ada-2"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "names",
    [("Ada", "ada"), ("Jos\u00e9", "Jose\u0301"), ("a\nb", "a\tb"), ("a\u202eb", "a\u202db")],
)
def test_names_that_look_alike_stay_apart(tmp_path, tiny, names):
    path = pack(tmp_path / "all.zip", *((f"{name}/01_tiny/tiny.py", name) for name in names))
    found = discover([path], tiny).submissions
    assert len({one.student.casefold() for one in found}) == 2
    assert {read_submission(one, tiny, Limits()).content.decode() for one in found} == set(names)


def test_of_a_students_several_files_the_one_that_bears_the_name_or_defines_most_counts(
    tmp_path, tiny
):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_helper.py", "import os"),
        ("ada_1_11_tiny.ipynb", "{}"),
        ("ben_2_12_a.py", "import os"),
        ("ben_2_13_b.py", MODEL),
        ("cleo_3_14_photo.png", "png"),
        ("cleo_3_15_tiny.zip", "PK"),
        ("dora_4_16_tiny.pdf", "pdf"),
    )
    assert told(discover([path], tiny)) == [
        ("ada", "tiny.ipynb", None),
        ("ben", "b.py", None),
        ("cleo", "tiny.zip", "tiny.zip is a zip file. Hand in the notebook itself."),
        ("dora", "tiny.pdf", "tiny.pdf is neither a notebook (.ipynb) nor a Python file (.py)."),
    ]


def test_notebooks_that_do_not_count_and_unknown_names_are_told(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_tiny.ipynb", "{}"),
        ("ada_1_11_draft.ipynb", "{}"),
        ("mystery.py", MODEL),
        ("__MACOSX/._mystery.py", "x"),
        (".hidden.py", "x"),
    )
    findings = discover([path], tiny)
    assert [one.student for one in findings.submissions] == ["ada", "mystery"]
    assert findings.notices == [
        "In all.zip these do not name a student; each counts under its own name: mystery.py.",
        "Left out, because the student handed in another one: ada: draft.ipynb.",
    ]


def test_names_that_differ_by_case_only_stay_apart(tmp_path, tiny):
    put(tmp_path / "Ada" / "01_tiny" / "tiny.py")
    put(tmp_path / "ada" / "01_tiny" / "tiny.py")
    found = find_submissions([tmp_path], tiny)
    assert len({one.student.casefold() for one in found}) == 2


@pytest.mark.parametrize("other", ["ada.", " ada", "ADA", "Ada", "ada ", "ada:"])
def test_nobody_takes_a_name_by_resembling_it(tmp_path, tiny, other):
    own = put(tmp_path / "ada" / "01_tiny" / "tiny.py")
    put(tmp_path / other / "01_tiny" / "tiny.py")
    found = {one.student: one.path for one in find_submissions([tmp_path], tiny)}
    assert found["ada"] == own
    assert len(found) == 2


def test_times_that_people_write_put_attempts_in_order(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("7 - Ada - Oct 10, 2026 859 AM/tiny.py", "late"),
        ("7 - Ada - Oct 9, 2026 1159 PM/tiny.py", "early"),
    )
    findings = discover([path], tiny)
    (ada,) = findings.submissions
    assert read_submission(ada, tiny, Limits()).content == b"late"
    assert findings.notices == ["1 student handed in several attempts; the last counts."]


def test_attempts_whose_times_cannot_be_read_stay_in_the_platforms_order(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("7 - Ada - 9/10/2026 2359/tiny.py", "first"),
        ("7 - Ada - 10/10/2026 0859/tiny.py", "last"),
    )
    pattern = re.compile(r"7 - (?P<student_id>\w+) - (?P<timestamp>.+)/")
    findings = discover([path], tiny, pattern=pattern)
    (ada,) = findings.submissions
    assert read_submission(ada, tiny, Limits()).content == b"last"
    assert findings.notices[-1] == (
        "The times of these attempts cannot be read, so the one that the platform lists last "
        "counts: Ada: 9/10/2026 2359."
    )


def test_an_attempt_with_answers_counts_before_one_that_is_as_it_was_released(tmp_path, tiny):
    path = pack(tmp_path / "all.zip", ("ada_1_10_tiny.py", MODEL), ("ada_1_30_tiny-1.py", SOURCE))
    (ada,) = discover([path], tiny).submissions
    assert read_submission(ada, tiny, Limits()).content == MODEL.encode()
    assert ada.warnings == ("Attempt 1 of 2 counts, because nothing is filled in after it.",)
    (ada,) = discover([path], tiny, every_attempt=True).submissions
    assert (len(ada.earlier), ada.warnings) == (1, ())


def test_of_several_files_the_one_with_answers_counts_and_the_report_says_so(tmp_path, tiny):
    put(tmp_path / "ada" / "01_tiny" / "tiny.py", SOURCE)
    put(tmp_path / "ada" / "01_tiny" / "tiny-Copy1.py", MODEL)
    put(tmp_path / "ben" / "01_tiny" / "tiny.py", MODEL)
    put(tmp_path / "ben" / "01_tiny" / "draft.py", MODEL)
    findings = discover([tmp_path], tiny)
    ada, ben = findings.submissions
    assert (ada.name, ben.name) == ("tiny-Copy1.py", "tiny.py")
    assert read_submission(ada, tiny, Limits()).warnings == (
        "tiny-Copy1.py counts. Left out: tiny.py.",
    )
    assert findings.notices == [
        "Left out, because the student handed in another one: ada: tiny.py (tiny-Copy1.py counts), "
        "ben: draft.py (tiny.py counts)."
    ]


def test_what_was_typed_or_only_noted_is_no_file(tmp_path, tiny):
    path = pack(
        tmp_path / "all.zip",
        ("ada_1_10_tiny.py", MODEL),
        ("ben_2_text.html", "Hello"),
        ("cleo_3_11_link.html", "https://example.org"),
        ("anon_aB3dE_text.html", "Hello"),
    )
    assert told(discover([path], tiny)) == [
        ("ada", "tiny.py", None),
        ("anon_aB3dE", "text.html", TYPED.format("text")),
        ("ben", "text.html", TYPED.format("text")),
        ("cleo", "link.html", TYPED.format("an address")),
    ]


def test_a_folder_of_nbgraders_with_no_more_than_a_time_is_a_row(tmp_path, tiny):
    put(tmp_path / "ada" / "01_tiny" / "tiny.py", MODEL)
    put(tmp_path / "ben" / "01_tiny" / "timestamp.txt", "2026-11-03 22:59:00 UTC")
    assert told(discover([tmp_path], tiny)) == [
        ("ada", "tiny.py", None),
        ("ben", "timestamp.txt", "No notebook (.ipynb) and no Python file (.py) was handed in."),
    ]


def test_a_guess_never_takes_the_name_of_one_that_is_known(tmp_path, tiny):
    put(tmp_path / "ada_tiny.py", MODEL)
    put(tmp_path / "ada.py", MODEL)
    own = put(tmp_path / "ada" / "01_tiny" / "tiny.py")
    found = {one.student: one.path.name for one in find_submissions([tmp_path], tiny)}
    assert found == {"ada": own.name, "ada-2": "ada.py", "ada-3": "ada_tiny.py"}
