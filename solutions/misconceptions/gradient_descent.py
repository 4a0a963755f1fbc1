"""Wrong answers to the exercises of 05 gradient_descent, each with the hint its author needs."""

import numpy as np

from autograder.course.bank import misconception

GENERATOR = np.random.default_rng(7)  # as kept by wrong answers that ignore the given one

# predict


@misconception(of="predict", hint="Where does the bias come in?")
def predict_forgets_bias(x, w, b):
    return np.dot(np.asarray(x, dtype=float), w)


@misconception(of="predict", hint="Which sign does the bias have?")
def predict_subtracts_bias(x, w, b):
    return np.dot(np.asarray(x, dtype=float), w) - b


@misconception(of="predict", hint="With several features, add up the products.")
def predict_multiplies_element_by_element(x, w, b):
    return np.asarray(x, dtype=float) * w + b


@misconception(of="predict", hint="Add up the weighted features; do not average them.")
def predict_averages_features(x, w, b):
    x = np.asarray(x, dtype=float)
    return np.mean(x * w, axis=1) + b if x.ndim > 1 else x * w + b


@misconception(of="predict", hint="Add the bias once for each sample, not once for every feature.")
def predict_adds_bias_per_feature(x, w, b):
    x = np.asarray(x, dtype=float)
    return np.sum(x * w + b, axis=1) if x.ndim > 1 else x * w + b


@misconception(
    of="predict", hint="Samples are rows: which sample's features does your sum run over?"
)
def predict_samples_in_columns(x, w, b):
    return np.dot(w, np.asarray(x, dtype=float)) + b


@misconception(of="predict", hint="Return one number for each sample, in a flat array.")
def predict_gives_a_column(x, w, b):
    return (np.dot(np.asarray(x, dtype=float), w) + b).reshape(-1, 1)


@misconception(of="predict", hint="With one feature, x may be flat and w a number.")
def predict_needs_a_table(x, w, b):
    return np.asarray(x, dtype=float) @ w + b


@misconception(of="predict", hint="Small integer types wrap around: compute in floating point.")
def predict_wraps(x, w, b):
    return np.dot(x, w) + b


@misconception(of="predict", hint="A linear model predicts any number, not only positive ones.")
def predict_cuts_off_negatives(x, w, b):
    return np.maximum(np.dot(np.asarray(x, dtype=float), w) + b, 0)


@misconception(of="predict", hint="A linear model has no sigmoid.")
def predict_squashes(x, w, b):
    return 1 / (1 + np.exp(-(np.dot(np.asarray(x, dtype=float), w) + b)))


@misconception(of="predict", hint="Add the bias after multiplying by the weights.")
def predict_weighs_the_bias(x, w, b):
    return np.dot(np.asarray(x, dtype=float) + b, w)


@misconception(of="predict", hint="Several samples need several predictions.")
def predict_adds_all_up(x, w, b):
    return np.sum(np.asarray(x, dtype=float) * w) + b


# half_mse


@misconception(of="half_mse", hint="It is half the mean squared error: where is the half?")
def half_mse_without_half(x, y, w, b):
    return np.mean((predict(x, w, b) - y) ** 2)


@misconception(of="half_mse", hint="Average the squared errors over the samples.")
def half_mse_sums(x, y, w, b):
    return np.sum((predict(x, w, b) - y) ** 2) / 2


@misconception(of="half_mse", hint="You doubled the mean squared error; halve it.")
def half_mse_doubles(x, y, w, b):
    return 2 * np.mean((predict(x, w, b) - y) ** 2)


@misconception(of="half_mse", hint="Square the errors so that they cannot cancel.")
def half_mse_without_square(x, y, w, b):
    return np.mean(predict(x, w, b) - y) / 2


@misconception(of="half_mse", hint="Square each error before you take the mean.")
def half_mse_squares_the_mean(x, y, w, b):
    return np.mean(predict(x, w, b) - y) ** 2 / 2


@misconception(of="half_mse", hint="Use the squares of the errors, not their absolute values.")
def half_mse_absolute(x, y, w, b):
    return np.mean(np.abs(predict(x, w, b) - y)) / 2


@misconception(of="half_mse", hint="Do not take a root here.")
def half_mse_takes_root(x, y, w, b):
    return np.sqrt(np.mean((predict(x, w, b) - y) ** 2) / 2)


@misconception(of="half_mse", hint="The bias belongs to the prediction.")
def half_mse_forgets_bias(x, y, w, b):
    return np.mean((predict(x, w, 0) - y) ** 2) / 2


@misconception(of="half_mse", hint="Divide by the number of samples, not by one less.")
def half_mse_divides_by_one_less(x, y, w, b):
    return np.sum((predict(x, w, b) - y) ** 2) / (2 * (len(y) - 1))


@misconception(of="half_mse", hint="Divide by the number of samples only, whatever the features.")
def half_mse_divides_by_elements(x, y, w, b):
    return np.sum((predict(x, w, b) - y) ** 2) / (2 * np.size(x))


@misconception(of="half_mse", hint="The number of samples is not always that of the example.")
def half_mse_fixed_number(x, y, w, b):
    return np.sum((predict(x, w, b) - y) ** 2) / 8


@misconception(of="half_mse", hint="An error is the difference between prediction and target.")
def half_mse_adds_target(x, y, w, b):
    return np.mean((predict(x, w, b) + y) ** 2) / 2


@misconception(of="half_mse", hint="Return one number for the batch, not one for each sample.")
def half_mse_for_each_sample(x, y, w, b):
    return (predict(x, w, b) - y) ** 2 / 2


@misconception(of="half_mse", hint="Average the squared errors; their median ignores most of them.")
def half_mse_median(x, y, w, b):
    return np.median((predict(x, w, b) - y) ** 2) / 2


@misconception(of="half_mse", hint="Do not change the sign or the values of the given targets.")
def half_mse_targets_in_place(x, y, w, b):
    y -= predict(x, w, b)
    return np.mean(y**2) / 2


# half_mse_gradients


@misconception(of="half_mse_gradients", hint="The error is prediction minus target, in this order.")
def half_mse_gradients_sign(x, y, w, b):
    errors = y - predict(x, w, b)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="half_mse_gradients", hint="The half in the cost cancels the 2 from the square.")
def half_mse_gradients_twice(x, y, w, b):
    errors = 2 * (predict(x, w, b) - y)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="half_mse_gradients", hint="The half is gone: it cancelled with the 2 from the square."
)
def half_mse_gradients_half(x, y, w, b):
    errors = (predict(x, w, b) - y) / 2
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="half_mse_gradients", hint="Both derivatives are means: divide by n.")
def half_mse_gradients_sums(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x), np.sum(errors)


