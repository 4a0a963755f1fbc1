"""Wrong answers to the exercises of 07 backpropagation, each with the hint its author needs."""

import functools
import math

import numpy as np

from autograder.course.bank import misconception

# branch_gradients


@misconception(
    of="branch_gradients", hint="Two branches start at a. How do their contributions combine?"
)
def branch_gradients_one_branch_only(a, w1, w2, w3, w4, slope):
    return slope * w3 * w1, slope * w3 * a, slope * w4 * a, slope * w1 * a, slope * w2 * a


@misconception(
    of="branch_gradients", hint="The contribution of the first branch to a is lost at the second."
)
def branch_gradients_second_branch_overwrites(a, w1, w2, w3, w4, slope):
    return slope * w4 * w2, slope * w3 * a, slope * w4 * a, slope * w1 * a, slope * w2 * a


@misconception(
    of="branch_gradients", hint="A product passes on the derivative times the other factor."
)
def branch_gradients_own_factor(a, w1, w2, w3, w4, slope):
    da = slope * w3 * w1 + slope * w4 * w2
    return da, slope * w3 * w1, slope * w4 * w2, slope * w3, slope * w4


@misconception(
    of="branch_gradients", hint="On which branch does w1 lie, and which weight comes after it?"
)
def branch_gradients_crossed_weights(a, w1, w2, w3, w4, slope):
    da = slope * (w3 * w1 + w4 * w2)
    return da, slope * w4 * a, slope * w3 * a, slope * w1 * a, slope * w2 * a


@misconception(of="branch_gradients", hint="Begin the backward pass with the slope of f, not 1.")
def branch_gradients_ignores_the_slope(a, w1, w2, w3, w4, slope):
    return w3 * w1 + w4 * w2, w3 * a, w4 * a, w1 * a, w2 * a


@misconception(
    of="branch_gradients",
    hint="The derivatives of w1 and w2 pass through w3 and w4 on their way back.",
)
def branch_gradients_skips_the_second_layer(a, w1, w2, w3, w4, slope):
    return slope * (w3 * w1 + w4 * w2), slope * a, slope * a, slope * w1 * a, slope * w2 * a


@misconception(
    of="branch_gradients",
    hint="The derivatives of w3 and w4 contain the values that these weights multiply.",
)
def branch_gradients_a_in_place_of_b_and_c(a, w1, w2, w3, w4, slope):
    return slope * (w3 * w1 + w4 * w2), slope * w3 * a, slope * w4 * a, slope * a, slope * a


@misconception(
    of="branch_gradients", hint="Give the derivative of a first, then those of w1 to w4."
)
def branch_gradients_a_last(a, w1, w2, w3, w4, slope):
    da = slope * (w3 * w1 + w4 * w2)
    return slope * w3 * a, slope * w4 * a, slope * w1 * a, slope * w2 * a, da


@misconception(
    of="branch_gradients", hint="Contributions add up; the second branch has no minus sign."
)
def branch_gradients_subtracts_the_branches(a, w1, w2, w3, w4, slope):
    da = slope * (w3 * w1 - w4 * w2)
    return da, slope * w3 * a, slope * w4 * a, slope * w1 * a, slope * w2 * a


@misconception(of="branch_gradients", hint="Derivatives are asked for, not a step against them.")
def branch_gradients_descends(a, w1, w2, w3, w4, slope):
    da = slope * (w3 * w1 + w4 * w2)
    return -da, -slope * w3 * a, -slope * w4 * a, -slope * w1 * a, -slope * w2 * a


@misconception(
    of="branch_gradients", hint="f is any function. Its slope is given; do not assume a square."
)
def branch_gradients_assumes_a_square(a, w1, w2, w3, w4, slope):
    slope = 2 * (w3 * w1 * a + w4 * w2 * a)
    da = slope * (w3 * w1 + w4 * w2)
    return da, slope * w3 * a, slope * w4 * a, slope * w1 * a, slope * w2 * a


@misconception(
    of="branch_gradients",
    hint="What if a or a weight is zero? Multiply; there is nothing to divide.",
)
def branch_gradients_divides(a, w1, w2, w3, w4, slope):
    share_b, share_c = slope * w3 * w1 * a, slope * w4 * w2 * a
    return (
        (share_b + share_c) / a if a else 0.0,
        share_b / w1 if w1 else 0.0,
        share_c / w2 if w2 else 0.0,
        share_b / w3 if w3 else 0.0,
        share_c / w4 if w4 else 0.0,
    )


@misconception(of="branch_gradients", hint="Leave the numbers as they are: do not round them.")
def branch_gradients_rounds(a, w1, w2, w3, w4, slope):
    exact = (
        slope * (w3 * w1 + w4 * w2),
        slope * w3 * a,
        slope * w4 * a,
        slope * w1 * a,
        slope * w2 * a,
    )
    return [round(number, 6) for number in exact]


# dense_forward


@misconception(of="dense_forward", hint="Samples are rows: the input stands on the left of w.")
def dense_forward_weights_first(x, w, b):
    return w.astype(float) @ x + b


@misconception(of="dense_forward", hint="The units are the columns of w already.")
def dense_forward_transposes_weights(x, w, b):
    return x.astype(float) @ w.T + b


@misconception(of="dense_forward", hint="A bias belongs to a unit, not to a sample.")
def dense_forward_bias_per_sample(x, w, b):
    z = x.astype(float) @ w
    return z + b[: len(z), np.newaxis] if len(b) >= len(z) else z + np.resize(b, len(z))[:, None]


@misconception(of="dense_forward", hint="Where do the biases come in?")
def dense_forward_without_bias(x, w, b):
    return x.astype(float) @ w


@misconception(of="dense_forward", hint="Which sign does the bias have?")
def dense_forward_subtracts_bias(x, w, b):
    return x.astype(float) @ w - b


@misconception(
    of="dense_forward", hint="The activation is a step of its own, and not part of this."
)
def dense_forward_with_relu(x, w, b):
    return np.maximum(x.astype(float) @ w + b, 0)


@misconception(of="dense_forward", hint="Small integer types wrap around: compute in floats.")
def dense_forward_wraps(x, w, b):
    return x @ w + b


@misconception(of="dense_forward", hint="Add the weighted inputs up; do not average them.")
def dense_forward_averages(x, w, b):
    return x.astype(float) @ w / len(w) + b


@misconception(of="dense_forward", hint="Add the bias once to each unit, not for every input.")
def dense_forward_bias_per_input(x, w, b):
    return x.astype(float) @ w + b * len(w)


@misconception(of="dense_forward", hint="Give one row for each sample.")
def dense_forward_samples_in_columns(x, w, b):
    return (x.astype(float) @ w + b).T


@misconception(of="dense_forward", hint="The input given to the function must keep its values.")
def dense_forward_changes_its_input(x, w, b):
    z = x.astype(float) @ w + b
    x *= 0
    return z


@misconception(of="dense_forward", hint="The result is truncated to whole numbers.")
def dense_forward_keeps_the_integer_type(x, w, b):
    z = x.astype(float) @ w + b
    return z.astype(int) if x.dtype.kind in "iub" else z


@misconception(
    of="dense_forward", hint="Every sample has a row of the result, not the first sample only."
)
def dense_forward_first_sample_only(x, w, b):
    return x[:1].astype(float) @ w + b


@misconception(of="dense_forward", hint="Single precision has seven digits only. Keep all sixteen.")
def dense_forward_in_single_precision(x, w, b):
    return x.astype(np.float32) @ w.astype(np.float32) + b.astype(np.float32)


# dense_backward


@misconception(
    of="dense_backward", hint="Which shape has dw? Find the product of x and upstream that has it."
)
def dense_backward_dw_without_transpose(x, w, upstream):
    x, upstream = x.astype(float), upstream.astype(float)
    return upstream @ w.T, x @ upstream, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="The mean's 1/n is in upstream already.")
