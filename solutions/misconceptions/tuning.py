"""Wrong answers to the exercises of 16 tuning, each with the hint its author needs."""

import itertools
import math

import numpy as np

from autograder.course.bank import misconception

GENERATOR = np.random.default_rng(5)

# grid


@misconception(of="grid", hint="Which name changes from one combination to the next?")
def grid_first_name_fastest(space):
    names = list(space)
    return [
        dict(zip(reversed(names), values, strict=True))
        for values in itertools.product(*(space[name] for name in reversed(names)))
    ]


@misconception(
    of="grid", hint="You fill one dict again and again: the list holds it many times over."
)
def grid_same_dict_many_times(space):
    combinations, one = [], {}
    for values in itertools.product(*space.values()):
        one.update(zip(space, values, strict=True))
        combinations.append(one)
    return combinations


@misconception(of="grid", hint="The space is needed afterwards: do not take its lists apart.")
def grid_empties_the_space(space):
    combinations = [{}]
    for name in list(space):
        values = space.pop(name)
        combinations = [{**one, name: value} for one in combinations for value in values]
    return combinations


@misconception(of="grid", hint="The values keep their order: do not sort them.")
def grid_sorts_the_values(space):
    lists = [sorted(values, key=str) for values in space.values()]
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*lists)]


@misconception(of="grid", hint="The names keep the order of the space: do not sort them.")
def grid_sorts_the_names(space):
    names = sorted(space)
    lists = [space[name] for name in names]
    return [dict(zip(names, values, strict=True)) for values in itertools.product(*lists)]


@misconception(of="grid", hint="Every value of a list meets every value of the others.")
def grid_pairs_the_lists(space):
    if not space:
        return [{}]
    return [dict(zip(space, values, strict=True)) for values in zip(*space.values(), strict=False)]


@misconception(
    of="grid", hint="Vary all names together, instead of one name while the others stay the same."
)
def grid_one_name_at_a_time(space):
    base = {name: values[0] for name, values in space.items()}
    combinations = [base]
    for name, values in space.items():
        combinations += [{**base, name: value} for value in values[1:]]
    return combinations


@misconception(of="grid", hint="How many combinations are there of no names? The product of none.")
def grid_empty_space_gives_nothing(space):
    if not space:
        return []
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*space.values())]


@misconception(of="grid", hint="Each combination is a dict with the names, not a bare tuple.")
def grid_tuples(space):
    return list(itertools.product(*space.values()))


@misconception(of="grid", hint="A combination has a single value for each name, not a list of one.")
def grid_lists_of_one(space):
    return [
        {name: [value] for name, value in zip(space, values, strict=True)}
        for values in itertools.product(*space.values())
    ]


@misconception(of="grid", hint="Your loops know of two names only; there may be any number.")
def grid_two_names_only(space):
    names = list(space)
    if len(names) < 2:
        return [{name: value} for name in names for value in space[name]]
    first, second = names[:2]
    return [{first: a, second: b} for a in space[first] for b in space[second]]


@misconception(
    of="grid", hint="Values may be None, False or an empty list, and they belong into the grid too."
)
def grid_skips_what_is_false(space):
    lists = [[value for value in values if value] for values in space.values()]
    return [dict(zip(space, values, strict=True)) for values in itertools.product(*lists)]


# sample


