"""Beyond the mutants: wrong answers that nobody wrote tests for, and that a grader accepts."""

from __future__ import annotations

import json

import pytest

from autograder.course.model import CourseError
from autograder.verification.beyond import ExerciseBeyond, run
from tests.cli.test_cli import run as autograder
from tests.conftest import (
    ALTERNATIVES,
    EXAMPLES,
    EXAMPLES_FILE,
    FILES,
    GRADER,
    MODEL,
    SOURCE,
    needs_sandbox,
    write_course,
)

#: An alternative with a branch that no test of the small course reaches: numbers above 100.
BRANCHING = (
    ALTERNATIVES
    + """

@alternative(of="quadruple")
def quadruple_branches(x):
    x = np.asarray(x)
    return np.where(x > 100, 3 * x + x, 4 * x)
"""
)
#: Public examples that do reach it, with the call of the visible check, and a test that does, too.
FIRST = "    yield call(np.array([2.0]))\n"
WIDE = EXAMPLES.replace("rng.uniform(1, 9,", "rng.uniform(1, 300,").replace(
    FIRST, f"    yield call(2)\n{FIRST}"
)
OPEN = GRADER.replace("-2.5", "-2.6")  # x // 0.25 is wrong for it
CLOSED = OPEN.replace("-2.6", "-2.6, 101.6")
HOLE = "quadruple_branches, line 31: 3 * x + x becomes 3 * x"


def files(**changed: str) -> dict[str, str]:
    """The small course with public examples and an alternative with a branch."""
    paths = {
        "alternatives": "solutions/alternatives/tiny.py",
        "examples": EXAMPLES_FILE,
        "grader": "solutions/graders/test_tiny.py",
        "model": "solutions/tiny.py",
        "source": "source/01_tiny/tiny.py",
    }
    given = {"alternatives": BRANCHING, "examples": WIDE, "grader": OPEN} | changed
    return FILES | {paths[name]: text for name, text in given.items()}


def judged(root, **changed: str) -> dict[str, ExerciseBeyond]:
    assignment = write_course(root, files(**changed)).assignments[0]
    return {part.exercise: part for part in run(assignment, inputs=300, seeds=3).exercises}


def accepted(part: ExerciseBeyond) -> dict[str, str]:
    return {one.mutant.description: one.evidence for one in part.false_accepts}


def equivalent(part: ExerciseBeyond) -> list[str]:
    return [mutant.description for mutant in part.equivalent]


def test_a_hole_is_found_and_named_with_call_returned_and_expected(tmp_path):
    part = judged(tmp_path)["quadruple"]
    evidence = accepted(part)[HOLE]
    assert evidence.startswith("quadruple(np.array([")
    assert " returned np.array([" in evidence
    assert ", expected np.array([" in evidence
    assert part.inputs == 300
    assert part.differing == part.caught + len(part.false_accepts)
    assert f"FALSE ACCEPT {HOLE}" in part.format()
    assert evidence in part.format()


def test_a_closed_hole_is_none(tmp_path):
    part = judged(tmp_path, grader=CLOSED)["quadruple"]
    assert accepted(part) == {}
    assert part.caught > 0


def test_what_behaves_like_the_model_answer_does_not_count(tmp_path):
    # No public example is above 100, so the branch makes no difference that anybody could see.
    part = judged(tmp_path, examples=EXAMPLES)["quadruple"]
    assert HOLE in equivalent(part)
    assert accepted(part) == {}
    assert part.differing == part.alternatives + part.pairs - len(part.equivalent)
    assert f"equivalent: {HOLE}" in part.format(verbose=True)


def test_accepted_changes_of_a_free_line_are_right(tmp_path):
    free = BRANCHING.replace(
        "3 * x + x, 4 * x)", "3 * x + x, 4 * x)  # mutants: free nobody calls it above 100"
    )
    part = judged(tmp_path, alternatives=free)["quadruple"]
    assert accepted(part) == {}
    assert HOLE in [mutant.description for mutant in part.free]
    assert f"{len(part.free)} free" in part.format()


def test_a_free_line_of_an_alternative_says_why(tmp_path):
    silent = BRANCHING.replace("3 * x + x, 4 * x)", "3 * x + x, 4 * x)  # mutants: free")
    with pytest.raises(CourseError, match=r"alternatives/tiny\.py:31: say why"):
        judged(tmp_path, alternatives=silent)


