"""Hidden tests of 16 tuning.

Expected values are counted and added up in plain Python, or worked by hand. That schedules and
plateaus agree with Keras, and folds with scikit-learn, is tested beside the course: a server that
grades the exercises without Keras has neither.

Functions that the grader passes on write down what they were called with. They stand in this
process, so the student's code cannot see their notes.
"""

import math

import numpy as np

from autograder.testing import (
    aspect,
    draw_generator,
    draw_until,
    exercise,
    expect_array,
    expect_close,
    expect_compiled,
    expect_equal,
    expect_model,
    expect_no_warnings,
    expect_shapes,
    expect_that,
    expect_tuple,
    expect_unchanged,
    fixed_inputs,
)

SINGLE = {"rtol": 1e-4, "atol": 1e-5}  # for models, which compute in single precision
DOUBLE = {"rtol": 1e-11, "atol": 1e-12}  # more than single precision can give


def expect_value(actual, expected):
    """Expect a value of a search space: a string, None, a number or a list of them."""
    if isinstance(expected, float):
        expect_close(actual, expected)
    elif isinstance(expected, bool):
        expect_that(actual is expected or type(actual) is np.ndarray, "A value has changed.")
        expect_equal(actual, expected)
    else:
        expect_equal(actual, expected)


def expect_dict(actual, expected, check=expect_value):
    """Expect a dict with these names, whose values pass the check."""
    expect_that(actual is not None, "It returned None. Did you forget `return`?")
    expect_that(isinstance(actual, dict), "A dict is expected.")
    expect_that(set(actual) == set(expected), "The dict should have the names asked for, no other.")
    for name, value in expected.items():
        check(actual[name], value)


def some_numbers(rng, count):
    """Different numbers of three digits, in an order that is not sorted."""
    return draw_until(
        lambda drawn: drawn != sorted(drawn) or count < 2,
        lambda: rng.choice(np.arange(100, 1000), count, replace=False).tolist(),
    )


# Searches


def counted(space):
    """All combinations, each place of a counter a name, the last of which counts fastest."""
    names = list(space)
    total = math.prod(len(space[name]) for name in names)
    combinations = []
    for number in range(total):
        rest, chosen = number, {}
        for name in reversed(names):
            rest, digit = divmod(rest, len(space[name]))
            chosen[name] = space[name][digit]
        combinations.append(chosen)
    return combinations


def expect_grid(returned, space):
    """Expect all combinations of a space, in order."""
    expected = counted(space)
    for combination, wanted in zip(expect_tuple(returned, len(expected)), expected, strict=True):
        expect_dict(combination, wanted)


@exercise("grid")
class TestGrid:
    def test_two_names(self, student, rng):
        """All pairs of values are there, and the last name varies fastest."""
        space = {"rate": [0.1, 0.01], "units": some_numbers(rng, 3)}
        expect_grid(student.grid(space), space)
        space = {"units": some_numbers(rng, 3), "layers": some_numbers(rng, 4)}
        expect_grid(student.grid(space), space)

    def test_any_number_of_names(self, student, rng):
        """There may be any number of names, with any number of values each."""
        for lengths in ((5,), (2, 3, 4), (3, 1, 2, 2), (2, 2, 2, 2, 2)):
            names = rng.permutation(list("abcdefgh"))[: len(lengths)].tolist()
            pairs = zip(names, lengths, strict=True)
            space = {name: some_numbers(rng, length) for name, length in pairs}
            expect_grid(student.grid(space), space)

    def test_lists_of_one(self, student, rng):
        """Names with a single value stand in every combination."""
        (first,), (second,) = some_numbers(rng, 1), some_numbers(rng, 1)
        space = {"a": [first], "b": [second], "c": some_numbers(rng, 2)}
        expect_grid(student.grid(space), space)
        space = {"a": [first], "b": [second]}
        expect_grid(student.grid(space), space)

    @fixed_inputs("there is one empty space")
    def test_empty_space(self, student):
        """An empty space has one combination, the empty one."""
        expect_grid(student.grid({}), {})

    @aspect
    def test_values_of_any_kind(self, student, rng):
        """Values may be strings, None, truth values and lists, and may occur in two lists."""
        number = int(rng.integers(2, 99))
        space = {
            "z": [None, "relu", number],
            "units": [[number, 2], [3], []],
            "a": [True, False],
            "other": [number, "relu"],
        }
        expect_grid(student.grid(space), space)

    @aspect
    def test_leaves_the_space_alone(self, student, rng):
        """Neither the space nor its lists are changed."""
        space = {"b": some_numbers(rng, 3), "a": some_numbers(rng, 2)}
        expect_grid(expect_unchanged(student.grid, space), space)


def chosen_from(space, uniforms):
    """What uniform numbers choose, one name at a time."""
    chosen = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                place = 0
                while (place + 1) / len(values) <= u:
                    place += 1
                chosen[name] = values[place]
            case "integer", low, high:
                chosen[name] = next(
                    value
                    for value in range(low, high + 1)
                    if u < (value + 1 - low) / (high + 1 - low)
                )
            case "uniform", low, high:
                chosen[name] = (1 - u) * low + u * high
            case "log", low, high:
                chosen[name] = math.exp((1 - u) * math.log(low) + u * math.log(high))
    return chosen


def late(rng, place, parts):
    """A number near the end of one of so many equal parts of [0, 1)."""
    return float(place + rng.uniform(0.8, 0.9)) / parts


def early(rng, place, parts):
    """A number near the beginning of one of so many equal parts of [0, 1)."""
    return float(place + rng.uniform(0.02, 0.08)) / parts


def expect_sample(student, space, uniforms):
    """Expect the configuration that these uniform numbers choose."""
    expect_dict(student.sample(space, np.array(uniforms)), chosen_from(space, uniforms))