def dense_backward_divides_by_n(x, w, upstream):
    upstream = upstream.astype(float)
    n = len(x)
    return upstream @ w.T, x.T @ upstream / n, upstream.sum(axis=0) / n


@misconception(of="dense_backward", hint="Do not divide dw by the number of samples either.")
def dense_backward_divides_dw_by_n(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream / len(x), upstream.sum(axis=0)


@misconception(of="dense_backward", hint="db adds up over the samples; it is not their mean.")
def dense_backward_averages_db(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, upstream.mean(axis=0)


@misconception(
    of="dense_backward",
    hint="For dx, each unit sends its derivative back along its own column of w.",
)
def dense_backward_dx_without_transpose(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w, x.T @ upstream, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="dw is a product of matrices, not an elementwise one.")
def dense_backward_dw_elementwise(x, w, upstream):
    upstream = upstream.astype(float)
    if x.shape == upstream.shape:
        dw = x * upstream
    else:
        dw = np.mean(x) * np.mean(upstream) * np.ones(w.shape)
    return upstream @ w.T, dw, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="dw has rows for the inputs and columns for the units.")
def dense_backward_dw_transposed(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, upstream.T @ x, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="A bias acts on all samples: add up over them.")
def dense_backward_db_for_each_sample(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, upstream


@misconception(of="dense_backward", hint="db has one number for each unit: over what do you sum?")
def dense_backward_db_over_units(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=1)


@misconception(of="dense_backward", hint="The upstream is not 1 everywhere. Use it for all three.")
def dense_backward_ignores_upstream(x, w, upstream):
    ones = np.ones(upstream.shape)
    return ones @ w.T, x.T @ ones, ones.sum(axis=0)


@misconception(
    of="dense_backward", hint="Every unit has its own bias, so db is not a single number."
)
def dense_backward_db_one_number(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, upstream.sum()


@misconception(
    of="dense_backward", hint="Give the derivative of the input first, then dw, then db."
)
def dense_backward_order_of_results(x, w, upstream):
    upstream = upstream.astype(float)
    return x.T @ upstream, upstream.sum(axis=0), upstream @ w.T


@misconception(of="dense_backward", hint="The derivative of the input is missing.")
def dense_backward_without_dx(x, w, upstream):
    upstream = upstream.astype(float)
    return x.T @ upstream, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="Products of small integers wrap around: use floats.")
def dense_backward_wraps(x, w, upstream):
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=0)


@misconception(of="dense_backward", hint="Derivatives are asked for, not steps downhill.")
def dense_backward_negative(x, w, upstream):
    upstream = upstream.astype(float)
    return -upstream @ w.T, -x.T @ upstream, -upstream.sum(axis=0)


@misconception(of="dense_backward", hint="The arrays that you are given must keep their values.")
def dense_backward_scales_in_place(x, w, upstream):
    result = upstream.astype(float) @ w.T, x.T @ upstream.astype(float), upstream.sum(axis=0)
    upstream[...] = 0
    return result


@misconception(
    of="dense_backward", hint="The shape of dw and db must not depend on the number of samples."
)
def dense_backward_one_sample_at_a_time(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, np.outer(x[0], upstream[0]), upstream[0]


@misconception(of="dense_backward", hint="db is flat: it has the shape of the biases.")
def dense_backward_db_as_a_row(x, w, upstream):
    upstream = upstream.astype(float)
    return upstream @ w.T, x.T @ upstream, upstream.sum(axis=0, keepdims=True)


@misconception(of="dense_backward", hint="Seven digits are not enough: use double precision.")
def dense_backward_in_single_precision(x, w, upstream):
    x, w, u = (array.astype(np.float32) for array in (x, w, upstream))
    return u @ w.T, x.T @ u, u.sum(axis=0)


# activation_backward


@misconception(of="activation_backward", hint="The slope multiplies the upstream, which is not 1.")
def activation_backward_ignores_upstream(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2}
    return slopes.get(activation, np.ones(z.shape))


@misconception(
    of="activation_backward",
    hint="z is the input of the activation. You treat it as if it were the activation's value.",
)
def activation_backward_takes_z_for_the_value(upstream, z, activation):
    z = z.astype(float)
    slopes = {"relu": z > 0, "sigmoid": z * (1 - z), "tanh": 1 - z**2, "linear": 1}
    return upstream * slopes[activation]


@misconception(
    of="activation_backward", hint="The sigmoid's slope at z: do you apply the function twice?"
)
def activation_backward_slope_at_the_value(upstream, z, activation):
    z = z.astype(float)
    s, t = (1 + np.tanh(z / 2)) / 2, np.tanh(z)
    twice = (1 + np.tanh(s / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": twice * (1 - twice), "tanh": 1 - np.tanh(t) ** 2}
    return upstream * slopes.get(activation, 1)


@misconception(of="activation_backward", hint="What is e to the power of 1000 on a computer?")
def activation_backward_overflows(upstream, z, activation):
    z = z.astype(float)
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-z))
        return upstream * s * (1 - s)
    slopes = {"relu": z > 0, "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return upstream * slopes[activation]


@misconception(of="activation_backward", hint="The hyperbolic functions overflow at z = 1000.")
def activation_backward_hyperbolic_cosine(upstream, z, activation):
    z = z.astype(float)
    if activation == "tanh":
        return upstream / np.cosh(z) ** 2
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "linear": 1}
    return upstream * slopes[activation]


@misconception(of="activation_backward", hint="The slope is asked for, not the activation itself.")
def activation_backward_multiplies_by_the_value(upstream, z, activation):
    z = z.astype(float)
    values = {"relu": np.maximum(z, 0), "sigmoid": (1 + np.tanh(z / 2)) / 2, "tanh": np.tanh(z)}
    return upstream * values.get(activation, z)


@misconception(of="activation_backward", hint="The linear activation has slope 1, not slope 0.")
def activation_backward_linear_is_zero(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2, "linear": 0.0}
    return upstream * slopes[activation]


@misconception(
    of="activation_backward", hint="The sigmoid's slope is a product of two factors, s and 1 - s."
)
def activation_backward_sigmoid_one_minus(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": 1 - s, "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return upstream * slopes[activation]


@misconception(of="activation_backward", hint="The value of tanh is squared in its slope.")
def activation_backward_tanh_without_square(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z), "linear": 1}
    return upstream * slopes[activation]


@misconception(
    of="activation_backward", hint="tanh has a slope of its own, not the sigmoid's form."
)
def activation_backward_tanh_like_sigmoid(upstream, z, activation):
    z = z.astype(float)
    s, t = (1 + np.tanh(z / 2)) / 2, np.tanh(z)
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": t * (1 - t), "linear": 1}
    return upstream * slopes[activation]


@misconception(
    of="activation_backward", hint="A ReLU asks for the sign of z, not for that of the upstream."
)
def activation_backward_relu_of_upstream(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return np.maximum(upstream, 0) if activation == "relu" else upstream * slopes[activation]


@misconception(of="activation_backward", hint="A ReLU has no slope at all where z is negative.")
def activation_backward_leaky(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": np.where(z > 0, 1, 0.01), "sigmoid": s * (1 - s), "linear": 1}
    return upstream * slopes.get(activation, 1 - np.tanh(z) ** 2)


@misconception(of="activation_backward", hint="Which activation it is matters: do not forget tanh.")
def activation_backward_tanh_forgotten(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    return upstream * {"relu": z > 0, "sigmoid": s * (1 - s)}.get(activation, 1)


@misconception(of="activation_backward", hint="In small integer types, minus z wraps around.")
def activation_backward_wraps(upstream, z, activation):
    with np.errstate(all="ignore"):
        if activation == "sigmoid":
            s = 1 / (1 + np.exp(-z))
            return upstream * s * (1 - s)
        return upstream * {"relu": z > 0, "tanh": 1 - np.tanh(z) ** 2, "linear": 1}[activation]


@misconception(of="activation_backward", hint="Do not write into the upstream that you are given.")
def activation_backward_in_place(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    if activation == "relu":
        upstream[z < 0] = 0
        return upstream
    slopes = {"sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return upstream * slopes[activation]


@misconception(of="activation_backward", hint="No value is limited: z goes up to 1000 either way.")
def activation_backward_clips_z(upstream, z, activation):
    z = np.clip(z.astype(float), -0.5, 0.5)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return upstream * slopes[activation]


@misconception(of="activation_backward", hint="Do not compute in single precision.")
def activation_backward_in_single_precision(upstream, z, activation):
    u, z = upstream.astype(np.float32), z.astype(np.float32)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s), "tanh": 1 - np.tanh(z) ** 2, "linear": 1}
    return u * slopes[activation]


@misconception(of="activation_backward", hint="Use the formula of the slope; do not measure it.")
def activation_backward_measures(upstream, z, activation):
    z, g = z.astype(float), ACTIVATIONS[activation]
    return upstream * (g(z + 1e-3) - g(z - 1e-3)) / 2e-3


@misconception(of="activation_backward", hint="The slope of the sigmoid has no epsilon in it.")
def activation_backward_with_epsilon(upstream, z, activation):
    z = z.astype(float)
    s = (1 + np.tanh(z / 2)) / 2
    slopes = {"relu": z > 0, "sigmoid": s * (1 - s) + 1e-7, "tanh": 1 - np.tanh(z) ** 2}
    return upstream * slopes.get(activation, 1)


# softmax_vjp


@misconception(of="softmax_vjp", hint="Each output of a softmax depends on all inputs of its row.")
def softmax_vjp_diagonal_only(p, upstream):
    return p * (1 - p) * upstream


@misconception(of="softmax_vjp", hint="The upstream is averaged with the probabilities as weights.")
def softmax_vjp_plain_sum(p, upstream):
    return p * (upstream - np.sum(upstream, axis=1, keepdims=True))


@misconception(of="softmax_vjp", hint="A plain mean over the classes forgets their probabilities.")
def softmax_vjp_plain_mean(p, upstream):
    return p * (upstream - np.mean(upstream, axis=1, keepdims=True))


@misconception(of="softmax_vjp", hint="What multiplies the difference in front?")
def softmax_vjp_without_p_in_front(p, upstream):
    return upstream - np.sum(p * upstream, axis=1, keepdims=True)


@misconception(of="softmax_vjp", hint="The sum runs over the classes of one sample.")
def softmax_vjp_sums_over_samples(p, upstream):
    return p * (upstream - np.sum(p * upstream, axis=0, keepdims=True))


@misconception(of="softmax_vjp", hint="No sample's sum may contain another sample's numbers.")
def softmax_vjp_sums_over_everything(p, upstream):
    return p * (upstream - np.sum(p * upstream))


@misconception(
    of="softmax_vjp",
    hint="Keep one sum for each row: with a square batch they end up in other rows.",
)
def softmax_vjp_sum_of_another_row(p, upstream):
    sums = np.sum(p * upstream, axis=1)
    if len(p) == p.shape[1]:
        return p * (upstream - sums)
    return p * (upstream - sums[:, np.newaxis])


@misconception(of="softmax_vjp", hint="p is the softmax already; do not apply it again.")
def softmax_vjp_softmax_of_p(p, upstream):
    powers = np.exp(p)
    p = powers / powers.sum(axis=1, keepdims=True)
    return p * (upstream - np.sum(p * upstream, axis=1, keepdims=True))


@misconception(of="softmax_vjp", hint="The upstream decides how the loss changes. Where is it?")
def softmax_vjp_ignores_upstream(p, upstream):
    return p * (1 - p)


@misconception(of="softmax_vjp", hint="Which sign does the sum have?")
def softmax_vjp_adds_the_sum(p, upstream):
    return p * (upstream + np.sum(p * upstream, axis=1, keepdims=True))


@misconception(of="softmax_vjp", hint="The result has the wrong sign everywhere.")
def softmax_vjp_negative(p, upstream):
    return p * (np.sum(p * upstream, axis=1, keepdims=True) - upstream)


@misconception(of="softmax_vjp", hint="A mean over the samples is in the upstream, if anywhere.")
def softmax_vjp_divides_by_n(p, upstream):
    return p * (upstream - np.sum(p * upstream, axis=1, keepdims=True)) / len(p)


@misconception(of="softmax_vjp", hint="Each row has its own p and its own matrix of derivatives.")
def softmax_vjp_p_of_the_first_row(p, upstream):
    jacobian = np.diag(p[0]) - np.outer(p[0], p[0])
    return upstream @ jacobian


@misconception(of="softmax_vjp", hint="The matrix has minus the products off its diagonal.")
def softmax_vjp_jacobian_with_plus(p, upstream):
    return np.array(
        [(np.diag(row) + np.outer(row, row)) @ above for row, above in zip(p, upstream)]
    )


@misconception(of="softmax_vjp", hint="Multiply by the upstream; do not return the matrices.")
def softmax_vjp_returns_jacobians(p, upstream):
    return np.array([np.diag(row) - np.outer(row, row) for row in p])


@misconception(of="softmax_vjp", hint="Work on a new array: the upstream belongs to the caller.")
def softmax_vjp_in_place(p, upstream):
    average = np.sum(p * upstream, axis=1, keepdims=True)
    if upstream.dtype.kind == "f":
        upstream -= average
        return p * upstream
    return p * (upstream - average)


@misconception(of="softmax_vjp", hint="This is the derivative of a cross-entropy, not of any loss.")
def softmax_vjp_p_minus_upstream(p, upstream):
    return p - upstream


@misconception(of="softmax_vjp", hint="Do not round the result.")
def softmax_vjp_rounds(p, upstream):
    return np.round(p * (upstream - np.sum(p * upstream, axis=1, keepdims=True)), 7)


@misconception(of="softmax_vjp", hint="A tiny probability counts too: clip nothing here.")
def softmax_vjp_clips(p, upstream):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return p * (upstream - np.sum(p * upstream, axis=1, keepdims=True))


# cross_entropy_gradient


@misconception(of="cross_entropy_gradient", hint="The loss is a mean over the samples.")
def cross_entropy_gradient_sums(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True) - np.eye(logits.shape[1])[labels]


@misconception(
    of="cross_entropy_gradient", hint="A more probable true class lowers the loss: sign?"
)
def cross_entropy_gradient_sign(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (np.eye(logits.shape[1])[labels] - p) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="Softmax minus one-hot has the softmax's derivative in it."
)
def cross_entropy_gradient_jacobian_on_top(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    u = p - np.eye(logits.shape[1])[labels]
    return p * (u - np.sum(p * u, axis=1, keepdims=True)) / len(labels)


@misconception(of="cross_entropy_gradient", hint="The factor p in front has cancelled with 1/p.")
def cross_entropy_gradient_times_p(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return p * (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="A mean over the samples divides by n, not by n k."
)
def cross_entropy_gradient_mean_of_elements(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / logits.size


@misconception(of="cross_entropy_gradient", hint="Large logits overflow. What may be subtracted?")
def cross_entropy_gradient_overflows(logits, labels):
    powers = np.exp(logits.astype(float))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient",
    hint="Each row needs its own greatest logit: far below another's, all its powers vanish.",
)
def cross_entropy_gradient_one_maximum(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float)))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="The softmax adds up over the classes of a sample."
)
def cross_entropy_gradient_softmax_over_samples(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=0))
    p = powers / powers.sum(axis=0)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(of="cross_entropy_gradient", hint="With a square batch, whose sum divides a row?")
def cross_entropy_gradient_sums_in_a_row(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    square = powers.shape[0] == powers.shape[1]
    sums = powers.sum(axis=1, keepdims=not square)
    return (powers / sums - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(of="cross_entropy_gradient", hint="Logits are not probabilities: apply the softmax.")
def cross_entropy_gradient_without_softmax(logits, labels):
    return (logits.astype(float) - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(of="cross_entropy_gradient", hint="The classes that are not the true one count too.")
def cross_entropy_gradient_true_class_only(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    one_hot = np.eye(logits.shape[1])[labels]
    return (p - 1) * one_hot / len(labels)


@misconception(of="cross_entropy_gradient", hint="Subtract 1 at the label of each row, no more.")
def cross_entropy_gradient_every_label_in_every_row(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[:, labels] -= 1
    return p / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="The number of classes is that of the columns, not of labels."
)
def cross_entropy_gradient_counts_labels(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(int(labels.max()) + 1)[labels]) / len(labels)


@misconception(of="cross_entropy_gradient", hint="Labels are counted from 0.")
def cross_entropy_gradient_labels_from_one(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    p[np.arange(len(labels)), labels.astype(int) - 1] -= 1
    return p / len(labels)


@misconception(of="cross_entropy_gradient", hint="Nothing is clipped: tiny probabilities count.")
def cross_entropy_gradient_clips(logits, labels):
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = np.clip(powers / powers.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="Classes exclude each other: softmax, not sigmoid."
)
def cross_entropy_gradient_sigmoids(logits, labels):
    p = (1 + np.tanh(logits.astype(float) / 2)) / 2
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="The logits given to the function stay as they are."
)
def cross_entropy_gradient_in_place(logits, labels):
    if logits.dtype == float:
        logits -= np.max(logits, axis=1, keepdims=True)
    powers = np.exp(logits - np.max(logits.astype(float), axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="Integers wrap around when the greatest is subtracted."
)
def cross_entropy_gradient_wraps(logits, labels):
    powers = np.exp((logits - np.max(logits, axis=1, keepdims=True)).astype(float))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


@misconception(of="cross_entropy_gradient", hint="Seven digits are too few for small gradients.")
def cross_entropy_gradient_in_single_precision(logits, labels):
    powers = np.exp(
        logits.astype(np.float32) - np.max(logits.astype(np.float32), axis=1, keepdims=True)
    )
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1], dtype=np.float32)[labels]) / len(labels)


@misconception(
    of="cross_entropy_gradient", hint="Limiting the exponents makes large logits equal. Shift them."
)
def cross_entropy_gradient_limits_the_exponents(logits, labels):
    z = logits.astype(float)
    powers = np.exp(np.clip(z - z.mean(axis=1, keepdims=True), -500, 500))
    p = powers / powers.sum(axis=1, keepdims=True)
    return (p - np.eye(logits.shape[1])[labels]) / len(labels)


# mlp_forward


@misconception(of="mlp_forward", hint="Which of z and a does a layer pass on to the next?")
def mlp_forward_feeds_z(x, weights, biases, activations):
    layers, inputs = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = inputs @ w + b
        layers.append((z, ACTIVATIONS[activation](z)))
        inputs = z
    return layers


@misconception(of="mlp_forward", hint="In each pair z comes first, then a.")
def mlp_forward_pairs_reversed(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w + b
        a = ACTIVATIONS[activation](z)
        layers.append((a, z))
    return layers


@misconception(of="mlp_forward", hint="The last layer has an activation as well.")
def mlp_forward_last_activation_skipped(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for place, (w, b, activation) in enumerate(zip(weights, biases, activations)):
        z = a @ w + b
        a = ACTIVATIONS[activation](z) if place < len(weights) - 1 else z
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Each layer gets the output of the one before, not x again.")
def mlp_forward_x_for_every_layer(x, weights, biases, activations):
    layers = []
    for w, b, activation in zip(weights, biases, activations):
        inputs = x.astype(float)[:, : w.shape[0]]
        if inputs.shape[1] < w.shape[0]:
            inputs = np.resize(x.astype(float), (len(x), w.shape[0]))
        z = inputs @ w + b
        layers.append((z, ACTIVATIONS[activation](z)))
    return layers


@misconception(of="mlp_forward", hint="The list goes from the first layer to the last.")
def mlp_forward_last_layer_first(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w + b
        a = ACTIVATIONS[activation](z)
        layers.insert(0, (z, a))
    return layers


@misconception(
    of="mlp_forward", hint="Every layer's z and a are asked for, not the last ones only."
)
def mlp_forward_last_layer_only(x, weights, biases, activations):
    a = x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w + b
        a = ACTIVATIONS[activation](z)
    return [(z, a)]


@misconception(
    of="mlp_forward", hint="x is not a layer: the first pair belongs to the first layer."
)
def mlp_forward_begins_with_x(x, weights, biases, activations):
    a = x.astype(float)
    layers = [(a, a)]
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w + b
        a = ACTIVATIONS[activation](z)
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Where are the biases?")
def mlp_forward_without_biases(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, activation in zip(weights, activations):
        z = a @ w
        a = ACTIVATIONS[activation](z)
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Each layer has its own activation.")
def mlp_forward_first_activation_for_all(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b in zip(weights, biases):
        z = a @ w + b
        a = ACTIVATIONS[activations[0]](z)
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Keep z as it was before the activation.")
def mlp_forward_a_twice(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        a = ACTIVATIONS[activation](a @ w + b)
        layers.append((a, a))
    return layers


@misconception(of="mlp_forward", hint="Small integers wrap around in the first layer.")
def mlp_forward_wraps(x, weights, biases, activations):
    layers, a = [], x
    for w, b, activation in zip(weights, biases, activations):
        z = (a @ w) + b
        a = ACTIVATIONS[activation](z)
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Give pairs of z and a, layer by layer, not two lists.")
def mlp_forward_two_lists(x, weights, biases, activations):
    zs, values = [], [x.astype(float)]
    for w, b, activation in zip(weights, biases, activations):
        zs.append(values[-1] @ w + b)
        values.append(ACTIVATIONS[activation](zs[-1]))
    return zs, values[1:]


@misconception(of="mlp_forward", hint="The activation comes after the sum, not before the weights.")
def mlp_forward_activation_first(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = ACTIVATIONS[activation](a) @ w + b
        layers.append((z, z))
        a = z
    return layers


@misconception(of="mlp_forward", hint="Do not use up the lists that you are given.")
def mlp_forward_pops(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    while weights:
        z = a @ weights.pop(0) + biases.pop(0)
        a = ACTIVATIONS[activations.pop(0)](z)
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="The number of layers is not always two.")
def mlp_forward_two_layers(x, weights, biases, activations):
    z1 = x.astype(float) @ weights[0] + biases[0]
    a1 = ACTIVATIONS[activations[0]](z1)
    if len(weights) == 1:
        return [(z1, a1)]
    z2 = a1 @ weights[1] + biases[1]
    return [(z1, a1), (z2, ACTIVATIONS[activations[1]](z2))]


@misconception(of="mlp_forward", hint="z is overwritten by its activation. Make a new array for a.")
def mlp_forward_overwrites_z(x, weights, biases, activations):
    layers, a = [], x.astype(float)
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w + b
        z[...] = ACTIVATIONS[activation](z)
        a = z
        layers.append((z, a))
    return layers


@misconception(of="mlp_forward", hint="Single precision loses half of the digits.")
def mlp_forward_in_single_precision(x, weights, biases, activations):
    layers, a = [], x.astype(np.float32)
    for w, b, activation in zip(weights, biases, activations):
        z = a @ w.astype(np.float32) + b.astype(np.float32)
        a = ACTIVATIONS[activation](z)
        layers.append((z, a))
    return layers


# mlp_backward


@misconception(of="mlp_backward", hint="The derivatives of the first layer come first in the list.")
def mlp_backward_last_layer_first(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.append((inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="What is the input of the first layer?")
def mlp_backward_a_of_its_own_layer(x, weights, cache, activations, upstream):
    gradients = []
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        before = cache[k - 1][1] if k > 0 else cache[0][1]
        gradients.insert(0, (before.T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="The derivative has to pass through every activation.")
def mlp_backward_without_activations(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        gradients.insert(0, (inputs[k].T @ upstream, upstream.sum(axis=0)))
        upstream = upstream @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="The last layer's activation has a slope too.")
def mlp_backward_skips_the_last_activation(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        last = k == len(weights) - 1
        dz = upstream if last else activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="The 1/n of a mean is in the upstream; it comes only once.")
def mlp_backward_divides_by_n(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz / len(x), dz.sum(axis=0) / len(x)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(
    of="mlp_backward", hint="The slope of an activation belongs at its input, not its value."
)
def mlp_backward_slope_at_a(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][1], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="dw contains what went into the layer: a of the one before.")
def mlp_backward_multiplies_by_z(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [z for z, _ in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="The derivative goes on through the weights of the layer.")
def mlp_backward_same_upstream_for_all(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    first = upstream
    for k in reversed(range(len(weights))):
        size = weights[k].shape[1]
        u = np.resize(first, (len(x), size))
        dz = activation_backward(u, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="Take all derivatives before any weight moves.")
def mlp_backward_through_moved_weights(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        dw = inputs[k].T @ dz
        gradients.insert(0, (dw, dz.sum(axis=0)))
        upstream = dz @ (weights[k] - dw).T
    return gradients, upstream


@misconception(of="mlp_backward", hint="dx has to pass through the first layer as well.")
def mlp_backward_dx_before_the_first_weights(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, dz


@misconception(of="mlp_backward", hint="Give dx as well, beside the list of gradients.")
def mlp_backward_without_dx(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients


@misconception(of="mlp_backward", hint="In each pair dw comes before db.")
def mlp_backward_pairs_reversed(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (dz.sum(axis=0), inputs[k].T @ dz))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="Every layer has its own activation, backwards too.")
def mlp_backward_last_activation_for_all(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[-1])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="The loss is not a square here: begin with the upstream.")
def mlp_backward_begins_with_the_output(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    upstream = cache[-1][1]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="db adds up the same dz that dw uses, after the activation.")
def mlp_backward_db_from_upstream(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        dz = activation_backward(upstream, cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ dz, upstream.sum(axis=0)))
        upstream = dz @ weights[k].T
    return gradients, upstream


@misconception(
    of="mlp_backward", hint="Going back may not change the upstream that you were given."
)
def mlp_backward_changes_upstream(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(float)] + [a for _, a in cache]
    for k in reversed(range(len(weights))):
        upstream *= activation_backward(np.ones(upstream.shape), cache[k][0], activations[k])
        gradients.insert(0, (inputs[k].T @ upstream, upstream.sum(axis=0)))
        upstream = upstream @ weights[k].T
    return gradients, upstream


@misconception(of="mlp_backward", hint="Derivatives of many layers need double precision.")
def mlp_backward_in_single_precision(x, weights, cache, activations, upstream):
    gradients, inputs = [], [x.astype(np.float32)] + [a.astype(np.float32) for _, a in cache]
    upstream = upstream.astype(np.float32)
    for k in reversed(range(len(weights))):
        slopes = activation_backward(np.ones(upstream.shape), cache[k][0], activations[k])
        dz = upstream * slopes.astype(np.float32)
        gradients.insert(0, (inputs[k].T @ dz, dz.sum(axis=0)))
        upstream = dz @ weights[k].T.astype(np.float32)
    return gradients, upstream


# gradient_error


@misconception(of="gradient_error", hint="A central difference looks to both sides of the point.")
def gradient_error_forward_difference(f, theta, gradient, h=1e-5):
    n, here = np.zeros(theta.shape), f(theta.astype(float))
    for index in np.ndindex(theta.shape):
        up = theta.astype(float)
        up[index] += h
        n[index] = (f(up) - here) / h
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="The points are 2h apart.")
def gradient_error_divides_by_h(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / h
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Use the norm over all elements, not the worst element.")
def gradient_error_greatest_element(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.abs(gradient) + np.abs(n)
    ratios = np.abs(gradient - n)[size > 0] / size[size > 0]
    return float(np.max(ratios)) if ratios.size else 0.0


@misconception(of="gradient_error", hint="What is 0/0 on a computer, and what should it be here?")
def gradient_error_not_a_number(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    with np.errstate(invalid="ignore"):
        return np.linalg.norm(gradient - n) / (np.linalg.norm(gradient) + np.linalg.norm(n))


@misconception(of="gradient_error", hint="Add the two lengths, not the two gradients.")
def gradient_error_norm_of_the_sum(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient + n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Divide by the lengths: the scale of f must not matter.")
def gradient_error_absolute(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return np.linalg.norm(gradient - n)


@misconception(of="gradient_error", hint="A small number in the denominator hides small gradients.")
def gradient_error_with_epsilon(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    return np.linalg.norm(gradient - n) / (np.linalg.norm(gradient) + np.linalg.norm(n) + 1e-8)


@misconception(
    of="gradient_error", hint="The Euclidean norm is a root of squares, not a sum of sizes."
)
def gradient_error_absolute_values(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.abs(gradient * 1.0).sum() + np.abs(n).sum()
    return np.abs(gradient - n).sum() / size if size else 0.0


@misconception(of="gradient_error", hint="Take the root: a norm is not a sum of squares.")
def gradient_error_squares(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.sum((gradient * 1.0) ** 2) + np.sum(n**2)
    return np.sum((gradient - n) ** 2) / size if size else 0.0


@misconception(of="gradient_error", hint="Both norms belong in the denominator.")
def gradient_error_one_norm(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = max(np.linalg.norm(gradient), np.linalg.norm(n))
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Put each element back before you move the next one.")
def gradient_error_does_not_restore(f, theta, gradient, h=1e-5):
    n, moved = np.zeros(theta.shape), theta.astype(float)
    for index in np.ndindex(theta.shape):
        moved[index] += h
        up = f(moved)
        moved[index] -= 2 * h
        n[index] = (up - f(moved)) / (2 * h)
        moved[index] += 1000 * h
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Move one element at a time, not all of them together.")
def gradient_error_moves_everything(f, theta, gradient, h=1e-5):
    slope = (f(theta + h) - f(theta - h)) / (2 * h)
    n = np.full(theta.shape, slope)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="The step h is an argument: use the one that is given.")
def gradient_error_fixed_step(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = 1e-5
        n[index] = (f(theta + step) - f(theta - step)) / 2e-5
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Check the default of h.")
def gradient_error_other_default(f, theta, gradient, h=1e-3):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="An array of integers swallows a small step.")
def gradient_error_integer_steps(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        up, down = theta.copy(), theta.copy()
        up[index] = theta[index] + h
        down[index] = theta[index] - h
        n[index] = (f(up) - f(down)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Do not move elements of the array that you are given.")
def gradient_error_moves_in_place(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    point = theta if theta.dtype == float else theta.astype(float)
    for index in np.ndindex(theta.shape):
        before = point[index]
        point[index] = before + h
        up = f(point)
        point[index] = before - h
        n[index] = (up - f(point)) / (2 * h)
        point[index] = before
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(of="gradient_error", hint="Give the number itself, not whether it is small enough.")
def gradient_error_truth_value(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return (np.linalg.norm(gradient - n) / size if size else 0.0) < 1e-4


@misconception(
    of="gradient_error", hint="The loop must reach every element, whatever the shape is."
)
def gradient_error_rows_only(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for k in range(len(theta)):
        step = np.zeros(theta.shape)
        step[k] = h
        n[k] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size else 0.0


@misconception(
    of="gradient_error",
    hint="f takes an array of the shape of theta. You call it with a flat one.",
)
def gradient_error_flattens(f, theta, gradient, h=1e-5):
    flat = theta.ravel().astype(float)
    n = np.zeros(flat.shape)
    for k in range(len(flat)):
        step = np.zeros(flat.shape)
        step[k] = h
        n[k] = (f(flat + step) - f(flat - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient.ravel() - n) / size if size else 0.0


@misconception(of="gradient_error", hint="A gradient that is zero while the other is not is wrong.")
def gradient_error_zero_if_either_is(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) * np.linalg.norm(n)
    if size == 0:
        return 0.0
    return np.linalg.norm(gradient - n) / (np.linalg.norm(gradient) + np.linalg.norm(n))


@misconception(of="gradient_error", hint="Only exactly zero gradients agree by themselves.")
def gradient_error_small_is_zero(f, theta, gradient, h=1e-5):
    n = np.zeros(theta.shape)
    for index in np.ndindex(theta.shape):
        step = np.zeros(theta.shape)
        step[index] = h
        n[index] = (f(theta + step) - f(theta - step)) / (2 * h)
    size = np.linalg.norm(gradient) + np.linalg.norm(n)
    return np.linalg.norm(gradient - n) / size if size > 1e-16 else 0.0


# first_order_change


@misconception(of="first_order_change", hint="All arrays contribute, not only the first one.")
def first_order_change_first_array(grads, deltas):
    return np.sum(grads[0].astype(float) * deltas[0])


@misconception(of="first_order_change", hint="The changes are given, with their signs.")
def first_order_change_minus(grads, deltas):
    return -sum(np.sum(g.astype(float) * d) for g, d in zip(grads, deltas))


@misconception(of="first_order_change", hint="Changes of opposite sign may cancel: keep the signs.")
def first_order_change_absolute(grads, deltas):
    return sum(np.sum(np.abs(g.astype(float) * d)) for g, d in zip(grads, deltas))


@misconception(of="first_order_change", hint="Multiply each derivative by its own change first.")
def first_order_change_product_of_sums(grads, deltas):
    return sum(np.sum(g.astype(float)) * np.sum(d.astype(float)) for g, d in zip(grads, deltas))


@misconception(of="first_order_change", hint="The change is a sum over all elements, not a mean.")
def first_order_change_averages(grads, deltas):
    return sum(np.mean(g.astype(float) * d) for g, d in zip(grads, deltas))


@misconception(
    of="first_order_change", hint="Norms forget directions: multiply element by element."
)
def first_order_change_norms(grads, deltas):
    return sum(np.linalg.norm(g) * np.linalg.norm(d) for g, d in zip(grads, deltas))


@misconception(of="first_order_change", hint="It is the gradient times the change, not its square.")
def first_order_change_squared_gradient(grads, deltas):
    return sum(np.sum(g.astype(float) ** 2) for g in grads)


@misconception(of="first_order_change", hint="Give one number for all arrays together.")
def first_order_change_for_each_array(grads, deltas):
    return [float(np.sum(g.astype(float) * d)) for g, d in zip(grads, deltas)]


@misconception(
    of="first_order_change", hint="A first-order change leaves out the squares of the changes."
)
def first_order_change_second_order(grads, deltas):
    first = sum(np.sum(g.astype(float) * d) for g, d in zip(grads, deltas))
    return first + sum(np.sum(d.astype(float) ** 2) for d in deltas) / 2


@misconception(of="first_order_change", hint="Products of small integers wrap around: use floats.")
def first_order_change_wraps(grads, deltas):
    return sum(float(np.sum(g * d)) for g, d in zip(grads, deltas))


@misconception(of="first_order_change", hint="A product of matrices mixes up the elements.")
def first_order_change_matrix_product(grads, deltas):
    total = 0.0
    for g, d in zip(grads, deltas):
        square = g.ndim == 2 and g.shape[0] == g.shape[1]
        total += np.sum(g.astype(float) @ d) if square else np.sum(g.astype(float) * d)
    return total


@misconception(of="first_order_change", hint="The loss itself is not asked for, but its change.")
def first_order_change_adds_a_loss(grads, deltas):
    return 1.0 + sum(np.sum(g.astype(float) * d) for g, d in zip(grads, deltas))


@misconception(
    of="first_order_change", hint="How far the parameters move does not say how the loss changes."
)
def first_order_change_sums_deltas(grads, deltas):
    return sum(np.sum(d.astype(float)) for d in deltas)


@misconception(
    of="first_order_change", hint="Work on new arrays: the gradients must stay the same."
)
def first_order_change_in_place(grads, deltas):
    total = 0.0
    for place in range(len(grads)):
        grads[place] = grads[place].astype(float) * deltas[place]
        total += np.sum(grads[place])
    return total


@misconception(
    of="first_order_change", hint="The last array counts, and every one before it as well."
)
def first_order_change_last_array(grads, deltas):
    for g, d in zip(grads, deltas):
        change = np.sum(g.astype(float) * d)
    return change


@misconception(of="first_order_change", hint="A sum in single precision loses small changes.")
def first_order_change_in_single_precision(grads, deltas):
    return sum(np.sum(g.astype(np.float32) * d.astype(np.float32)) for g, d in zip(grads, deltas))


# when_gradients_are_taken


@misconception(
    of="when_gradients_are_taken",
    hint="The gradient is taken at one point. At which point is the last layer, once it has moved?",
)
def when_gradients_are_taken_layer_by_layer():
    return "layer by layer, each after the layer behind it has moved"


@misconception(
    of="when_gradients_are_taken", hint="How do you know where to move, before you know a gradient?"
)
def when_gradients_are_taken_at_the_new_weights():
    return "at the new weights, after all have moved"


@misconception(
    of="when_gradients_are_taken",
    hint="Where the derivative is zero, no step is left to take. Nobody solves for that point.",
)
def when_gradients_are_taken_at_zero():
    return "where the derivative is zero"


@misconception(
    of="when_gradients_are_taken", hint="Return one of the four strings, letter for letter."
)
def when_gradients_are_taken_own_words():
    return "at the old weights"


@misconception(of="when_gradients_are_taken", hint="Return the string instead of printing it.")
def when_gradients_are_taken_prints():
    print("at the old weights, before any moves")


# glorot_limit


@misconception(of="glorot_limit", hint="The limit is asked for, not the standard deviation.")
def glorot_limit_standard_deviation(inputs, units):
    return np.sqrt(2 / (inputs + units))


@misconception(of="glorot_limit", hint="Take the root.")
def glorot_limit_without_root(inputs, units):
    return 6 / (inputs + units)


@misconception(of="glorot_limit", hint="Inputs and units are added, not multiplied.")
def glorot_limit_product(inputs, units):
    return np.sqrt(6 / (inputs * units))


@misconception(of="glorot_limit", hint="The units count as well: half of the sum comes from them.")
def glorot_limit_he(inputs, units):
    return np.sqrt(6 / inputs)


@misconception(of="glorot_limit", hint="Use the sum of inputs and units, not their mean.")
def glorot_limit_mean_of_sizes(inputs, units):
    return np.sqrt(6 / ((inputs + units) / 2))


@misconception(of="glorot_limit", hint="The 6 is under the root too.")
def glorot_limit_six_outside(inputs, units):
    return 6 / np.sqrt(inputs + units)


@misconception(of="glorot_limit", hint="The root covers the whole fraction.")
def glorot_limit_root_of_six_only(inputs, units):
    return np.sqrt(6) / (inputs + units)


@misconception(of="glorot_limit", hint="A larger layer has smaller weights.")
def glorot_limit_upside_down(inputs, units):
    return np.sqrt((inputs + units) / 6)


@misconception(of="glorot_limit", hint="The number in the numerator is 6.")
def glorot_limit_three(inputs, units):
    return np.sqrt(3 / (inputs + units))


@misconception(of="glorot_limit", hint="A quotient of whole numbers is not a whole number.")
def glorot_limit_whole_division(inputs, units):
    return np.sqrt(600000 // (inputs + units) / 100000)


@misconception(of="glorot_limit", hint="Return one number, not an array of weights.")
def glorot_limit_draws(inputs, units):
    limit = np.sqrt(6 / (inputs + units))
    return np.random.default_rng(0).uniform(-limit, limit, (inputs, units))


@misconception(of="glorot_limit", hint="The biases do not count as inputs.")
def glorot_limit_counts_the_bias(inputs, units):
    return np.sqrt(6 / (inputs + 1 + units))


@misconception(of="glorot_limit", hint="Do not round the limit.")
def glorot_limit_rounds(inputs, units):
    return round(math.sqrt(6 / (inputs + units)), 4)


# topological_order


@misconception(of="topological_order", hint="A name must wait until its parents have been added.")
def topological_order_pre_order(parents):
    order = []

    def visit(name):
        if name not in order:
            order.append(name)
            for parent in parents[name]:
                visit(parent)

    for name in parents:
        visit(name)
    return order


@misconception(
    of="topological_order", hint="Reversing a pre-order is not enough where two paths meet."
)
def topological_order_pre_order_reversed(parents):
    order = []

    def visit(name):
        if name not in order:
            order.append(name)
            for parent in parents[name]:
                visit(parent)

    for name in reversed(list(parents)):
        visit(name)
    return order[::-1]


@misconception(of="topological_order", hint="Leaves are names of the graph too.")
def topological_order_without_leaves(parents):
    order = []

    def visit(name):
        if name not in order and parents[name]:
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    for name in parents:
        visit(name)
    return order


@misconception(
    of="topological_order",
    hint="The shortest path to a leaf does not decide; the longest one does.",
)
def topological_order_by_shortest_distance(parents):
    distance = {name: 0 for name in parents if not parents[name]}
    queue = list(distance)
    while queue:
        place = queue.pop(0)
        for name in parents:
            if place in parents[name] and name not in distance:
                distance[name] = distance[place] + 1
                queue.append(name)
    return sorted(parents, key=lambda name: distance.get(name, 0))


@misconception(of="topological_order", hint="The order of the dictionary's names means nothing.")
def topological_order_as_given(parents):
    return list(parents)


@misconception(of="topological_order", hint="The letters of a name say nothing about its place.")
def topological_order_alphabetical(parents):
    return sorted(parents)


@misconception(of="topological_order", hint="Parents first: you have the backward order.")
def topological_order_reversed(parents):
    order = []

    def visit(name):
        if name not in order:
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    for name in parents:
        visit(name)
    return order[::-1]


@misconception(
    of="topological_order", hint="The number of parents does not say when a name can come."
)
def topological_order_by_number_of_parents(parents):
    return sorted(parents, key=lambda name: len(parents[name]))


@misconception(of="topological_order", hint="A graph may end in several names: start from all.")
def topological_order_one_end_only(parents):
    used = {parent for names in parents.values() for parent in names}
    order = []

    def visit(name):
        if name not in order:
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    visit(next(name for name in parents if name not in used))
    return order


@misconception(of="topological_order", hint="Add a name only once, however many others use it.")
def topological_order_repeats(parents):
    order = []

    def visit(name):
        if len(order) < 500:
            for parent in parents[name]:
                visit(parent)
            order.append(name)

    for name in parents:
        visit(name)
    return order


@misconception(
    of="topological_order", hint="A name that appears twice among the parents is still one parent."
)
def topological_order_counts_twice(parents):
    waiting = {name: len(names) for name, names in parents.items()}
    order = [name for name in parents if waiting[name] == 0]
    for done in order:
        for name in parents:
            if done in parents[name]:
                waiting[name] -= 1
                if waiting[name] == 0:
                    order.append(name)
    return order


@misconception(
    of="topological_order", hint="A name can come when all its parents are there, not just one."
)
def topological_order_any_parent(parents):
    order = [name for name in parents if not parents[name]]
    while len(order) < len(parents):
        for name in parents:
            if name not in order and any(parent in order for parent in parents[name]):
                order.append(name)
    return order


@misconception(
    of="topological_order", hint="One pass through the names does not reach all of them."
)
def topological_order_one_pass(parents):
    order = [name for name in parents if not parents[name]]
    for name in parents:
        if name not in order and all(parent in order for parent in parents[name]):
            order.append(name)
    return order


@misconception(of="topological_order", hint="Work on a copy: the lists of parents are not yours.")
def topological_order_empties_the_lists(parents):
    order = []
    while len(order) < len(parents):
        for name, names in parents.items():
            if name not in order and not names:
                order.append(name)
                for others in parents.values():
                    while name in others:
                        others.remove(name)
    return order


@misconception(
    of="topological_order",
    hint="Do not walk the same paths again and again.",
    unseen="The order is right, but where a graph has many paths it never ends.",
)
def topological_order_walks_every_way(parents):
    def depth(name):
        return 1 + max((depth(parent) for parent in parents[name]), default=0)

    return sorted(parents, key=depth)


@misconception(of="topological_order", hint="Give the names themselves, in one list.")
def topological_order_in_groups(parents):
    groups, done = [], set()
    while len(done) < len(parents):
        group = [n for n in parents if n not in done and all(p in done for p in parents[n])]
        groups.append(group)
        done.update(group)
    return groups


# tape_forward


@misconception(of="tape_forward", hint="Which of the two numbers of a difference comes first?")
def tape_forward_sub_reversed(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: b - a, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="Which of the two numbers is divided by the other?")
def tape_forward_div_reversed(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: b / a if a else 0.0
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="The values come in a list, in the order of the tape.")
def tape_forward_dictionary(tape, inputs):
    v = {}
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for place, (kind, *rest) in enumerate(tape):
        if kind in two:
            v[place] = two[kind](v[rest[0]], v[rest[1]])
        elif kind in one:
            v[place] = one[kind](v[rest[0]])
        elif kind == "power":
            v[place] = v[rest[0]] ** rest[1]
        else:
            v[place] = inputs[rest[0]] if kind == "input" else rest[0]
    return v


@misconception(of="tape_forward", hint="The places of entries are counted from 0.")
def tape_forward_counts_from_one(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b if b else 0.0
    one = {"exp": math.exp, "log": lambda a: math.log(abs(a) + 1e-9), "tanh": math.tanh}
    one["relu"] = lambda a: max(a, 0)
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0] - 1], v[rest[1] - 1]))
        elif kind in one:
            v.append(one[kind](v[rest[0] - 1]))
        elif kind == "power":
            v.append(abs(v[rest[0] - 1] + 1e-9) ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="The exponent is a number in the entry, not another entry.")
def tape_forward_exponent_is_an_entry(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** v[int(rest[1]) % len(v)])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="The logarithm is the natural one.")
def tape_forward_common_logarithm(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log10, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(abs(v[rest[0]]) ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="The values of all entries are asked for, not the last one.")
def tape_forward_last_value_only(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v[-1]


@misconception(of="tape_forward", hint="Inputs and constants are entries of the tape as well.")
def tape_forward_operations_only(tape, inputs):
    v, computed = [], []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
            continue
        computed.append(v[-1])
    return computed


@misconception(of="tape_forward", hint="Find an input by its name, not by its place.")
def tape_forward_inputs_in_order(tape, inputs):
    v, numbers = [], iter(inputs.values())
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(next(numbers, 0.0) if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="Whole numbers may have a quotient that is not whole.")
def tape_forward_whole_division(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a // b if type(a) is type(b) is int else a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="relu gives the number itself where it is positive.")
def tape_forward_relu_is_a_switch(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b if b else 0.0
    one = {"exp": math.exp, "log": lambda a: math.log(a) if a > 0 else 0.0, "tanh": math.tanh}
    one["relu"] = lambda a: float(a > 0)
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(abs(v[rest[0]]) ** rest[1] if v[rest[0]] else 0.0)
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="relu cuts negative numbers off; it does not flip them.")
def tape_forward_relu_is_the_absolute_value(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b if b else 0.0
    one = {"exp": math.exp, "log": lambda a: math.log(a) if a > 0 else 0.0, "tanh": math.tanh}
    one["relu"] = abs
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(abs(v[rest[0]]) ** rest[1] if v[rest[0]] else 0.0)
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="A power multiplies the number by itself, again and again.")
def tape_forward_power_is_a_product(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b if b else 0.0
    one = {"exp": lambda a: math.exp(min(a, 50)), "log": lambda a: math.log(abs(a) + 1e-9)}
    one |= {"tanh": math.tanh, "relu": lambda a: max(a, 0)}
    for kind, *rest in tape:
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] * rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


@misconception(of="tape_forward", hint="Read the tape; do not take entries from it.")
def tape_forward_pops(tape, inputs):
    v = []
    two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b}
    two["div"] = lambda a, b: a / b
    one = {"exp": math.exp, "log": math.log, "tanh": math.tanh, "relu": lambda a: max(a, 0)}
    while tape:
        kind, *rest = tape.pop(0)
        if kind in two:
            v.append(two[kind](v[rest[0]], v[rest[1]]))
        elif kind in one:
            v.append(one[kind](v[rest[0]]))
        elif kind == "power":
            v.append(v[rest[0]] ** rest[1])
        else:
            v.append(inputs[rest[0]] if kind == "input" else rest[0])
    return v


# tape_backward


@misconception(
    of="tape_backward", hint="An entry that is used twice: what happens to the first share?"
)
def tape_backward_overwrites(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i], slopes[j] = s * shares[kind][0], s * shares[kind][1]
        elif kind == "power":
            slopes[i] = s * rest[0] * v[i] ** (rest[0] - 1)
        elif kind == "exp":
            slopes[i] = s * v[place]
        elif kind == "log":
            slopes[i] = s / v[i]
        elif kind == "tanh":
            slopes[i] = s * (1 - v[place] ** 2)
        elif kind == "relu":
            slopes[i] = s * (v[i] > 0)
    return slopes


@misconception(of="tape_backward", hint="In which direction does the backward pass go?")
def tape_backward_goes_forwards(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in range(len(tape)):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="A greater divisor gives a smaller quotient.")
def tape_backward_div_without_minus(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The divisor is squared in the derivative of a quotient.")
def tape_backward_div_without_square(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j])
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="What is subtracted has a derivative with a minus sign.")
def tape_backward_sub_without_minus(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, 1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="In a product each factor gets the other one.")
def tape_backward_mul_own_factor(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[i], v[j])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The value of a tanh entry is tanh already: take no other.")
def tape_backward_tanh_again(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - math.tanh(v[place]) ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The derivative of exp is exp itself, at the same point.")
def tape_backward_exp_of_the_value(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[i],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The derivative of the logarithm contains its argument.")
def tape_backward_log_of_the_value(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[place] if v[place] else 0.0,
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The exponent of a power's derivative is one less.")
def tape_backward_power_keeps_its_exponent(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** rest[0],
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="The exponent comes in front of a power's derivative.")
def tape_backward_power_without_its_factor(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="relu passes the derivative on; the value does not matter.")
def tape_backward_relu_times_value(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: max(v[i], 0.0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="Only the last entry begins with 1; all others with 0.")
def tape_backward_all_begin_with_one(tape, values):
    slopes = [1.0] * len(tape)
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(
    of="tape_backward", hint="Each share is multiplied by the derivative that comes back."
)
def tape_backward_local_slopes(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), v = tape[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += shares[kind][0]
            slopes[j] += shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += {
                "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                "exp": lambda: v[place],
                "log": lambda: 1 / v[i],
                "tanh": lambda: 1 - v[place] ** 2,
                "relu": lambda: float(v[i] > 0),
            }[kind]()
    return slopes


@misconception(of="tape_backward", hint="Give a derivative for every entry, not for inputs alone.")
def tape_backward_inputs_only(tape, values):
    slopes = [0.0] * (len(tape) - 1) + [1.0]
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return [slope for (kind, *_), slope in zip(tape, slopes) if kind == "input"]


@misconception(of="tape_backward", hint="An array of whole numbers truncates the derivatives.")
def tape_backward_whole_numbers(tape, values):
    slopes = np.zeros_like(values)
    slopes[-1] = 1
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s, v = tape[place], slopes[place], values
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] = slopes[i] + s * shares[kind][0]
            slopes[j] = slopes[j] + s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] = (
                slopes[i]
                + s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(of="tape_backward", hint="Recursion goes too deep on a long tape.")
def tape_backward_recursive(tape, values):
    v, last = values, len(tape) - 1
    users = [[] for _ in tape]
    for place, (kind, i, *rest) in enumerate(tape):
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            users[i].append((place, shares[kind][0]))
            users[j].append((place, shares[kind][1]))
        elif kind not in ("input", "constant"):
            local = {
                "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                "exp": lambda: v[place],
                "log": lambda: 1 / v[i],
                "tanh": lambda: 1 - v[place] ** 2,
                "relu": lambda: float(v[i] > 0),
            }[kind]()
            users[i].append((place, local))

    @functools.cache
    def slope(place):
        if place == last:
            return 1.0
        return sum((slope(user) * local for user, local in users[place]), 0.0)

    return [slope(place) for place in range(len(tape))]


@misconception(of="tape_backward", hint="Leave the values that you are given as they are.")
def tape_backward_in_place(tape, values):
    v, slopes = list(values), values
    for place in range(len(tape)):
        slopes[place] = 1.0 if place == len(tape) - 1 else 0.0
    for place in reversed(range(len(tape))):
        (kind, i, *rest), s = tape[place], slopes[place]
        if kind in ("add", "sub", "mul", "div"):
            j = rest[0]
            shares = {"add": (1, 1), "sub": (1, -1), "mul": (v[j], v[i])}
            if kind == "div":
                shares["div"] = (1 / v[j], -v[i] / v[j] ** 2)
            slopes[i] += s * shares[kind][0]
            slopes[j] += s * shares[kind][1]
        elif kind not in ("input", "constant"):
            slopes[i] += (
                s
                * {
                    "power": lambda: rest[0] * v[i] ** (rest[0] - 1),
                    "exp": lambda: v[place],
                    "log": lambda: 1 / v[i],
                    "tanh": lambda: 1 - v[place] ** 2,
                    "relu": lambda: float(v[i] > 0),
                }[kind]()
            )
    return slopes


@misconception(
    of="tape_backward",
    hint="Measuring takes a forward pass for every entry, and is not exact. Go back once.",
)
def tape_backward_measures(tape, values):
    h = 1e-6
    results = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "power": lambda a, b: a**b,
        "exp": lambda a, b: math.exp(a),
        "log": lambda a, b: math.log(a),
        "tanh": lambda a, b: math.tanh(a),
        "relu": lambda a, b: max(a, 0.0),
    }

    def last(place, value):
        v = [*values[:place], value]
        for kind, *rest in tape[place + 1 :]:
            if kind in ("input", "constant"):
                v.append(values[len(v)])
                continue
            a, b = v[rest[0]], v[rest[-1]] if kind in ("add", "sub", "mul", "div") else rest[-1]
            v.append(results[kind](a, b))
        return v[-1]

    return [(last(k, v + h) - last(k, v - h)) / (2 * h) for k, v in enumerate(values)]


# what_automatic_differentiation_does


@misconception(
    of="what_automatic_differentiation_does",
    hint="How many calls would that take with a million weights?",
)
def what_automatic_differentiation_does_measures():
    return "moves each weight a little and measures"


@misconception(
    of="what_automatic_differentiation_does",
    hint="Did you need a formula of the whole network anywhere in this notebook?",
)
def what_automatic_differentiation_does_formula():
    return "derives a formula for the whole program"


@misconception(
    of="what_automatic_differentiation_does", hint="The derivatives of a tape are not estimates."
)
def what_automatic_differentiation_does_fits():
    return "fits a line to the loss"


@misconception(
    of="what_automatic_differentiation_does", hint="Return one of the four strings as it stands."
)
def what_automatic_differentiation_does_own_words():
    return "applies the chain rule backwards"


@misconception(
    of="what_automatic_differentiation_does", hint="Return the string; printing is not enough."
)
def what_automatic_differentiation_does_prints():
    print("records the operations and applies the chain rule to them backwards")
