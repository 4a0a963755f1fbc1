"""The confined child: what it grades, what confines it, when it is killed, what it may say."""

from __future__ import annotations

import socket
import time

import msgspec
import pytest

from autograder.course.bank import read_bank
from autograder.grading.confined import messages
from autograder.grading.confined.child import Course
from autograder.grading.confined.grader import ConfinedGrader, _checked
from autograder.grading.engine import start_host
from autograder.grading.exercises import GradedExercises
from autograder.limits import Limits
from autograder.reports.report import ExerciseReport, TestReport
from autograder.sandbox.host import find_worker
from autograder.sandbox.layers import missing_around
from autograder.sandbox.profiles import KERAS
from autograder.submissions.submission import CodeCell
from autograder.testing.collecting import collect
from autograder.training.store import TrainingStore
from tests.conftest import SETTINGS, needs_sandbox

pytestmark = needs_sandbox
NAME = "10_regression"
LIMITS = Limits(call_seconds=30.0, submission_seconds=60.0, cells_seconds=60.0)


@pytest.fixture(scope="module")
def graders(real):
    return collect([real.assignment(NAME)])


@pytest.fixture(scope="module")
def confined(real):
    assignment = real.assignment(NAME)
    store = TrainingStore(None)
    with ConfinedGrader(
        [assignment], Limits(), "quick", None, sandboxed=True, store=store
    ) as grader:
        yield grader


@pytest.fixture(scope="module")
def workers():
    with start_host(KERAS, SETTINGS) as host:
        host.wait_until_ready()
        yield host


def exercises_of(grader, *names):
    return [one for one in grader.assignment.exercises if one.name in names]


def grade(confined, grader, workers, source, *names, counterexamples=0) -> GradedExercises:
    cells = [CodeCell(1, source, None)]
    return confined.grade(
        exercises_of(grader, *names),
        grader,
        cells,
        workers,
        seed="0" * 32,
        limits=LIMITS,
        counterexamples=counterexamples,
    )


COMPILE = "import keras\ndef compile_regressor(model, learning_rate=0.01):\n"


def test_it_grades_and_recognises(confined, graders, workers, real):
    assignment = real.assignment(NAME)
    right = assignment.model_answers.read_text()
    entry = next(
        entry
        for entry in read_bank(assignment.root / "solutions", assignment.slug)
        if entry.kind == "misconception" and entry.of == "compile_regressor"
    )
    wrong = f"{right}\n\n{entry.renamed_source}\n"
    for source, outcome, mistake in ((right, "right", None), (wrong, "wrong", entry.name)):
        graded = grade(confined, graders[NAME], workers, source, "compile_regressor")
        report = graded.reports["compile_regressor"]
        assert (report.outcome, report.misconception) == (outcome, mistake)


#: Three times the rate in two ways, and a mistake of another kind; the bank has neither.
THREE_TIMES = (
    "    model.compile(keras.optimizers.SGD(3 * learning_rate), 'mse')\n    return model\n",
    "    model.compile(optimizer='sgd', loss=keras.losses.mean_squared_error, metrics=['mae'])\n"
    "    model.optimizer.learning_rate.assign(learning_rate * 3.0)\n    return model\n",
)
OTHER = "    model.compile(keras.optimizers.SGD(learning_rate), 'mse')\n    return [model]\n"


def test_mistakes_that_nothing_explains_are_grouped_by_public_calls(confined, graders, workers):
    graded = [
        grade(
            confined, graders[NAME], workers, COMPILE + body, "compile_regressor", counterexamples=1
        )
        for body in (*THREE_TIMES, OTHER)
    ]
    reports = [one.reports["compile_regressor"] for one in graded]
    assert [(report.outcome, report.misconception) for report in reports] == [("wrong", None)] * 3
    assert "rate 0.03" in reports[0].example.returned
    first, second, other = (one.returned["compile_regressor"] for one in graded)
    assert first == second
    assert len(first) == 2  # public calls
    assert set(first) == set(other)
    assert not set(first.values()) & set(other.values())


def test_every_layer_is_around_it(confined):
    child = confined._host.fork()
    try:
        assert missing_around(find_worker(confined._host)) == []
    finally:
        child.kill()


def test_it_is_killed_when_its_time_is_over(confined, graders, workers, monkeypatch):
    monkeypatch.setattr(ConfinedGrader, "_seconds", lambda *_: 2.0)
    endless = COMPILE + "    while True:\n        pass\n"
    begun = time.monotonic()
    report = grade(confined, graders[NAME], workers, endless, "compile_regressor").reports
    assert time.monotonic() - begun < 20
    (message,) = {test.message for test in report["compile_regressor"].tests}
    assert message.startswith("Grading took longer than 2 s")
    assert report["compile_regressor"].score == 0


