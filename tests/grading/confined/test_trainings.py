"""Trainings in children of their own: each network once, and nothing that nobody asks for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from autograder.grading.confined import messages
from autograder.grading.confined.grader import ConfinedGrader
from autograder.grading.confined.trainings import SubmissionTrainings
from autograder.grading.engine import start_host
from autograder.limits import Limits
from autograder.sandbox.profiles import KERAS
from autograder.submissions.submission import CodeCell
from autograder.testing.collecting import collect
from autograder.training.store import TrainingStore
from autograder.training.trained import Trained
from autograder.training.trainer import protocols_of
from tests.conftest import SETTINGS, needs_sandbox

pytestmark = needs_sandbox
NAME, EXERCISE = "10_regression", "build_better_regressor"
LIMITS = Limits(call_seconds=60.0, submission_seconds=120.0, cells_seconds=60.0)
SEQUENTIAL = """
import keras
def build_better_regressor():
    model = keras.Sequential([
        keras.Input((10,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model
"""
FUNCTIONAL = """
import keras
def build_better_regressor():
    given = keras.Input((10,), name="ten_numbers")
    hidden = keras.layers.ReLU()(keras.layers.Dense(8, name="hidden")(given))
    model = keras.Model(given, keras.layers.Dense(1)(hidden))
    model.compile(keras.optimizers.Adam(), keras.losses.MeanSquaredError())
    return model
"""


@pytest.fixture(scope="module")
def grader(real):
    return collect([real.assignment(NAME)])[NAME]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return TrainingStore(tmp_path_factory.mktemp("course") / "trainings.sqlite")


@pytest.fixture(scope="module")
def confined(real, store):
    assignments, limits = [real.assignment(NAME)], Limits()
    with ConfinedGrader(assignments, limits, "quick", None, sandboxed=True, store=store) as made:
        yield made


@pytest.fixture(scope="module")
def workers():
    with start_host(KERAS, SETTINGS) as host:
        host.wait_until_ready()
        yield host


def trained(confined, grader, workers, source, seed="0" * 32):
    exercises = [one for one in grader.assignment.exercises if one.name == EXERCISE]
    cells = [CodeCell(1, source, None)]
    graded = confined.grade(exercises, grader, cells, workers, seed=seed, limits=LIMITS)
    return graded.reports[EXERCISE]


def test_the_same_network_is_trained_once_and_has_the_same_verdict(
    confined, grader, workers, store
):
    store.newly_kept()
    one = trained(confined, grader, workers, SEQUENTIAL)
    kept = store.newly_kept()
    assert [training.measures for _, training in kept] == one.training.runs
    other = trained(confined, grader, workers, FUNCTIONAL, seed="1" * 32)
    assert store.newly_kept() == []
    assert (other.score, other.training) == (one.score, one.training)


class TestWhatIsAskedFor:
    @pytest.fixture
    def trainings(self, real, confined):
        protocols = {EXERCISE: protocols_of(real.assignment(NAME), "quick")[0]}
        store = TrainingStore(None)
        with SubmissionTrainings(NAME, protocols, confined._host, store) as made:
            yield made

    def train(self, **changes):
        fields = {
            "number": 0,
            "exercise": EXERCISE,
            "architecture": b"{}",
            "settings": b"{}",
            "seed": 0,
        }
        return messages.Train(**fields | changes)

    @pytest.mark.parametrize("changes", [{"exercise": "mse"}, {"seed": 7}])
    def test_a_training_that_no_test_asks_for_is_refused(self, trainings, changes):
        with pytest.raises(messages.BrokenChildError):
            trainings.begin(self.train(**changes))

    def test_more_trainings_than_seeds_are_refused(self, trainings):
        trainings.begin(self.train(number=0))
        trainings.begin(self.train(number=1, seed=1))
        with pytest.raises(messages.BrokenChildError):
            trainings.begin(self.train(number=2))

    def test_what_has_not_begun_is_not_awaited(self, trainings):
        with pytest.raises(messages.BrokenChildError):
            trainings.outcome(3)

    def test_a_text_that_describes_no_network_ends_nothing_else(self, trainings):
        trainings.begin(self.train())
        assert isinstance(trainings.outcome(0), messages.Untrainable)
        assert trainings._store.newly_kept() == []

    def test_a_training_has_a_deadline(self, real, confined, monkeypatch):
        monkeypatch.setattr("autograder.grading.confined.trainings._GRACE", 0.0)
        protocol = replace(protocols_of(real.assignment(NAME), "quick")[0], seconds=0.001)
        store = TrainingStore(None)
        with SubmissionTrainings(NAME, {EXERCISE: protocol}, confined._host, store) as trainings:
            trainings.begin(self.train())
            outcome = trainings.outcome(0)
        assert isinstance(outcome, messages.Untrainable)
        assert "took longer" in outcome.reason

    def test_measures_are_those_of_the_protocol(self, real, confined, monkeypatch):
        protocols = {EXERCISE: protocols_of(real.assignment(NAME), "quick")[0]}
        store = TrainingStore(None)
        said = Trained({"accuracy": 1.0}, [])
        monkeypatch.setattr(messages, "receive_outcome", lambda *_: said)
        with SubmissionTrainings(NAME, protocols, confined._host, store) as trainings:
            trainings.begin(self.train())
            with pytest.raises(messages.BrokenChildError):
                trainings.outcome(0)