@misconception(of="sample", hint='For "log" it is the logarithm that is drawn evenly.')
def sample_even_draws_for_log(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low + u * (high - low)
    return drawn


@misconception(of="sample", hint="The highest integer must be possible, too: count the integers.")
def sample_high_excluded(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(
    of="sample", hint="Rounding gives the lowest and the highest integer only half a part each."
)
def sample_rounds_integers(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = low + round(u * (high - low))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="The names keep the order of the space: do not sort them.")
def sample_sorted_names(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(sorted(space.items()), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="The space is needed for the next sample: do not take it apart.")
def sample_changes_the_space(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    space.clear()
    return drawn


@misconception(of="sample", hint="Round down in the same way below zero: int() cuts towards zero.")
def sample_cuts_towards_zero(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = int(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="An integer dimension gives a whole number: round it down.")
def sample_integers_are_fractions(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = low + u * (high - low + 1)
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="Each name has its own uniform number, not all the first one.")
def sample_one_number_for_all(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(
        space.items(), np.resize(uniforms[:1], len(space)), strict=True
    ):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="Turn the drawn logarithm back into the number itself.")
def sample_gives_the_logarithm(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = math.log(low) + u * (math.log(high) - math.log(low))
    return drawn


@misconception(
    of="sample", hint="You mix two bases: undo the logarithm by a power of its own base."
)
def sample_mixes_bases(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = 10 ** (math.log(low) + u * math.log(high / low))
    return drawn


@misconception(of="sample", hint="At u = 0 the lowest number is drawn, not the highest.")
def sample_from_above(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = high - u * (high - low)
            case "log", low, high:
                drawn[name] = high * (low / high) ** u
    return drawn


@misconception(
    of="sample", hint="A choice must reach its last entry: how many equal parts are there?"
)
def sample_never_the_last_choice(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * (len(values) - 1))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="Do not round the place in the list to the nearest, but down.")
def sample_rounds_the_choice(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[round(u * (len(values) - 1))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="The uniform numbers decide: draw no other random numbers.")
def sample_draws_for_itself(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), GENERATOR.random(len(space)), strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="Add the lowest number: the interval need not begin at 0.")
def sample_forgets_low(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = u * (high - low)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(
    of="sample", hint="A length is high minus low; high alone is right only for low = 0."
)
def sample_length_is_high(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = low + u * high
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


@misconception(of="sample", hint="Nothing is rounded but an integer dimension.")
def sample_rounds_floats(space, uniforms):
    drawn = {}
    for (name, dimension), u in zip(space.items(), uniforms, strict=True):
        match dimension:
            case "choice", values:
                drawn[name] = values[math.floor(u * len(values))]
            case "integer", low, high:
                drawn[name] = math.floor(low + u * (high - low + 1))
            case "uniform", low, high:
                drawn[name] = round(low + u * (high - low), 2)
            case "log", low, high:
                drawn[name] = low * (high / low) ** u
    return drawn


# hit_probability


@misconception(
    of="hit_probability", hint="Probabilities of events that can happen together do not add up."
)
def hit_probability_adds(trials, share):
    return trials * share


@misconception(of="hit_probability", hint="One hit is enough; not all trials must be hits.")
def hit_probability_all_hit(trials, share):
    return share**trials


@misconception(of="hit_probability", hint="That is the probability that none hits.")
def hit_probability_none_hits(trials, share):
    return (1 - share) ** trials


@misconception(of="hit_probability", hint="More than one hit is fine, too.")
def hit_probability_exactly_one(trials, share):
    if trials == 0 or share == 1:
        return float(trials > 0)
    return trials * share * (1 - share) ** (trials - 1)


@misconception(
    of="hit_probability", hint="A probability that is cut at 1 was not a probability before."
)
def hit_probability_adds_up_to_one(trials, share):
    return min(1.0, trials * share)


@misconception(
    of="hit_probability", hint="Which is raised to which power: what misses, or how many trials?"
)
def hit_probability_power_the_wrong_way(trials, share):
    return 1 - share**trials


@misconception(of="hit_probability", hint="Count the trials: one is missing.")
def hit_probability_one_trial_less(trials, share):
    return 1 - (1 - share) ** max(trials - 1, 0)


@misconception(
    of="hit_probability", hint="The exponential is an approximation for small shares; be exact."
)
def hit_probability_exponential(trials, share):
    return 1 - math.exp(-trials * share)


# different_values_tried


@misconception(
    of="different_values_tried", hint="Do two random points ever have exactly the same value?"
)
def different_values_tried_random_3():
    return "grid 3, random 3"


@misconception(
    of="different_values_tried",
    hint="Look along the axis that matters: how many points of the grid stand above one another?",
)
def different_values_tried_all_9():
    return "grid 9, random 9"


@misconception(
    of="different_values_tried", hint="Look at the picture: which of the two is regular?"
)
def different_values_tried_exchanged():
    return "grid 9, random 3"


@misconception(of="different_values_tried", hint="Spell the answer as the docstring does.")
def different_values_tried_numbers_only():
    return "3, 9"


@misconception(of="different_values_tried", hint="Return one string.")
def different_values_tried_as_numbers():
    return 3, 9


# kfold


@misconception(of="kfold", hint="Shuffle first: data often stand in some order.")
def kfold_no_shuffle(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(of="kfold", hint="A fold must not train on what it validates.")
def kfold_train_includes_validation(n, k, rng):
    order = rng.permutation(n)
    return [(order, part) for part in np.array_split(order, k)]


@misconception(of="kfold", hint="Each index is validated once; draws with replacement repeat some.")
def kfold_with_replacement(n, k, rng):
    parts = np.array_split(rng.integers(0, n, n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(
    of="kfold", hint="One permutation serves all folds; a new one each time repeats some indices."
)
def kfold_a_permutation_for_each_fold(n, k, rng):
    folds = []
    for fold in range(k):
        parts = np.array_split(rng.permutation(n), k)
        folds.append((np.concatenate(parts[:fold] + parts[fold + 1 :]), parts[fold]))
    return folds


@misconception(of="kfold", hint="The samples that are left over belong to folds, too.")
def kfold_drops_the_rest(n, k, rng):
    parts = np.array_split(rng.permutation(n)[: n // k * k], k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(of="kfold", hint="What is left over goes to the first folds, one each.")
def kfold_last_fold_takes_the_rest(n, k, rng):
    order, size = rng.permutation(n), n // k
    cuts = [fold * size for fold in range(k)] + [n]
    return [
        (np.concatenate([order[:a], order[b:]]), order[a:b])
        for a, b in zip(cuts, cuts[1:], strict=False)
    ]


@misconception(of="kfold", hint="Which folds are the larger ones: the first, or the last?")
def kfold_last_folds_larger(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in reversed(range(k))]


@misconception(of="kfold", hint="The pair is training first, then validation.")
def kfold_pair_the_other_way_round(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(part, np.concatenate(parts[:i] + parts[i + 1 :])) for i, part in enumerate(parts)]


@misconception(
    of="kfold",
    hint="Use the given generator as the source of randomness; do not make your own.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def kfold_fixed_seed(n, k, rng):
    parts = np.array_split(np.random.default_rng(0).permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(
    of="kfold",
    hint="Use the given generator: otherwise nobody can repeat the folds.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def kfold_another_generator(n, k, rng):
    parts = np.array_split(GENERATOR.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(of="kfold", hint="Give the indices, not a mask of truth values.")
def kfold_masks(n, k, rng):
    folds = []
    for part in np.array_split(rng.permutation(n), k):
        mask = np.zeros(n, bool)
        mask[part] = True
        folds.append((~mask, mask))
    return folds


@misconception(of="kfold", hint="Each fold trains on all other parts, not only on the next one.")
def kfold_trains_on_the_next_part(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[(fold + 1) % k], part) for fold, part in enumerate(parts)]


@misconception(of="kfold", hint="Indices are counted from 0.")
def kfold_from_one(n, k, rng):
    parts = np.array_split(rng.permutation(n) + 1, k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), part) for i, part in enumerate(parts)]


@misconception(
    of="kfold", hint="Folds are blocks of the shuffled order; every k-th of the unshuffled is not."
)
def kfold_every_kth(n, k, rng):
    return [(np.delete(np.arange(n), np.arange(i, n, k)), np.arange(i, n, k)) for i in range(k)]


# cross_validate


@misconception(of="cross_validate", hint="Score on samples that the model has not seen.")
def cross_validate_scores_on_training(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[t], y[t]) for t, v in folds]
    return np.mean(scores), np.std(scores)


@misconception(
    of="cross_validate", hint="The standard deviation of the population divides by k, not by k - 1."
)
def cross_validate_ddof_1(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]
    return np.mean(scores), np.std(scores, ddof=1) if len(scores) > 1 else 0.0


@misconception(of="cross_validate", hint="All folds count the same, whatever their size.")
def cross_validate_weighted_by_size(x, y, fit, score, folds):
    scores = np.array([score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds])
    sizes = np.array([len(v) for t, v in folds])
    mean = np.average(scores, weights=sizes)
    return mean, np.sqrt(np.average((scores - mean) ** 2, weights=sizes))


@misconception(of="cross_validate", hint="Fit on the training part of each fold alone.")
def cross_validate_fits_on_everything(x, y, fit, score, folds):
    scores = [score(fit(x, y), x[v], y[v]) for t, v in folds]
    return np.mean(scores), np.std(scores)


@misconception(of="cross_validate", hint="Every fold needs a model of its own.")
def cross_validate_one_model_for_all(x, y, fit, score, folds):
    model = fit(x[folds[0][0]], y[folds[0][0]])
    scores = [score(model, x[v], y[v]) for t, v in folds]
    return np.mean(scores), np.std(scores)


@misconception(of="cross_validate", hint="The score belongs on the validation part, not on all.")
def cross_validate_scores_on_everything(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x, y) for t, v in folds]
    return np.mean(scores), np.std(scores)


@misconception(of="cross_validate", hint="The second number is the root of the variance.")
def cross_validate_variance(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]
    return np.mean(scores), np.var(scores)


@misconception(
    of="cross_validate", hint="How the scores scatter is asked for, not how sure the mean is."
)
def cross_validate_standard_error(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]
    return np.mean(scores), np.std(scores) / np.sqrt(len(scores))


@misconception(
    of="cross_validate", hint="The folds say which samples train; it need not be all the others."
)
def cross_validate_trains_on_the_complement(x, y, fit, score, folds):
    scores = []
    for _, v in folds:
        t = np.setdiff1d(np.arange(len(x)), v)
        scores.append(score(fit(x[t], y[t]), x[v], y[v]))
    return np.mean(scores), np.std(scores)


@misconception(
    of="cross_validate", hint="The mean of all scores is asked for, not the best of them."
)
def cross_validate_best_fold(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]
    return np.min(scores), np.std(scores)


@misconception(of="cross_validate", hint="The mean, not the middle one of the scores.")
def cross_validate_median(x, y, fit, score, folds):
    scores = [score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]
    return np.median(scores), np.std(scores)


@misconception(of="cross_validate", hint="In each pair the training indices come first.")
def cross_validate_pair_the_other_way_round(x, y, fit, score, folds):
    scores = [score(fit(x[v], y[v]), x[t], y[t]) for t, v in folds]
    return np.mean(scores), np.std(scores)


@misconception(
    of="cross_validate", hint="A model may be None, 0 or an empty dict: do not ask if it is true."
)
def cross_validate_skips_models_that_are_false(x, y, fit, score, folds):
    scores = []
    for t, v in folds:
        model = fit(x[t], y[t])
        if isinstance(model, (int, float)) or model is None:
            model = model or 1.0
        scores.append(score(model, x[v], y[v]))
    return np.mean(scores), np.std(scores)


@misconception(
    of="cross_validate",
    hint="Training is what takes the time: fit each fold once and keep its score.",
    unseen="The values are right; only how often it trains is not.",
)
def cross_validate_trains_twice(x, y, fit, score, folds):
    return (
        np.mean([score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]),
        np.std([score(fit(x[t], y[t]), x[v], y[v]) for t, v in folds]),
    )


@misconception(of="cross_validate", hint="All samples stay as they are: do not flatten them.")
def cross_validate_flattens_the_samples(x, y, fit, score, folds):
    flat = x.reshape(-1)[: len(x)]
    scores = [score(fit(flat[t], y[t]), flat[v], y[v]) for t, v in folds]
    return np.mean(scores), np.std(scores)


# what_the_samples_are_for


@misconception(
    of="what_the_samples_are_for", hint="A sample that was used to choose cannot judge any more."
)
def what_the_samples_are_for_test_chooses():
    return "test sample", "for each configuration"


@misconception(
    of="what_the_samples_are_for", hint="The training loss is smallest for what memorises best."
)
def what_the_samples_are_for_training_chooses():
    return "training sample", "once, at the end"


@misconception(
    of="what_the_samples_are_for",
    hint="How often may you look at the test sample while you choose?",
)
def what_the_samples_are_for_test_after_every_epoch():
    return "validation sample", "after every epoch"


@misconception(
    of="what_the_samples_are_for", hint="If it is never used, nobody knows how good the choice is."
)
def what_the_samples_are_for_test_never():
    return "validation sample", "never"


@misconception(of="what_the_samples_are_for", hint="First the sample that chooses, then the time.")
def what_the_samples_are_for_exchanged():
    return "once, at the end", "validation sample"


@misconception(
    of="what_the_samples_are_for",
    hint="A test sample that is looked at for each configuration takes part in the choice.",
)
def what_the_samples_are_for_test_for_each():
    return "validation sample", "for each configuration"


# successive_halving


@misconception(of="successive_halving", hint="A loss is the better the smaller it is.")
def successive_halving_keeps_the_worst(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get, reverse=True)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


@misconception(of="successive_halving", hint="Round down how many stay.")
def successive_halving_rounds_up(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(
            sorted(left, key=losses.get)[: min(len(left) - 1, math.ceil(len(left) / factor))]
        )
        budget = budget * factor
    return left[0], rounds


@misconception(of="successive_halving", hint="Round down how many stay, not to the nearest number.")
def successive_halving_rounds_to_the_nearest(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(
            sorted(left, key=losses.get)[: min(len(left) - 1, max(1, round(len(left) / factor)))]
        )
        budget = budget * factor
    return left[0], rounds


@misconception(
    of="successive_halving",
    hint="The indices belong to the list that was given, not to those that are left.",
)
def successive_halving_index_among_the_survivors(configurations, evaluate, budget, factor=3):
    left, rounds = list(configurations), []
    while len(left) > 1:
        rounds.append((budget, list(range(len(left)))))
        losses = [evaluate(one, budget) for one in left]
        stay = sorted(
            sorted(range(len(left)), key=losses.__getitem__)[: max(1, len(left) // factor)]
        )
        left = [left[place] for place in stay]
        budget = budget * factor
    return 0, rounds


@misconception(
    of="successive_halving", hint="Go on while more than one is left, even if it is few."
)
def successive_halving_stops_at_factor(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) >= factor:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    if len(left) > 1:
        left = [min(left, key=losses.get)] if rounds else left
    return left[0], rounds


@misconception(of="successive_halving", hint="The budget grows from round to round.")
def successive_halving_same_budget(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
    return left[0], rounds


@misconception(
    of="successive_halving", hint="The budget is multiplied by the factor; nothing is added."
)
def successive_halving_adds_to_the_budget(configurations, evaluate, budget, factor=3):
    left, rounds, first = list(range(len(configurations))), [], budget
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget + first
    return left[0], rounds


@misconception(of="successive_halving", hint="The first round has the budget that was given.")
def successive_halving_first_round_has_more(configurations, evaluate, budget, factor=3):
    budget = budget * factor
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


@misconception(of="successive_halving", hint="Judge anew in every round, with the new budget.")
def successive_halving_judges_once(configurations, evaluate, budget, factor=3):
    losses = [evaluate(one, budget) for one in configurations]
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        left = sorted(sorted(left, key=losses.__getitem__)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


@misconception(of="successive_halving", hint="The indices of a round stand in ascending order.")
def successive_halving_ordered_by_loss(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(left, key=losses.get)[: max(1, len(left) // factor)]
        budget = budget * factor
    return left[0], rounds


@misconception(
    of="successive_halving", hint="A round names those that it has judged, not who stays."
)
def successive_halving_rounds_hold_who_stays(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        rounds.append((budget, left))
        budget = budget * factor
    return left[0], rounds


@misconception(of="successive_halving", hint="Give the index of the best, not the configuration.")
def successive_halving_gives_the_configuration(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    return configurations[left[0]], rounds


@misconception(of="successive_halving", hint="A round holds the indices, not how many they are.")
def successive_halving_counts_only(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], [(given, len(judged)) for given, judged in rounds]


@misconception(of="successive_halving", hint="The factor is an argument and need not be 3.")
def successive_halving_always_by_thirds(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // 3)])
        budget = budget * 3
    return left[0], rounds


@misconception(
    of="successive_halving", hint="A later round forgets the losses of the earlier ones."
)
def successive_halving_adds_up_losses(configurations, evaluate, budget, factor=3):
    left, rounds, total = list(range(len(configurations))), [], [0.0] * len(configurations)
    while len(left) > 1:
        rounds.append((budget, left))
        for place in left:
            total[place] += evaluate(configurations[place], budget)
        left = sorted(sorted(left, key=total.__getitem__)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


@misconception(
    of="successive_halving",
    hint="Only those that are left are judged again; that is what saves the time.",
    unseen="The values are right; only how often it asks for a loss is not.",
)
def successive_halving_judges_all_again(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = [evaluate(one, budget) for one in configurations]
        left = sorted(sorted(left, key=losses.__getitem__)[: max(1, len(left) // factor)])
        budget = budget * factor
    return left[0], rounds


@misconception(
    of="successive_halving", hint="With a single configuration there is nothing to judge."
)
def successive_halving_judges_the_last_one(configurations, evaluate, budget, factor=3):
    left, rounds = list(range(len(configurations))), []
    while len(left) > 1:
        rounds.append((budget, left))
        losses = {place: evaluate(configurations[place], budget) for place in left}
        left = sorted(sorted(left, key=losses.get)[: max(1, len(left) // factor)])
        budget = budget * factor
    evaluate(configurations[left[0]], budget)
    rounds.append((budget, left))
    return left[0], rounds


# step_decay


@misconception(
    of="step_decay", hint="The rate stays the same within a step: round the quotient down."
)
def step_decay_smooth_exponent(initial, factor, every, epoch):
    return initial * factor ** (epoch / every)


@misconception(
    of="step_decay", hint="Epochs are counted from 0 here: when does the first step end?"
)
def step_decay_epoch_from_one(initial, factor, every, epoch):
    return initial * factor ** ((epoch + 1) // every)


@misconception(of="step_decay", hint="The first epochs have the initial rate itself.")
def step_decay_initial_twice(initial, factor, every, epoch):
    return initial * initial * factor ** (epoch // every)


@misconception(of="step_decay", hint="Count how often the rate has been cut before this epoch.")
def step_decay_one_cut_too_many(initial, factor, every, epoch):
    return initial * factor ** (epoch // every + 1)


@misconception(
    of="step_decay", hint="The steps multiply up; the rate does not fall by equal amounts."
)
def step_decay_linear(initial, factor, every, epoch):
    return initial * factor * (epoch // every) if epoch >= every else initial


@misconception(of="step_decay", hint="The rate is cut again and again, not once.")
def step_decay_cut_once(initial, factor, every, epoch):
    return initial * factor if epoch >= every else initial


@misconception(of="step_decay", hint="Round the number of steps down, not to the nearest.")
def step_decay_rounds(initial, factor, every, epoch):
    return initial * factor ** round(epoch / every)


@misconception(of="step_decay", hint="The factor acts after every so many epochs, not in each.")
def step_decay_each_epoch(initial, factor, every, epoch):
    return initial * factor**epoch


@misconception(of="step_decay", hint="Multiply by the factor; a rate divided by it would grow.")
def step_decay_divides(initial, factor, every, epoch):
    return initial / factor ** (epoch // every)


@misconception(of="step_decay", hint="The last epoch of a step still has the old rate.")
def step_decay_epoch_before(initial, factor, every, epoch):
    return initial * factor ** (max(epoch - 1, 0) // every)


# cosine_with_warmup


@misconception(of="cosine_with_warmup", hint="The cosine begins where the warm-up ends.")
def cosine_with_warmup_from_step_0(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, step / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="Half a cosine goes down; a whole one comes up again.")
def cosine_with_warmup_whole_cosine(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = 2 * min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="final is a rate, not a share of the peak.")
def cosine_with_warmup_final_as_a_fraction(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return peak * (final + (1 - final) * (1 + math.cos(math.pi * progress)) / 2)


@misconception(
    of="cosine_with_warmup", hint="The steps of the decay are counted after those of the warm-up."
)
def cosine_with_warmup_decay_includes_warmup(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / max(decay_steps - warmup_steps, 1))
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="What happens after the last step of the decay?")
def cosine_with_warmup_comes_up_again(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = (step - warmup_steps) / decay_steps
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="Beyond its end the rate stays at final, not at 0.")
def cosine_with_warmup_zero_at_the_end(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    if step > warmup_steps + decay_steps:
        return 0.0
    progress = (step - warmup_steps) / decay_steps
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="Where does the rate begin, and where does it get to?")
def cosine_with_warmup_begins_at_final(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return final + (peak - final) * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="Step 0 of a warm-up has the rate 0.")
def cosine_with_warmup_counts_from_one(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * (step + 1) / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(
    of="cosine_with_warmup",
    hint="After the warm-up the rate follows a cosine, not a straight line.",
)
def cosine_with_warmup_straight_down(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    return peak + (final - peak) * min(1, (step - warmup_steps) / decay_steps)


@misconception(
    of="cosine_with_warmup", hint="The cosine of a right angle is 0: how far does it go?"
)
def cosine_with_warmup_quarter_cosine(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * math.cos(math.pi * progress / 2)


@misconception(of="cosine_with_warmup", hint="The rate ends at final: it is not cut off there.")
def cosine_with_warmup_cut_at_final(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return max(final, peak * (1 + math.cos(math.pi * progress)) / 2)


@misconception(of="cosine_with_warmup", hint="Where is the warm-up?")
def cosine_with_warmup_without_warmup(step, peak, warmup_steps, decay_steps, final=0.0):
    progress = min(1, max(0, step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


@misconception(
    of="cosine_with_warmup", hint="Add final to the falling part, which is peak minus final high."
)
def cosine_with_warmup_adds_final(step, peak, warmup_steps, decay_steps, final=0.0):
    if step < warmup_steps:
        return peak * step / warmup_steps
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + peak * (1 + math.cos(math.pi * progress)) / 2


@misconception(of="cosine_with_warmup", hint="Without a warm-up there is nothing to divide by.")
def cosine_with_warmup_needs_a_warmup(step, peak, warmup_steps, decay_steps, final=0.0):
    if step <= warmup_steps:
        return float(np.float64(peak) * step / np.float64(warmup_steps))
    progress = min(1, (step - warmup_steps) / decay_steps)
    return final + (peak - final) * (1 + math.cos(math.pi * progress)) / 2


# reduce_on_plateau


@misconception(
    of="reduce_on_plateau",
    hint="The rate falls when wait reaches patience, not when it exceeds it.",
)
def reduce_on_plateau_one_epoch_late(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait > patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="The best loss is kept when the rate is cut.")
def reduce_on_plateau_best_forgotten(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                best, wait, cooling = math.inf, 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="A cut begins the count of idle epochs anew.")
def reduce_on_plateau_wait_not_reset_by_a_cut(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                cooling = cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="The rate must not fall below min_lr.")
def reduce_on_plateau_below_min_lr(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = learning_rate * factor
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="An improvement begins the count of idle epochs anew.")
def reduce_on_plateau_wait_not_reset_by_improvement(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best = loss
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="What does min_delta say about an improvement?")
def reduce_on_plateau_ignores_min_delta(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(
    of="reduce_on_plateau",
    hint="To improve, a loss must be below the best by min_delta, not near it.",
)
def reduce_on_plateau_min_delta_added(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best + min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="Epochs of a cooldown do not count as idle.")
def reduce_on_plateau_ignores_cooldown(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait = [], math.inf, 0
    for loss in losses:
        rates.append(learning_rate)
        if loss < best - min_delta:
            best, wait = loss, 0
        else:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait = 0
    return rates


@misconception(of="reduce_on_plateau", hint="A cooldown ends at some time: count its epochs down.")
def reduce_on_plateau_endless_cooldown(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(
    of="reduce_on_plateau",
    hint="The cooldown counts down before the loss is looked at, so its last epoch counts.",
)
def reduce_on_plateau_last_cooldown_epoch_idle(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        resting = cooling > 0
        if resting:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif not resting:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="Improvements count during a cooldown, too.")
def reduce_on_plateau_sleeps_during_cooldown(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 1:
            cooling -= 1
            continue
        cooling = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        else:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(
    of="reduce_on_plateau", hint="Compare with the best loss, not with the epoch before."
)
def reduce_on_plateau_compares_with_the_epoch_before(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, before, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < before - min_delta:
            wait = 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
        before = loss
    return rates


@misconception(
    of="reduce_on_plateau", hint="Give the rate that an epoch was trained with, not that after it."
)
def reduce_on_plateau_rates_afterwards(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in [*losses, math.inf]:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates[1:]


@misconception(
    of="reduce_on_plateau", hint="The best loss is the smallest so far that has improved enough."
)
def reduce_on_plateau_best_of_all(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            wait = 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
        best = min(best, loss)
    return rates


@misconception(of="reduce_on_plateau", hint="Give the rate of every epoch, not only the last one.")
def reduce_on_plateau_last_rate_only(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates[-1]


@misconception(of="reduce_on_plateau", hint="The rate is cut every time, not only once.")
def reduce_on_plateau_cuts_once(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    first = learning_rate
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(first * factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


@misconception(of="reduce_on_plateau", hint="Multiply the rate by the factor; do not subtract it.")
def reduce_on_plateau_subtracts(
    losses, learning_rate, factor=0.1, patience=10, min_delta=1e-4, cooldown=0, min_lr=0.0
):
    rates, best, wait, cooling = [], math.inf, 0, 0
    for loss in losses:
        rates.append(learning_rate)
        if cooling > 0:
            cooling -= 1
            wait = 0
        if loss < best - min_delta:
            best, wait = loss, 0
        elif cooling == 0:
            wait += 1
            if wait >= patience:
                learning_rate = max(learning_rate - factor, min_lr)
                wait, cooling = 0, cooldown
    return rates


# run_epochs


@misconception(of="run_epochs", hint="Epochs are counted from 1 here.")
def run_epochs_from_0(train_epoch, callbacks, epochs):
    history = {}
    for t in range(epochs):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="The epoch that was the last belongs to the history, too.")
def run_epochs_last_epoch_missing(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
    return history


@misconception(
    of="run_epochs", hint="Only the object True ends the training, not what counts as true."
)
def run_epochs_truthy_stops(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        if any([callback(t, logs) for callback in callbacks]):
            break
    return history


@misconception(of="run_epochs", hint="1 equals True, but it is another object: what is asked for?")
def run_epochs_equals_true(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        said = [callback(t, logs) for callback in callbacks]
        if any(isinstance(answer, (int, float)) and answer == True for answer in said):  # noqa: E712
            break
    return history


@misconception(of="run_epochs", hint="Nobody calls the callbacks.")
def run_epochs_ignores_callbacks(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        for name, value in train_epoch(t).items():
            history.setdefault(name, []).append(value)
    return history


@misconception(of="run_epochs", hint="The callbacks are called, but what do they return?")
def run_epochs_ignores_what_they_return(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        for callback in callbacks:
            callback(t, logs)
    return history


@misconception(
    of="run_epochs",
    hint="All callbacks are called after each epoch, also after one has returned True.",
    unseen="The history is right; only a callback that was not called knows.",
)
def run_epochs_others_not_called(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        if any(callback(t, logs) is True for callback in callbacks):
            break
    return history


@misconception(of="run_epochs", hint="Any callback may end the training, not only the last one.")
def run_epochs_last_callback_decides(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        stop = None
        for callback in callbacks:
            stop = callback(t, logs)
        if stop is True:
            break
    return history


@misconception(of="run_epochs", hint="One True is enough; not all callbacks must agree.")
def run_epochs_all_must_agree(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        said = [callback(t, logs) for callback in callbacks]
        if said and all(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="Epoch number epochs is trained, too.")
def run_epochs_one_too_few(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs):
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="A history is a dict of lists, as Keras gives it.")
def run_epochs_list_of_dicts(train_epoch, callbacks, epochs):
    history = []
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        history.append(logs)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="Keep the values of all epochs, not those of the last.")
def run_epochs_last_logs_only(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        history = {name: [value] for name, value in logs.items()}
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="The logs may have any names, and all of them are kept.")
def run_epochs_loss_only(train_epoch, callbacks, epochs):
    history = {"loss": []}
    for t in range(1, epochs + 1):
        logs = train_epoch(t)
        history["loss"].append(next(iter(logs.values())))
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(
    of="run_epochs",
    hint="Train an epoch once: its logs are needed twice, but not its training.",
    unseen="The history is right; only how often it trains is not.",
)
def run_epochs_trains_twice(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        for name, value in train_epoch(t).items():
            history.setdefault(name, []).append(value)
        logs = train_epoch(t)
        said = [callback(t, logs) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


@misconception(of="run_epochs", hint="Callbacks are called after each epoch, not before it.")
def run_epochs_callbacks_first(train_epoch, callbacks, epochs):
    history, logs = {}, {}
    for t in range(1, epochs + 1):
        if logs:
            said = [callback(t, logs) for callback in callbacks]
            if any(answer is True for answer in said):
                break
        logs = train_epoch(t)
        for name, value in logs.items():
            history.setdefault(name, []).append(value)
    return history


@misconception(
    of="run_epochs",
    hint="Callbacks take the logs of the epoch, not the history.",
)
def run_epochs_callbacks_get_the_history(train_epoch, callbacks, epochs):
    history = {}
    for t in range(1, epochs + 1):
        for name, value in train_epoch(t).items():
            history.setdefault(name, []).append(value)
        said = [callback(t, history) for callback in callbacks]
        if any(answer is True for answer in said):
            break
    return history


# smooth


@misconception(of="smooth", hint="The average begins at 0: what corrects the first values?")
def smooth_not_corrected(values, weight):
    smoothed, m = [], 0.0
    for value in values:
        m = weight * m + (1 - weight) * value
        smoothed.append(m)
    return smoothed


@misconception(of="smooth", hint="The weight belongs to the past, 1 - weight to the new value.")
def smooth_weights_exchanged(values, weight):
    smoothed, m = [], 0.0
    for t, value in enumerate(values, start=1):
        m = (1 - weight) * m + weight * value
        scale = 1 - (1 - weight) ** t
        smoothed.append(m / scale if scale else 0.0)
    return smoothed


@misconception(
    of="smooth", hint="Either begin with the first value or divide: here, m begins at 0."
)
def smooth_starts_from_the_first_value_and_divides(values, weight):
    smoothed, m = [], values[0] if len(values) else 0.0
    for t, value in enumerate(values, start=1):
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight**t))
    return smoothed


@misconception(of="smooth", hint="TensorBoard does not begin with the first value, but with 0.")
def smooth_starts_from_the_first_value(values, weight):
    smoothed, m = [], values[0] if len(values) else 0.0
    for value in values:
        m = weight * m + (1 - weight) * value
        smoothed.append(m)
    return smoothed


@misconception(of="smooth", hint="m must stay uncorrected; only what you give back is divided.")
def smooth_corrects_the_state(values, weight):
    smoothed, m = [], 0.0
    for t, value in enumerate(values, start=1):
        m = (weight * m + (1 - weight) * value) / (1 - weight**t)
        smoothed.append(m)
    return smoothed


@misconception(of="smooth", hint="The power grows with each value.")
def smooth_corrects_all_alike(values, weight):
    smoothed, m = [], 0.0
    for value in values:
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight))
    return smoothed


@misconception(of="smooth", hint="Count the values from 1: the first is divided by 1 - weight.")
def smooth_counts_one_ahead(values, weight):
    smoothed, m = [], 0.0
    for t, value in enumerate(values, start=1):
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight ** (t + 1)))
    return smoothed


@misconception(
    of="smooth", hint="Recent values count more than old ones: that is not the plain mean."
)
def smooth_running_mean(values, weight):
    return [sum(values[:t]) / t for t in range(1, len(values) + 1)]


@misconception(of="smooth", hint="Give every smoothed value, not only the last one.")
def smooth_last_only(values, weight):
    m = 0.0
    for value in values:
        m = weight * m + (1 - weight) * value
    return [m / (1 - weight ** len(values))] if len(values) else []


@misconception(of="smooth", hint="The past is smoothed; do not look at the future values.")
def smooth_from_the_end(values, weight):
    smoothed, m = [], 0.0
    for t, value in enumerate(list(values)[::-1], start=1):
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight**t))
    return smoothed[::-1]


@misconception(of="smooth", hint="The average uses m of the step before, not the value before.")
def smooth_two_values_only(values, weight):
    values = list(values)
    return values[:1] + [
        weight * before + (1 - weight) * value
        for before, value in zip(values, values[1:], strict=False)
    ]


@misconception(of="smooth", hint="Of no values there is nothing to smooth, not even a zero.")
def smooth_zero_of_nothing(values, weight):
    smoothed, m = [], 0.0
    for t, value in enumerate(values, start=1):
        m = weight * m + (1 - weight) * value
        smoothed.append(m / (1 - weight**t))
    return smoothed or [0.0]


@misconception(of="smooth", hint="The list given to the function must keep its values.")
def smooth_overwrites_the_values(values, weight):
    m = 0.0
    for t in range(len(values)):
        m = weight * m + (1 - weight) * values[t]
        values[t] = m / (1 - weight ** (t + 1))
    return values


# best_run


@misconception(of="best_run", hint="Epochs are counted from 1.")
def best_run_epoch_from_0(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run, epoch - 1


@misconception(of="best_run", hint="The best epoch need not be the last of its run.")
def best_run_last_epoch(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run, len(runs[run][metric])


@misconception(of="best_run", hint="What does mode say?")
def best_run_always_the_least(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = min(values)
    return run, epoch


@misconception(of="best_run", hint="What does mode say, and what is it if nobody says it?")
def best_run_always_the_greatest(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = max(values)
    return run, epoch


@misconception(of="best_run", hint="For which mode is the least value the best?")
def best_run_modes_exchanged(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (max if mode == "min" else min)(values)
    return run, epoch


@misconception(of="best_run", hint="The run is an index into the list: Python counts it from 0.")
def best_run_run_from_1(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run + 1, epoch


@misconception(
    of="best_run", hint="Runs without the metric are passed over, but they keep their place."
)
def best_run_counts_only_runs_with_the_metric(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate([one for one in runs if metric in one])
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run, epoch


@misconception(of="best_run", hint="A run may be best at any epoch, not only at its last.")
def best_run_by_the_last_values(runs, metric, mode="min"):
    last = [
        (history[metric][-1], run, len(history[metric]))
        for run, history in enumerate(runs)
        if metric in history
    ]
    _, run, epoch = (min if mode == "min" else max)(last)
    return run, epoch


@misconception(of="best_run", hint="Which value is the best, not which run is best on average?")
def best_run_by_the_mean(runs, metric, mode="min"):
    choose = min if mode == "min" else max
    means = {run: np.mean(history[metric]) for run, history in enumerate(runs) if metric in history}
    run = choose(means, key=means.get)
    return run, runs[run][metric].index(choose(runs[run][metric])) + 1


@misconception(of="best_run", hint="The name of the metric is an argument.")
def best_run_always_the_first_metric(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(next(iter(history.values()), []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run, epoch


@misconception(of="best_run", hint="First the run, then the epoch.")
def best_run_exchanged(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return epoch, run


@misconception(of="best_run", hint="Give where the best value is, not the value itself.")
def best_run_gives_the_value(runs, metric, mode="min"):
    values = [
        (value, run, epoch)
        for run, history in enumerate(runs)
        for epoch, value in enumerate(history.get(metric, []), start=1)
    ]
    _, run, epoch = (min if mode == "min" else max)(values)
    return run, runs[run][metric][epoch - 1]


@misconception(of="best_run", hint="All runs take part in the search.")
def best_run_first_run_only(runs, metric, mode="min"):
    first = next(run for run, history in enumerate(runs) if metric in history)
    values = runs[first][metric]
    return first, values.index((min if mode == "min" else max)(values)) + 1


@misconception(of="best_run", hint="Begin with the first value: values may be negative or huge.")
def best_run_starts_from_fixed_values(runs, metric, mode="min"):
    place, best = (0, 1), 1000.0 if mode == "min" else 0.0
    for run, history in enumerate(runs):
        for epoch, value in enumerate(history.get(metric, []), start=1):
            if (value < best) if mode == "min" else (value > best):
                place, best = (run, epoch), value
    return place


# build_from_config


@misconception(of="build_from_config", hint="Nothing comes after the output layer.")
def build_from_config_dropout_after_the_output(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    if configuration["dropout"] > 0:
        model.add(keras.layers.Dropout(configuration["dropout"]))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="Dropout is the last part of a hidden layer.")
def build_from_config_batch_norm_after_dropout(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="The learning rate is part of the configuration.")
def build_from_config_default_rate(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(momentum=configuration["momentum"])
    else:
        optimizer = "adam"
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="Where is the dropout?")
def build_from_config_without_dropout(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="Where is the batch normalisation?")
def build_from_config_without_batch_norm(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config",
    hint="Without dropout leave the layer out; do not add one of rate 0.",
    unseen="In words, a layer that drops nothing is none.",
)
def build_from_config_dropout_of_rate_0(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="SGD has the momentum of the configuration.")
def build_from_config_without_momentum(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate)
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="Which optimiser does the configuration ask for?")
def build_from_config_always_adam(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    optimizer = keras.optimizers.Adam(configuration["learning_rate"])
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config", hint="Adam does not use the momentum: keep its own settings."
)
def build_from_config_momentum_for_adam(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate, beta_1=configuration["momentum"])
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config", hint="Count the hidden layers; the output is not one of them."
)
def build_from_config_one_layer_less(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"] - 1):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config", hint="The configuration says how many hidden layers there are."
)
def build_from_config_always_two_layers(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(2):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="The activation is part of the configuration.")
def build_from_config_always_relu(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], "relu"))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="The output gives probabilities.")
def build_from_config_linear_output(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"]))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="The classes exclude each other: which output is that?")
def build_from_config_sigmoid_output(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "sigmoid"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config", hint="The labels are integers; which cross-entropy takes them?"
)
def build_from_config_one_hot_loss(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="The output has its softmax: the loss gets no logits.")
def build_from_config_loss_of_logits(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(
        optimizer=optimizer, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    return model


@misconception(of="build_from_config", hint="The model is not compiled.")
def build_from_config_not_compiled(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    return model


@misconception(
    of="build_from_config", hint="compile() gives nothing back: return the model itself."
)
def build_from_config_returns_what_compile_gives(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    return model.compile(loss="sparse_categorical_crossentropy")


@misconception(of="build_from_config", hint="Dense layers keep their biases.")
def build_from_config_without_biases(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(
            keras.layers.Dense(configuration["units"], configuration["activation"], use_bias=False)
        )
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(of="build_from_config", hint="Dropout's rate is the share that is dropped.")
def build_from_config_keeps_the_rate(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(1 - configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration["momentum"])
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


@misconception(
    of="build_from_config", hint="The configuration is needed again: take nothing out of it."
)
def build_from_config_empties_the_configuration(configuration):
    import keras

    model = keras.Sequential([keras.Input((configuration["inputs"],))])
    for _ in range(configuration["layers"]):
        model.add(keras.layers.Dense(configuration["units"], configuration["activation"]))
        if configuration["batch_norm"]:
            model.add(keras.layers.BatchNormalization())
        if configuration["dropout"] > 0:
            model.add(keras.layers.Dropout(configuration["dropout"]))
    model.add(keras.layers.Dense(configuration["outputs"], "softmax"))
    rate = configuration["learning_rate"]
    if configuration["optimizer"] == "sgd":
        optimizer = keras.optimizers.SGD(rate, momentum=configuration.pop("momentum"))
    else:
        optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    return model


# build_wide_and_deep


@misconception(of="build_wide_and_deep", hint="Where do the inputs go straight to the output?")
def build_wide_and_deep_no_wide_part(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    return keras.Model(first, keras.layers.Dense(1)(deep))


@misconception(of="build_wide_and_deep", hint="The output is linear: it may be any number.")
def build_wide_and_deep_relu_output(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    both = keras.layers.Concatenate()([first, deep])
    return keras.Model(first, keras.layers.Dense(1, activation="relu")(both))


@misconception(of="build_wide_and_deep", hint="Both ways lead to the same output: there is one.")
def build_wide_and_deep_two_outputs(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    return keras.Model(first, [keras.layers.Dense(1)(first), keras.layers.Dense(1)(deep)])


@misconception(of="build_wide_and_deep", hint="There is one bias at the output.")
def build_wide_and_deep_two_biases(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    both = keras.layers.Add()([keras.layers.Dense(1)(first), keras.layers.Dense(1)(deep)])
    return keras.Model(first, both)


@misconception(of="build_wide_and_deep", hint="The hidden layers have an activation: ReLU.")
def build_wide_and_deep_linear_layers(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size)(deep)
    both = keras.layers.Concatenate()([first, deep])
    return keras.Model(first, keras.layers.Dense(1)(both))


@misconception(
    of="build_wide_and_deep",
    hint="Each hidden layer takes the one before it.",
    unseen="In words, layers are listed without what each of them takes.",
)
def build_wide_and_deep_layers_side_by_side(inputs, units):
    import keras

    first = keras.Input((inputs,))
    layers = [keras.layers.Dense(size, activation="relu")(first) for size in units]
    both = keras.layers.Concatenate()([first, layers[-1]] if len(units) == 1 else [first, *layers])
    return keras.Model(first, keras.layers.Dense(1)(both))


@misconception(
    of="build_wide_and_deep", hint="The output sees the last hidden layer, not the first."
)
def build_wide_and_deep_joins_the_first_layer(inputs, units):
    import keras

    first = keras.Input((inputs,))
    hidden = keras.layers.Dense(units[0], activation="relu")(first)
    both = keras.layers.Concatenate()([first, hidden])
    return keras.Model(first, keras.layers.Dense(1)(both))


@misconception(
    of="build_wide_and_deep", hint="The deep part begins at the inputs, not behind the join."
)
def build_wide_and_deep_stacks_on_the_join(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Concatenate()(
            [first, keras.layers.Dense(size, activation="relu")(deep)]
        )
    return keras.Model(first, keras.layers.Dense(1)(deep))


@misconception(
    of="build_wide_and_deep", hint="The inputs themselves go to the output, not their ReLU."
)
def build_wide_and_deep_relu_on_the_inputs(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    both = keras.layers.Concatenate()([keras.layers.ReLU()(first), deep])
    return keras.Model(first, keras.layers.Dense(1)(both))


@misconception(
    of="build_wide_and_deep", hint="Both ways come from the same input, of which there is one."
)
def build_wide_and_deep_two_inputs(inputs, units):
    import keras

    wide = keras.Input((inputs,))
    other = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    both = keras.layers.Concatenate()([wide, deep])
    return keras.Model([wide, other], keras.layers.Dense(1)(both))


@misconception(of="build_wide_and_deep", hint="The output is one number.")
def build_wide_and_deep_many_outputs(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    for size in units:
        deep = keras.layers.Dense(size, activation="relu")(deep)
    return keras.Model(first, keras.layers.Concatenate()([first, deep]))


@misconception(of="build_wide_and_deep", hint="Layers of equal size must be different layers.")
def build_wide_and_deep_shares_layers(inputs, units):
    import keras

    made = {}
    first = deep = keras.Input((inputs,))
    for size in units:
        key = deep.shape[-1], size
        made.setdefault(key, keras.layers.Dense(size, activation="relu"))
        deep = made[key](deep)
    both = keras.layers.Concatenate()([first, deep])
    return keras.Model(first, keras.layers.Dense(1)(both))


@misconception(
    of="build_wide_and_deep", hint="The list of units is needed again: take nothing out."
)
def build_wide_and_deep_empties_the_list(inputs, units):
    import keras

    first = deep = keras.Input((inputs,))
    while units:
        deep = keras.layers.Dense(units.pop(0), activation="relu")(deep)
    both = keras.layers.Concatenate()([first, deep])
    return keras.Model(first, keras.layers.Dense(1)(both))