class TestWhatItSays:
    def report(self, grader, **changes):
        (exercise,) = exercises_of(grader, "compile_regressor")
        fields = {
            "name": exercise.name,
            "score": exercise.points,
            "max_score": exercise.points,
            "outcome": "right",
            "misconception": None,
            "hint": None,
            "tests": [
                TestReport(test.name, test.title, True, None)
                for test in grader.tests[exercise.name]
            ],
        }
        return ExerciseReport(**fields | changes)

    def test_is_taken_if_it_can_be_true(self, graders):
        grader = graders[NAME]
        graded = messages.Graded([self.report(grader)], [])
        assert _checked(graded, exercises_of(grader, "compile_regressor"), grader).reports

    @pytest.mark.parametrize(
        "changes",
        [{"score": 99.0}, {"score": -1.0}, {"score": float("nan")}, {"max_score": 99.0},
         {"tests": []}, {"name": "make_data"}],
        ids=str,
    )  # fmt: skip
    def test_is_refused_if_it_cannot(self, graders, changes):
        grader = graders[NAME]
        graded = messages.Graded([self.report(grader, **changes)], [])
        with pytest.raises(messages.BrokenChildError):
            _checked(graded, exercises_of(grader, "compile_regressor"), grader)

    def test_more_than_was_asked_for_is_refused(self, graders):
        grader = graders[NAME]
        graded = messages.Graded([self.report(grader), self.report(grader, name="train")], [])
        with pytest.raises(messages.BrokenChildError):
            _checked(graded, exercises_of(grader, "compile_regressor"), grader)

    @pytest.mark.parametrize(("name", "outcome"), [("compile_regressor", "right"), ("f", "wrong")])
    def test_what_wrong_answers_returned_is_of_wrong_answers(self, graders, name, outcome):
        grader = graders[NAME]
        report = self.report(grader, outcome="wrong")
        graded = messages.Graded([report], [], [], {"compile_regressor": {"01234567": ""}})
        exercises = exercises_of(grader, "compile_regressor")
        assert _checked(graded, exercises, grader).returned == graded.returned
        report = self.report(grader, outcome=outcome)
        with pytest.raises(messages.BrokenChildError):
            _checked(messages.Graded([report], [], [], {name: {}}), exercises, grader)

    @pytest.mark.parametrize(
        "returned",
        [{"f": {"0123456": ""}}, {"f": {"01234567\n": ""}}, {"f": {"01234567": "<script>"}},
         {"f": {f"{number:08x}": "" for number in range(101)}}],
        ids=["short", "line", "text", "many"],
    )  # fmt: skip
    def test_what_wrong_answers_returned_is_digests(self, returned):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            messages.send(theirs, messages.Graded([], [], [], returned))
            with pytest.raises(messages.BrokenChildError):
                messages.receive(ours, time.monotonic() + 5)

    @pytest.mark.parametrize(
        "sent",
        [b"", b"\x01", b"\xff\xff\xff\xff", b"\x01\x00\x00\x00\xc1", b"\x01\x00\x00\x00\x05"],
        ids=["nothing", "cut", "too long", "not MessagePack", "another type"],
    )
    def test_anything_else_is_refused(self, sent):
        ours, theirs = socket.socketpair()
        with ours:
            theirs.sendall(sent)
            theirs.close()
            with pytest.raises(messages.BrokenChildError):
                messages.receive(ours, time.monotonic() + 5)

    def test_silence_has_an_end(self):
        ours, theirs = socket.socketpair()
        with ours, theirs, pytest.raises(TimeoutError):
            messages.receive(ours, time.monotonic() + 0.1)


def test_only_wrong_answers_of_a_bank_are_recognised(real, monkeypatch):
    told = []
    monkeypatch.setattr(
        "autograder.grading.confined.grader.Host", lambda profile, **_: told.append(profile)
    )
    assignment = real.assignment(NAME)
    bank = read_bank(assignment.root / "solutions", assignment.slug)
    ConfinedGrader([assignment], Limits(), "quick", bank, sandboxed=True, store=TrainingStore(None))
    course = msgspec.json.decode(told[0].argument, type=Course)
    wrong = [entry.name for entry in bank if entry.kind == "misconception"]
    assert [entry.name for entry in course.bank] == wrong
    assert len(wrong) < len(bank)
