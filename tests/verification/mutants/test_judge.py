"""Mutation: what a grader lets through is found and named."""

from __future__ import annotations

import json

import pytest

from autograder.course.model import CourseError
from autograder.verification.mutants import ExerciseMutants, run, time_limit
from tests.cli.test_cli import run as autograder
from tests.conftest import FILES, GRADER, MODEL, SOURCE, needs_sandbox, write_course

UNCHANGED_ARGUMENT = GRADER[GRADER.index("    @aspect") : GRADER.index('@exercise("quadruple")')]


def judged(root, *, solution=MODEL, grader=GRADER, source=SOURCE) -> dict[str, ExerciseMutants]:
    files = FILES | {
        "source/01_tiny/tiny.py": source,
        "solutions/tiny.py": solution,
        "solutions/graders/test_tiny.py": grader,
    }
    result = run(write_course(root, files).assignments[0], seeds=3)
    return {part.exercise: part for part in result.exercises}


def shown(found) -> list[str]:
    return [mutant.description for mutant in found]


def double(body: str) -> str:
    """The model answers with another body of `double`."""
    return MODEL.replace("return 2 * x\n", body + "\n")


def test_a_good_grader_catches_all(tmp_path):
    found = judged(tmp_path)
    assert shown(found["double"].missed) == shown(found["quadruple"].missed) == []
    assert "line 8: 2 * x becomes x" in shown(found["double"].caught)
    assert "line 13: return double(double(x)) becomes return -double(double(x))" in shown(
        found["quadruple"].caught
    )
    assert found["double"].format().startswith("  double: ")


def test_what_slips_through_a_weak_grader_is_named_with_the_call_on_which_it_differs(tmp_path):
    weak = GRADER.replace("expect_close(student.double(x), x + x)", "student.double(x)")
    weak = weak.replace(", [0.0, 2.0, 4.0])", ", [0.0, 2.0, 4.0], atol=3)")
    part = judged(tmp_path, grader=weak)["double"]
    assert "line 8: 2 * x becomes 3 * x" in shown(part.missed)
    assert len(part.evidence) == len(part.missed)
    assert part.evidence[0].startswith("on a call of the grader's own it gives ")
    text = part.format()
    assert "MISSED line 8: 2 * x becomes 3 * x" in text
    assert "double(x=[" in text


def test_a_mutant_that_behaves_like_the_model_answer_is_equivalent(tmp_path):
    part = judged(tmp_path, solution=double("return 2 * x * 1**2"))["double"]
    assert "line 8: 2 * x * 1 ** 2 becomes 2 * x" in shown(part.equivalent)
    assert shown(part.missed) == []
    assert "equivalent: line 8: 2 * x * 1 ** 2 becomes 2 * x" in part.format(verbose=True)
    assert "equivalent: line" not in part.format()


def test_a_mutant_that_changes_its_argument_is_missed_where_no_test_notices(tmp_path):
    solution = double("x = x.copy()\n    x *= 2\n    return x").replace(
        "double(double(x))", "double(double(np.array(x)))"
    )
    kept = judged(tmp_path / "kept", solution=solution)["double"]
    assert "line 8: x.copy() becomes x" in shown(kept.caught)
    part = judged(
        tmp_path / "weak", solution=solution, grader=GRADER.replace(UNCHANGED_ARGUMENT, "\n")
    )["double"]
    assert "line 8: x.copy() becomes x" in shown(part.missed)
    evidence = part.evidence[shown(part.missed).index("line 8: x.copy() becomes x")]
    assert evidence.startswith("on a made-up call (")
    assert "it gives changed, not " in evidence


def test_accepted_mutants_of_a_line_that_says_so_are_free(tmp_path):
    weak = GRADER.replace("[0.0, 2.0, 4.0]", "[0.0, 2.0, 4.0], atol=3").replace(
        "expect_close(student.double(x), x + x)", "student.double(x)"
    )
    free = double("return 2 * x  # mutants: free any factor will do")
    part = judged(tmp_path, solution=free, grader=weak)["double"]
    assert part.missed == []
    assert "line 8: 2 * x becomes 3 * x" in shown(part.free)
    assert f"{len(part.free)} free" in part.format()


def test_a_free_line_says_why(tmp_path):
    with pytest.raises(CourseError, match=r"tiny\.py:8: say why"):
        judged(tmp_path, solution=double("return 2 * x  # mutants: free"))


