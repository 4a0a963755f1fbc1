"""Wrong answers to the exercises of 02 linear_models, each with a hint."""

import math

import numpy as np

from autograder.course.bank import misconception

# design_matrix


@misconception(of="design_matrix", hint="The column of ones comes first here, not last.")
def design_matrix_ones_last(x):
    return np.column_stack([x, np.ones(len(x))])


@misconception(
    of="design_matrix", hint="Samples of shape (n,) have one feature each: what is their column?"
)
def design_matrix_tables_only(x):
    return np.hstack([np.ones((x.shape[0], 1)), x.reshape(x.shape[0], x.shape[1])])


@misconception(of="design_matrix", hint="Samples are rows: do not transpose the result.")
def design_matrix_transposed(x):
    return np.vstack([np.ones(len(x)), np.transpose(x)])


@misconception(
    of="design_matrix", hint="The features keep their values; only a column of ones is added."
)
def design_matrix_features_only(x):
    return np.reshape(x, (len(x), -1)).astype(float)


@misconception(of="design_matrix", hint="The extra column holds ones. What would zeros do to b?")
def design_matrix_zeros(x):
    return np.column_stack([np.zeros(len(x)), x])


@misconception(
    of="design_matrix", hint="In one case your values become integers, and digits are lost."
)
def design_matrix_as_integers(x):
    return np.column_stack([np.ones(len(x)), x]).astype(int)


@misconception(of="design_matrix", hint="The ones are a column beside the samples, not a row.")
def design_matrix_row_of_ones(x):
    table = np.reshape(x, (len(x), -1))
    return np.vstack([np.ones(table.shape[1]), table])


@misconception(of="design_matrix", hint="All features of a sample belong in its row.")
def design_matrix_flattened(x):
    return np.column_stack([np.ones(np.size(x)), np.ravel(x)])


@misconception(of="design_matrix", hint="A single sample is a row as well; keep both dimensions.")
def design_matrix_squeezed(x):
    return np.squeeze(np.column_stack([np.ones(len(x)), x]))


@misconception(of="design_matrix", hint="Is the dtype of your array wide enough for all values?")
def design_matrix_in_a_byte(x):
    return np.column_stack([np.ones(len(x)), x]).astype(np.int8).astype(float)


@misconception(of="design_matrix", hint="Keep the features as they are: they are not scaled here.")
def design_matrix_centred(x):
    table = np.reshape(x, (len(x), -1)).astype(float)
    return np.column_stack([np.ones(len(x)), table - table.mean(axis=0)])


@misconception(of="design_matrix", hint="Build a new array instead of writing into the given one.")
def design_matrix_in_place(x):
    if x.ndim == 2 and x.shape[1] > 1:
        kept = x.astype(float)
        x[:, 0] = 1
        return np.column_stack([x[:, 0], kept])
    return np.column_stack([np.ones(len(x)), x])


# normal_equation


@misconception(
    of="normal_equation", hint="The matrix that you solve with has one row for each column of a."
)
def normal_equation_other_product(a, y):
    a = np.asarray(a, dtype=float)
    right = a @ y
    return np.linalg.solve(a @ a.T, right)


@misconception(of="normal_equation", hint="theta has shape (k,): y need not become a column.")
def normal_equation_column(a, y):
    return np.linalg.lstsq(np.asarray(a, dtype=float), np.reshape(y, (-1, 1)), rcond=None)[0]


@misconception(
    of="normal_equation", hint="The matrix is used as it is: it may have its own column of ones."
)
def normal_equation_adds_ones(a, y):
    rows = np.column_stack([np.ones(len(a)), a])
    return np.linalg.pinv(rows, rcond=1e-6) @ y


@misconception(
    of="normal_equation",
    hint="Your formula is right, but a^T a has lost the digits. Which method works on a itself?",
)
def normal_equation_inverse(a, y):
    a = np.asarray(a, dtype=float)
    return np.linalg.inv(a.T @ a) @ a.T @ y


@misconception(
    of="normal_equation",
    hint="A solver is better than an inverse, but what was lost in a^T a is gone already.",
)
def normal_equation_solve(a, y):
    a = np.asarray(a, dtype=float)
    return np.linalg.solve(a.T @ a, a.T @ y)


@misconception(
    of="normal_equation",
    hint="A pseudo-inverse of a^T a drops small columns. What is the pseudo-inverse of a?",
)
def normal_equation_pinv_of_the_square(a, y):
    a = np.asarray(a, dtype=float)
    return np.linalg.pinv(a.T @ a) @ (a.T @ y)


@misconception(
    of="normal_equation",
    hint="Scaling the columns helps where their sizes differ, not where they are nearly alike.",
)
def normal_equation_scaled_square(a, y):
    a = np.asarray(a, dtype=float)
    sizes = np.linalg.norm(a, axis=0)
    return np.linalg.solve((a / sizes).T @ (a / sizes), (a / sizes).T @ y) / sizes


@misconception(
    of="normal_equation", hint="Adding a small number to the matrix changes the solution."
)
def normal_equation_small_ridge(a, y):
    a = np.asarray(a, dtype=float)
    rows = 1e-6 * np.eye(a.shape[1])
    return np.linalg.lstsq(np.vstack([a, rows]), np.append(y, np.zeros(len(rows))), rcond=None)[0]


@misconception(
    of="normal_equation",
    hint="Your threshold leaves out directions of the matrix that are small but right.",
)
def normal_equation_coarse_rcond(a, y):
    return np.linalg.lstsq(np.asarray(a, dtype=float), y, rcond=1e-7)[0]


@misconception(of="normal_equation", hint="float32 keeps 7 digits, too few for this matrix.")
def normal_equation_single_precision(a, y):
    return np.linalg.lstsq(np.asarray(a, dtype=np.float32), y.astype(np.float32), rcond=None)[0]


@misconception(
    of="normal_equation", hint="Integers wrap around in your products: convert them first."
)
def normal_equation_products_of_integers(a, y):
    if a.dtype == np.uint8:
        return np.linalg.solve((a.T @ a).astype(float), (a.T @ y).astype(float))
    return np.linalg.lstsq(np.asarray(a, dtype=float), y, rcond=None)[0]


@misconception(of="normal_equation", hint="Return theta, not the predictions.")
def normal_equation_predictions(a, y):
    return a @ np.linalg.lstsq(np.asarray(a, dtype=float), y, rcond=None)[0]


@misconception(of="normal_equation", hint="np.linalg.lstsq returns four things. Which do you need?")
def normal_equation_all_four(a, y):
    return np.linalg.lstsq(np.asarray(a, dtype=float), y, rcond=None)


@misconception(
    of="normal_equation", hint="Your theta fits the first samples exactly. What about the others?"
)
def normal_equation_first_rows(a, y):
    k = a.shape[1]
    return np.linalg.solve(np.asarray(a[:k], dtype=float), np.asarray(y[:k], dtype=float))


@misconception(
    of="normal_equation", hint="After these few gradient steps theta is still on its way."
)
def normal_equation_few_gradient_steps(a, y):
    a = np.asarray(a, dtype=float)
    theta, rate = np.zeros(a.shape[1]), 1 / np.linalg.norm(a, 2) ** 2
    for _ in range(3):
        theta = theta - rate * a.T @ (a @ theta - y)
    return theta