def test_two_changes_that_hide_each_other_are_found(tmp_path):
    # Each change is caught alone; together they are right for the one number that is tested.
    model = MODEL.replace("return double(double(x))", "return x * 3 + x * 1")
    grader = OPEN.replace("[1.0, -2.6]", "[2.0]")
    part = judged(tmp_path, model=model, grader=grader)["quadruple"]
    both = "line 13: x * 3 becomes x + 3; line 13: x * 1 becomes x + 1"
    assert both in accepted(part)
    assert accepted(part)[both].startswith("quadruple(-2.0) returned 0.0, expected -8.0")


def test_pairs_are_the_same_in_every_run(tmp_path):
    first, again = judged(tmp_path / "first"), judged(tmp_path / "again")
    assert first == again


def test_a_mutant_of_an_alternative_may_differ_where_the_alternative_does(tmp_path):
    # The grader's own call with -2.6 is one on which the alternative itself is not the same.
    loose = OPEN.replace("4 * x)", "4 * x, atol=1e-3)")
    rough = BRANCHING.replace("np.where(x > 100, 3 * x + x, 4 * x)", "4 * x + 1e-4 * (x == -2.6)")
    part = judged(tmp_path, alternatives=rough, grader=loose)["quadruple"]
    assert "quadruple_branches, line 31: 0.0001 * (x == -2.6) becomes 0.0001 + (x == -2.6)" not in (
        accepted(part)
    )
    assert "quadruple_branches, line 31: 0.0001 becomes 0.0002" not in accepted(part)


def test_a_right_answer_of_narrow_numbers_may_differ_as_their_precision_does(tmp_path):
    narrow = EXAMPLES.replace("call(-2.0)", "call(np.array([0.1], dtype=np.float32))")
    rough = BRANCHING.replace("3 * x + x, 4 * x)", "3 * x + x, 4 * x * (1 + 1e-6 * (x < 0.2)))")
    parts = judged(tmp_path, alternatives=rough, examples=narrow)
    assert not any("np.float32" in text for text in accepted(parts["quadruple"]).values())


def test_what_does_not_end_on_a_public_example_is_a_false_accept(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.verification.mutants.time_limit.CPU_SECONDS", 0.2)
    endless = BRANCHING.replace(
        "return np.where(x > 100, 3 * x + x, 4 * x)",
        "n = int(np.sum(x > 100))\n    while n > 0:\n        n -= 1\n    return 4 * x",
    )
    part = judged(tmp_path, alternatives=endless)["quadruple"]
    evidence = accepted(part)["quadruple_branches, line 33: n -= 1 becomes n += 1"]
    assert "returned nothing within 0.2 s, expected np.array([" in evidence


def test_what_uses_keras_or_has_no_examples_is_left_out_with_the_reason(tmp_path):
    keras = SOURCE.replace('exercise="double" points=2', 'exercise="double" points=2 keras=true')
    without = EXAMPLES[: EXAMPLES.index('@examples(of="quadruple")')]
    parts = judged(tmp_path, source=keras, examples=without)
    assert parts["double"].format() == "  double: left out, since its calls use Keras"
    assert parts["quadruple"].format() == ("  quadruple: left out, since it has no public examples")


@needs_sandbox
def test_verify_fails_while_a_hole_is_open(tmp_path):
    course = write_course(tmp_path, files())
    file = tmp_path / "verified.json"
    done = autograder("verify", "--beyond", "--json", file, course=course.root)
    assert done.returncode == 1
    assert f"FALSE ACCEPT {HOLE}" in done.stdout
    assert "Wrong answers are accepted; the graders are not ready." in done.stdout
    (assignment,) = json.loads(file.read_text())
    beyond = assignment["beyond"]
    assert beyond["false_accepts"] >= 1
    assert beyond["rate"] == beyond["false_accepts"] / beyond["differing"]
    assert 0 < beyond["interval"]["low"] < beyond["rate"] < beyond["interval"]["high"] < 1

    (tmp_path / "solutions/graders/test_tiny.py").write_text(CLOSED)
    done = autograder("verify", "tiny", "--beyond", "--json", file, course=course.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 false accepts among" in done.stdout
    (assignment,) = json.loads(file.read_text())
    assert assignment["beyond"]["rate"] == assignment["beyond"]["interval"]["low"] == 0.0