@exercise("sample")
class TestSample:
    def test_choice(self, student, rng):
        """A choice cuts [0, 1) into as many equal parts as there are values."""
        values = some_numbers(rng, 5)
        for place in range(5):
            expect_sample(student, {"a": ("choice", values)}, [late(rng, place, 5)])
        expect_sample(student, {"a": ("choice", values[:1])}, [rng.uniform(0.1, 0.9)])

    def test_integer(self, student, rng):
        """An integer is each number from low to high, both included, for an equal part."""
        low = int(rng.integers(2, 60))
        for place in range(4):
            for u in (early(rng, place, 4), late(rng, place, 4)):
                expect_sample(student, {"units": ("integer", low, low + 3)}, [u])
        expect_sample(student, {"units": ("integer", low, low)}, [rng.uniform(0.1, 0.9)])
        expect_sample(student, {"units": ("integer", 0, 1)}, [late(rng, int(rng.integers(2)), 2)])

    def test_negative_integers(self, student, rng):
        """Integers below zero are rounded down like the others."""
        high = int(rng.integers(-3, 4))
        for place in range(6):
            for u in (early(rng, place, 6), late(rng, place, 6)):
                expect_sample(student, {"shift": ("integer", high - 5, high)}, [u])

    def test_uniform(self, student, rng):
        """A uniform number lies evenly between low and high."""
        for low in (0.0, -rng.uniform(1, 3), rng.uniform(2, 5)):
            high = low + rng.uniform(0.5, 9)
            expect_sample(student, {"x": ("uniform", low, high)}, [rng.uniform(0.05, 0.95)])
        expect_sample(student, {"x": ("uniform", 2, 5)}, [rng.uniform(0.05, 0.95)])

    def test_log(self, student, rng):
        """A number on the log scale lies evenly between the logarithms of low and high."""
        for low, high in ((1e-4, 1e-1), (1e-8, 1e-2), (0.5, 2.0), (3.0, 4000.0), (1, 1024)):
            expect_sample(student, {"rate": ("log", low, high)}, [rng.uniform(0.05, 0.95)])
        scale = float(rng.uniform(0.5, 2))
        reached = student.sample({"r": ("log", 1e-4 * scale, 1e-1 * scale)}, np.array([0.5]))
        expect_dict(reached, {"r": math.sqrt(1e-5) * scale})

    def test_zero(self, student, rng):
        """At u = 0 each kind gives its first entry or its lowest number."""
        low = int(rng.integers(3, 30))
        space = {
            "a": ("choice", ["first", "second"]),
            "b": ("integer", low, low + 7),
            "c": ("uniform", low / 2, 2.0 * low),
            "d": ("log", 1e-3 * low, 1.0 * low),
        }
        expect_sample(student, space, [0.0] * 4)

    def test_halves(self, student, rng):
        """Where u stands exactly between two parts, the upper one is chosen."""
        first, second, low = some_numbers(rng, 3)
        space = {
            "a": ("choice", [first, second]),
            "b": ("integer", low, low + 1),
            "c": ("integer", low, low + 3),
            "d": ("choice", [low, first, second, low + first]),
        }
        expect_sample(student, space, [0.5, 0.5, 0.5, 0.25])

    def test_each_name_has_its_own_number(self, student, rng):
        """The uniform numbers belong to the names in the order of the space, as it is given."""
        for _ in range(3):
            low = int(rng.integers(1, 9))
            space = {
                "z": ("integer", low, low + 99),
                "momentum": ("uniform", 0.0, 1.0),
                "activation": ("choice", ["relu", "tanh", "elu", "gelu"]),
                "b": ("log", 1e-5, 1.0),
                "a": ("integer", 0, 499),
            }
            first, last = (
                early(rng, rng.integers(20, 40), 100),
                early(rng, rng.integers(100, 200), 500),
            )
            share, rate = rng.uniform(0.5, 0.9, 2)
            expect_sample(student, space, [first, share, early(rng, 2, 4), rate, last])

    @fixed_inputs("there is one empty space")
    def test_empty_space(self, student):
        """An empty space gives the empty configuration."""
        expect_dict(student.sample({}, np.zeros(0)), {})

    @aspect
    def test_values_of_any_kind(self, student, rng):
        """Entries of a choice may be strings, None, truth values and lists."""
        number = int(rng.integers(2, 99))
        values = [None, "relu", [number, 2], False, number]
        for place in range(5):
            expect_sample(student, {"a": ("choice", values)}, [late(rng, place, 5)])

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the space nor the uniform numbers are changed."""
        space = {"b": ("choice", some_numbers(rng, 4)), "a": ("log", 0.01, 10.0)}
        uniforms = np.array([early(rng, 1, 4), rng.uniform(0.5, 0.9)])
        expected = chosen_from(space, uniforms.tolist())
        expect_dict(expect_unchanged(student.sample, space, uniforms), expected)


@exercise("hit_probability")
class TestHitProbability:
    def test_trials_one_by_one(self, student, rng):
        """Each further trial hits, if none before it has, with the share as its probability."""
        for trials in (1, 2, 5, int(rng.integers(10, 40)), 60):
            share = float(rng.uniform(0.02, 0.3))
            hit = 0.0
            for _ in range(trials):
                hit = hit + (1 - hit) * share
            expect_close(student.hit_probability(trials, share), hit)

    def test_all_cases_counted(self, student, rng):
        """It is the share of all outcomes in which one trial or more is a hit."""
        good = int(rng.integers(1, 4))
        outcomes = [(a, b, c) for a in range(5) for b in range(5) for c in range(5)]
        hits = sum(min(outcome) < good for outcome in outcomes)
        expect_close(student.hit_probability(3, good / 5), hits / 125)

    @aspect
    def test_certain_and_impossible(self, student, rng):
        """Without trials, or of a share of zero, nothing is hit; a share of one is hit for sure."""
        trials, share = int(rng.integers(1, 10)), float(rng.uniform(0.1, 0.9))
        expect_close(student.hit_probability(0, share), 0.0)
        expect_close(expect_no_warnings(student.hit_probability, trials, 0.0), 0.0)
        expect_close(expect_no_warnings(student.hit_probability, trials, 1.0), 1.0)

    @aspect
    def test_many_trials(self, student, rng):
        """There may be thousands of trials; the probability is at most one."""
        trials = int(rng.integers(2000, 9000))
        expect_close(student.hit_probability(trials, 0.3), 1.0)
        expect_close(student.hit_probability(trials, 1 / trials), 1 - math.exp(-1), rtol=1e-3)


@exercise("different_values_tried")
@fixed_inputs("it takes no arguments")
class TestDifferentValuesTried:
    def test_projections(self, student):
        """A point of the grid shares its value with others; no two random points do."""
        places = (1, 2, 3)
        by_grid = {(first, second)[0] for first in places for second in places}
        expect_equal(student.different_values_tried(), f"grid {len(by_grid)}, random 9")


# Validation


def folds_of(returned, k):
    """Expect k pairs of arrays of whole numbers, and give them."""
    folds = []
    for pair in expect_tuple(returned, k):
        folds.append([expect_array(part) for part in expect_tuple(pair, 2)])
        for part in folds[-1]:
            expect_that(part.ndim == 1, "Indices should stand in arrays with one axis.")
            expect_that(np.array_equal(part, np.round(part)), "Indices should be whole numbers.")
    return [[part.astype(int).tolist() for part in pair] for pair in folds]


def expect_folds(folds, n, k):
    """Expect that folds have the right sizes, and that each validates its own part of 0..n-1."""
    sizes = [n // k + (number < n % k) for number in range(k)]
    validated = [index for _, validation in folds for index in validation]
    expect_that(
        sorted(validated) == list(range(n)), "Each index should be validated in exactly one fold."
    )
    expect_that(
        [len(validation) for _, validation in folds] == sizes,
        "The folds should be of equal size, or the first ones larger by one.",
    )
    for train, validation in folds:
        others = sorted(set(range(n)) - set(validation))
        expect_that(
            sorted(train) == others, "A fold trains on each index that it does not validate, once."
        )


@exercise("kfold")
class TestKfold:
    def test_each_index_is_validated_once(self, student, rng):
        """Each index is validated in exactly one fold and trains in all others."""
        for n, k in ((12, 3), (20, 5), (16, 4), (6, 2)):
            folds = folds_of(student.kfold(n, k, draw_generator(rng)), k)
            expect_folds(folds, n, k)

    def test_sizes_where_k_does_not_divide_n(self, student, rng):
        """Where k does not divide n, the first n mod k folds have one index more."""
        for n, k in ((10, 3), (11, 3), (23, 4), (29, 10), (7, 5), (103, 7)):
            folds = folds_of(student.kfold(n, k, draw_generator(rng)), k)
            expect_folds(folds, n, k)

    def test_as_many_folds_as_samples(self, student, rng):
        """With k = n every fold validates one index."""
        for n in (2, 5, int(rng.integers(6, 12))):
            expect_folds(folds_of(student.kfold(n, n, draw_generator(rng)), n), n, n)

    def test_order_is_left_to_chance(self, student, rng):
        """Which indices a fold validates is left to chance, wherever they are."""
        together, first, times = np.zeros((8, 8)), np.zeros(8), 60
        for _ in range(times):
            folds = folds_of(student.kfold(8, 2, draw_generator(rng)), 2)
            expect_folds(folds, 8, 2)
            for _, validation in folds:
                together[np.ix_(validation, validation)] += 1
            first[folds[0][1]] += 1
        # Two indices share a fold with probability 3/7; each is in the first one with 1/2. The
        # limits are more than six standard deviations away.
        pairs = together[np.triu_indices(8, 1)] / times
        expect_that(
            pairs.min() > 0.03 and pairs.max() < 0.83,
            "Some indices are nearly always, or hardly ever, in the same fold.",
        )
        expect_that(
            first.min() > 0.1 * times and first.max() < 0.9 * times,
            "Some indices are nearly always, or hardly ever, in the first fold.",
        )

    def test_same_state_same_folds(self, student, rng):
        """The same state of the generator gives the same folds: nothing else is random."""
        for state in rng.integers(1 << 30, size=2).tolist():
            one, two = (
                folds_of(student.kfold(30, 3, np.random.default_rng(state)), 3) for _ in range(2)
            )
            same = [sorted(a[1]) == sorted(b[1]) for a, b in zip(one, two, strict=True)]
            expect_that(all(same), "The same generator state gave two different splits.")

    def test_other_state_other_folds(self, student, rng):
        """Another state of the generator gives other folds: all randomness comes from it."""
        splits = set()
        for _ in range(4):
            folds = folds_of(student.kfold(40, 2, draw_generator(rng)), 2)
            splits.add(tuple(sorted(folds[0][1])))
        expect_that(len(splits) > 1, "Different generator states gave the same folds.")


class Notes:
    """A training and a measure that write down what they are given."""

    def __init__(self, fit, score):
        self._fit, self._score = fit, score
        self.fitted, self.scored = [], []

    def fit(self, x, y):
        self.fitted.append((np.array(x), np.array(y)))
        return self._fit(np.array(x, dtype=float), np.array(y, dtype=float))

    def score(self, model, x, y):
        self.scored.append((np.array(x), np.array(y)))
        return float(self._score(model, np.array(x, dtype=float), np.array(y, dtype=float)))


def mean_and_scatter(scores):
    """The mean of some scores and the root of their mean squared difference from it."""
    mean = math.fsum(scores) / len(scores)
    return mean, math.sqrt(math.fsum((score - mean) ** 2 for score in scores) / len(scores))


def by_hand(x, y, fit, score, folds):
    """What cross-validation comes to, a fold at a time."""
    scores = []
    for train, validation in folds:
        model = fit(np.array([x[i] for i in train], float), np.array([y[i] for i in train], float))
        held_x = np.array([x[i] for i in validation], float)
        held_y = np.array([y[i] for i in validation], float)
        scores.append(float(score(model, held_x, held_y)))
    return mean_and_scatter(scores)


def random_folds(rng, n, k):
    """Folds of unequal sizes, each index of which is validated once."""

    def draw():
        cuts = np.sort(rng.choice(np.arange(1, n), k - 1, replace=False))
        return np.split(rng.permutation(n), cuts)

    parts = draw_until(lambda drawn: len({len(part) for part in drawn}) > 1, draw)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


def line(x, y):
    """The least-squares line through points, as an array of two numbers."""
    spread = x[:, 0] - x[:, 0].mean()
    slope = np.sum(spread * y) / (np.sum(spread**2) + 1e-3)
    return np.array([y.mean() - slope * x[:, 0].mean(), slope])


def error_of_line(model, x, y):
    """The mean squared error of a line."""
    return np.mean((model[0] + model[1] * x[:, 0] - y) ** 2)


def extremes(x, y):
    """A model that is a dict."""
    return {"low": float(y.min()), "high": float(y.max()), "kind": "range"}


def share_inside(model, x, y):
    """The share of targets inside a range, plus how long the range is."""
    return np.mean((y >= model["low"]) & (y <= model["high"])) + model["high"] - model["low"]


def nothing(x, y):
    """A model that needs no fitting."""
    return None


def size_of(model, x, y):
    """A score that needs no model."""
    return np.sum(np.abs(x)) + np.sum(y)


def zero_or_more(x, y):
    """A model that is the number zero, for some training samples."""
    return float(max(0.0, y.sum()))


def distance(model, x, y):
    """The mean distance from a number."""
    return np.mean(np.abs(y - model))


@exercise("cross_validate")
class TestCrossValidate:
    def test_a_case_worked_by_hand(self, student, rng):
        """The scores of the worked number: a fold for each target."""
        scale = float(rng.uniform(0.5, 2))
        x, y = np.zeros((3, 1)), scale * np.array([1.0, 2.0, 6.0])
        folds = [(np.delete(np.arange(3), i), np.array([i])) for i in range(3)]
        notes = Notes(lambda x, y: float(y.mean()), lambda model, x, y: np.mean((y - model) ** 2))
        expected = (10.5 * scale**2, math.sqrt(55.125) * scale**2)
        expect_close(student.cross_validate(x, y, notes.fit, notes.score, folds), expected)

    def test_fits_on_training_scores_on_validation(self, student, rng):
        """Each fold fits on its training samples and scores on its validation samples."""
        for n, k in ((9, 3), (14, 4), (8, 2)):
            x, y = rng.normal(size=(n, 2)), rng.normal(size=n)
            folds = random_folds(rng, n, k)
            notes = Notes(line, error_of_line)
            returned = student.cross_validate(x, y, notes.fit, notes.score, folds)
            expect_close(returned, by_hand(x, y, line, error_of_line, folds))

    def test_all_folds_count_the_same(self, student, rng):
        """A small fold counts as much as a large one, in the mean and in the standard deviation."""
        x, y = rng.normal(size=(12, 1)), rng.normal(size=12) * 10
        order = rng.permutation(12)
        parts = [order[:1], order[1:4], order[4:]]
        folds = [(np.setdiff1d(order, part), part) for part in parts]
        returned = student.cross_validate(x, y, line, error_of_line, folds)
        expect_close(returned, by_hand(x, y, line, error_of_line, folds))

    def test_folds_need_not_hold_everything(self, student, rng):
        """The indices of the folds decide, even where they leave samples out, as in time series."""
        x, y = rng.normal(size=(10, 1)), rng.normal(size=10)
        folds = [(np.arange(3), np.arange(3, 5)), (np.arange(5), np.arange(5, 9))]
        folds.append((np.array([9, 0, 4]), np.array([2, 7])))
        returned = student.cross_validate(x, y, line, error_of_line, folds)
        expect_close(returned, by_hand(x, y, line, error_of_line, folds))

    def test_one_fold(self, student, rng):
        """With one fold the mean is its score, and the standard deviation is 0."""
        x, y = rng.normal(size=(7, 1)), rng.normal(size=7)
        folds = random_folds(rng, 7, 3)[1:2]
        returned = student.cross_validate(x, y, line, error_of_line, folds)
        expect_close(returned, by_hand(x, y, line, error_of_line, folds))

    def test_trains_once_for_each_fold(self, student, rng):
        """There is one training and one score for each fold: training is what takes the time."""
        x, y = rng.normal(size=(11, 2)), rng.normal(size=11)
        folds = random_folds(rng, 11, 4)
        notes = Notes(line, error_of_line)
        returned = student.cross_validate(x, y, notes.fit, notes.score, folds)
        expect_close(returned, by_hand(x, y, line, error_of_line, folds))
        expect_that(
            len(notes.fitted) == 4, "It should fit one model for each fold, neither more nor fewer."
        )
        expect_that(len(notes.scored) == 4, "It should ask for one score for each fold.")

    @aspect
    def test_any_model(self, student, rng):
        """A model may be a dict, None or the number zero."""
        # All targets differ, so that the greatest lies outside of what its fold is fitted on.
        x, y = rng.normal(size=(9, 3)), 2.0 * rng.permutation(9) - 5
        folds = random_folds(rng, 9, 3)
        low = -np.abs(y) - 1
        for targets, fit, score in (
            (y, extremes, share_inside),
            (y, nothing, size_of),
            (low, zero_or_more, distance),
        ):
            returned = student.cross_validate(x, targets, fit, score, folds)
            expect_close(returned, by_hand(x, targets, fit, score, folds))

    @aspect
    def test_samples_of_any_shape_and_type(self, student, rng):
        """Samples may be images or single numbers, of any type, and the targets integers."""
        y = rng.integers(0, 9, 8)
        folds = random_folds(rng, 8, 3)
        for x in (
            rng.integers(0, 256, (8, 2, 3)).astype(np.uint8),
            rng.normal(size=8).astype(np.float32),
            rng.integers(0, 2, (8, 1)).astype(bool),
        ):
            notes = Notes(nothing, size_of)
            returned = student.cross_validate(x, y, notes.fit, notes.score, folds)
            expect_close(returned, by_hand(x, y, nothing, size_of, folds))
            shapes = [fitted.shape[1:] for fitted, _ in notes.fitted]
            expect_that(
                shapes == [x.shape[1:]] * 3, "The samples should keep their shape and their order."
            )

    @aspect
    def test_leaves_its_arguments_alone(self, student, rng):
        """Neither the arrays nor the folds are changed."""
        x, y = rng.normal(size=(9, 2)), rng.normal(size=9)
        folds = random_folds(rng, 9, 3)
        expected = by_hand(x, y, line, error_of_line, folds)
        returned = expect_unchanged(student.cross_validate, x, y, line, error_of_line, folds)
        expect_close(returned, expected)


@exercise("what_the_samples_are_for")
@fixed_inputs("it takes no arguments")
class TestWhatTheSamplesAreFor:
    def test_who_chooses_and_when(self, student):
        """A sample that has chosen, or was looked at before, says nothing honest at the end."""
        sample, when = expect_tuple(student.what_the_samples_are_for(), 2)
        expect_that(isinstance(sample, str) and isinstance(when, str), "Two strings are expected.")
        expect_that(
            (sample, when) == ("validation sample", "once, at the end"),
            "At least one of the two strings is wrong.",
        )


class Race:
    """Losses of labelled configurations that depend on the budget; it notes what it is asked."""

    def __init__(self, rng, count):
        self.labels = rng.choice(np.arange(1, 1000), count, replace=False).tolist()
        self.start, self.end = rng.permutation(count) + 1.0, rng.permutation(count) + 1.0
        self.asked = []

    def evaluate(self, configuration, budget):
        label = configuration["label"] if isinstance(configuration, dict) else configuration
        place = self.labels.index(int(label))
        self.asked.append((place, float(budget)))
        return self.loss(place, float(budget))

    def loss(self, place, budget):
        """Near the starting loss at first, and near the final one later."""
        share = 1 / (1 + budget / 5)
        return float(share * self.start[place] + (1 - share) * self.end[place] * 1.003)


def rounds_of(loss, count, budget, factor):
    """The rounds, by taking the best out one by one; None where losses are nearly equal."""
    left, rounds = list(range(count)), []
    while len(left) > 1:
        losses = {place: loss(place, budget) for place in left}
        ordered = sorted(losses.values())
        if any(b - a < 1e-6 for a, b in zip(ordered, ordered[1:], strict=False)):
            return None
        rounds.append((budget, sorted(left)))
        stay, staying = max(1, len(left) // factor), []
        for _ in range(stay):
            staying.append(min(losses, key=losses.get))
            del losses[staying[-1]]
        left, budget = staying, budget * factor
    return left[0], rounds


def is_telling(one, count, budget, factor):
    """Whether a race has no ties, and only the losses of each round lead to its winner.

    Neither the first round nor the sum of all losses so far does, if there are two rounds or more;
    and those who stay, best first, are not in ascending order.
    """
    outcome = rounds_of(one.loss, count, budget, factor)
    if outcome is None or outcome[0] == 0:
        return False
    best, rounds = outcome
    for (given, _), (_, stay) in zip(rounds, rounds[1:], strict=False):
        if sorted(stay, key=lambda place, given=given: one.loss(place, given)) == stay:
            return False
    if len(rounds) < 2:
        return True

    def added_up(place, now):
        return sum(one.loss(place, given) for given, _ in rounds if given <= now)

    first = min(range(count), key=lambda place: one.loss(place, budget))
    other = rounds_of(added_up, count, budget, factor)
    return best != first and (other is None or other[0] != best)


def race(rng, count, budget, factor):
    """A race without ties in which the first round alone would name another winner."""
    return draw_until(lambda one: is_telling(one, count, budget, factor), lambda: Race(rng, count))


def expect_race(returned, expected):
    """Expect the winner and the rounds of a race."""
    best, rounds = expect_tuple(returned, 2)
    for one, (budget, judged) in zip(
        expect_tuple(rounds, len(expected[1])), expected[1], strict=True
    ):
        reached, places = expect_tuple(one, 2)
        expect_close(reached, float(budget))
        expect_equal(places, judged)
    expect_equal(best, expected[0])


@exercise("successive_halving")
class TestSuccessiveHalving:
    def test_thirds(self, student, rng):
        """27 configurations: 27, 9 and 3 are judged, each time with three times the budget."""
        one = race(rng, 27, 1, 3)
        returned = student.successive_halving(one.labels, one.evaluate, 1)
        expect_race(returned, rounds_of(one.loss, 27, 1, 3))

    def test_any_number_and_factor(self, student, rng):
        """Any number of configurations goes down by any factor, rounded down, to one at least."""
        for count, budget, factor in (
            (8, 2, 2),
            (11, 1, 3),
            (7, 3, 2),
            (20, 1, 4),
            (5, 4, 3),
            (13, 2, 2),
        ):
            one = race(rng, count, budget, factor)
            returned = student.successive_halving(one.labels, one.evaluate, budget, factor=factor)
            expect_race(returned, rounds_of(one.loss, count, budget, factor))

    def test_fewer_than_the_factor(self, student, rng):
        """While more than one is left there is a round, even for fewer than the factor."""
        for count, factor in ((2, 3), (3, 5), (2, 2)):
            one = race(rng, count, 6, factor)
            returned = student.successive_halving(one.labels, one.evaluate, 6, factor)
            expect_race(returned, rounds_of(one.loss, count, 6, factor))

    def test_one_configuration(self, student, rng):
        """A single configuration wins without a round."""
        one = Race(rng, 1)
        expect_race(student.successive_halving(one.labels, one.evaluate, 1), (0, []))
        expect_that(not one.asked, "A single configuration need not be judged.")

    def test_a_case_worked_by_hand(self, student, rng):
        """A later round forgets the losses of the earlier ones."""
        scale = int(rng.integers(2, 30))
        configurations = [number * scale for number in (7, 3, 2, 30, 40, 9)]
        returned = student.successive_halving(
            configurations, lambda one, budget: float(abs(one - budget)), 3 * scale
        )
        expect_race(returned, (1, [(3 * scale, [0, 1, 2, 3, 4, 5]), (9 * scale, [1, 2])]))

    def test_judges_each_once_in_a_round(self, student, rng):
        """Each configuration that is left is judged once in a round, and no other is."""
        one = race(rng, 10, 2, 2)
        expected = rounds_of(one.loss, 10, 2, 2)
        expect_race(student.successive_halving(one.labels, one.evaluate, 2, 2), expected)
        wanted = [(place, float(budget)) for budget, judged in expected[1] for place in judged]
        expect_that(
            sorted(one.asked) == sorted(wanted),
            "It should judge each one that is left once in a round, and no others.",
        )

    @aspect
    def test_configurations_are_dicts(self, student, rng):
        """Configurations may be dicts; the list is not changed."""
        one = race(rng, 9, 1, 3)
        configurations = [{"units": 8, "label": label} for label in one.labels]
        returned = expect_unchanged(
            student.successive_halving, configurations, one.evaluate, 1, factor=3
        )
        expect_race(returned, rounds_of(one.loss, 9, 1, 3))

    @aspect
    def test_any_budget(self, student, rng):
        """The budget may be a fraction, and losses may be negative."""
        budget = float(rng.uniform(0.3, 0.9))
        one = race(rng, 12, budget, 3)
        returned = student.successive_halving(
            one.labels, lambda label, given: one.evaluate(label, given) - 100, budget
        )
        expect_race(returned, rounds_of(one.loss, 12, budget, 3))


# Schedules


@exercise("step_decay")
class TestStepDecay:
    def test_staircase(self, student, rng):
        """The rate is multiplied by the factor after every so many epochs, and only then."""
        initial, factor = float(rng.uniform(0.05, 2)), float(rng.uniform(0.2, 0.9))
        for every in (1, 3, 4):
            expected = []
            for _ in range(4):
                rate = expected[-1] * factor if expected else initial
                expected += [rate] * every
            calls = [(initial, factor, every, epoch) for epoch in range(len(expected))]
            for reached, wanted in zip(student.step_decay.each(calls), expected, strict=True):
                expect_close(reached, wanted)

    def test_first_epochs(self, student, rng):
        """All epochs of the first step have the initial rate, epoch 0 too."""
        initial, every = float(rng.uniform(0.05, 2)), int(rng.integers(5, 50))
        calls = [(initial, 0.5, every, epoch) for epoch in (0, 1, every - 1)]
        for reached in student.step_decay.each(calls):
            expect_close(reached, initial)
        expect_close(student.step_decay(initial, 0.5, every, every), initial / 2)

    @aspect
    def test_takes_integers(self, student, rng):
        """Rates may be whole numbers, and late epochs have tiny rates."""
        k = int(rng.integers(2, 99))
        expect_close(student.step_decay(k, 0.25, 7, 15), k / 16)
        expect_close(student.step_decay(k, 0.5, 10, 405) * 2.0**40, float(k))
        expect_close(student.step_decay(k, 2, 2, 6), 8.0 * k)


def straight_and_cosine(step, peak, warmup, decay, final):
    """The rate of a step, as the real part of a point on a circle."""
    if step < warmup:
        return peak * (step / warmup)
    turn = complex(math.cos(math.pi / decay), math.sin(math.pi / decay))
    point = 1 + 0j
    for _ in range(min(step - warmup, decay)):
        point *= turn
    return (peak + final) / 2 + (peak - final) / 2 * point.real


def expect_cosine(student, calls):
    """Expect the rates of some steps."""
    for call, reached in zip(calls, student.cosine_with_warmup.each(calls), strict=True):
        expect_close(reached, straight_and_cosine(*call), atol=1e-12)


@exercise("cosine_with_warmup")
class TestCosineWithWarmup:
    def test_a_case_worked_by_hand(self, student, rng):
        """The schedule of the worked number, at its corners and in between."""
        scale = float(rng.uniform(0.5, 2))
        places = (0, 50, 100, 350, 600, 850, 1100, 2000)
        quarter = 0.18 * math.sqrt(0.5)
        wanted = (0.0, 0.2, 0.4, 0.22 + quarter, 0.22, 0.22 - quarter, 0.04, 0.04)
        calls = [(step, 0.4 * scale, 100, 1000, 0.04 * scale) for step in places]
        for reached, expected in zip(student.cosine_with_warmup.each(calls), wanted, strict=True):
            expect_close(reached, expected * scale)

    def test_warmup_is_a_straight_line(self, student, rng):
        """The rate begins at 0 and rises by the same amount in each step of the warm-up."""
        peak, warmup = float(rng.uniform(0.1, 2)), int(rng.integers(4, 40))
        final = peak / 3
        expect_cosine(student, [(step, peak, warmup, 50, final) for step in range(warmup + 1)])

    def test_half_a_cosine(self, student, rng):
        """After the warm-up the rate falls from the peak to the final rate, and only falls."""
        peak, warmup, decay = float(rng.uniform(0.1, 2)), int(rng.integers(4, 20)), 24
        for final in (peak / 5, 0.0):
            steps = range(warmup, warmup + decay + 1)
            expect_cosine(student, [(step, peak, warmup, decay, final) for step in steps])

    def test_stays_at_the_end(self, student, rng):
        """After the decay the rate stays at the final one."""
        peak, warmup = float(rng.uniform(0.1, 2)), int(rng.integers(4, 20))
        final = peak / 7
        steps = [warmup + 30, warmup + 31, warmup + 45, warmup + 60, warmup + 10_000]
        calls = [(step, peak, warmup, 30, final) for step in steps]
        for reached in student.cosine_with_warmup.each(calls):
            expect_close(reached, final)

    def test_without_warmup(self, student, rng):
        """Without warm-up step 0 has the peak, without a warning."""
        peak, final = float(rng.uniform(0.5, 2)), float(rng.uniform(0.05, 0.3))
        expect_close(expect_no_warnings(student.cosine_with_warmup, 0, peak, 0, 10, final), peak)
        expect_cosine(student, [(step, peak, 0, 10, final) for step in range(1, 13)])

    def test_final_rate_is_zero_by_default(self, student, rng):
        """Unless it is given, the final rate is 0."""
        peak, warmup = float(rng.uniform(0.5, 2)), int(rng.integers(3, 9))
        calls = [(warmup + step, peak, warmup, 8) for step in (0, 2, 4, 7, 8, 9)]
        for (step, *_), reached in zip(calls, student.cosine_with_warmup.each(calls), strict=True):
            expect_close(reached, straight_and_cosine(step, peak, warmup, 8, 0.0), atol=1e-12)

    @aspect
    def test_final_equals_peak(self, student, rng):
        """With the peak as the final rate it stays there after the warm-up."""
        peak = float(rng.uniform(0.5, 2))
        expect_cosine(student, [(step, peak, 5, 9, peak) for step in (2, 5, 8, 14, 20)])

    @aspect
    def test_one_step_of_decay(self, student, rng):
        """A decay may take a single step, and rates may be whole numbers."""
        k = int(rng.integers(2, 30))
        expect_cosine(student, [(step, k, 2, 1, 1) for step in range(5)])


def plateau_rates(
    losses, rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):  # fmt: skip
    """The rates by the rules, with the epochs since the last event counted out.

    An epoch is idle if it has not improved; those of a cooldown do not count, but its last epoch
    does.
    """
    rates, idle, resting = [], 0, 0
    for t in range(len(losses)):
        rates.append(rate)
        best_before = best_of(losses[:t], min_delta)
        improves = best_before is None or losses[t] < best_before - min_delta
        if resting:
            resting, idle = resting - 1, 0
        if improves:
            idle = 0
        elif not resting:
            idle += 1
        if idle == patience:
            rate = min_lr if rate * factor < min_lr else rate * factor
            idle, resting = 0, cooldown
    return rates


def best_of(losses, min_delta):
    """The best loss, of those that improved on the one before by enough; None of no losses."""
    best = None
    for loss in losses:
        if best is None or loss < best - min_delta:
            best = loss
    return best


def expect_rates(student, losses, rate, *args, **kwargs):
    """Expect the rate of every epoch, to a millionth."""
    reached = student.reduce_on_plateau(losses, rate, *args, **kwargs)
    expect_close(reached, np.array(plateau_rates(losses, rate, *args, **kwargs)), atol=0.0)


def bumpy_losses(rng, count):
    """Losses that fall by steps and rise in between, none within 0.001 of another."""
    steps = 0.01 * (1 + rng.permutation(count))
    slope = np.linspace(0.6, 0.0, count)
    return (steps + np.round(slope, 2) + rng.uniform(0.0, 0.004, count)).tolist()


def tell_apart(losses, *patiences):
    """Whether these patiences lead to different rates."""
    rates = {tuple(plateau_rates(losses, 1.0, 0.5, patience, 0.0)) for patience in patiences}
    return len(rates) == len(patiences)


BUMPY = [1, 0.9, 0.91, 0.92, 0.93, 0.94, 0.5, 0.5, 0.5, 0.5, 0.5, 0.49, 0.48]


@exercise("reduce_on_plateau")
class TestReduceOnPlateau:
    def test_a_case_worked_by_hand(self, student, rng):
        """The rates of the example in the notebook, and of losses that never improve."""
        rate = float(rng.uniform(0.05, 2))
        expected = [1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125, 0.125, 0.0625, 0.0625]
        losses = [float(loss) for loss in BUMPY]
        reached = student.reduce_on_plateau(losses, rate, 0.5, 2, 0.0)
        expect_close(reached, rate * np.array(expected))
        reached = student.reduce_on_plateau([2.0] * 6, rate, 0.25, 2, 0.0)
        expect_close(reached, rate * np.array([1, 1, 1, 0.25, 0.25, 0.0625]))

    def test_patience(self, student, rng):
        """The rate falls after so many epochs in a row without improvement, for any patience."""
        losses = draw_until(
            lambda drawn: tell_apart(drawn, 1, 2, 3, 4), lambda: bumpy_losses(rng, 30)
        )
        for patience in (1, 2, 3, 4):
            expect_rates(student, losses, float(rng.uniform(0.1, 2)), 0.5, patience, 0.0)

    def test_improvement_begins_the_count_anew(self, student, rng):
        """An improvement begins the count of epochs without one anew, and so does a cut."""
        start = float(rng.uniform(5, 9))
        losses = [start, start + 1, start + 1, start - 1, start, start, start - 2, start, start]
        expect_rates(student, [*losses, start, start, start], 1.0, 0.5, 3, 0.0)

    def test_best_is_kept_after_a_cut(self, student, rng):
        """After a cut the loss must still improve on the best of all epochs."""
        low = float(rng.uniform(0.5, 1))
        losses = [low] + [low + step for step in (3, 3, 2.5, 2, 1.5, 1, 0.5, 0.25, 0.125, 0.1)]
        expect_rates(student, losses, 1.0, 0.5, 2, 0.0)

    def test_compares_with_the_best_and_not_with_the_epoch_before(self, student, rng):
        """A loss that only falls from the epoch before, but not below the best, is idle."""
        low = float(rng.uniform(1, 2))
        losses = [low, low + 2, low + 1, low + 2, low + 1, low + 2, low + 1]
        expect_rates(student, losses, 1.0, 0.1, 2, 0.0)

    def test_min_delta(self, student, rng):
        """A loss improves only if it is below the best by more than min_delta."""
        start = float(rng.uniform(5, 9))
        slow = [start - 0.3 * t for t in range(12)]
        for min_delta in (0.2, 0.45, 1.0):
            expect_rates(student, slow, 1.0, 0.5, 2, min_delta)
        expect_rates(
            student, [start + 0.4 * (t % 2) - 0.05 * t for t in range(12)], 1.0, 0.5, 3, 0.25
        )

    def test_cooldown(self, student, rng):
        """Epochs of a cooldown do not count, except for its last, and improvements count always."""
        losses = [float(loss) for loss in BUMPY]
        rate = float(rng.uniform(0.05, 2))
        expected = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]
        reached = student.reduce_on_plateau(losses, rate, 0.5, 2, 0.0, cooldown=2)
        expect_close(reached, rate * np.array(expected))
        for cooldown in (1, 2, 3, 5):
            for patience in (1, 2, 3):
                losses = bumpy_losses(rng, 24)
                expect_rates(student, losses, rate, 0.5, patience, 0.0, cooldown)

    def test_best_during_a_cooldown(self, student, rng):
        """A best loss that is reached during a cooldown is the one to improve on afterwards."""
        high = float(rng.uniform(4, 6))
        losses = [high, high + 1, high - 3, high - 1, high - 1, high - 1, high - 1, high - 1]
        expect_rates(student, losses, 1.0, 0.5, 1, 0.0, 3)

    def test_min_lr(self, student, rng):
        """The rate falls to min_lr at most, and stays there."""
        rate = float(rng.uniform(0.5, 2))
        flat = [float(rng.uniform(1, 2))] * 12
        for share in (0.3, 0.02, 1.0):
            expect_rates(student, flat, rate, 0.4, 2, 0.0, 0, share * rate)

    def test_defaults(self, student, rng):
        """The defaults are those of Keras: a tenth, after ten epochs, for less than 1e-4."""
        start = float(rng.uniform(1, 2))
        flat = [start] + [start - 5e-5] * 24
        reached = student.reduce_on_plateau(flat, 1.0)
        expect_close(reached, np.array([1.0] * 11 + [0.1] * 10 + [0.01] * 4))
        falling = [start - 3e-4 * t for t in range(25)]
        expect_close(student.reduce_on_plateau(falling, 1.0), np.ones(25))

    @aspect
    def test_one_epoch(self, student, rng):
        """One epoch has the first rate, whatever its loss is."""
        rate = float(rng.uniform(0.1, 2))
        expect_close(student.reduce_on_plateau([float(rng.uniform(1, 9))], rate), np.array([rate]))

    @aspect
    def test_negative_losses(self, student, rng):
        """Losses may be negative or whole numbers."""
        k = int(rng.integers(1, 50))
        expect_rates(student, [-k, -k - 3, -k, -k - 1, -k - 2, -k - 9, -k - 9, -k - 9], 1, 0.5, 2)

    @aspect
    def test_leaves_the_losses_alone(self, student, rng):
        """The list of losses is not changed."""
        start = float(rng.uniform(5, 9))
        losses = [start + step for step in (0, 1, -1, 0, -2, -1, -3, -2.5, -2.75, -2.25)]
        reached = expect_unchanged(student.reduce_on_plateau, losses, 1.0, 0.5, 2, 0.0)
        expect_close(reached, np.array(plateau_rates(losses, 1.0, 0.5, 2, 0.0)))


# Loops and logs


class Training:
    """An epoch of training with drawn logs, and callbacks that write down how they are called."""

    def __init__(self, rng, names, epochs):
        self.logs = [
            {name: float(np.round(rng.normal(), 6)) for name in names} for _ in range(epochs)
        ]
        self.calls = []

    def train_epoch(self, t):
        self.calls.append(("train", int(t)))
        return dict(self.logs[int(t) - 1])

    def callback(self, name, answers):
        """A callback of this name, which answers what the dict says for an epoch, else None."""

        def called(t, logs):
            wanted = self.logs[int(t) - 1]
            right = isinstance(logs, dict) and set(logs) == set(wanted)
            right = right and all(float(logs[key]) == wanted[key] for key in wanted)
            self.calls.append((name, int(t), bool(right)))
            return answers.get(int(t))

        return called

    def history(self, last):
        """The history after so many epochs."""
        return {name: [logs[name] for logs in self.logs[:last]] for name in self.logs[0]}

    def order(self, names, last):
        """The calls, in order, of a loop that ends after so many epochs."""
        calls = []
        for t in range(1, last + 1):
            calls.append(("train", t))
            calls += [(name, t, True) for name in names]
        return calls


def expect_history_of(returned, expected):
    """Expect a dict of lists."""

    def same_list(actual, wanted):
        expect_close(actual, np.array(wanted))

    expect_dict(returned, expected, same_list)


@exercise("run_epochs")
class TestRunEpochs:
    def test_history(self, student, rng):
        """The history has a list for each name of the logs, with a value for each epoch."""
        drawn = int(rng.integers(2, 20))
        for names, epochs in ((["loss"], 4), (["loss", "accuracy", "val_loss"], drawn), (["a"], 1)):
            training = Training(rng, names, epochs)
            returned = student.run_epochs(training.train_epoch, [], epochs)
            expect_history_of(returned, training.history(epochs))

    def test_epochs_are_counted_from_one(self, student, rng):
        """Epochs are trained once each, in order, and counted from 1 to the last one, included."""
        epochs = int(rng.integers(3, 8))
        training = Training(rng, ["loss"], epochs + 1)
        returned = student.run_epochs(training.train_epoch, [], epochs)
        expect_history_of(returned, training.history(epochs))
        expect_that(
            training.calls == training.order([], epochs),
            "Each epoch from 1 to the last one should be trained once, in order.",
        )

    def test_calls_all_callbacks_in_order(self, student, rng):
        """After each epoch all callbacks are called in order, with the epoch and its logs."""
        epochs = int(rng.integers(2, 6))
        training = Training(rng, ["loss", "rate"], epochs)
        callbacks = [training.callback(name, {}) for name in "abc"]
        returned = student.run_epochs(training.train_epoch, callbacks, epochs)
        expect_history_of(returned, training.history(epochs))
        expect_that(
            training.calls == training.order("abc", epochs),
            "After each epoch every callback should be called once, in order, with its logs.",
        )

    def test_true_ends_the_training(self, student, rng):
        """If a callback returns True, whichever it is, this epoch is the last in the history."""
        for place, last in enumerate((1, *rng.integers(2, 6, 2).tolist())):
            epochs = int(rng.integers(7, 30))
            training = Training(rng, ["loss", "rate"], epochs)
            answers = [{}, {}, {}]
            answers[place] = {last: True}
            callbacks = [training.callback(str(i), answer) for i, answer in enumerate(answers)]
            returned = student.run_epochs(training.train_epoch, callbacks, epochs)
            expect_history_of(returned, training.history(last))
            expect_that(
                [call for call in training.calls if call[0] == "train"]
                == [("train", t) for t in range(1, last + 1)],
                "No epoch should be trained after the one for which a callback returned True.",
            )

    def test_all_are_called_after_one_said_true(self, student, rng):
        """Callbacks that come after the one that returned True are called all the same."""
        last = int(rng.integers(2, 5))
        epochs = int(rng.integers(6, 60))
        training = Training(rng, ["loss"], epochs)
        callbacks = [
            training.callback("a", {}),
            training.callback("b", {last: True}),
            training.callback("c", {}),
            training.callback("d", {}),
        ]
        returned = student.run_epochs(training.train_epoch, callbacks, epochs)
        expect_history_of(returned, training.history(last))
        expect_that(
            training.calls == training.order("abcd", last),
            "All callbacks should be called after the last epoch as well.",
        )

    def test_only_true_ends_it(self, student, rng):
        """Whatever else a callback returns, even if it counts as true, ends nothing."""
        for answer in (1, 1.0, "stop", {"stop": True}, [True], "True"):
            last = int(rng.integers(1, 4))
            epochs = last + int(rng.integers(1, 9))
            training = Training(rng, ["loss"], epochs)
            callbacks = [training.callback("a", {last: answer}), training.callback("b", {})]
            returned = student.run_epochs(training.train_epoch, callbacks, epochs)
            expect_history_of(returned, training.history(epochs))

    @aspect
    def test_true_for_the_last_epoch(self, student, rng):
        """True after the last epoch, or from two callbacks at once, is nothing special."""
        epochs = int(rng.integers(4, 40))
        for last in (epochs, int(rng.integers(1, 4))):
            training = Training(rng, ["loss"], epochs)
            callbacks = [training.callback(name, {last: True}) for name in "ab"]
            returned = student.run_epochs(training.train_epoch, callbacks, epochs)
            expect_history_of(returned, training.history(last))

    @aspect
    def test_leaves_the_callbacks_alone(self, student, rng):
        """The list of callbacks is not changed."""
        epochs = int(rng.integers(3, 60))
        training = Training(rng, ["loss"], epochs)
        callbacks = [training.callback("a", {}), training.callback("b", {2: True})]
        returned = expect_unchanged(student.run_epochs, training.train_epoch, callbacks, epochs)
        expect_history_of(returned, training.history(2))


def by_weights(values, weight):
    """The smoothed values as weighted means: the last value has weight 1, the one before w, ..."""
    smoothed = []
    for end in range(1, len(values) + 1):
        shares = [weight ** (end - 1 - place) for place in range(end)]
        products = [share * value for share, value in zip(shares, values, strict=False)]
        smoothed.append(math.fsum(products) / math.fsum(shares))
    return smoothed


@exercise("smooth")
class TestSmooth:
    def test_a_case_worked_by_hand(self, student, rng):
        """The values of the worked number."""
        scale = float(rng.uniform(0.5, 2))
        reached = student.smooth([1.0 * scale, 0.0, 0.0, 4.0 * scale], 0.5)
        expect_close(reached, scale * np.array([1, 1 / 3, 1 / 7, 2.2]))

    def test_weighted_means(self, student, rng):
        """Each is a mean of all values so far, in which older ones count less."""
        for count, weight in ((1, 0.7), (2, 0.9), (6, 0.3), (25, 0.97), (40, 0.6)):
            values = rng.normal(size=count).tolist()
            weight = float(weight * rng.uniform(0.97, 1.0))
            expect_close(student.smooth(values, weight), np.array(by_weights(values, weight)))

    def test_equal_values_stay(self, student, rng):
        """Equal values stay what they are, from the first one on."""
        value = float(rng.uniform(1, 9))
        expect_close(student.smooth([value] * 8, 0.9), np.full(8, value))
        expect_close(student.smooth([-value, -value], 0.99), np.array([-value, -value]))

    def test_weight_zero(self, student, rng):
        """Weight 0 gives the values themselves."""
        values = rng.normal(size=7).tolist()
        expect_close(student.smooth(values, 0.0), np.array(values))

    @fixed_inputs("there is one empty list")
    def test_no_values(self, student):
        """Of no values there is nothing to smooth."""
        expect_that(len(expect_array(student.smooth([], 0.5))) == 0, "The list should be empty.")

    @aspect
    def test_takes_integers(self, student, rng):
        """Values may be whole numbers, and the weight may be close to 1."""
        values = rng.integers(-50, 50, 12).tolist()
        expect_close(student.smooth(values, 0.5), np.array(by_weights(values, 0.5)))
        expect_close(student.smooth(values, 0.999), np.array(by_weights(values, 0.999)), rtol=1e-5)

    @aspect
    def test_leaves_the_values_alone(self, student, rng):
        """The list of values is not changed."""
        values = rng.normal(size=5).tolist()
        reached = expect_unchanged(student.smooth, values, 0.8)
        expect_close(reached, np.array(by_weights(values, 0.8)))


def made_runs(rng, metric, lengths):
    """Histories of these lengths, all values different, with another metric beside."""
    values = iter((rng.permutation(sum(lengths)) + rng.uniform(0.1, 0.9, sum(lengths))).tolist())
    return [
        {
            "other": rng.uniform(-9, 99, length).tolist(),
            metric: [next(values) for _ in range(length)],
        }
        for length in lengths
    ]


def place_of(runs, metric, better):
    """The run and epoch of the best value, looked at one by one."""
    place, best = None, None
    for number, history in enumerate(runs):
        for epoch, value in enumerate(history.get(metric, ()), start=1):
            if best is None or better(value, best):
                place, best = (number, epoch), value
    return place


def less(one, other):
    return one < other


def greater(one, other):
    return one > other


def is_telling_run(runs, metric, better):
    """Whether nothing but the values of the metric, one by one, leads to the best of them.

    It is neither in the first run that has the metric, nor in the first or last epoch of its run;
    another run has the better mean, and another place the best of the other metric.
    """
    number, epoch = place_of(runs, metric, better)
    having = [place for place, history in enumerate(runs) if metric in history]
    best_mean = having[0]
    for place in having:
        if better(np.mean(runs[place][metric]), np.mean(runs[best_mean][metric])):
            best_mean = place
    return (
        number not in (having[0], best_mean, epoch)
        and 1 < epoch < len(runs[number][metric])
        and place_of(runs, "other", better) != (number, epoch)
    )


def telling_runs(rng, metric, lengths, better, without=()):
    """Histories that tell, some of them without the metric."""

    def draw():
        runs = made_runs(rng, metric, lengths)
        for place in without:
            del runs[place][metric]
        return runs

    return draw_until(lambda runs: is_telling_run(runs, metric, better), draw)


@exercise("best_run")
class TestBestRun:
    def test_least(self, student, rng):
        """By default the least value of all runs and epochs is the best."""
        for lengths in ((5, 3, 4), (4, 6), (3, 4, 7, 5)):
            runs = telling_runs(rng, "val_loss", lengths, less)
            expected = place_of(runs, "val_loss", less)
            expect_equal(student.best_run(runs, "val_loss"), expected)
            expect_equal(student.best_run(runs, "val_loss", mode="min"), expected)

    def test_greatest(self, student, rng):
        """With mode "max" the greatest value is the best."""
        for lengths in ((5, 3, 4), (4, 6), (3, 4, 7, 5)):
            runs = telling_runs(rng, "accuracy", lengths, greater)
            expected = place_of(runs, "accuracy", greater)
            expect_equal(student.best_run(runs, "accuracy", "max"), expected)

    def test_passes_over_runs_without_the_metric(self, student, rng):
        """Runs without the metric are passed over, but counted."""
        for mode, better in (("min", less), ("max", greater)):
            runs = telling_runs(rng, "auc", (3, 4, 2, 5), better, without=(0, 2))
            runs.append({})
            expect_equal(student.best_run(runs, "auc", mode), place_of(runs, "auc", better))

    def test_first_and_last_places(self, student, rng):
        """The best may stand in the first or the last epoch, in the first or the last run."""
        for number, epoch in ((0, 1), (0, 4), (2, 1), (2, 4)):
            for mode, worse in (("min", 200.0), ("max", -200.0)):
                runs = made_runs(rng, "loss", (4, 4, 4))
                # On the mean this run is the worst.
                values = [value + worse for value in runs[number]["loss"]]
                values[epoch - 1] = -worse / 20 * float(rng.uniform(1, 2))
                if mode == "max":
                    values[epoch - 1] += 20
                runs[number]["loss"] = values
                expect_equal(student.best_run(runs, "loss", mode), (number, epoch))

    @aspect
    def test_one_run(self, student, rng):
        """A single run may have a single epoch."""
        value = float(rng.uniform(-2, 2))
        for mode in ("min", "max"):
            expect_equal(student.best_run([{"loss": [value]}], "loss", mode), (0, 1))

    @aspect
    def test_any_size_of_values(self, student, rng):
        """All values may be negative, or huge, or whole numbers."""
        shift = float(rng.uniform(1, 2))
        for sign in (-1, 1):
            runs = draw_until(
                lambda drawn: (
                    is_telling_run(drawn, "score", less) and is_telling_run(drawn, "score", greater)
                ),
                lambda sign=sign: [
                    {**one, "score": [sign * (1e6 * shift + value) for value in one["score"]]}
                    for one in made_runs(rng, "score", (3, 5, 4))
                ],
            )
            expect_equal(student.best_run(runs, "score"), place_of(runs, "score", less))
            found = student.best_run(runs, "score", "max")
            expect_equal(found, place_of(runs, "score", greater))

    @aspect
    def test_leaves_the_runs_alone(self, student, rng):
        """Neither the histories nor their lists are changed."""
        runs = telling_runs(rng, "loss", (3, 4, 5), less)
        runs.append({"accuracy": [0.5]})
        found = expect_unchanged(student.best_run, runs, "loss")
        expect_equal(found, place_of(runs, "loss", less))


# Networks


def configured(rng, **given):
    """A configuration with drawn sizes and rates, all of them different."""
    inputs, outputs, units = rng.choice(np.arange(3, 20), 3, replace=False).tolist()
    drawn = {"inputs": inputs, "outputs": outputs, "layers": 2, "units": units}
    drawn |= {"activation": "relu", "dropout": 0.0, "batch_norm": False, "optimizer": "adam"}
    drawn["learning_rate"] = float(np.round(rng.uniform(0.002, 0.2), 4))
    drawn["momentum"] = float(np.round(rng.uniform(0.5, 0.95), 3))
    return drawn | given


def sequence_of(model):
    """The layers from input to output; every layer takes the output of the one before it."""
    import keras

    if isinstance(model, keras.Sequential):
        return [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    config = model.get_config()
    nodes = {layer["name"]: layer["inbound_nodes"] for layer in config["layers"]}
    end, layers = config["output_layers"], []
    while isinstance(end[0], list):
        end = end[0]
    while nodes[end[0]]:
        layers.append(model.get_layer(end[0]))
        given = nodes[end[0]][end[1]]["args"][0]
        expect_that(isinstance(given, dict), "Each layer should take the output of one layer.")
        end = given["config"]["keras_history"]
    return layers[::-1]


def steps_of(model):
    """What a model does, step by step, in words; an activation is a step of its own."""
    import keras

    steps = []
    for layer in sequence_of(model):
        activation = getattr(layer, "activation", None)
        if isinstance(layer, keras.layers.Dense):
            steps.append(f"dense {layer.units}" + ("" if layer.use_bias else " without bias"))
        elif isinstance(layer, keras.layers.Dropout):
            steps += [f"dropout {layer.rate:.6g}"] if layer.rate else ["dropout of nothing"]
        elif isinstance(layer, keras.layers.BatchNormalization):
            steps.append("batch norm")
        elif isinstance(layer, keras.layers.ReLU):
            plain = layer.max_value is None and not layer.negative_slope and not layer.threshold
            steps.append("relu" if plain else "another relu")
        elif isinstance(layer, keras.layers.Softmax):
            steps.append("softmax")
        elif isinstance(layer, keras.layers.ELU) and layer.alpha == 1:
            steps.append("elu")
        elif not isinstance(layer, keras.layers.Activation):
            steps.append(type(layer).__name__)
        if activation is not None and activation is not keras.activations.linear:
            name = getattr(activation, "__name__", None) or type(activation).__name__
            steps.append({"ReLU": "relu", "Softmax": "softmax", "ELU": "elu"}.get(name, name))
    return steps


def expect_network(student, configuration):
    """Expect the layers that a configuration describes, and give the model."""
    model = expect_model(student.build_from_config(configuration))
    expect_shapes(model, (None, configuration["inputs"]), (None, configuration["outputs"]))
    normed = ["batch norm"] if configuration["batch_norm"] else []
    dropped = [f"dropout {configuration['dropout']:.6g}"] if configuration["dropout"] else []
    dense, activation = [f"dense {configuration['units']}"], [configuration["activation"]]
    after = (dense + activation + normed + dropped) * configuration["layers"]
    before = (dense + normed + activation + dropped) * configuration["layers"]
    last = [f"dense {configuration['outputs']}", "softmax"]
    found = steps_of(model)
    expect_that(
        [step for step in found if step.startswith("dense")]
        == [step for step in after + last if step.startswith("dense")],
        "The dense layers should have the units of the configuration, and biases.",
    )
    expect_that(found[-1] == "softmax", "The last step should be the softmax.")
    count = [found.count(step) == (after + last).count(step) for step in set(after + last)]
    expect_that(
        all(count) and len(found) == len(after + last),
        "The model should have the layers of its configuration, and no others.",
    )
    expect_that(
        found in (after + last, before + last),
        "The layers should stand in the order of the exercise.",
    )
    return model


@exercise("build_from_config")
class TestBuildFromConfig:
    def test_plain_layers(self, student, rng):
        """There are as many hidden layers as asked for, with their units and their activation."""
        for layers, activation in ((1, "relu"), (2, "tanh"), (4, "elu")):
            expect_network(student, configured(rng, layers=layers, activation=activation))

    def test_dropout(self, student, rng):
        """Each hidden layer ends with dropout of the rate given, and the output has none."""
        rate = float(np.round(rng.uniform(0.1, 0.45), 3))
        expect_network(student, configured(rng, dropout=rate))
        expect_network(student, configured(rng, dropout=1 - rate, layers=1, activation="tanh"))

    def test_batch_normalisation(self, student, rng):
        """Each hidden layer is normalised where it is asked for, and nowhere else."""
        expect_network(student, configured(rng, batch_norm=True))
        expect_network(student, configured(rng, batch_norm=True, layers=3, activation="tanh"))

    def test_both(self, student, rng):
        """Dropout comes after batch normalisation and after the activation."""
        rate = float(np.round(rng.uniform(0.1, 0.45), 3))
        both = {"dropout": rate, "batch_norm": True}
        expect_network(student, configured(rng, **both))
        expect_network(student, configured(rng, **both, layers=1, activation="tanh"))

    def test_counts_its_parameters(self, student, rng):
        """The layers have weights of their own, and as many as can be counted by hand."""
        for batch_norm in (False, True):
            one = configured(rng, layers=3, batch_norm=batch_norm)
            sizes = [one["inputs"], *[one["units"]] * 3, one["outputs"]]
            dense = sum(a * b + b for a, b in zip(sizes, sizes[1:], strict=False))
            model = expect_network(student, one)
            expect_equal(model.count_params(), dense + 3 * 4 * one["units"] * batch_norm)

    def test_sgd(self, student, rng):
        """SGD has the learning rate and the momentum of the configuration."""
        for momentum in (float(np.round(rng.uniform(0.5, 0.95), 3)), 0.0):
            one = configured(rng, optimizer="sgd", momentum=momentum)
            settings = expect_compiled(student.build_from_config(one))
            expect_that(settings.optimizer.name == "SGD", "The optimiser should be SGD.")
            expect_rate(settings, one)
            options = dict(settings.optimizer.options)
            expect_close(options.pop("momentum", 0.0), momentum)
            expect_that(not any(options.values()), "SGD should keep its other default settings.")

    def test_adam(self, student, rng):
        """Adam has the learning rate of the configuration, whatever the momentum is."""
        for momentum in (0.0, 0.8):
            one = configured(rng, optimizer="adam", momentum=momentum)
            settings = expect_compiled(student.build_from_config(one))
            expect_that(settings.optimizer.name == "Adam", "The optimiser should be Adam.")
            expect_rate(settings, one)
            expect_that(
                not settings.optimizer.options, "Adam should keep its other default settings."
            )

    def test_loss(self, student, rng):
        """The loss is the sparse categorical cross-entropy of labels and probabilities."""
        settings = expect_compiled(student.build_from_config(configured(rng)))
        expect_that(
            settings.loss.name == "SparseCategoricalCrossentropy",
            "The loss should be the sparse categorical cross-entropy.",
        )
        expect_that(
            not settings.expects_logits,
            "The model outputs probabilities, so the loss should not expect logits.",
        )

    @aspect
    def test_leaves_the_configuration_alone(self, student, rng):
        """The configuration is not changed."""
        one = configured(rng, dropout=0.25, batch_norm=True, optimizer="sgd")
        model = expect_model(expect_unchanged(student.build_from_config, one))
        expect_shapes(model, (None, one["inputs"]), (None, one["outputs"]))


def expect_rate(settings, configuration):
    """Expect the learning rate of a configuration, which is a constant."""
    rate = settings.learning_rate
    expect_that(
        isinstance(rate, float)
        and math.isclose(rate, configuration["learning_rate"], rel_tol=1e-4),
        "The learning rate should be that of the configuration.",
    )


def wide_and_deep(student, inputs, units):
    """The model that the student builds, with its shapes."""
    model = expect_model(student.build_wide_and_deep(inputs, list(units)))
    expect_that(
        len(model.outputs) == 1 and len(model.inputs) == 1,
        "The model should have one input and one output.",
    )
    expect_shapes(model, (None, inputs), (None, 1))
    return model


def random_sizes(rng, count):
    """Different numbers of inputs and units."""
    return rng.choice(np.arange(3, 16), count, replace=False).tolist()


def parameters_of(inputs, units):
    """The parameters of the hidden layers, and one weight and bias for all that the output sees."""
    total, last = 0, inputs
    for size in units:
        total += last * size + size
        last = size
    return total + inputs + last + 1


def split_weights(model, inputs, units, rng):
    """Give a model random weights; give its hidden ones, and those of the output by array."""
    import keras

    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    hidden, last, output = [], inputs, list(dense)
    for size in units:
        layer = next((one for one in output if one.kernel.shape == (last, size)), None)
        expect_that(layer is not None, "A hidden layer of the right size is missing.")
        hidden.append(layer)
        output.remove(layer)
        last = size
    given = []
    for layer in [*hidden, *output]:
        given.append([rng.normal(size=w.shape) for w in layer.weights])
        layer.set_weights(given[-1])
    return given[: len(hidden)], given[len(hidden) :]


def outputs_by_hand(x, hidden, output):
    """All outputs that the parts of the model can give, in either order of the two."""
    h = x
    for kernel, bias in hidden:
        h = np.maximum(h @ kernel + bias, 0)
    kernels = [arrays[0] for arrays in output]
    bias = sum(arrays[1] for arrays in output if len(arrays) > 1)
    kernel = np.concatenate(kernels)
    expect_that(
        len(kernel) == x.shape[1] + h.shape[1],
        "The output should take the inputs and the last hidden layer, each of them once.",
    )
    results = [np.concatenate([x, h], axis=1) @ kernel + bias]
    return [*results, np.concatenate([h, x], axis=1) @ kernel + bias]


@exercise("build_wide_and_deep")
class TestBuildWideAndDeep:
    def test_counts_its_parameters(self, student, rng):
        """It has the parameters of its hidden layers, and one weight for all the output sees."""
        for count in (1, 2, 3):
            inputs, *units = random_sizes(rng, count + 1)
            model = wide_and_deep(student, inputs, units)
            expect_equal(model.count_params(), parameters_of(inputs, units))

    def test_computes_the_sum_of_both_ways(self, student, rng):
        """The output adds up what comes from the inputs and what comes through the layers."""
        for count in (1, 2, 3):
            inputs, *units = random_sizes(rng, count + 1)
            model = wide_and_deep(student, inputs, units)
            expect_equal(model.count_params(), parameters_of(inputs, units))
            expect_output(model, inputs, units, rng)

    def test_layers_of_equal_size(self, student, rng):
        """Hidden layers of equal size are different layers, each with its own weights."""
        n = int(rng.integers(4, 12))
        for units in ([n, n], [n, n, n]):
            model = wide_and_deep(student, n + 3, units)
            expect_equal(model.count_params(), parameters_of(n + 3, units))

    def test_output_is_linear(self, student, rng):
        """The output can be any number, negative or large."""
        import keras

        inputs, *units = random_sizes(rng, 3)
        model = wide_and_deep(student, inputs, units)
        expect_equal(model.count_params(), parameters_of(inputs, units))
        x = (rng.normal(size=(40, inputs)) * 20).astype("float32")
        drawn = []
        for _ in range(8):  # weights of one sign alone would give outputs of one sign
            split_weights(model, inputs, units, rng)
            drawn.append(keras.ops.convert_to_numpy(model(x)))
        outputs = np.concatenate(drawn)
        expect_that(
            outputs.min() < -1 and outputs.max() > 1, "The output should have no activation."
        )

    @aspect
    def test_leaves_the_units_alone(self, student, rng):
        """The list of units is not changed."""
        inputs, *units = random_sizes(rng, 3)
        model = expect_model(expect_unchanged(student.build_wide_and_deep, inputs, units))
        expect_equal(model.count_params(), parameters_of(inputs, units))


def expect_output(model, inputs, units, rng):
    """Expect what a wide and deep model of random weights computes."""
    import keras

    hidden, output = split_weights(model, inputs, units, rng)
    x = rng.normal(size=(20, inputs))
    reached = keras.ops.convert_to_numpy(model(x.astype("float32")))
    wanted = outputs_by_hand(x, hidden, output)
    close = [np.allclose(reached, one, rtol=1e-3, atol=1e-3) for one in wanted]
    expect_that(
        any(close),
        "With weights of the grader's the output is not the sum of both ways, through ReLU layers "
        "and straight.",
    )