@misconception(
    of="half_mse_gradients",
    hint="The derivative with respect to the bias is a mean too, not a sum.",
)
def half_mse_gradients_sums_bias(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / len(errors), np.sum(errors)


@misconception(
    of="half_mse_gradients",
    hint="The derivatives with respect to the weights are means over the samples.",
)
def half_mse_gradients_sums_weights(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x), np.mean(errors)


@misconception(
    of="half_mse_gradients", hint="The bias is part of the prediction, and so of the errors."
)
def half_mse_gradients_forgets_bias(x, y, w, b):
    errors = predict(x, w, 0) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="half_mse_gradients", hint="For w, multiply each error by its sample's feature.")
def half_mse_gradients_forgets_x(x, y, w, b):
    error = np.mean(predict(x, w, b) - y)
    return error * np.ones(np.shape(w)), error


@misconception(of="half_mse_gradients", hint="Multiply error and feature before you average.")
def half_mse_gradients_product_of_means(x, y, w, b):
    error = np.mean(predict(x, w, b) - y)
    return error * np.mean(x, axis=0), error


@misconception(
    of="half_mse_gradients", hint="The sum runs over the samples, that is, over the rows of x."
)
def half_mse_gradients_without_transpose(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(x, errors) / len(errors), np.mean(errors)


@misconception(of="half_mse_gradients", hint="Each feature has its own derivative.")
def half_mse_gradients_one_for_all_weights(x, y, w, b):
    errors = predict(x, w, b) - y
    dw = np.mean(np.dot(errors, x)) / len(errors)
    return dw * np.ones(np.shape(w)), np.mean(errors)


@misconception(
    of="half_mse_gradients", hint="The error is multiplied by the feature only, not by a weight."
)
def half_mse_gradients_multiplies_by_weights(x, y, w, b):
    errors = predict(x, w, b) - y
    return w * np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="half_mse_gradients",
    hint="Return the derivative with respect to w first, then that with respect to b.",
)
def half_mse_gradients_swapped(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.mean(errors), np.dot(errors, x) / len(errors)


@misconception(of="half_mse_gradients", hint="The bias has a derivative too; it is not zero.")
def half_mse_gradients_bias_stays(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / len(errors), 0.0


@misconception(of="half_mse_gradients", hint="The size of the error counts, not only its sign.")
def half_mse_gradients_of_absolute_error(x, y, w, b):
    signs = np.sign(predict(x, w, b) - y)
    return np.dot(signs, x) / len(signs), np.mean(signs)


@misconception(
    of="half_mse_gradients", hint="Divide by the number of samples, not by all elements of x."
)
def half_mse_gradients_divides_by_elements(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / np.size(x), np.mean(errors)


@misconception(of="half_mse_gradients", hint="Return both derivatives, for w and for b.")
def half_mse_gradients_weights_only(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / len(errors)


# gradient_step


@misconception(of="gradient_step", hint="The gradient points uphill. Which way should you go?")
def gradient_step_climbs(params, grads, learning_rate):
    return [p + learning_rate * g for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="The learning rate has no effect on your step.")
def gradient_step_without_learning_rate(params, grads, learning_rate):
    return [p - g for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="A larger learning rate should give a larger step.")
def gradient_step_divides(params, grads, learning_rate):
    return [p - g / learning_rate for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="Return the new parameters, not the steps.")
def gradient_step_returns_steps(params, grads, learning_rate):
    return [learning_rate * g for g in grads]


@misconception(of="gradient_step", hint="Scale the gradient only, not the parameter.")
def gradient_step_scales_everything(params, grads, learning_rate):
    return [learning_rate * (p - g) for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="Do not write into the given arrays; make new ones.")
def gradient_step_arrays_in_place(params, grads, learning_rate):
    new = []
    for p, g in zip(params, grads):
        if isinstance(p, np.ndarray) and p.dtype.kind == "f":
            p -= learning_rate * g
        else:
            p = p - learning_rate * g
        new.append(p)
    return new


@misconception(
    of="gradient_step", hint="Make a new list; do not replace the items of the given one."
)
def gradient_step_list_in_place(params, grads, learning_rate):
    for k in range(len(params)):
        params[k] = params[k] - learning_rate * grads[k]
    return params


@misconception(of="gradient_step", hint="There may be more or fewer than two parameters.")
def gradient_step_two_parameters(params, grads, learning_rate):
    (w, b), (dw, db) = params, grads
    return [w - learning_rate * dw, b - learning_rate * db]


@misconception(
    of="gradient_step", hint="Parameters of different shapes do not fit into a single array."
)
def gradient_step_one_array(params, grads, learning_rate):
    return list(np.array(params) - learning_rate * np.array(grads))


@misconception(
    of="gradient_step",
    hint="Every parameter has its own gradient, at the same position in the list.",
)
def gradient_step_first_gradient_for_all(params, grads, learning_rate):
    return [p - learning_rate * np.mean(grads[0]) for p in params]


@misconception(of="gradient_step", hint="Each element moves by its own slope, not by the average.")
def gradient_step_averages(params, grads, learning_rate):
    return [p - learning_rate * np.mean(g) for p, g in zip(params, grads)]


@misconception(
    of="gradient_step",
    hint="Use the gradients at their full length: do not scale them to length one.",
)
def gradient_step_normalises(params, grads, learning_rate):
    return [p - learning_rate * g / np.linalg.norm(g) for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="Integer parameters must not make the result integers.")
def gradient_step_keeps_integers(params, grads, learning_rate):
    return [
        np.asarray(p - learning_rate * g).astype(np.asarray(p).dtype) for p, g in zip(params, grads)
    ]


@misconception(of="gradient_step", hint="Use the given learning rate, not a fixed one.")
def gradient_step_fixed_rate(params, grads, learning_rate):
    return [p - 0.01 * g for p, g in zip(params, grads)]


@misconception(of="gradient_step", hint="Do not limit the gradients; use them as they are.")
def gradient_step_clips(params, grads, learning_rate):
    return [p - learning_rate * np.clip(g, -5, 5) for p, g in zip(params, grads)]


# fit_linear


@misconception(of="fit_linear", hint="Take both derivatives before either parameter moves.")
def fit_linear_one_after_the_other(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        w = w - learning_rate * half_mse_gradients(x, y, w, b)[0]
        b = b - learning_rate * half_mse_gradients(x, y, w, b)[1]
    return w, b, costs


@misconception(of="fit_linear", hint="Record the cost before the update, not after it.")
def fit_linear_costs_after(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        costs.append(half_mse(x, y, w, b))
    return w, b, costs


@misconception(
    of="fit_linear",
    hint="There is one cost for each epoch: leave out the cost after the last update.",
)
def fit_linear_one_cost_more(x, y, w, b, learning_rate, epochs):
    costs = [half_mse(x, y, w, b)]
    for _ in range(epochs):
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        costs.append(half_mse(x, y, w, b))
    return w, b, costs


@misconception(of="fit_linear", hint="Return all the costs on the way, not only the last one.")
def fit_linear_last_cost(x, y, w, b, learning_rate, epochs):
    for _ in range(epochs):
        cost = half_mse(x, y, w, b)
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, cost


@misconception(of="fit_linear", hint="Count the updates: one is missing.")
def fit_linear_one_epoch_less(x, y, w, b, learning_rate, epochs):
    costs = [half_mse(x, y, w, b)]
    for _ in range(epochs - 1):
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        costs.append(half_mse(x, y, w, b))
    return w, b, costs


@misconception(of="fit_linear", hint="The cost should fall, but your parameters climb.")
def fit_linear_climbs(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w + learning_rate * dw, b + learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="The bias must be learned too.")
def fit_linear_bias_stays(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        w = w - learning_rate * half_mse_gradients(x, y, w, b)[0]
    return w, b, costs


@misconception(of="fit_linear", hint="Start from the given weights and bias.")
def fit_linear_starts_at_zero(x, y, w, b, learning_rate, epochs):
    w, b, costs = np.zeros(np.shape(w)), 0.0, []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="Compute the gradient again in every epoch.")
def fit_linear_gradient_of_the_start(x, y, w, b, learning_rate, epochs):
    costs = []
    dw, db = half_mse_gradients(x, y, w, b)
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="The number of epochs is an argument.")
def fit_linear_fixed_epochs(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(100):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="The return is inside the loop: only one epoch is run.")
def fit_linear_returns_in_the_loop(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        return w, b, costs


@misconception(of="fit_linear", hint="The costs are those of half_mse, with the half.")
def fit_linear_costs_without_half(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(2 * half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="Your updates add up the samples where they should average.")
def fit_linear_sums(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw * len(y), b - learning_rate * db * len(y)
    return w, b, costs


@misconception(
    of="fit_linear", hint="Make one update per epoch, from all samples, not one per sample."
)
def fit_linear_sample_by_sample(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        for k in range(len(y)):
            dw, db = half_mse_gradients(x[k : k + 1], y[k : k + 1], w, b)
            w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="Do not write into the given starting weights.")
def fit_linear_weights_in_place(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w -= learning_rate * dw
        b -= learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="Integer starting weights must not stay integers.")
def fit_linear_keeps_integers(x, y, w, b, learning_rate, epochs):
    costs, kind = [], np.asarray(w).dtype
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = np.asarray(w - learning_rate * dw).astype(kind), b - learning_rate * db
    return w, b, costs


@misconception(of="fit_linear", hint="Return the costs as well as w and b.")
def fit_linear_without_costs(x, y, w, b, learning_rate, epochs):
    for _ in range(epochs):
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


# gradient_descent


@misconception(of="gradient_descent", hint="Where is the starting point among your points?")
def gradient_descent_without_start(gradient, theta, learning_rate, steps):
    points = []
    for _ in range(steps):
        theta = theta - learning_rate * gradient(theta)
        points.append(theta)
    return points


@misconception(of="gradient_descent", hint="The point that the last step reaches is missing.")
def gradient_descent_without_end(gradient, theta, learning_rate, steps):
    points = []
    for _ in range(steps):
        points.append(theta)
        theta = theta - learning_rate * gradient(theta)
    return points


@misconception(of="gradient_descent", hint="There is one step too many.")
def gradient_descent_one_step_more(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps + 1):
        points.append(points[-1] - learning_rate * gradient(points[-1]))
    return points


@misconception(of="gradient_descent", hint="Return all the points, not the last one alone.")
def gradient_descent_last_point(gradient, theta, learning_rate, steps):
    for _ in range(steps):
        theta = theta - learning_rate * gradient(theta)
    return theta


@misconception(of="gradient_descent", hint="Descent goes against the gradient.")
def gradient_descent_climbs(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        points.append(points[-1] + learning_rate * gradient(points[-1]))
    return points


@misconception(of="gradient_descent", hint="Compute the gradient again at each point you reach.")
def gradient_descent_gradient_of_the_start(gradient, theta, learning_rate, steps):
    slope = gradient(theta)
    return [theta - learning_rate * slope * step for step in range(steps + 1)]


@misconception(of="gradient_descent", hint="Every step begins where the last one ended.")
def gradient_descent_always_from_the_start(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        points.append(theta - learning_rate * gradient(points[-1]))
    return points


@misconception(of="gradient_descent", hint="All your points are one and the same array: copy it.")
def gradient_descent_same_array(gradient, theta, learning_rate, steps):
    theta = np.array(theta, dtype=float)
    points = [theta]
    for _ in range(steps):
        theta -= learning_rate * gradient(theta)
        points.append(theta)
    return points


@misconception(of="gradient_descent", hint="Do not write into the given starting point.")
def gradient_descent_in_place(gradient, theta, learning_rate, steps):
    points = [np.array(theta)]
    for _ in range(steps):
        theta -= learning_rate * gradient(theta)
        points.append(np.array(theta))
    return points


@misconception(of="gradient_descent", hint="Where does the learning rate come in?")
def gradient_descent_without_learning_rate(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        points.append(points[-1] - gradient(points[-1]))
    return points


@misconception(of="gradient_descent", hint="The learning rate stays the same in every step.")
def gradient_descent_decays(gradient, theta, learning_rate, steps):
    points = [theta]
    for step in range(steps):
        points.append(points[-1] - learning_rate / (step + 1) * gradient(points[-1]))
    return points


@misconception(
    of="gradient_descent", hint="The length of the gradient counts: do not divide by it."
)
def gradient_descent_normalises(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        slope = np.asarray(gradient(points[-1]), dtype=float)
        points.append(points[-1] - learning_rate * slope / (np.linalg.norm(slope) + 1e-12))
    return points


@misconception(of="gradient_descent", hint="Take all the steps, even where the gradient is zero.")
def gradient_descent_stops_early(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        slope = gradient(points[-1])
        if np.all(np.abs(slope) < 1e-9):
            break
        points.append(points[-1] - learning_rate * slope)
    return points


@misconception(
    of="gradient_descent",
    hint="Do not limit the steps, even where a rate that is too large makes them long.",
)
def gradient_descent_limits_steps(gradient, theta, learning_rate, steps):
    points = [theta]
    for _ in range(steps):
        points.append(points[-1] - np.clip(learning_rate * gradient(points[-1]), -10, 10))
    return points


@misconception(of="gradient_descent", hint="The starting point may be an array of any shape.")
def gradient_descent_flattens(gradient, theta, learning_rate, steps):
    points = [np.ravel(theta)]
    for _ in range(steps):
        slope = gradient(np.reshape(points[-1], np.shape(theta)))
        points.append(points[-1] - learning_rate * np.ravel(slope))
    return points if np.ndim(theta) else [point[0] for point in points]


@misconception(of="gradient_descent", hint="An integer start must not round the points.")
def gradient_descent_keeps_integers(gradient, theta, learning_rate, steps):
    points, kind = [theta], np.asarray(theta).dtype
    for _ in range(steps):
        moved = points[-1] - learning_rate * gradient(points[-1])
        points.append(np.asarray(moved).astype(kind))
    return points


# numerical_gradient


@misconception(of="numerical_gradient", hint="Look to both sides: above theta and below it.")
def numerical_gradient_forward(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta)) / h
    return gradient


@misconception(of="numerical_gradient", hint="You look only below theta; look above it too.")
def numerical_gradient_backward(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta) - f(theta - step)) / h
    return gradient


@misconception(of="numerical_gradient", hint="How far apart are the two points that you compare?")
def numerical_gradient_divides_by_h(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / h
    return gradient


@misconception(of="numerical_gradient", hint="Mind the order of operations in the denominator.")
def numerical_gradient_multiplies_by_h(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / 2 * h
    return gradient


@misconception(of="numerical_gradient", hint="The distance to each side is h, not half of it.")
def numerical_gradient_half_steps(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h / 2
        gradient[index] = (f(theta + step) - f(theta - step)) / h
    return gradient


@misconception(
    of="numerical_gradient",
    hint="Subtract the lower value from the upper one, not the other way round.",
)
def numerical_gradient_sign(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta - step) - f(theta + step)) / (2 * h)
    return gradient


@misconception(of="numerical_gradient", hint="Put each element back before you move the next.")
def numerical_gradient_does_not_restore(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    moved = np.array(theta, dtype=float)
    for index in np.ndindex(theta.shape):
        moved[index] += h
        up = f(moved)
        moved[index] -= 2 * h
        gradient[index] = (up - f(moved)) / (2 * h)
    return gradient


@misconception(of="numerical_gradient", hint="Move one element at a time, not all together.")
def numerical_gradient_moves_all(f, theta, h=1e-5):
    slope = (f(theta + h) - f(theta - h)) / (2 * h)
    return np.full(theta.shape, slope)


@misconception(of="numerical_gradient", hint="Do not move elements of the given array.")
def numerical_gradient_in_place(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    theta = theta if theta.dtype == float else theta.astype(float)
    for index in np.ndindex(theta.shape):
        before = theta[index]
        theta[index] = before + h
        up = f(theta)
        theta[index] = before - h
        gradient[index] = (up - f(theta)) / (2 * h)
        theta[index] = before
    return gradient


@misconception(of="numerical_gradient", hint="A small step is lost in an array of integers.")
def numerical_gradient_in_integers(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] = up[index] + h
        down[index] = down[index] - h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


@misconception(of="numerical_gradient", hint="The gradient of integers need not be an integer.")
def numerical_gradient_integer_result(f, theta, h=1e-5):
    gradient = np.zeros_like(theta)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@misconception(
    of="numerical_gradient", hint="Steps as small as these are lost in single precision."
)
def numerical_gradient_single_precision(f, theta, h=1e-5):
    theta = theta.astype(np.float32)
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape, dtype=np.float32)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@misconception(
    of="numerical_gradient", hint="Such small steps drown in rounding errors; keep the default."
)
def numerical_gradient_tiny_default(f, theta, h=1e-12):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@misconception(
    of="numerical_gradient", hint="Your default step is larger than the one in the stub."
)
def numerical_gradient_wide_default(f, theta, h=1e-3):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@misconception(of="numerical_gradient", hint="Use the argument h, not a fixed step.")
def numerical_gradient_fixed_step(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = 1e-5
        gradient[index] = (f(theta + step) - f(theta - step)) / 2e-5
    return gradient


@misconception(of="numerical_gradient", hint="The step h is the same for large and small elements.")
def numerical_gradient_relative_step(f, theta, h=1e-5):
    gradient = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h * max(1.0, abs(float(theta[index])))
        gradient[index] = (f(theta + step) - f(theta - step)) / (2 * step[index])
    return gradient


@misconception(of="numerical_gradient", hint="The parameters may be an array of any shape.")
def numerical_gradient_flat_only(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for k in range(len(theta)):
        step = np.zeros(len(theta))
        step[k] = h
        gradient[k] = (f(theta + step) - f(theta - step)) / (2 * h)
    return gradient


@misconception(of="numerical_gradient", hint="Return the result in the shape of theta.")
def numerical_gradient_flattens(f, theta, h=1e-5):
    gradient = []
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        gradient.append((f(theta + step) - f(theta - step)) / (2 * h))
    return np.array(gradient)


# standardize


@misconception(
    of="standardize",
    hint="Scale the other set by the training set's mean and standard deviation, not by its own.",
)
def standardize_own_statistics(train, other):
    def scaled(train):
        mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
        return (train - mean) / np.where(scale > 0, scale, 1.0)

    return scaled(train), scaled(other)


@misconception(
    of="standardize",
    hint="Compute the statistics from the training set only; leave the other set out of them.",
)
def standardize_statistics_of_both(train, other):
    both = np.concatenate([train, other])
    mean, scale = np.mean(both, axis=0), np.std(both, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="What is the standard deviation of a constant column?")
def standardize_divides_by_zero(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="Every column has its own statistics; check the axis.")
def standardize_one_for_all_columns(train, other):
    mean, scale = np.mean(train), np.std(train)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="standardize", hint="Compute the statistics over the samples, which are the rows."
)
def standardize_over_rows(train, other):
    def of_rows(values, mean, scale):
        return (values - mean) / np.where(scale > 0, scale, 1.0)

    mean, scale = np.mean(train, axis=1), np.std(train, axis=1)
    rows = len(other) == len(train)
    return of_rows(train.T, mean, scale).T, of_rows(other.T, mean, scale).T if rows else other


@misconception(of="standardize", hint="Subtract the mean first.")
def standardize_does_not_centre(train, other):
    scale = np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return train / scale, other / scale


@misconception(of="standardize", hint="Divide by the standard deviation.")
def standardize_does_not_scale(train, other):
    mean = np.mean(train, axis=0)
    return train - mean, other - mean


@misconception(
    of="standardize",
    hint="A column that is constant in the training set may vary in the other: subtract the mean.",
)
def standardize_zeroes_constant_columns(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    constant = scale == 0
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, np.where(constant, 0, (other - mean) / scale)


@misconception(of="standardize", hint="Subtract the mean from a constant column too.")
def standardize_keeps_constant_columns(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    mean = np.where(scale > 0, mean, 0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="standardize", hint="Adding something to the standard deviation changes every column."
)
def standardize_small_constant(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = scale + 1e-3
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="Subtract the mean, not the median.")
def standardize_centred_by_median(train, other):
    mean, scale = np.median(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="Scale the other set as well.")
def standardize_other_left(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, other


@misconception(of="standardize", hint="Do not write into the given arrays.")
def standardize_in_place(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    if train.dtype == float and other.dtype == float:
        train -= mean
        train /= scale
        other -= mean
        other /= scale
        return train, other
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="Scaled integers are not integers in general.")
def standardize_keeps_integers(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return ((train - mean) / scale).astype(train.dtype), ((other - mean) / scale).astype(
        other.dtype
    )


@misconception(of="standardize", hint="Return both data sets, the training set and the other.")
def standardize_train_only(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale


@misconception(of="standardize", hint="Subtract the mean; do not add it.")
def standardize_adds_the_mean(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train + mean) / scale, (other + mean) / scale


@misconception(of="standardize", hint="The training set decides whether a column is constant.")
def standardize_looks_for_constants_in_other(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where((scale > 0) & (np.max(other, axis=0) > np.min(other, axis=0)), scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="standardize", hint="The population standard deviation divides by n, not by one less."
)
def standardize_sample_deviation(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0, ddof=1)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="The variance is the square of what you need.")
def standardize_variance(train, other):
    mean, scale = np.mean(train, axis=0), np.var(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="standardize", hint="That is min-max scaling; use mean and standard deviation here."
)
def standardize_min_max(train, other):
    mean, scale = np.min(train, axis=0), np.ptp(train.astype(float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="standardize", hint="Divide by the standard deviation, not by maximum minus minimum."
)
def standardize_by_width(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(train.astype(float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="standardize", hint="The deviation is measured from the mean, not from zero.")
def standardize_root_mean_square(train, other):
    mean, scale = np.mean(train, axis=0), np.sqrt(np.mean(np.square(train, dtype=float), axis=0))
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


# mean_normalize


@misconception(
    of="mean_normalize",
    hint="Scale the other set by the training set's mean and width, not by its own.",
)
def mean_normalize_own_statistics(train, other):
    def scaled(train):
        mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
        return (train - mean) / np.where(scale > 0, scale, 1.0)

    return scaled(train), scaled(other)


@misconception(
    of="mean_normalize",
    hint="Compute the statistics from the training set only; leave the other set out of them.",
)
def mean_normalize_statistics_of_both(train, other):
    both = np.concatenate([train, other])
    mean, scale = np.mean(both, axis=0), np.ptp(np.asarray(both, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="What is the width of a constant column?")
def mean_normalize_divides_by_zero(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Every column has its own statistics; check the axis.")
def mean_normalize_one_for_all_columns(train, other):
    mean, scale = np.mean(train), np.ptp(np.asarray(train, dtype=float))
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="mean_normalize", hint="Compute the statistics over the samples, which are the rows."
)
def mean_normalize_over_rows(train, other):
    def of_rows(values, mean, scale):
        return (values - mean) / np.where(scale > 0, scale, 1.0)

    mean, scale = np.mean(train, axis=1), np.ptp(np.asarray(train, dtype=float), axis=1)
    rows = len(other) == len(train)
    return of_rows(train.T, mean, scale).T, of_rows(other.T, mean, scale).T if rows else other


@misconception(of="mean_normalize", hint="Subtract the mean first.")
def mean_normalize_does_not_centre(train, other):
    scale = np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return train / scale, other / scale


@misconception(of="mean_normalize", hint="Divide by the width.")
def mean_normalize_does_not_scale(train, other):
    mean = np.mean(train, axis=0)
    return train - mean, other - mean


@misconception(
    of="mean_normalize",
    hint="A column that is constant in the training set may vary in the other: subtract the mean.",
)
def mean_normalize_zeroes_constant_columns(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    constant = scale == 0
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, np.where(constant, 0, (other - mean) / scale)


@misconception(of="mean_normalize", hint="Subtract the mean from a constant column too.")
def mean_normalize_keeps_constant_columns(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    mean = np.where(scale > 0, mean, 0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Adding something to the width changes every column.")
def mean_normalize_small_constant(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = scale + 1e-3
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Subtract the mean, not the median.")
def mean_normalize_centred_by_median(train, other):
    mean, scale = np.median(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Scale the other set as well.")
def mean_normalize_other_left(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, other


@misconception(of="mean_normalize", hint="Do not write into the given arrays.")
def mean_normalize_in_place(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    if train.dtype == float and other.dtype == float:
        train -= mean
        train /= scale
        other -= mean
        other /= scale
        return train, other
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Scaled integers are not integers in general.")
def mean_normalize_keeps_integers(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return ((train - mean) / scale).astype(train.dtype), ((other - mean) / scale).astype(
        other.dtype
    )


@misconception(of="mean_normalize", hint="Return both data sets, the training set and the other.")
def mean_normalize_train_only(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale


@misconception(of="mean_normalize", hint="Subtract the mean; do not add it.")
def mean_normalize_adds_the_mean(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train + mean) / scale, (other + mean) / scale


@misconception(of="mean_normalize", hint="The training set decides whether a column is constant.")
def mean_normalize_looks_for_constants_in_other(train, other):
    mean, scale = np.mean(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where((scale > 0) & (np.max(other, axis=0) > np.min(other, axis=0)), scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(of="mean_normalize", hint="Subtract the mean, not the minimum.")
def mean_normalize_min_max(train, other):
    mean, scale = np.min(train, axis=0), np.ptp(np.asarray(train, dtype=float), axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="mean_normalize", hint="Divide by maximum minus minimum, not by the standard deviation."
)
def mean_normalize_by_deviation(train, other):
    mean, scale = np.mean(train, axis=0), np.std(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="mean_normalize", hint="The width is the maximum minus the minimum, not the maximum alone."
)
def mean_normalize_by_maximum(train, other):
    mean, scale = np.mean(train, axis=0), np.max(train, axis=0).astype(float)
    scale = np.where(np.ptp(train.astype(float), axis=0) > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="mean_normalize", hint="The mean is not the midpoint between minimum and maximum."
)
def mean_normalize_middle(train, other):
    mean, scale = (
        (np.min(train, axis=0).astype(float) + np.max(train, axis=0)) / 2,
        np.ptp(np.asarray(train, dtype=float), axis=0),
    )
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


@misconception(
    of="mean_normalize",
    hint="Maximum minus minimum of small integer types wraps around: compute in floating point.",
)
def mean_normalize_wraps(train, other):
    mean, scale = np.mean(train, axis=0), np.max(train, axis=0) - np.min(train, axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    return (train - mean) / scale, (other - mean) / scale


# split_indices


@misconception(of="split_indices", hint="Data often come sorted: shuffle before you cut.")
def split_indices_without_shuffling(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(np.arange(n), cuts)


@misconception(
    of="split_indices",
    hint="Shuffle first, then cut; otherwise each part holds the same indices in every split.",
)
def split_indices_shuffles_each_part(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return [rng.permutation(part) for part in np.split(np.arange(n), cuts)]


@misconception(of="split_indices", hint="An index that was drawn must not be drawn again.")
def split_indices_draws_with_replacement(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(rng.integers(0, n, n), cuts)


@misconception(
    of="split_indices",
    hint="The parts must be disjoint: cut one permutation instead of drawing one for each part.",
)
def split_indices_draws_each_part_anew(n, fractions, rng):
    return [rng.permutation(n)[: round(fraction * n)] for fraction in fractions]


@misconception(
    of="split_indices",
    hint="Use the given generator as the source of randomness; do not make your own.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def split_indices_fixed_seed(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(np.random.default_rng(0).permutation(n), cuts)


@misconception(
    of="split_indices",
    hint="Use the given generator: otherwise nobody can repeat the split.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def split_indices_global_random_state(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(GENERATOR.permutation(n), cuts)


@misconception(
    of="split_indices",
    hint="Rounding every part down leaves more than one extra index for the last part.",
)
def split_indices_last_part_takes_the_rest(n, fractions, rng):
    cuts = np.cumsum([int(fraction * n) for fraction in fractions[:-1]], dtype=int)
    return np.split(rng.permutation(n), cuts)


@misconception(
    of="split_indices", hint="Sizes rounded down do not add up to n: some indices are lost."
)
def split_indices_loses_the_rest(n, fractions, rng):
    order, parts, start = rng.permutation(n), [], 0
    for fraction in fractions:
        size = int(fraction * n)
        parts.append(order[start : start + size])
        start += size
    return parts


@misconception(
    of="split_indices", hint="A cut is where all the parts before it end: add up their sizes."
)
def split_indices_cuts_at_fractions(n, fractions, rng):
    cuts = [round(fraction * n) for fraction in fractions[:-1]]
    return np.split(rng.permutation(n), cuts)


@misconception(of="split_indices", hint="The sizes of the parts follow the fractions.")
def split_indices_equal_parts(n, fractions, rng):
    return np.array_split(rng.permutation(n), len(fractions))


@misconception(of="split_indices", hint="There may be any number of parts.")
def split_indices_two_parts_only(n, fractions, rng):
    order = rng.permutation(n)
    cut = round(fractions[0] * n)
    return [order[:cut], order[cut:]]


@misconception(of="split_indices", hint="Indices begin at 0.")
def split_indices_counts_from_one(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(rng.permutation(n) + 1, cuts)


@misconception(of="split_indices", hint="Return the indices of each part, not their number.")
def split_indices_returns_sizes(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return [len(part) for part in np.split(rng.permutation(n), cuts)]


@misconception(
    of="split_indices", hint="Drawing a part for each index gives the right sizes only on average."
)
def split_indices_independent_coins(n, fractions, rng):
    choice = rng.choice(len(fractions), size=n, p=fractions)
    return [np.flatnonzero(choice == k) for k in range(len(fractions))]


@misconception(
    of="split_indices", hint="Starting at another index is not shuffling: neighbours stay together."
)
def split_indices_rotates(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return np.split(np.roll(np.arange(n), rng.integers(n)), cuts)


@misconception(
    of="split_indices", hint="Return the parts in the order of the fractions, not of their size."
)
def split_indices_order_of_size(n, fractions, rng):
    cuts = np.round(n * np.cumsum(fractions)[:-1]).astype(int)
    return sorted(np.split(rng.permutation(n), cuts), key=len)[::-1]


@misconception(of="split_indices", hint="Do not remove anything from the given list.")
def split_indices_pops_the_fractions(n, fractions, rng):
    fractions.pop()
    cuts = np.round(n * np.cumsum(fractions)).astype(int)
    return np.split(rng.permutation(n), cuts)


@misconception(
    of="split_indices", hint="The next part begins where the last one ends: no index is in both."
)
def split_indices_overlaps_by_one(n, fractions, rng):
    order = rng.permutation(n)
    ends = np.round(n * np.cumsum([0, *fractions])).astype(int)
    return [order[max(start - 1, 0) : end] for start, end in zip(ends, ends[1:])]


# minibatches


@misconception(of="minibatches", hint="The last batch may be smaller, but do not throw it away.")
def minibatches_drops_the_last(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]


@misconception(of="minibatches", hint="What remains at the end is a batch too, however small.")
def minibatches_drops_unless_alone(n, batch_size, rng):
    order = rng.permutation(n)
    whole = max(n // batch_size, 1)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(whole)]


@misconception(
    of="minibatches", hint="Do not fill up the last batch: each index comes once per epoch."
)
def minibatches_wraps_around(n, batch_size, rng):
    order = rng.permutation(n)
    return [np.take(order, range(k, k + batch_size), mode="wrap") for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="If batch_size divides n, there is no further, empty batch.")
def minibatches_one_empty_batch(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size + 1)]


@misconception(
    of="minibatches", hint="In an epoch each sample comes once: do not put back what was drawn."
)
def minibatches_with_replacement(n, batch_size, rng):
    drawn = rng.integers(0, n, n)
    return [drawn[k : k + batch_size] for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="Batches drawn one by one overlap: cut one permutation.")
def minibatches_draws_each_batch_anew(n, batch_size, rng):
    return [rng.permutation(n)[: min(batch_size, n - k)] for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="Shuffle the indices, or every epoch is like the last.")
def minibatches_without_shuffling(n, batch_size, rng):
    return [np.arange(k, min(k + batch_size, n)) for k in range(0, n, batch_size)]


@misconception(
    of="minibatches", hint="The samples must be mixed, not just the order of the batches."
)
def minibatches_shuffles_whole_batches(n, batch_size, rng):
    batches = [np.arange(k, min(k + batch_size, n)) for k in range(0, n, batch_size)]
    last = [batches.pop()] if n % batch_size else []
    return [batches[k] for k in rng.permutation(len(batches))] + last


@misconception(
    of="minibatches", hint="Shuffle before you cut; the order within a batch does not matter."
)
def minibatches_shuffles_within_batches(n, batch_size, rng):
    return [rng.permutation(np.arange(k, min(k + batch_size, n))) for k in range(0, n, batch_size)]


@misconception(
    of="minibatches",
    hint="Epochs must differ: use the given generator, not your own.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def minibatches_fixed_seed(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


@misconception(
    of="minibatches",
    hint="All randomness comes from rng, so that it can be repeated.",
    unseen="Every permutation is right; only several calls show that all use one generator.",
)
def minibatches_global_random_state(n, batch_size, rng):
    order = GENERATOR.permutation(n)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="All batches except the last are full: do not even them out.")
def minibatches_even_sizes(n, batch_size, rng):
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@misconception(
    of="minibatches", hint="The argument is the size of a batch, not the number of batches."
)
def minibatches_number_of_batches(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)


@misconception(of="minibatches", hint="It is the last batch that may be smaller, not the first.")
def minibatches_first_is_smaller(n, batch_size, rng):
    order = rng.permutation(n)[::-1]
    return [order[k : k + batch_size][::-1] for k in range(0, n, batch_size)][::-1]


@misconception(
    of="minibatches",
    hint="Starting at another index is not shuffling: each sample keeps the same neighbours.",
)
def minibatches_rotates(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="Return a list; a generator is used up after one epoch.")
def minibatches_generates(n, batch_size, rng):
    order = rng.permutation(n)
    return (order[k : k + batch_size] for k in range(0, n, batch_size))


@misconception(of="minibatches", hint="The first index is 0, the last is n minus one.")
def minibatches_counts_from_one(n, batch_size, rng):
    order = rng.permutation(n) + 1
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


@misconception(of="minibatches", hint="Index 0 is missing: where does counting begin?")
def minibatches_forgets_index_zero(n, batch_size, rng):
    order = rng.permutation(np.arange(1, n))
    return [order[k : k + batch_size] for k in range(0, n - 1, batch_size)]


@misconception(of="minibatches", hint="Return all the batches of the epoch, not just one.")
def minibatches_first_batch_only(n, batch_size, rng):
    return [rng.permutation(n)[:batch_size]]


# updates_per_epoch


@misconception(of="updates_per_epoch", hint="The smaller batch at the end gives an update too.")
def updates_per_epoch_drops_the_rest(n, batch_size):
    return n // batch_size


@misconception(
    of="updates_per_epoch", hint="If the batch size divides n, there is no further batch."
)
def updates_per_epoch_always_one_more(n, batch_size):
    return n // batch_size + 1


@misconception(
    of="updates_per_epoch", hint="Rounding to the nearest whole number is not rounding up."
)
def updates_per_epoch_rounds(n, batch_size):
    return round(n / batch_size)


@misconception(of="updates_per_epoch", hint="There are no fractions of an update.")
def updates_per_epoch_fraction(n, batch_size):
    return n / batch_size


@misconception(
    of="updates_per_epoch", hint="Divide the samples by the batch size, not the other way round."
)
def updates_per_epoch_upside_down(n, batch_size):
    return -(-batch_size // n)


@misconception(of="updates_per_epoch", hint="Every batch gives an update, not every sample.")
def updates_per_epoch_one_per_sample(n, batch_size):
    return n


@misconception(of="updates_per_epoch", hint="The size of a batch is not the number of batches.")
def updates_per_epoch_batch_size(n, batch_size):
    return batch_size


@misconception(
    of="updates_per_epoch", hint="The smaller batch counts, even if there are other batches."
)
def updates_per_epoch_at_least_one(n, batch_size):
    return max(n // batch_size, 1)


@misconception(
    of="updates_per_epoch", hint="What remains is one batch, however many samples it has."
)
def updates_per_epoch_counts_rest_as_samples(n, batch_size):
    return n // batch_size + n % batch_size


@misconception(of="updates_per_epoch", hint="A batch size above n still gives one batch.")
def updates_per_epoch_none_for_large_batches(n, batch_size):
    return -(-n // batch_size) if batch_size <= n else 0


# total_updates


@misconception(of="total_updates", hint="The smaller batch at the end of every epoch counts.")
def total_updates_drops_the_rest(n, batch_size, epochs):
    return n // batch_size * epochs


@misconception(
    of="total_updates", hint="No batch spans two epochs: round up in every epoch, not at the end."
)
def total_updates_across_epochs(n, batch_size, epochs):
    return -(-n * epochs // batch_size)


@misconception(
    of="total_updates", hint="Count the batches in each epoch, including the smaller one."
)
def total_updates_rounds_down_at_the_end(n, batch_size, epochs):
    return n * epochs // batch_size


@misconception(of="total_updates", hint="There is no such thing as part of an update.")
def total_updates_fraction(n, batch_size, epochs):
    return n / batch_size * epochs


@misconception(of="total_updates", hint="How many epochs are there?")
def total_updates_one_epoch(n, batch_size, epochs):
    return updates_per_epoch(n, batch_size)


@misconception(
    of="total_updates",
    hint="Each epoch has all the updates: multiply by the epochs, do not add them.",
)
def total_updates_adds_epochs(n, batch_size, epochs):
    return updates_per_epoch(n, batch_size) + epochs


@misconception(of="total_updates", hint="Batches give updates, not samples.")
def total_updates_samples(n, batch_size, epochs):
    return n * epochs


@misconception(of="total_updates", hint="The number of batches depends on the number of samples.")
def total_updates_ignores_n(n, batch_size, epochs):
    return batch_size * epochs


@misconception(of="total_updates", hint="If the batch size divides n, no smaller batch follows.")
def total_updates_always_one_more(n, batch_size, epochs):
    return (n // batch_size + 1) * epochs


@misconception(
    of="total_updates",
    hint="The smaller batch comes in every epoch, not once in the whole training run.",
)
def total_updates_smaller_batch_once(n, batch_size, epochs):
    return n // batch_size * epochs + (n % batch_size > 0)


@misconception(of="total_updates", hint="That would be one update per epoch.")
def total_updates_epochs_only(n, batch_size, epochs):
    return epochs


# logistic_gradients


@misconception(of="logistic_gradients", hint="The linear output is not yet a probability.")
def logistic_gradients_without_sigmoid(x, y, w, b):
    errors = predict(x, w, b) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients",
    hint="That is the gradient of the squared error: here the sigmoid's slope cancels.",
)
def logistic_gradients_of_squared_error(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = (p - y) * p * (1 - p)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="The error is probability minus label.")
def logistic_gradients_sign(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = y - p
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients", hint="The cost is a mean, so its derivatives are means too."
)
def logistic_gradients_sums(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.dot(errors, x), np.sum(errors)


@misconception(
    of="logistic_gradients", hint="The derivative with respect to the bias is a mean too."
)
def logistic_gradients_sums_bias(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.dot(errors, x) / len(errors), np.sum(errors)


@misconception(
    of="logistic_gradients", hint="The derivatives with respect to the weights are means too."
)
def logistic_gradients_sums_weights(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.dot(errors, x), np.mean(errors)


@misconception(of="logistic_gradients", hint="Large logits should give large probabilities.")
def logistic_gradients_sigmoid_upside_down(x, y, w, b):
    errors = 1 / (1 + np.exp(predict(x, w, b))) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients",
    hint="Mind logits of several hundred: infinity over infinity is not a number.",
)
def logistic_gradients_overflows(x, y, w, b):
    e = np.exp(2 * predict(x, w, b))
    errors = np.sqrt(e / (1 + 2 * np.sqrt(e) + e)) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="The logit includes the bias.")
def logistic_gradients_forgets_bias(x, y, w, b):
    errors = 1 / (1 + np.exp(-predict(x, w, 0))) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="The labels are 0 and 1, not -1 and 1.")
def logistic_gradients_signed_labels(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - (2.0 * y - 1)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients",
    hint="Compute the error from the probability, not from the predicted class.",
)
def logistic_gradients_hard_decision(x, y, w, b):
    errors = (predict(x, w, b) >= 0) - 1.0 * y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients",
    hint="The derivative of the weights comes first, that of the bias second.",
)
def logistic_gradients_swapped(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.mean(errors), np.dot(errors, x) / len(errors)


@misconception(
    of="logistic_gradients", hint="Sum over the samples, the rows of x, not over its columns."
)
def logistic_gradients_without_transpose(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.dot(x, errors) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="For each weight, multiply the errors by its feature.")
def logistic_gradients_forgets_x(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.mean(errors) * np.ones(np.shape(w)), np.mean(errors)


@misconception(of="logistic_gradients", hint="Samples with label 0 have errors too.")
def logistic_gradients_positive_only(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = y * (p - y)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="There is no square here, and so no factor of 2.")
def logistic_gradients_doubled(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = 2 * (p - y)
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(
    of="logistic_gradients",
    hint="The sigmoid goes from 0 to 1; the hyperbolic tangent starts at -1.",
)
def logistic_gradients_tanh(x, y, w, b):
    errors = np.tanh(predict(x, w, b)) - y
    return np.dot(errors, x) / len(errors), np.mean(errors)


@misconception(of="logistic_gradients", hint="The bias has a derivative too: return both.")
def logistic_gradients_weights_only(x, y, w, b):
    p = 1 / (1 + np.exp(-predict(x, w, b)))
    errors = p - y
    return np.dot(errors, x) / len(errors)


# fit_logistic


@misconception(
    of="fit_logistic",
    hint="Take both derivatives at the same point, before either parameter moves.",
)
def fit_logistic_one_after_the_other(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - learning_rate * logistic_gradients(x, y, w, b)[0]
        b = b - learning_rate * logistic_gradients(x, y, w, b)[1]
    return w, b, costs


@misconception(
    of="fit_logistic",
    hint="The costs are those before each update; the first is the cost of the start.",
)
def fit_logistic_costs_after(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
    return w, b, costs


@misconception(of="fit_logistic", hint="There are as many costs as epochs, not one more.")
def fit_logistic_one_cost_more(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    z = np.asarray(predict(x, w, b))
    costs.append(np.mean(np.logaddexp(0, z) - y * z))
    return w, b, costs


@misconception(of="fit_logistic", hint="Return the costs of all epochs.")
def fit_logistic_last_cost(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs[-1]


@misconception(of="fit_logistic", hint="One update is missing at the end.")
def fit_logistic_one_epoch_less(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs - 1):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    z = np.asarray(predict(x, w, b))
    costs.append(np.mean(np.logaddexp(0, z) - y * z))
    return w, b, costs


@misconception(of="fit_logistic", hint="Go against the gradient, so that the cost falls.")
def fit_logistic_climbs(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w + learning_rate * dw, b + learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="That is the gradient of the linear model.")
def fit_logistic_fits_a_line(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = half_mse_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="The cost is the cross-entropy, not the squared error.")
def fit_logistic_squared_cost(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        costs.append(half_mse(x, y, w, b))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(
    of="fit_logistic", hint="The cost uses logarithms of the probabilities, not squares."
)
def fit_logistic_brier_cost(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        p = 1 / (1 + np.exp(-predict(x, w, b)))
        costs.append(np.mean((p - y) ** 2))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="A logarithm of a probability is negative; the cost is not.")
def fit_logistic_negative_cost(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = predict(x, w, b)
        costs.append(np.mean(y * z - np.logaddexp(0, z)))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="The cost is the mean over the samples.")
def fit_logistic_cost_sums(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.sum(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="Samples with label 0 cost something too.")
def fit_logistic_positive_cost_only(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = predict(x, w, b)
        costs.append(np.mean(y * np.logaddexp(0, -z)))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="Use the natural logarithm.")
def fit_logistic_binary_logarithm(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z) / np.log(2))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="The cross-entropy has no factor of one half.")
def fit_logistic_half_cost(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z) / 2)
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="The bias must be learned as well.")
def fit_logistic_bias_stays(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - learning_rate * logistic_gradients(x, y, w, b)[0]
    return w, b, costs


@misconception(of="fit_logistic", hint="Start from the given weights and bias.")
def fit_logistic_starts_at_zero(x, y, w, b, learning_rate, epochs):
    w, b, costs = np.zeros(np.shape(w)), 0.0, []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="Compute the gradient again in each epoch.")
def fit_logistic_gradient_of_the_start(x, y, w, b, learning_rate, epochs):
    costs = []
    dw, db = logistic_gradients(x, y, w, b)
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="Do not change the given starting weights.")
def fit_logistic_in_place(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w -= learning_rate * dw
        b -= learning_rate * db
    return w, b, costs


@misconception(of="fit_logistic", hint="Return the costs along with w and b.")
def fit_logistic_without_costs(x, y, w, b, learning_rate, epochs):
    costs = []
    for _ in range(epochs):
        z = np.asarray(predict(x, w, b))
        costs.append(np.mean(np.logaddexp(0, z) - y * z))
        dw, db = logistic_gradients(x, y, w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


# when_to_lower_the_rate


@misconception(
    of="when_to_lower_the_rate", hint="Smooth but slow: what would a smaller step do to that?"
)
def when_to_lower_the_rate_slowly():
    return "when the loss falls smoothly but slowly"


@misconception(of="when_to_lower_the_rate", hint="Fast and smooth is exactly what you want.")
def when_to_lower_the_rate_fast():
    return "when the loss falls fast and smoothly"


@misconception(
    of="when_to_lower_the_rate",
    hint="At the first epoch nothing has been learned yet, whatever the rate.",
)
def when_to_lower_the_rate_greatest_at_first():
    return "when the loss is greatest at the first epoch"


@misconception(
    of="when_to_lower_the_rate",
    hint="Return one of the strings in the docstring, letter for letter.",
)
def when_to_lower_the_rate_own_words():
    return "when the loss grows"


@misconception(of="when_to_lower_the_rate", hint="Return the string instead of printing it.")
def when_to_lower_the_rate_prints():
    print("when the loss jumps up and down or grows")
