"""The model answers of 16 tuning agree with Keras and scikit-learn.

The hidden tests compare with plain Python and numbers worked by hand, so that a server without
Keras can grade them. This is the check with the libraries whose rules the exercises follow.
"""

from __future__ import annotations

import runpy
from types import SimpleNamespace

import numpy as np
import pytest

from tests.conftest import REPOSITORY

keras = pytest.importorskip("keras")
selection = pytest.importorskip("sklearn.model_selection")
ANSWERS = SimpleNamespace(**runpy.run_path(str(REPOSITORY / "solutions/tuning.py")))
BUMPY = [1, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.5, 0.5, 0.5, 0.5, 0.49, 0.48]


@pytest.fixture
def rng():
    return np.random.default_rng(16)


@pytest.mark.parametrize("final", [0.04, 0.0])
@pytest.mark.parametrize("warmup", [100, 1])
def test_a_cosine_with_warm_up(warmup, final):
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, 1000, alpha=final / 0.4, warmup_target=0.4, warmup_steps=warmup
    )
    for step in (0, 1, 50, 100, 101, 350, 600, 850, 1100, 2000):
        reached = ANSWERS.cosine_with_warmup(step, 0.4, warmup, 1000, final)
        assert reached == pytest.approx(float(schedule(step)), abs=1e-6)


def rates_of_keras(losses, rate, **options):
    """The rates that Keras's callback sets, with a model that is only an optimiser."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="mse")
    callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", mode="min", **options)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses):
        rates.append(float(model.optimizer.learning_rate))
        callback.on_epoch_end(epoch, {"val_loss": loss})
    return rates


@pytest.mark.parametrize("cooldown", [0, 1, 2, 5])
@pytest.mark.parametrize("patience", [1, 2, 4])
@pytest.mark.parametrize("min_delta", [0.0, 0.03])
def test_a_plateau(rng, patience, cooldown, min_delta):
    options = {"factor": 0.5, "patience": patience, "min_delta": min_delta, "cooldown": cooldown}
    for losses in (BUMPY, rng.permutation(40) / 40 + 0.001 * rng.uniform(size=40), [1.0] * 20):
        expected = rates_of_keras(losses, 1.0, min_lr=0.02, **options)
        reached = ANSWERS.reduce_on_plateau(list(losses), 1.0, min_lr=0.02, **options)
        np.testing.assert_allclose(reached, expected, rtol=1e-6)


def test_the_defaults_of_a_plateau():
    losses = [1.0] + [1.0 - 5e-5] * 30
    np.testing.assert_allclose(
        ANSWERS.reduce_on_plateau(losses, 1.0), rates_of_keras(losses, 1.0), rtol=1e-6
    )


@pytest.mark.parametrize(("n", "k"), [(10, 3), (12, 4), (7, 7), (23, 5)])
def test_folds_have_the_sizes_of_scikit_learn(rng, n, k):
    reached = [(len(t), len(v)) for t, v in ANSWERS.kfold(n, k, rng)]
    expected = selection.KFold(k, shuffle=True, random_state=1).split(np.zeros(n))
    assert reached == [(len(t), len(v)) for t, v in expected]


def test_a_grid_and_cross_validation_as_scikit_learn_has_them(rng):
    space = {"a": [1, 2], "b": [3, 4, 5]}
    assert ANSWERS.grid(space) == list(selection.ParameterGrid(space))

    dummy = pytest.importorskip("sklearn.dummy").DummyRegressor
    x, y = rng.normal(size=(11, 2)), rng.normal(size=11)
    folds = ANSWERS.kfold(11, 3, rng)
    scores = selection.cross_val_score(dummy(), x, y, cv=folds, scoring="r2")
    reached = ANSWERS.cross_validate(
        x, y, lambda x, y: dummy().fit(x, y), lambda model, x, y: model.score(x, y), folds
    )
    np.testing.assert_allclose(reached, (scores.mean(), scores.std()))


def test_smoothing_is_what_tensorboard_draws(rng):
    """Its code: last * weight + (1 - weight) * value, divided by 1 - weight ** count."""
    values = rng.normal(size=30)
    m, expected = 0.0, []
    for t, value in enumerate(values, start=1):
        m = 0.9 * m + 0.1 * value
        expected.append(m / (1 - 0.9**t))
    np.testing.assert_allclose(ANSWERS.smooth(values.tolist(), 0.9), expected)
    np.testing.assert_allclose(ANSWERS.smooth([3.0] * 9, 0.97), [3.0] * 9)


def test_figures_of_the_notebook():
    assert ANSWERS.hit_probability(60, 0.05) == pytest.approx(0.954, abs=5e-4)
    assert ANSWERS.sample({"r": ("log", 1e-4, 1e-1)}, [0.5])["r"] == pytest.approx(0.0031623, 1e-4)
    best, rounds = ANSWERS.successive_halving(list(range(27)), lambda one, budget: one, 1)
    assert (best, [(budget, len(judged)) for budget, judged in rounds]) == (
        0,
        [(1, 27), (3, 9), (9, 3)],
    )
    assert ANSWERS.build_wide_and_deep(10, [20, 30]).count_params() == 891
    configuration = {
        "inputs": 784,
        "outputs": 10,
        "layers": 2,
        "units": 64,
        "activation": "relu",
        "dropout": 0.0,
        "batch_norm": True,
        "optimizer": "adam",
        "learning_rate": 0.01,
        "momentum": 0.0,
    }
    assert ANSWERS.build_from_config(configuration).count_params() == 55_562