@misconception(of="normal_equation", hint="Each column needs the others: solve for all at once.")
def normal_equation_column_by_column(a, y):
    a = np.asarray(a, dtype=float)
    return (a.T @ y) / np.sum(a**2, axis=0)


# polynomial_features


@misconception(
    of="polynomial_features", hint="The powers ascend here; np.vander has an argument for that."
)
def polynomial_features_descending(x, degree):
    return np.vander(np.asarray(x, dtype=float), degree + 1)


@misconception(
    of="polynomial_features", hint="Count the columns: the powers 0 and degree are both among them."
)
def polynomial_features_last_power_missing(x, degree):
    return np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(degree)


@misconception(of="polynomial_features", hint="The power 0, a column of ones, is one of them.")
def polynomial_features_without_ones(x, degree):
    return np.asarray(x, dtype=float)[:, np.newaxis] ** np.arange(1, degree + 1)


@misconception(
    of="polynomial_features", hint="Powers of integers wrap around: convert before you raise."
)
def polynomial_features_in_its_dtype(x, degree):
    return (x[:, np.newaxis] ** np.arange(degree + 1, dtype=x.dtype)).astype(float)


@misconception(of="polynomial_features", hint="200 squared does not fit into the dtype of x.")
def polynomial_features_running_product(x, degree):
    columns = [np.ones_like(x)]
    for _ in range(degree):
        columns.append(columns[-1] * x)
    return np.column_stack(columns).astype(float)


@misconception(of="polynomial_features", hint="Powers of x, not multiples of x.")
def polynomial_features_multiples(x, degree):
    table = np.asarray(x, dtype=float)[:, np.newaxis] * np.arange(degree + 1)
    table[:, 0] = 1
    return table


@misconception(of="polynomial_features", hint="Base and exponent have changed places.")
def polynomial_features_swapped(x, degree):
    return np.arange(degree + 1.0) ** np.asarray(x, dtype=float)[:, np.newaxis]


@misconception(of="polynomial_features", hint="Samples are rows, powers are columns.")
def polynomial_features_transposed(x, degree):
    return np.asarray(x, dtype=float) ** np.arange(degree + 1)[:, np.newaxis]


@misconception(of="polynomial_features", hint="Return all powers, not only the highest.")
def polynomial_features_highest_alone(x, degree):
    x = np.asarray(x, dtype=float)
    return np.column_stack([np.ones(len(x)), x**degree])


@misconception(of="polynomial_features", hint="The power 0 of any number is 1, even that of 0.")
def polynomial_features_zero_stays(x, degree):
    x = np.asarray(x, dtype=float)
    table = x[:, np.newaxis] ** np.arange(degree + 1)
    table[x == 0] = 0
    return table


@misconception(
    of="polynomial_features", hint="A logarithm needs positive numbers; raise the numbers directly."
)
def polynomial_features_by_logarithm(x, degree):
    x = np.asarray(x, dtype=float)
    return np.exp(np.log(np.abs(x) + (x == 0) * 1e-300)[:, np.newaxis] * np.arange(degree + 1))


@misconception(of="polynomial_features", hint="The degree is an argument: it is not always 2.")
def polynomial_features_fixed_degree(x, degree):
    x = np.asarray(x, dtype=float)
    return np.column_stack([np.ones(len(x)), x, x**2])


@misconception(of="polynomial_features", hint="There is a special case: degree 0.")
def polynomial_features_at_least_one(x, degree):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x)), x]
    columns += [x**power for power in range(2, degree + 1)]
    return np.column_stack(columns)


@misconception(of="polynomial_features", hint="Do not change x on the way; it is not yours.")
def polynomial_features_in_place(x, degree):
    first, columns = x.astype(float), [np.ones(len(x))]
    for _ in range(degree):
        columns.append(x.astype(float))
        x *= first.astype(x.dtype)
    return np.column_stack(columns)


@misconception(of="polynomial_features", hint="float32 keeps 7 digits: compute in float64.")
def polynomial_features_single_precision(x, degree):
    powers = np.asarray(x, dtype=np.float32)[:, np.newaxis] ** np.arange(degree + 1)
    return powers.astype(float)


# fourier_features


@misconception(
    of="fourier_features", hint="Cosine and sine of one wave belong together: check the order."
)
def fourier_features_cosines_first(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.cos(k * x) for k in range(terms + 1)]
    return np.column_stack(columns + [np.sin(k * x) for k in range(1, terms + 1)])