def test_a_loop_that_does_not_end_is_caught(tmp_path, monkeypatch):
    monkeypatch.setattr(time_limit, "CPU_SECONDS", 0.2)
    solution = double("n = 2\n    y = 0 * x\n    while n > 0:\n        n -= 1\n        y = y + x\n"
                      "    return y")  # fmt: skip
    part = judged(tmp_path, solution=solution)["double"]
    assert "line 11: n -= 1 becomes n += 1" in shown(part.caught)
    assert "line 11: n -= 1 becomes nothing" in shown(part.caught)
    assert shown(part.missed) == []


def test_a_test_that_catches_under_some_seeds_only_does_not_count(tmp_path):
    lucky = GRADER.replace(UNCHANGED_ARGUMENT, "\n").replace(
        "x = rng.normal(size=5)", "x = rng.normal(size=5) * (rng.random() < 0.5)"
    )
    parts = [
        judged(tmp_path / str(number), grader=lucky.replace("0.5", f"{number / 10}"))["double"]
        for number in range(2, 9, 2)
    ]
    evidence = [text for part in parts for text in part.evidence]
    assert any(text.startswith("caught under some seeds only; on a call") for text in evidence)


def test_a_model_answer_that_fails_is_refused(tmp_path):
    with pytest.raises(CourseError, match="double: the model answer fails test_doubles_every"):
        judged(tmp_path, solution=double("return 3 * x"))


def test_what_holds_for_every_recorded_call_holds_for_the_made_up_ones(tmp_path):
    # np.abs is needed only where x does not ascend, which it does in every call of the grader.
    solution = double("return 2 * np.cumsum(np.abs(np.diff(x, prepend=0)))").replace(
        "double(double(x))", "4 * x"
    )
    ascending = GRADER.replace("rng.normal(size=5)", "np.sort(rng.random(size=5))")
    part = judged(tmp_path, solution=solution, grader=ascending)["double"]
    dropped = "np.abs(np.diff(x, prepend=0)) becomes np.diff(x, prepend=0)"
    assert f"line 8: {dropped}" in shown(part.equivalent)


def test_made_up_calls_reach_ties_that_the_grader_does_not(tmp_path):
    solution = double("return 2 * x * (np.max(np.unique(x, return_counts=True)[1]) >= 1)")
    tied = solution.replace(">= 1", "<= 1") + "\n"
    part = judged(tmp_path, solution=tied)["double"]
    assert any("becomes" in text and "<= 2" in text for text in shown(part.missed))
    assert any("with replacement" in text or "many times" in text for text in part.evidence)


def test_functions_are_passed_as_to_a_worker(tmp_path):
    source = SOURCE.replace("def quadruple(x)", "def quadruple(f, x)")
    solution = MODEL.replace("def quadruple(x)", "def quadruple(f, x)").replace(
        "return double(double(x))", "return f(f(x, 1), 2)"
    )
    grader = GRADER.replace("student.quadruple(x), 4 * x", "student.quadruple(f, x), x + 3")
    grader += "\n\ndef f(x, y):\n    return x + y\n"
    part = judged(tmp_path, source=source, solution=solution, grader=grader)["quadruple"]
    assert "line 13: f(f(x, 1), 2) becomes f(f(x, 1), 3)" in shown(part.caught)
    assert shown(part.missed) == []
    assert "line 13: f(x, 1) becomes f(1, x)" in shown(part.equivalent)


def test_the_graders_of_this_course_miss_none(real):
    result = run(real.assignment("metrics"), workers=2, seeds=5)
    assert shown(result.missed) == []
    assert result.summary.startswith("09_metrics: ")


@needs_sandbox
def test_verify_fails_when_a_mutant_is_missed_and_names_it(tmp_path):
    weak = GRADER.replace("expect_close(student.quadruple(x), 4 * x)",
                          "expect_close(student.quadruple(x), 4 * x, atol=0.9)")  # fmt: skip
    solution = MODEL.replace("return double(double(x))", "return double(double(x)) + 0")
    course = write_course(
        tmp_path / "weak",
        FILES | {"solutions/graders/test_tiny.py": weak, "solutions/tiny.py": solution},
    )
    file = tmp_path / "matrix.json"
    done = autograder("verify", "--mutants", "--json", file, course=course.root)
    assert done.returncode == 0, done.stdout + done.stderr
    (assignment,) = json.loads(file.read_text())
    assert [part["exercise"] for part in assignment["mutants"]["exercises"]] == [
        "double",
        "quadruple",
    ]
    (tmp_path / "weak/solutions/graders/test_tiny.py").write_text(
        weak.replace("atol=0.9", "atol=1.1")
    )
    done = autograder("verify", "--mutants", course=course.root)
    assert done.returncode == 1
    assert "MISSED line 13: double(double(x)) + 0 becomes double(double(x)) + 1" in done.stdout
    assert "mutants slipped through every test" in done.stdout
