"""Names in the file that Gradescope's export brings along."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autograder.submissions.gradescope_metadata import names_of_submissions
from tests.field.class_of_files import METADATA


def test_names_are_read_by_submission_and_groups_together():
    group = (
        "submission_3:\n  :submitters:\n  - :name: Ada\n  - :name: Ben\n  :history:\n    - :id: 1\n"
    )
    assert names_of_submissions(METADATA + group) == {
        "submission_9001": "Ada Lovelace",
        "submission_9002": "Ben O'Neill",
        "submission_3": "Ada and Ben",
    }


@given(st.text())
def test_any_text_gives_names_or_none(text):
    assert all(names_of_submissions(text).values())