@misconception(of="fourier_features", hint="sin 0x is a column of zeros. Where do the waves begin?")
def fourier_features_from_zero(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(terms):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


@misconception(
    of="fourier_features", hint="The first wave has the period 2 pi: x is in radians already."
)
def fourier_features_two_pi(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [np.cos(2 * np.pi * k * x), np.sin(2 * np.pi * k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="Of each wave the cosine comes first.")
def fourier_features_sine_first(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [np.sin(k * x), np.cos(k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="The column of ones is missing.")
def fourier_features_without_ones(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.zeros((len(x), 0))]
    for k in range(1, terms + 1):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="One wave is missing at the end.")
def fourier_features_last_wave_missing(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="Multiply x before the cosine, not the cosine after it.")
def fourier_features_multiplies_outside(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [k * np.cos(x), k * np.sin(x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="cos 2x is the cosine of 2x, not a square.")
def fourier_features_powers(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [np.cos(x) ** k, np.sin(x) ** k]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="The frequencies are 1, 2, 3, 4: they do not double.")
def fourier_features_doubling(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.ones(len(x))]
    for k in range(terms):
        columns += [np.cos(2**k * x), np.sin(2**k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="Multiples of a small integer type wrap around.")
def fourier_features_in_its_dtype(x, terms):
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        angle = (x * np.asarray(k, dtype=x.dtype)).astype(float)
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


@misconception(
    of="fourier_features",
    hint="The cosine of a truth value or a small integer has three digits: convert x first.",
)
def fourier_features_half_precision(x, terms):
    x = x.astype(np.int64) if x.dtype == np.uint8 else x
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        angle = x if k == 1 else k * x
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="Samples are rows, waves are columns.")
def fourier_features_transposed(x, terms):
    x = np.asarray(x, dtype=float)
    rows = [np.ones(len(x))]
    for k in range(1, terms + 1):
        rows += [np.cos(k * x), np.sin(k * x)]
    return np.array(rows)


@misconception(of="fourier_features", hint="x is in radians; do not convert it from degrees.")
def fourier_features_degrees(x, terms):
    x = np.deg2rad(np.asarray(x, dtype=float))
    columns = [np.ones(len(x))]
    for k in range(1, terms + 1):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="The first column is one, not one half.")
def fourier_features_half_first(x, terms):
    x = np.asarray(x, dtype=float)
    columns = [np.full(len(x), 0.5)]
    for k in range(1, terms + 1):
        columns += [np.cos(k * x), np.sin(k * x)]
    return np.column_stack(columns)


@misconception(of="fourier_features", hint="Do not write into x; compute the multiples anew.")
def fourier_features_in_place(x, terms):
    columns, first = [np.ones(len(x))], x.astype(float)
    for k in range(1, terms + 1):
        x[...] = (k * first).astype(x.dtype)
        columns += [np.cos(k * first), np.sin(k * first)]
    return np.column_stack(columns)


# ridge


@misconception(of="ridge", hint="The first weight has no penalty: the intercept may be large.")
def ridge_penalises_the_intercept(a, y, strength):
    a = np.asarray(a, dtype=float)
    return np.linalg.solve(a.T @ a + strength * np.eye(a.shape[1]), a.T @ y)


@misconception(of="ridge", hint="The penalty belongs on the diagonal alone, not in every entry.")
def ridge_every_entry(a, y, strength):
    a = np.asarray(a, dtype=float)
    return np.linalg.lstsq(a.T @ a + strength, a.T @ y, rcond=None)[0]


@misconception(
    of="ridge", hint="A row with the number c costs c squared. Which number costs the strength?"
)
def ridge_rows_without_root(a, y, strength):
    rows = strength * np.eye(a.shape[1])[1:]
    return normal_equation(np.vstack([a, rows]), np.append(y, np.zeros(len(rows))))


@misconception(of="ridge", hint="The penalty has the strength itself, not its root.")
def ridge_root_on_the_diagonal(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = np.sqrt(strength) * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.solve(a.T @ a + prices, a.T @ y)


@misconception(of="ridge", hint="The squared errors are summed, not averaged.")
def ridge_mean_of_squares(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = len(a) * strength * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.solve(a.T @ a + prices, a.T @ y)


@misconception(of="ridge", hint="There is no 1/2 in this cost: look at both of its terms.")
def ridge_half_of_the_squares(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = 2 * strength * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.solve(a.T @ a + prices, a.T @ y)


@misconception(of="ridge", hint="There is no 1/2 before the strength.")
def ridge_half_of_the_strength(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = strength / 2 * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.solve(a.T @ a + prices, a.T @ y)


@misconception(of="ridge", hint="A penalty makes weights smaller; yours makes them larger.")
def ridge_negative_price(a, y, strength):
    a = np.asarray(a, dtype=float)
    prices = -strength * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.lstsq(a.T @ a + prices, a.T @ y, rcond=None)[0]


@misconception(of="ridge", hint="The strength has no effect on your result.")
def ridge_ignores_strength(a, y, strength):
    return normal_equation(a, y)


@misconception(of="ridge", hint="It is the first weight that goes free, not the last.")
def ridge_last_goes_free(a, y, strength):
    rows = np.sqrt(strength) * np.eye(a.shape[1])[:-1]
    return normal_equation(np.vstack([a, rows]), np.append(y, np.zeros(len(rows))))


@misconception(of="ridge", hint="The additional rows have the target 0, not 1.")
def ridge_targets_of_one(a, y, strength):
    rows = np.sqrt(strength) * np.eye(a.shape[1])[1:]
    return normal_equation(np.vstack([a, rows]), np.append(y, np.ones(len(rows))))


@misconception(of="ridge", hint="Shrinking the least-squares weights afterwards is something else.")
def ridge_shrinks_afterwards(a, y, strength):
    theta = np.array(normal_equation(a, y))
    theta[1:] = theta[1:] / (1 + strength)
    return theta


@misconception(
    of="ridge", hint="Centring replaces the first weight only if its column is all ones."
)
def ridge_centres(a, y, strength):
    a, y = np.asarray(a, dtype=float), np.asarray(y, dtype=float)
    features = a[:, 1:] - a[:, 1:].mean(axis=0)
    prices = strength * np.eye(features.shape[1])
    w = np.linalg.solve(features.T @ features + prices, features.T @ (y - y.mean()))
    return np.append(y.mean() - a[:, 1:].mean(axis=0) @ w, w)


@misconception(
    of="ridge", hint="The matrix has its column of ones already, or need not have one: add none."
)
def ridge_adds_ones(a, y, strength):
    rows = np.column_stack([np.ones(len(a)), a])
    prices = np.sqrt(strength) * np.eye(rows.shape[1])[1:]
    return normal_equation(np.vstack([rows, prices]), np.append(y, np.zeros(len(prices))))


@misconception(of="ridge", hint="Integers wrap around in your products: convert them first.")
def ridge_products_of_integers(a, y, strength):
    if a.dtype == bool:
        a = a.astype(float)
    prices = strength * np.eye(a.shape[1])
    prices[0, 0] = 0
    return np.linalg.solve(a.T @ a + prices, a.T @ y)


@misconception(of="ridge", hint="Squares are penalised here, not absolute values.")
def ridge_absolute_values(a, y, strength):
    a = np.asarray(a, dtype=float)
    theta = np.array(normal_equation(a, y))
    prices = strength / 2 * np.sign(theta)
    prices[0] = 0
    return np.linalg.solve(a.T @ a, a.T @ y - prices)


# learning_rate_limit


@misconception(
    of="learning_rate_limit",
    hint="This rate solves the steepest direction in one step. How far beyond may a step go?",
)
def learning_rate_limit_one_over(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 1 / np.linalg.eigvalsh(a.T @ a / len(a))[-1]


@misconception(
    of="learning_rate_limit", hint="The bias is a weight as well: its column belongs to the matrix."
)
def learning_rate_limit_without_ones(x):
    a = np.reshape(x, (len(x), -1)).astype(float)
    return 2 / np.linalg.eigvalsh(a.T @ a / len(a))[-1]


@misconception(
    of="learning_rate_limit", hint="The steepest direction sets the limit, not the flattest one."
)
def learning_rate_limit_least_eigenvalue(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 * len(a) / np.linalg.svd(a, compute_uv=False)[-1] ** 2


@misconception(of="learning_rate_limit", hint="The matrix of the mean cost has the factor 1/n.")
def learning_rate_limit_without_n(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.eigvalsh(a.T @ a)[-1]


@misconception(
    of="learning_rate_limit", hint="The cost has a half, which has cancelled a 2 in its curvature."
)
def learning_rate_limit_without_half(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.eigvalsh(2 * a.T @ a / len(a))[-1]


@misconception(of="learning_rate_limit", hint="The trace is the sum of all eigenvalues.")
def learning_rate_limit_trace(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.trace(a.T @ a / len(a))


@misconception(
    of="learning_rate_limit", hint="This is the rate of fastest descent; the limit is above it."
)
def learning_rate_limit_best_rate(x):
    a = np.column_stack([np.ones(len(x)), x])
    values = np.linalg.eigvalsh(a.T @ a / len(a))
    return 2 / (values[0] + values[-1])


@misconception(of="learning_rate_limit", hint="Eigenvalues of A^T A are squared singular values.")
def learning_rate_limit_singular_value(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.norm(a / np.sqrt(len(a)), 2)


@misconception(
    of="learning_rate_limit", hint="This is a norm of the matrix, but not its greatest eigenvalue."
)
def learning_rate_limit_frobenius(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.norm(a.T @ a / len(a))


@misconception(
    of="learning_rate_limit", hint="The mean goes over the samples, not over the columns."
)
def learning_rate_limit_other_mean(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.eigvalsh(a @ a.T / a.shape[1])[-1]


@misconception(
    of="learning_rate_limit", hint="The matrix is not the covariance: its mean is not subtracted."
)
def learning_rate_limit_covariance(x):
    a = np.reshape(x, (len(x), -1)).astype(float)
    a = np.column_stack([np.ones(len(x)), a - a.mean(axis=0)])
    return 2 / np.linalg.eigvalsh(a.T @ a / len(a))[-1]


@misconception(of="learning_rate_limit", hint="Return one number, the limit of the whole model.")
def learning_rate_limit_for_each(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 * len(a) / np.linalg.svd(a, compute_uv=False) ** 2


@misconception(of="learning_rate_limit", hint="Divide by the number of samples, whatever it is.")
def learning_rate_limit_fixed_number(x):
    a = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.eigvalsh(a.T @ a / 4)[-1]


@misconception(
    of="learning_rate_limit", hint="Products of small integers wrap around: convert x first."
)
def learning_rate_limit_products_of_integers(x):
    a = np.column_stack([np.ones(len(x), dtype=x.dtype), x])
    return 2 / np.linalg.eigvalsh((a.T @ a).astype(float) / len(a))[-1]


@misconception(of="learning_rate_limit", hint="A limit of a millionth is not 0: do not round.")
def learning_rate_limit_rounded(x):
    a = np.column_stack([np.ones(len(x)), x])
    return round(float(2 / np.linalg.eigvalsh(a.T @ a / len(a))[-1]), 8)


# unscale


@misconception(of="unscale", hint="The shift by the means changes the bias, too.")
def unscale_bias_unchanged(w, b, mean, std):
    return w / np.where(std > 0, std, 1.0), b


@misconception(of="unscale", hint="Scaling divided x by std. What does that mean for w?")
def unscale_multiplies(w, b, mean, std):
    w = w * np.where(std > 0, std, 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="Use the given std as it is: no 1/(n - 1) is needed.")
def unscale_sample_std(w, b, mean, std):
    d = len(std)
    w = w / np.where(std > 0, std * np.sqrt(d / max(d - 1, 1)), 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="Check the sign of what is taken from the bias.")
def unscale_adds_to_the_bias(w, b, mean, std):
    w = w / np.where(std > 0, std, 1.0)
    return w, b + w @ mean


@misconception(of="unscale", hint="The bias needs the weights that are divided already.")
def unscale_bias_from_given_weights(w, b, mean, std):
    return w / np.where(std > 0, std, 1.0), b - np.asarray(w, dtype=float) @ mean


@misconception(of="unscale", hint="Where the std is 0 you divide by 0.")
def unscale_divides_by_zero(w, b, mean, std):
    w = w / std
    return w, b - w @ mean


@misconception(of="unscale", hint="The result is right, but NumPy warns: choose before dividing.")
def unscale_divides_before_it_chooses(w, b, mean, std):
    w = np.where(std > 0, w / std, w)
    return w, b - w @ mean


@misconception(of="unscale", hint="A feature that was only shifted keeps its weight.")
def unscale_drops_shifted_features(w, b, mean, std):
    w = np.where(std > 0, w / np.where(std > 0, std, 1.0), 0.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="A shifted feature had a mean, too: it belongs to the bias.")
def unscale_forgets_shift(w, b, mean, std):
    w = w / np.where(std > 0, std, 1.0)
    return w, b - np.sum(w * mean * (std > 0))


@misconception(of="unscale", hint="Do not add a small number to the std: it changes the weights.")
def unscale_adds_epsilon(w, b, mean, std):
    w = w / np.where(std > 0, std + 1e-8, 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="Only a std of exactly 0 is special; a small one is a std.")
def unscale_small_counts_as_zero(w, b, mean, std):
    w = w / np.where(std > 1e-8, std, 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="Each feature has its own std and mean.")
def unscale_one_for_all(w, b, mean, std):
    w = w / (np.mean(std) or 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="The bias is one number: sum over the features.")
def unscale_bias_for_each(w, b, mean, std):
    w = w / np.where(std > 0, std, 1.0)
    return w, b - w * mean


@misconception(of="unscale", hint="Weights first, then the bias.")
def unscale_swapped(w, b, mean, std):
    w = w / np.where(std > 0, std, 1.0)
    return b - w @ mean, w


@misconception(of="unscale", hint="Divide by the std, not by the variance.")
def unscale_variance(w, b, mean, std):
    w = w / np.where(std > 0, np.square(std, dtype=float), 1.0)
    return w, b - w @ mean


@misconception(of="unscale", hint="The bias was not scaled: it is not divided by anything.")
def unscale_divides_the_bias(w, b, mean, std):
    divisor = np.where(std > 0, std, 1.0)
    return w / divisor, (b - np.asarray(w, dtype=float) @ mean) / divisor[0]


@misconception(of="unscale", hint="Do not replace the zeros in the given array; copy it first.")
def unscale_in_place(w, b, mean, std):
    std[std == 0] = 1
    w = w / std
    return w, b - w @ mean


@misconception(of="unscale", hint="Integers wrap around in a product: convert them first.")
def unscale_products_of_integers(w, b, mean, std):
    divisor = np.where(std > 0, std, 1.0)
    return w / divisor, b - np.sum((w * mean) / divisor)


# ratio_features


@misconception(of="ratio_features", hint="Divide by households, not by people.")
def ratio_features_per_person(rooms, bedrooms, population, households):
    return np.column_stack([rooms / population, bedrooms / population, households / population])


@misconception(of="ratio_features", hint="Half a room counts: // cuts off what follows the point.")
def ratio_features_integer_division(rooms, bedrooms, population, households):
    return np.column_stack([rooms // households, bedrooms // households, population // households])


@misconception(of="ratio_features", hint="The order is rooms, bedrooms, people.")
def ratio_features_other_order(rooms, bedrooms, population, households):
    return np.column_stack([rooms / households, population / households, bedrooms / households])


@misconception(of="ratio_features", hint="Districts are rows, ratios are columns.")
def ratio_features_transposed(rooms, bedrooms, population, households):
    return np.array([rooms / households, bedrooms / households, population / households])


@misconception(
    of="ratio_features", hint="Bedrooms are counted for each household, like the others."
)
def ratio_features_bedrooms_per_room(rooms, bedrooms, population, households):
    return np.column_stack(
        [rooms / households, bedrooms / np.maximum(rooms, 1), population / households]
    )


@misconception(of="ratio_features", hint="The fraction is upside down.")
def ratio_features_inverted(rooms, bedrooms, population, households):
    with np.errstate(divide="ignore"):
        return np.column_stack([households / rooms, households / bedrooms, households / population])


@misconception(of="ratio_features", hint="Each district has its own number of households.")
def ratio_features_total_households(rooms, bedrooms, population, households):
    total = np.sum(households, dtype=float)
    return np.column_stack([rooms / total, bedrooms / total, population / total])


@misconception(
    of="ratio_features", hint="Divide the total of a district, not that of all districts."
)
def ratio_features_mean_of_all(rooms, bedrooms, population, households):
    columns = [rooms, bedrooms, population]
    ratios = [np.sum(c, dtype=float) / np.sum(households, dtype=float) for c in columns]
    return np.tile(ratios, (len(rooms), 1))


@misconception(
    of="ratio_features", hint="The result has three columns; the totals are not asked for."
)
def ratio_features_with_households(rooms, bedrooms, population, households):
    return np.column_stack(
        [rooms / households, bedrooms / households, population / households, households]
    )


@misconception(of="ratio_features", hint="Do not round the ratios.")
def ratio_features_rounded(rooms, bedrooms, population, households):
    columns = [rooms / households, bedrooms / households, population / households]
    return np.round(np.column_stack(columns), 2)


@misconception(of="ratio_features", hint="Do not divide in place: the totals are not yours.")
def ratio_features_in_place(rooms, bedrooms, population, households):
    if rooms.dtype.kind != "f":
        return np.column_stack([c / households for c in (rooms, bedrooms, population)])
    rooms /= households
    return np.column_stack([rooms, bedrooms / households, population / households])


@misconception(of="ratio_features", hint="A district without bedrooms has 0 of them per household.")
def ratio_features_at_least_one(rooms, bedrooms, population, households):
    columns = [np.maximum(c, 1) / households for c in (rooms, bedrooms, population)]
    return np.column_stack(columns)


# stratified_split


@misconception(
    of="stratified_split", hint="A plain permutation leaves the shares of the classes to chance."
)
def stratified_split_plain(labels, fraction, rng):
    order = rng.permutation(len(labels))
    cut = round(fraction * len(labels))
    return order[:cut], order[cut:]


@misconception(
    of="stratified_split", hint="Take the fraction of each class, not the same number of each."
)
def stratified_split_same_number(labels, fraction, rng):
    classes = np.unique(labels)
    each = round(fraction * len(labels) / len(classes))
    first = np.concatenate(
        [rng.permutation(np.flatnonzero(labels == label))[:each] for label in classes]
    )
    second = np.setdiff1d(np.arange(len(labels)), first)
    return rng.permutation(first), rng.permutation(second)


@misconception(of="stratified_split", hint="What is not in the first part belongs to the second.")
def stratified_split_loses_the_rest(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        first.append(members[: int(fraction * len(members))])
        second.append(members[len(members) - int((1 - fraction) * len(members)) :])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(of="stratified_split", hint="The parts are sorted by class: shuffle them once more.")
def stratified_split_class_after_class(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return np.concatenate(first), np.concatenate(second)


@misconception(of="stratified_split", hint="One part is in random order, the other is not.")
def stratified_split_second_in_order(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        first.append(members[: round(fraction * len(members))])
    first = np.concatenate(first)
    return rng.permutation(first), np.setdiff1d(np.arange(len(labels)), first)


@misconception(of="stratified_split", hint="Shuffle each part at the end; yours are sorted.")
def stratified_split_sorted(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        first.append(members[: round(fraction * len(members))])
    first = np.sort(np.concatenate(first))
    return first, np.setdiff1d(np.arange(len(labels)), first)


@misconception(
    of="stratified_split", hint="Shuffle the members of a class before you cut, not only after it."
)
def stratified_split_first_members(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        first.append(members[: round(fraction * len(members))])
    first = np.concatenate(first)
    second = np.setdiff1d(np.arange(len(labels)), first)
    return rng.permutation(first), rng.permutation(second)


@misconception(
    of="stratified_split", hint="Each class needs its own permutation, or classes go together."
)
def stratified_split_same_shuffle(labels, fraction, rng):
    seed = int(rng.integers(1 << 30))
    first, second = [], []
    for label in np.unique(labels):
        members = np.random.default_rng(seed).permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(
    of="stratified_split",
    hint="Do not make a generator of your own with a fixed seed.",
    unseen="Every such split is right; only several calls show that all use one generator.",
)
def stratified_split_own_seed(labels, fraction, rng):
    rng = np.random.default_rng(0)
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(of="stratified_split", hint="Classes may be negative, and numbers may be missing.")
def stratified_split_counts_from_zero(labels, fraction, rng):
    first, second = [np.zeros(0, dtype=int)], [np.zeros(0, dtype=int)]
    for label in range(min(int(labels.max()) + 1, 1000)):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(of="stratified_split", hint="There may be more or fewer classes than two.")
def stratified_split_two_classes(labels, fraction, rng):
    first, second = [], []
    for label in (labels.min(), labels.max()):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(of="stratified_split", hint="The fraction is that of the first part.")
def stratified_split_parts_swapped(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(second)), rng.permutation(np.concatenate(first))


@misconception(of="stratified_split", hint="Return indices, not the labels themselves.")
def stratified_split_labels(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(labels[labels == label])
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(
    of="stratified_split", hint="Draw without replacement: an index is in one part, once."
)
def stratified_split_with_replacement(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        first.append(rng.choice(members, round(fraction * len(members))))
    first = np.concatenate(first)
    second = np.setdiff1d(np.arange(len(labels)), first)
    return rng.permutation(first), rng.permutation(second)


@misconception(
    of="stratified_split", hint="Deciding for each sample alone gives the shares only on average."
)
def stratified_split_coin_for_each(labels, fraction, rng):
    chosen = rng.uniform(size=len(labels)) < fraction
    return rng.permutation(np.flatnonzero(chosen)), rng.permutation(np.flatnonzero(~chosen))


@misconception(of="stratified_split", hint="Return both parts, not only the first.")
def stratified_split_first_alone(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        first.append(members[: round(fraction * len(members))])
    return rng.permutation(np.concatenate(first))


@misconception(
    of="stratified_split", hint="Whole classes go together in your parts; cut each class."
)
def stratified_split_by_class(labels, fraction, rng):
    classes = rng.permutation(np.unique(labels))
    chosen = np.isin(labels, classes[: max(1, round(fraction * len(classes)))])
    return rng.permutation(np.flatnonzero(chosen)), rng.permutation(np.flatnonzero(~chosen))


@misconception(
    of="stratified_split", hint="The blocks are shuffled, but classes are still together."
)
def stratified_split_shuffles_blocks(labels, fraction, rng):
    first, second = [], []
    for label in rng.permutation(np.unique(labels)):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return np.concatenate(first), np.concatenate(second)


@misconception(
    of="stratified_split", hint="A part that is only reversed keeps its classes together."
)
def stratified_split_rolls(labels, fraction, rng):
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    first, second = np.concatenate(first), np.concatenate(second)
    return tuple(np.roll(part, int(rng.integers(len(part)))) for part in (first, second))


@misconception(of="stratified_split", hint="A label need not fit into one byte.")
def stratified_split_labels_in_a_byte(labels, fraction, rng):
    labels = labels.astype(np.uint8)
    first, second = [], []
    for label in np.unique(labels):
        members = rng.permutation(np.flatnonzero(labels == label))
        cut = round(fraction * len(members))
        first.append(members[:cut])
        second.append(members[cut:])
    return rng.permutation(np.concatenate(first)), rng.permutation(np.concatenate(second))


@misconception(
    of="stratified_split", hint="A random place to begin is not enough: neighbours stay together."
)
def stratified_split_random_start(labels, fraction, rng):
    first = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        members = np.roll(members, int(rng.integers(len(members))))
        first.append(members[: round(fraction * len(members))])
    first = np.concatenate(first)
    second = np.setdiff1d(np.arange(len(labels)), first)
    return rng.permutation(first), rng.permutation(second)


# logit


@misconception(of="logit", hint="The logarithm of the odds, not that of the probability.")
def logit_of_p(p):
    return np.log(p)


@misconception(of="logit", hint="The sigmoid leads from the logit to p; the inverse is asked for.")
def logit_sigmoid(p):
    return 1 / (1 + np.exp(-p))


@misconception(of="logit", hint="The odds are p to 1 - p: which of them is the numerator?")
def logit_sign(p):
    return np.log((1 - p) / p)


@misconception(of="logit", hint="The logarithm is missing: these are the odds.")
def logit_odds(p):
    return p / (1 - p)


@misconception(of="logit", hint="The natural logarithm is asked for.")
def logit_base_ten(p):
    return np.log10(p / (1 - p))


@misconception(of="logit", hint="The natural logarithm is asked for, not that to base 2.")
def logit_base_two(p):
    return np.log2(p / (1 - p))


@misconception(of="logit", hint="Nothing is clipped here: tiny probabilities have large logits.")
def logit_clipped(p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.log(p / (1 - p))


@misconception(of="logit", hint="Adding a small number to the probability changes its logit.")
def logit_with_epsilon(p):
    return np.log((p + 1e-12) / (1 - p + 1e-12))


@misconception(of="logit", hint="Logarithms are subtracted where numbers are divided.")
def logit_sum_of_logarithms(p):
    return np.log(p) + np.log(1 - p)


@misconception(of="logit", hint="A quotient of logarithms is not the logarithm of a quotient.")
def logit_quotient_of_logarithms(p):
    return np.log(p) / np.log(1 - p)


@misconception(of="logit", hint="Odds compare p with 1 - p, not with 1 + p.")
def logit_one_plus(p):
    return np.log(p / (1 + p))


@misconception(of="logit", hint="math.log takes one number; here is an array.")
def logit_math(p):
    return math.log(p / (1 - p))


@misconception(of="logit", hint="The result has the shape of p: do not flatten it.")
def logit_flattened(p):
    return np.log(p / (1 - p)).ravel()


@misconception(of="logit", hint="There is one logit for each probability, not one in all.")
def logit_mean(p):
    return np.mean(np.log(p / (1 - p)))


@misconception(of="logit", hint="float32 cannot hold the smallest of these probabilities.")
def logit_single_precision(p):
    p = np.maximum(p.astype(np.float32), np.float32(1e-38))
    return np.log(p / np.maximum(1 - p, np.float32(1e-38)))


@misconception(of="logit", hint="Do not write into p; compute a new array.")
def logit_in_place(p):
    p /= 1 - p
    return np.log(p)


@misconception(of="logit", hint="Do not round the logit.")
def logit_rounded(p):
    return np.round(np.log(p / (1 - p)), 3)


# predict_probability


@misconception(of="predict_probability", hint="This is the logit; the sigmoid is still missing.")
def predict_probability_logit(x, w, b):
    return np.asarray(x, dtype=float) @ w + b


@misconception(
    of="predict_probability",
    hint="The result is right, but at a logit of -1000 the exponential overflows.",
)
def predict_probability_overflows(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return 1 / (1 + np.exp(-z))


@misconception(
    of="predict_probability", hint="At a logit of 1000 your form divides infinity by infinity."
)
def predict_probability_overflows_above(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return np.exp(z) / (1 + np.exp(z))


@misconception(
    of="predict_probability",
    hint="np.where computes both of its branches: the overflow still happens in one of them.",
)
def predict_probability_both_branches(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception(of="predict_probability", hint="Return the probability; no threshold is asked for.")
def predict_probability_threshold(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return (z >= 0).astype(int)


@misconception(of="predict_probability", hint="A large logit means a probability near 1.")
def predict_probability_sign(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return np.exp(-np.logaddexp(0, z))


@misconception(of="predict_probability", hint="The bias belongs to the logit.")
def predict_probability_forgets_bias(x, w, b):
    z = np.asarray(x, dtype=float) @ w
    return np.exp(-np.logaddexp(0, -z))


@misconception(of="predict_probability", hint="The bias is added before the sigmoid, not after it.")
def predict_probability_bias_after(x, w, b):
    z = np.asarray(x, dtype=float) @ w
    return np.exp(-np.logaddexp(0, -z)) + b


@misconception(of="predict_probability", hint="Probabilities are not clipped here.")
def predict_probability_clipped(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return np.clip(np.exp(-np.logaddexp(0, -z)), 1e-7, 1 - 1e-7)


@misconception(
    of="predict_probability", hint="You limit the logits: 12 decimals need them up to 28 at least."
)
def predict_probability_limits_the_logits(x, w, b):
    z = np.clip(np.asarray(x, dtype=float) @ w + b, -20, 20)
    return 1 / (1 + np.exp(-z))


@misconception(of="predict_probability", hint="A sample is a row of x, even in a square array.")
def predict_probability_transposed(x, w, b):
    z = np.asarray(w, dtype=float) @ x + b
    return np.exp(-np.logaddexp(0, -z))


@misconception(of="predict_probability", hint="tanh lies between -1 and 1.")
def predict_probability_tanh(x, w, b):
    return np.tanh(np.asarray(x, dtype=float) @ w + b)


@misconception(
    of="predict_probability", hint="A sigmoid is tanh of half the logit, half of it, and 1/2."
)
def predict_probability_tanh_without_half(x, w, b):
    return (1 + np.tanh(np.asarray(x, dtype=float) @ w + b)) / 2


@misconception(of="predict_probability", hint="Sums of small integers wrap around: convert first.")
def predict_probability_sums_of_integers(x, w, b):
    z = (x @ w).astype(float) + b
    return np.exp(-np.logaddexp(0, -z))


@misconception(
    of="predict_probability", hint="Each sample has its own probability; they need not add up to 1."
)
def predict_probability_softmax(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    e = np.exp(z - z.max())
    return e / e.sum()


@misconception(
    of="predict_probability", hint="The result has shape (n,), one number for each sample."
)
def predict_probability_column(x, w, b):
    z = np.asarray(x, dtype=float) @ np.reshape(w, (-1, 1)) + b
    return np.exp(-np.logaddexp(0, -z))


@misconception(of="predict_probability", hint="Add up the products: one number for each sample.")
def predict_probability_for_each_feature(x, w, b):
    z = np.asarray(x, dtype=float) * w + b
    return np.exp(-np.logaddexp(0, -z)).mean(axis=1)


@misconception(of="predict_probability", hint="float32 has 7 digits; 12 decimals are asked for.")
def predict_probability_single_precision(x, w, b):
    z = np.asarray(x, dtype=np.float32) @ np.asarray(w, dtype=np.float32) + np.float32(b)
    return np.exp(-np.logaddexp(np.float32(0), -z))


@misconception(of="predict_probability", hint="Do not round: 12 decimals are asked for.")
def predict_probability_rounded(x, w, b):
    z = np.asarray(x, dtype=float) @ w + b
    return np.round(np.exp(-np.logaddexp(0, -z)), 9)


# decision_boundary


@misconception(of="decision_boundary", hint="Check the sign of the slope: solve for x1.")
def decision_boundary_slope_sign(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return w0 / w1, (math.log(threshold / (1 - threshold)) - b) / w1


@misconception(
    of="decision_boundary", hint="The threshold is a probability. Which logit belongs to it?"
)
def decision_boundary_threshold_as_logit(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, (threshold - b) / w1


@misconception(of="decision_boundary", hint="The threshold has no effect on your line.")
def decision_boundary_ignores_threshold(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, -b / w1


@misconception(of="decision_boundary", hint="The logit of the threshold goes to the other side.")
def decision_boundary_logit_sign(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, -(math.log(threshold / (1 - threshold)) + b) / w1


@misconception(of="decision_boundary", hint="Check the sign of the bias in the intercept.")
def decision_boundary_bias_sign(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, (math.log(threshold / (1 - threshold)) + b) / w1


@misconception(of="decision_boundary", hint="Solve for x1, the second feature, not for x0.")
def decision_boundary_features_swapped(w, b, threshold=0.5):
    w0, w1 = float(w[0]) or 1e-9, float(w[1])
    return -w1 / w0, (math.log(threshold / (1 - threshold)) - b) / w0


@misconception(of="decision_boundary", hint="The intercept is divided by w[1] like the slope.")
def decision_boundary_intercept_not_divided(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, math.log(threshold / (1 - threshold)) - b


@misconception(of="decision_boundary", hint="All of logit minus bias is divided by w[1].")
def decision_boundary_parentheses(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, math.log(threshold / (1 - threshold)) - b / w1


@misconception(of="decision_boundary", hint="The logit is the inverse of the sigmoid.")
def decision_boundary_sigmoid_of_threshold(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, (1 / (1 + math.exp(-threshold)) - b) / w1


@misconception(of="decision_boundary", hint="The odds are p to 1 - p: use the whole logit.")
def decision_boundary_log_of_threshold(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, (math.log(threshold) - b) / w1


@misconception(of="decision_boundary", hint="Slope first, then the intercept.")
def decision_boundary_swapped(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return (math.log(threshold / (1 - threshold)) - b) / w1, -w0 / w1


@misconception(of="decision_boundary", hint="Weights may be negative: do not take their size.")
def decision_boundary_absolute_weight(w, b, threshold=0.5):
    w0, w1 = float(w[0]), abs(float(w[1]))
    return -w0 / w1, (math.log(threshold / (1 - threshold)) - b) / w1


@misconception(
    of="decision_boundary", hint="Minus an unsigned integer wraps around: convert first."
)
def decision_boundary_unsigned(w, b, threshold=0.5):
    return -w[0] / w[1], (math.log(threshold / (1 - threshold)) - b) / w[1]


@misconception(of="decision_boundary", hint="A threshold below one half has a negative logit.")
def decision_boundary_absolute_logit(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 / w1, (abs(math.log(threshold / (1 - threshold))) - b) / w1


@misconception(of="decision_boundary", hint="The threshold moves the line but does not turn it.")
def decision_boundary_turns(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    z = math.log(threshold / (1 - threshold))
    return (z - w0) / w1, (z - b) / w1


@misconception(of="decision_boundary", hint="Divide with / and not with //.")
def decision_boundary_integer_division(w, b, threshold=0.5):
    w0, w1 = float(w[0]), float(w[1])
    return -w0 // w1, (math.log(threshold / (1 - threshold)) - b) // w1


# newton_step


@misconception(of="newton_step", hint="This is a gradient step. Where is the Hessian?")
def newton_step_plain_gradient(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - a.T @ (p - y) / len(y)


@misconception(of="newton_step", hint="Your step goes uphill: check the sign.")
def newton_step_sign(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta + np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="1/n belongs to gradient and Hessian, or to neither.")
def newton_step_mean_gradient(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y) / len(y))


@misconception(of="newton_step", hint="1/n belongs to both: your step grows with the data.")
def newton_step_mean_hessian(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a / len(y), a.T @ (p - y))


@misconception(of="newton_step", hint="The sigmoid is missing: labels are compared with p.")
def newton_step_linear_residual(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (a @ theta - y))


@misconception(
    of="newton_step", hint="The Hessian is that of the cross-entropy: where is p (1 - p)?"
)
def newton_step_linear_hessian(a, y, theta):
    a = np.asarray(a, dtype=float)
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve(a.T @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="p (1 - p) is 1/4 at p = 1/2 only.")
def newton_step_quarter(a, y, theta):
    a = np.asarray(a, dtype=float)
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve(a.T @ a / 4, a.T @ (p - y))


@misconception(of="newton_step", hint="The Hessian has p (1 - p), not p alone.")
def newton_step_weights_p(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * p) @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="In the gradient the slope of the sigmoid has cancelled.")
def newton_step_slope_in_the_gradient(a, y, theta):
    p = predict_probability(a, theta, 0)
    weights = p * (1 - p)
    return theta - np.linalg.solve((a.T * weights) @ a, a.T @ (weights * (p - y)))


@misconception(of="newton_step", hint="The Hessian has entries off its diagonal, too.")
def newton_step_diagonal(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - a.T @ (p - y) / ((np.square(a, dtype=float).T) @ (p * (1 - p)))


@misconception(of="newton_step", hint="Return the next theta, not the step.")
def newton_step_returns_the_step(a, y, theta):
    p = predict_probability(a, theta, 0)
    return np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="The step begins at the given theta, not at 0.")
def newton_step_from_zero(a, y, theta):
    p = predict_probability(a, 0 * theta, 0)
    return 0 * theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="One step is asked for, not the optimum.")
def newton_step_to_the_end(a, y, theta):
    for _ in range(30):
        p = predict_probability(a, theta, 0)
        hessian = (a.T * (p * (1 - p))) @ a + 1e-12 * np.eye(a.shape[1])
        theta = theta - np.linalg.solve(hessian, a.T @ (p - y))
    return theta


@misconception(
    of="newton_step", hint="Take the step at its full length: no learning rate, no limit."
)
def newton_step_damped(a, y, theta):
    p = predict_probability(a, theta, 0)
    step = np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))
    return theta - step / max(1.0, np.linalg.norm(step) / 10)


@misconception(of="newton_step", hint="Half a step: a Newton step has no factor.")
def newton_step_half(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y)) / 2


@misconception(of="newton_step", hint="Adding something to the Hessian changes the step.")
def newton_step_small_ridge(a, y, theta):
    p = predict_probability(a, theta, 0)
    hessian = (a.T * (p * (1 - p))) @ a + 0.01 * np.eye(a.shape[1])
    return theta - np.linalg.solve(hessian, a.T @ (p - y))


@misconception(of="newton_step", hint="Clipping the probabilities changes gradient and Hessian.")
def newton_step_clips(a, y, theta):
    p = np.clip(predict_probability(a, theta, 0), 0.01, 0.99)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))


@misconception(of="newton_step", hint="The matrix has its column of ones already: add none.")
def newton_step_adds_ones(a, y, theta):
    rows = np.column_stack([np.ones(len(a)), a])
    p = predict_probability(a, theta, 0)
    hessian = (rows.T * (p * (1 - p))) @ rows
    step = np.linalg.pinv(hessian) @ (rows.T @ (p - y))
    return theta - step[1:]


@misconception(of="newton_step", hint="Multiply by the inverse of the Hessian, not by the Hessian.")
def newton_step_multiplies(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - (a.T * (p * (1 - p))) @ a @ (a.T @ (p - y))


@misconception(of="newton_step", hint="Do not move the given theta itself: compute a new one.")
def newton_step_in_place(a, y, theta):
    p = predict_probability(a, theta, 0)
    step = np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y))
    if theta.dtype.kind != "f":
        return theta - step
    theta -= step
    return theta


@misconception(of="newton_step", hint="No line search: the step is not made shorter.")
def newton_step_line_search(a, y, theta):
    def cost(point):
        z = a @ point
        return np.mean(np.logaddexp(0, z) - y * z)

    p = predict_probability(a, theta, 0)
    step, length = np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - y)), 1.0
    while cost(theta - length * step) > cost(theta) + 1e-9:
        length /= 2
    return theta - length * step


@misconception(of="newton_step", hint="The labels are 0 and 1: they are not mapped to -1 and 1.")
def newton_step_labels_of_either_sign(a, y, theta):
    p = predict_probability(a, theta, 0)
    return theta - np.linalg.solve((a.T * (p * (1 - p))) @ a, a.T @ (p - (2.0 * y - 1)))


# one_vs_rest_predict


@misconception(of="one_vs_rest_predict", hint="Compare the classes of one sample, not the samples.")
def one_vs_rest_predict_over_samples(x, weights, biases):
    return np.argmax(np.asarray(x, dtype=float) @ weights.T + biases, axis=0)


@misconception(of="one_vs_rest_predict", hint="The biases belong to the logits.")
def one_vs_rest_predict_without_biases(x, weights, biases):
    return np.argmax(np.asarray(x, dtype=float) @ weights.T, axis=1)


@misconception(of="one_vs_rest_predict", hint="Return the classes, not the probabilities.")
def one_vs_rest_predict_probabilities(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return np.exp(-np.logaddexp(0, -z))


@misconception(
    of="one_vs_rest_predict", hint="Return the class of the greatest logit, not the logit."
)
def one_vs_rest_predict_greatest_logit(x, weights, biases):
    return np.max(np.asarray(x, dtype=float) @ weights.T + biases, axis=1)


@misconception(of="one_vs_rest_predict", hint="The greatest logit wins, not the least.")
def one_vs_rest_predict_least(x, weights, biases):
    return np.argmin(np.asarray(x, dtype=float) @ weights.T + biases, axis=1)


@misconception(
    of="one_vs_rest_predict",
    hint="For large logits several probabilities are exactly 1: compare something else.",
)
def one_vs_rest_predict_by_probability(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return np.argmax(np.exp(-np.logaddexp(0, -z)), axis=1)


@misconception(
    of="one_vs_rest_predict",
    hint="The exponential overflows for large logits, and infinity is not a probability.",
)
def one_vs_rest_predict_by_exponential(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return np.argmax(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), axis=1)


@misconception(of="one_vs_rest_predict", hint="Classes are counted from 0.")
def one_vs_rest_predict_from_one(x, weights, biases):
    return np.argmax(np.asarray(x, dtype=float) @ weights.T + biases, axis=1) + 1


@misconception(
    of="one_vs_rest_predict", hint="One class for each sample: the most certain, not all above 0."
)
def one_vs_rest_predict_first_positive(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return np.argmax(z > 0, axis=1)


@misconception(
    of="one_vs_rest_predict", hint="The size of a logit is not what counts, its value is."
)
def one_vs_rest_predict_absolute(x, weights, biases):
    return np.argmax(np.abs(np.asarray(x, dtype=float) @ weights.T + biases), axis=1)


@misconception(of="one_vs_rest_predict", hint="A model's weights are a row of weights.")
def one_vs_rest_predict_weights_transposed(x, weights, biases):
    x = np.asarray(x, dtype=float)
    w = weights if weights.shape[0] == x.shape[1] else weights.T
    return np.argmax(x @ w + biases[: w.shape[1]], axis=1)


@misconception(of="one_vs_rest_predict", hint="The bias is added to the sum, not multiplied.")
def one_vs_rest_predict_times_bias(x, weights, biases):
    return np.argmax((np.asarray(x, dtype=float) @ weights.T) * biases, axis=1)


@misconception(
    of="one_vs_rest_predict", hint="Return whole numbers, not a table of zeros and ones."
)
def one_vs_rest_predict_one_hot(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return (z == z.max(axis=1, keepdims=True)).astype(int)


@misconception(of="one_vs_rest_predict", hint="Sums of small integers wrap around: convert first.")
def one_vs_rest_predict_sums_of_integers(x, weights, biases):
    return np.argmax(x @ weights.T + biases, axis=1)


@misconception(
    of="one_vs_rest_predict", hint="One sample gives an array of one class: keep its axis."
)
def one_vs_rest_predict_squeezed(x, weights, biases):
    return np.squeeze(np.argmax(np.asarray(x, dtype=float) @ weights.T + biases, axis=1))


@misconception(
    of="one_vs_rest_predict", hint="Weights of different length are compared as they are."
)
def one_vs_rest_predict_normalised(x, weights, biases):
    length = np.sqrt(np.sum(np.square(weights, dtype=float), axis=1))
    return np.argmax((np.asarray(x, dtype=float) @ weights.T + biases) / length, axis=1)


@misconception(of="one_vs_rest_predict", hint="Logits are not limited: -60 and -70 differ.")
def one_vs_rest_predict_limited(x, weights, biases):
    z = np.clip(np.asarray(x, dtype=float) @ weights.T + biases, -50, 50)
    return np.argmax(z, axis=1)


@misconception(of="one_vs_rest_predict", hint="Half precision cannot tell 700 from 700.1.")
def one_vs_rest_predict_half_precision(x, weights, biases):
    z = np.asarray(x, dtype=float) @ weights.T + biases
    return np.argmax(z.astype(np.float16), axis=1)


@misconception(of="one_vs_rest_predict", hint="Do not round the logits before you compare them.")
def one_vs_rest_predict_rounded(x, weights, biases):
    return np.argmax(np.round(np.asarray(x, dtype=float) @ weights.T + biases), axis=1)


# what_the_logit_is


@misconception(of="what_the_logit_is", hint="The probability is what comes out of the sigmoid.")
def what_the_logit_is_probability():
    return "its probability"


@misconception(of="what_the_logit_is", hint="The loss compares the model with labels.")
def what_the_logit_is_loss():
    return "its loss"


@misconception(of="what_the_logit_is", hint="Close: what do you get from the odds by a logarithm?")
def what_the_logit_is_odds():
    return "its odds"


@misconception(
    of="what_the_logit_is", hint="Return one of the strings in the docstring, letter for letter."
)
def what_the_logit_is_own_words():
    return "the weighted sum"


@misconception(of="what_the_logit_is", hint="Return the string instead of printing it.")
def what_the_logit_is_prints():
    print("the number before the sigmoid")


# price_or_above_a_limit


@misconception(
    of="price_or_above_a_limit", hint="Above or not above: how many different answers are there?"
)
def price_or_above_a_limit_both_regression():
    return "regression, regression"


@misconception(of="price_or_above_a_limit", hint="A price can be any number. Is that a class?")
def price_or_above_a_limit_both_classification():
    return "classification, classification"


@misconception(
    of="price_or_above_a_limit", hint="The order is that of the tasks: the price comes first."
)
def price_or_above_a_limit_swapped():
    return "classification, regression"


@misconception(
    of="price_or_above_a_limit", hint="Return one of the strings in the docstring, in one piece."
)
def price_or_above_a_limit_tuple():
    return ("regression", "classification")


@misconception(of="price_or_above_a_limit", hint="Return the string instead of printing it.")
def price_or_above_a_limit_prints():
    print("regression, classification")
