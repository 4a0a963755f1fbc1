"""Wrong answers to the exercises of 03 activations, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

# relu


@misconception(
    of="relu", hint="Python's max asks which of two values is greater; an array is many numbers."
)
def relu_python_max(z):
    return max(0, z)


@misconception(
    of="relu",
    hint="You look for the greatest of all elements. Compare each of them with 0 instead.",
)
def relu_greatest_element(z):
    return max(0, np.max(z))


@misconception(of="relu", hint="The caller still needs z as it was. Make a new array.")
def relu_in_place(z):
    z[z < 0] = 0
    return z


@misconception(of="relu", hint="Negative numbers become 0; you make them positive.")
def relu_absolute_value(z):
    return np.abs(z)


@misconception(of="relu", hint="That is the leaky ReLU. Here nothing negative may leak through.")
def relu_leaks(z):
    return np.where(z > 0, z, 0.01 * z)


@misconception(of="relu", hint="Nothing is cut off at the top, however large it is.")
def relu_six(z):
    return np.clip(z, 0, 6)


@misconception(of="relu", hint="You keep the wrong side: the positive numbers should pass.")
def relu_minimum(z):
    return np.minimum(0, z)


@misconception(
    of="relu", hint="Negative numbers pass with their sign flipped; they should become 0."
)
def relu_mirrored(z):
    return np.maximum(0, -1.0 * z)


@misconception(of="relu", hint="That says where z is positive. Return its value there.")
def relu_mask(z):
    return (z > 0).astype(float)


@misconception(
    of="relu", hint="Do not leave the negative elements out: replace each of them with 0."
)
def relu_drops_elements(z):
    return z[z > 0]


@misconception(
    of="relu", hint="A fine formula, but the sum of two large bytes does not fit into a byte."
)
def relu_sum_of_bytes(z):
    return (z + np.abs(z)) / 2


@misconception(of="relu", hint="Keep the decimals: in general the result is not a whole number.")
def relu_truncates(z):
    return np.maximum(0, z).astype(int)


@misconception(of="relu", hint="That is the softplus, a smooth cousin. The ReLU has a sharp bend.")
def relu_softplus(z):
    return np.logaddexp(0.0, z)


@misconception(of="relu", hint="That is the ELU, which goes on below zero. The ReLU ends at 0.")
def relu_elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


@misconception(of="relu", hint="Each element is compared with 0, not the sum of all.")
def relu_decides_for_all(z):
    return z * (np.sum(z, dtype=float) > 0)


@misconception(of="relu", hint="Arrays have any number of axes, so one loop is not always enough.")
def relu_one_axis_only(z):
    return np.array([v if v > 0 else 0 for v in z])


@misconception(of="relu", hint="Printing shows the result; the caller needs it returned.")
def relu_prints(z):
    print(np.maximum(0, z))


# leaky_relu


@misconception(of="leaky_relu", hint="Take the slope from the argument, not a fixed one.")
def leaky_relu_fixed_slope(z, alpha=0.01):
    return np.where(z > 0, z, 0.01 * z)


@misconception(
    of="leaky_relu", hint="If alpha is not given, it has the default value from the stub."
)
def leaky_relu_other_default(z, alpha=0.1):
    return np.where(z > 0, z, alpha * z)


@misconception(of="leaky_relu", hint="That is the plain ReLU: nothing leaks through.")
def leaky_relu_does_not_leak(z, alpha=0.01):
    return np.maximum(0.0, z)


@misconception(of="leaky_relu", hint="What leaks through on the negative side stays negative.")
def leaky_relu_loses_sign(z, alpha=0.01):
    return np.where(z > 0, z, alpha * np.abs(z))


@misconception(of="leaky_relu", hint="Positive numbers pass unchanged; alpha is for the others.")
def leaky_relu_scales_everything(z, alpha=0.01):
    return alpha * z


@misconception(of="leaky_relu", hint="The two sides are exchanged.")
def leaky_relu_swaps_sides(z, alpha=0.01):
    return np.where(z > 0, alpha * z, z)


@misconception(of="leaky_relu", hint="Alpha is a slope to multiply z by, not the result.")
def leaky_relu_constant(z, alpha=0.01):
    return np.where(z > 0, z, alpha)


@misconception(of="leaky_relu", hint="You cut off at alpha. The bend is at 0; alpha is a slope.")
def leaky_relu_cuts_at_alpha(z, alpha=0.01):
    return np.maximum(alpha, z)


@misconception(of="leaky_relu", hint="The bend is at 0, not at alpha.")
def leaky_relu_bends_at_alpha(z, alpha=0.01):
    return np.where(z > alpha, z, alpha * z)


@misconception(of="leaky_relu", hint="Multiply by alpha; dividing makes the negative side steeper.")
def leaky_relu_divides(z, alpha=0.01):
    return np.where(z > 0, z, z / alpha)


@misconception(of="leaky_relu", hint="Shifting is not scaling: the line must go through zero.")
def leaky_relu_shifts(z, alpha=0.01):
    return np.where(z > 0, z, z + alpha)


@misconception(
    of="leaky_relu", hint="That is the ELU, which levels out. The leaky ReLU is straight."
)
def leaky_relu_elu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0.0)))


@misconception(
    of="leaky_relu", hint="Alpha does not affect the positive side; you add it there too."
)
def leaky_relu_adds_leak_everywhere(z, alpha=0.01):
    return np.maximum(0.0, z) + alpha * z


@misconception(
    of="leaky_relu",
    hint="An array of integers cannot hold fractions: they are cut off on assignment.",
)
def leaky_relu_truncates(z, alpha=0.01):
    result = z.copy()
    result[z < 0] = alpha * z[z < 0]
    return result


@misconception(of="leaky_relu", hint="The caller still needs z as it was. Make a new array.")
def leaky_relu_in_place(z, alpha=0.01):
    if z.dtype != float:
        z = z.astype(float)
    z[z < 0] *= alpha
    return z


@misconception(
    of="leaky_relu", hint="An `if` needs one truth value; choose for each element instead."
)
def leaky_relu_if(z, alpha=0.01):
    if z > 0:
        return z
    return alpha * z


@misconception(of="leaky_relu", hint="Printing shows the result; the caller needs it returned.")
def leaky_relu_prints(z, alpha=0.01):
    print(np.where(z > 0, z, alpha * z))


# sigmoid


@misconception(of="sigmoid", hint="It should rise with z; yours falls. Check the sign.")
def sigmoid_falls(z):
    small = np.exp(-np.abs(z.astype(float)))
    return np.where(z >= 0, small, 1) / (1 + small)


@misconception(
    of="sigmoid",
    hint="For very negative numbers your power of e overflows, and NumPy warns about it.",
)
def sigmoid_overflows_on_the_left(z):
    return 1 / (1 + np.exp(-z.astype(float)))


@misconception(of="sigmoid", hint="For large positive numbers you divide infinity by infinity.")
def sigmoid_overflows_on_the_right(z):
    power = np.exp(z.astype(float))
    return power / (1 + power)


@misconception(
    of="sigmoid",
    hint="np.where computes both branches for every element, even the one that overflows there.",
)
def sigmoid_where_both_branches(z):
    z = z.astype(float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@misconception(of="sigmoid", hint="Replacing NaN afterwards hides the overflow. Avoid it instead.")
def sigmoid_replaces_nan(z):
    power = np.exp(z.astype(float))
    return np.nan_to_num(power / (1 + power))


@misconception(of="sigmoid", hint="An `if` needs one truth value; choose for each element instead.")
def sigmoid_if(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@misconception(of="sigmoid", hint="You clip so early that the last decimals are lost.")
def sigmoid_clips_early(z):
    return 1 / (1 + np.exp(-np.clip(z.astype(float), -10, 10)))


@misconception(of="sigmoid", hint="That is the tanh, between -1 and 1. The sigmoid is above 0.")
def sigmoid_is_tanh(z):
    z = z.astype(float)
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


@misconception(of="sigmoid", hint="Straight pieces only roughly approximate the sigmoid.")
def sigmoid_hard(z):
    return np.clip(0.2 * z.astype(float) + 0.5, 0, 1)


@misconception(of="sigmoid", hint="The base of the power is e, not 2.")
def sigmoid_base_two(z):
    small = 2.0 ** -np.abs(z.astype(float))
    return np.where(z >= 0, 1, small) / (1 + small)


@misconception(of="sigmoid", hint="Mind the brackets: the whole sum belongs in the denominator.")
def sigmoid_forgets_brackets(z):
    return 1 / 1 + np.exp(-np.clip(z.astype(float), -700, 700))


@misconception(of="sigmoid", hint="The denominator is a sum, not a difference.")
def sigmoid_subtracts(z):
    power = np.exp(-np.clip(z.astype(float), -700, 700))
    return 1 / (1 - power)


@misconception(
    of="sigmoid", hint="Your negative numbers come out like positive ones. Which side is which?"
)
def sigmoid_forgets_the_left(z):
    return 1 / (1 + np.exp(-np.abs(z.astype(float))))


@misconception(of="sigmoid", hint="That is the slope of the sigmoid. Return its value.")
def sigmoid_returns_slope(z):
    small = np.exp(-np.abs(z.astype(float)))
    return small / (1 + small) ** 2


@misconception(of="sigmoid", hint="Return the probability itself, not the decision at one half.")
def sigmoid_decides(z):
    return (z > 0).astype(float)


@misconception(
    of="sigmoid",
    hint="Each element is computed separately here; dividing by a sum over all is softmax.",
)
def sigmoid_normalises(z):
    power = np.exp(z - np.max(z).astype(float))
    return power / np.sum(power)


@misconception(
    of="sigmoid", hint="An array made like z holds integers where z does, and cuts off fractions."
)
def sigmoid_keeps_integer_type(z):
    result = np.zeros_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-1.0 * z[positive]))
    power = np.exp(1.0 * z[~positive])
    result[~positive] = power / (1 + power)
    return result


@misconception(
    of="sigmoid", hint="A byte cannot be negative: convert to floating point before you negate it."
)
def sigmoid_negates_bytes(z):
    result = np.zeros(z.shape)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    power = np.exp(z[~positive])
    result[~positive] = power / (1 + power)
    return result


@misconception(of="sigmoid", hint="Single precision holds only seven digits.")
def sigmoid_single_precision(z):
    z = z.astype(np.float32)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, np.float32(1), small) / (1 + small)


@misconception(of="sigmoid", hint="Do not round the result.")
def sigmoid_rounds(z):
    small = np.exp(-np.abs(z.astype(float)))
    return np.round(np.where(z >= 0, 1, small) / (1 + small), 4)


@misconception(of="sigmoid", hint="The caller still needs z as it was. Make a new array.")
def sigmoid_in_place(z):
    z = np.asarray(z, dtype=float)
    positive = z >= 0
    np.exp(-np.abs(z), out=z)
    return np.where(positive, 1, z) / (1 + z)


@misconception(of="sigmoid", hint="Printing shows the result; the caller needs it returned.")
def sigmoid_prints(z):
    small = np.exp(-np.abs(z.astype(float)))
    print(np.where(z >= 0, 1, small) / (1 + small))


# tanh


@misconception(
    of="tanh", hint="Right on paper, but far from zero the powers of e overflow and give NaN."
)
def tanh_overflows(z):
    z = z.astype(float)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@misconception(
    of="tanh", hint="On the left all is well; on the right you divide infinity by infinity."
)
def tanh_overflows_on_the_right(z):
    power = np.exp(2 * z.astype(float))
    return (power - 1) / (power + 1)


@misconception(of="tanh", hint="The value is right, but on the left the power of e overflows.")
def tanh_overflows_on_the_left(z):
    return 2 / (1 + np.exp(-2 * z.astype(float))) - 1


@misconception(
    of="tanh",
    hint="np.where computes both branches for every element, even the one that overflows there.",
)
def tanh_where_both_branches(z):
    z = z.astype(float)
    left, right = np.exp(2 * z), np.exp(-2 * z)
    return np.where(z >= 0, (1 - right) / (1 + right), (left - 1) / (left + 1))


@misconception(
    of="tanh", hint="It does run from -1 to 1, but yours rises too slowly. Mind the factor inside."
)
def tanh_of_half(z):
    return 2 * sigmoid(z) - 1


@misconception(of="tanh", hint="The sigmoid covers a range of length 1, the tanh one of length 2.")
def tanh_not_stretched(z):
    return sigmoid(2.0 * z) - 1


@misconception(of="tanh", hint="At zero the tanh is 0; yours is not shifted down far enough.")
def tanh_not_shifted(z):
    return 2 * sigmoid(2.0 * z)


@misconception(of="tanh", hint="That is the sigmoid. The tanh goes from -1 to 1.")
def tanh_is_sigmoid(z):
    return sigmoid(z)


@misconception(of="tanh", hint="That is the tangent of an angle; the h stands for hyperbolic.")
def tanh_tangent(z):
    return np.tan(z.astype(float))


@misconception(of="tanh", hint="The arc tangent looks similar, but it levels out at 1.57.")
def tanh_arc_tangent(z):
    return np.arctan(z.astype(float))


@misconception(of="tanh", hint="That is the inverse, which exists only between -1 and 1.")
def tanh_inverse(z):
    return np.arctanh(np.clip(z.astype(float), -0.999, 0.999))


@misconception(of="tanh", hint="Numerator and denominator are exchanged.")
def tanh_swapped(z):
    z = np.clip(z.astype(float), -300, 300)
    return (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z))


@misconception(of="tanh", hint="It should rise with z; yours falls. Check the sign.")
def tanh_falls(z):
    return 2 * sigmoid(-2.0 * z) - 1


@misconception(of="tanh", hint="To the left of zero it is negative: you lost the sign.")
def tanh_loses_sign(z):
    small = np.exp(-2 * np.abs(z.astype(float)))
    return (1 - small) / (1 + small)


@misconception(of="tanh", hint="That is the hyperbolic sine: the denominator is missing.")
def tanh_sine(z):
    return np.sinh(np.clip(z.astype(float), -300, 300))


@misconception(of="tanh", hint="You clip so early that the last decimals are lost.")
def tanh_clips_early(z):
    z = np.clip(z.astype(float), -5, 5)
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


@misconception(of="tanh", hint="Straight pieces only roughly approximate the tanh.")
def tanh_hard(z):
    return np.clip(z.astype(float), -1, 1)


@misconception(of="tanh", hint="That is the softsign, which approaches 1 much more slowly.")
def tanh_softsign(z):
    return z / (1 + np.abs(z.astype(float)))


@misconception(
    of="tanh", hint="An array made like z holds integers where z does, and cuts off fractions."
)
def tanh_keeps_integer_type(z):
    result = np.zeros_like(z)
    result[...] = 2 * sigmoid(2.0 * z) - 1
    return result


@misconception(
    of="tanh", hint="Twice a large byte does not fit into a byte: convert to floating point first."
)
def tanh_doubles_bytes(z):
    return 2 * sigmoid(z + z) - 1


@misconception(of="tanh", hint="Single precision holds only seven digits.")
def tanh_single_precision(z):
    z = z.astype(np.float32)
    small = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - small) / (1 + small)


@misconception(of="tanh", hint="Do not round the result.")
def tanh_rounds(z):
    return np.round(2 * sigmoid(2.0 * z) - 1, 4)


@misconception(of="tanh", hint="The caller still needs z as it was. Make a new array.")
def tanh_in_place(z):
    z = np.asarray(z, dtype=float)
    z *= 2
    return 2 * sigmoid(z) - 1


@misconception(of="tanh", hint="Printing shows the result; the caller needs it returned.")
def tanh_prints(z):
    print(2 * sigmoid(2.0 * z) - 1)


@misconception(
    of="tanh",
    uses="np.tanh",
    hint="NumPy's is right, of course. Here, build it from powers of e, or from your sigmoid.",
)
def tanh_by_numpy(z):
    return np.tanh(z.astype(float))


@misconception(
    of="tanh",
    uses="np.tanh",
    hint="However you get hold of it, it is still NumPy's function. Build it from powers of e.",
)
def tanh_by_getattr(z):
    return getattr(np, "ta" + "nh")(z.astype(float))


@misconception(
    of="tanh",
    uses="np.tanh",
    hint="A function imported inside yours is still the library's. Build it from powers of e.",
)
def tanh_by_importlib(z):
    import importlib

    return vars(importlib.import_module("numpy"))["hnat"[::-1]](z.astype(float))


@misconception(
    of="tanh",
    uses="np.tanh",
    hint="Evaluating a string still runs NumPy's function. Build it from powers of e.",
)
def tanh_by_eval(z):
    return eval("np.ta" + "nh(z.astype(float))")


@misconception(
    of="tanh",
    uses="np.tanh",
    hint="NumPy's private modules hold the same function. Build it from powers of e.",
)
def tanh_by_private_path(z):
    from numpy._core import umath

    return umath.tanh(z.astype(float))


@misconception(
    of="tanh",
    uses="math.tanh",
    hint="Python's own is right for every number, but you must write it yourself. Use powers of e.",
)
def tanh_by_math(z):
    return np.reshape([math.tanh(v) for v in np.ravel(z)], np.shape(z))


@misconception(
    of="tanh",
    uses="cmath.tanh",
    hint="The complex one is the same for real numbers. Build it from powers of e.",
)
def tanh_by_complex(z):
    import cmath

    return np.vectorize(lambda v: cmath.tanh(v).real, otypes=[float])(z)


# softmax


@misconception(
    of="softmax", hint="Right on paper, but e to the power of 1000 overflows. What cancels out?"
)
def softmax_overflows(z):
    powers = np.exp(z.astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(
    of="softmax",
    hint="You subtract one maximum from the whole batch: rows far below it become 0 / 0.",
)
def softmax_one_maximum(z):
    powers = np.exp(z - np.max(z).astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(
    of="softmax",
    hint="To divide row by row, the sums of the rows must stay a column: look at their shape.",
)
def softmax_no_keepdims(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float))
    return powers / np.sum(powers, axis=-1)


@misconception(
    of="softmax",
    hint="To subtract row by row, the maxima of the rows must stay a column: look at shapes.",
)
def softmax_maximum_without_keepdims(z):
    powers = np.exp(z - np.max(z, axis=-1).astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="Each row should add up to 1, not the whole batch together.")
def softmax_sums_the_batch(z):
    powers = np.exp(z - np.max(z).astype(float))
    return powers / np.sum(powers)


@misconception(of="softmax", hint="The classes run along the last axis, not along the first.")
def softmax_along_columns(z):
    powers = np.exp(z - np.max(z, axis=0).astype(float))
    return powers / np.sum(powers, axis=0)


@misconception(of="softmax", hint="A single row, or more than two axes, must work as well.")
def softmax_two_axes_only(z):
    powers = np.exp(z - np.max(z, axis=1, keepdims=True).astype(float))
    return powers / np.sum(powers, axis=1, keepdims=True)


@misconception(
    of="softmax", hint="The caller still needs the logits as they were: copy them first."
)
def softmax_in_place(z):
    z = np.asarray(z, dtype=float)
    z -= np.max(z, axis=-1, keepdims=True)
    powers = np.exp(z)
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(
    of="softmax",
    hint="An array of integers cannot hold powers of e: they are cut off on assignment.",
)
def softmax_keeps_integer_type(z):
    powers = z.copy()
    powers[...] = np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(
    of="softmax",
    hint="A byte below zero wraps around: convert to floating point before you subtract.",
)
def softmax_subtracts_bytes(z):
    powers = np.exp(np.subtract(z, np.max(z, axis=-1, keepdims=True), dtype=z.dtype))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="The mean is not safe: logits far above it can still overflow.")
def softmax_subtracts_mean(z):
    powers = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(
    of="softmax", hint="What you subtract leaves exponents far above 0. Which number leaves none?"
)
def softmax_subtracts_minimum(z):
    powers = np.exp(z - np.min(z, axis=-1, keepdims=True).astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="Subtract the same number in numerator and denominator.")
def softmax_subtracts_above_only(z):
    z = z.astype(float)
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(np.exp(np.minimum(z, 700)), axis=-1, keepdims=True)


@misconception(of="softmax", hint="Dividing the logits by their maximum changes the shares.")
def softmax_divides_by_maximum(z):
    z = z.astype(float)
    powers = np.exp(z / np.max(np.abs(z), axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="Nothing needs to be added to the sum: it is at least 1.")
def softmax_adds_epsilon(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float))
    return powers / (np.sum(powers, axis=-1, keepdims=True) + 1e-7)


@misconception(of="softmax", hint="Clipping the logits makes different ones equal.")
def softmax_clips(z):
    powers = np.exp(np.clip(z.astype(float), -500, 500))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="The logits themselves are not shares: take powers of e first.")
def softmax_without_powers(z):
    z = z.astype(float)
    return z / np.sum(z, axis=-1, keepdims=True)


@misconception(of="softmax", hint="The base of the power is e, not 2.")
def softmax_base_two(z):
    powers = np.exp2(z - np.max(z, axis=-1, keepdims=True).astype(float))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="The greatest logit gets the smallest share: check the sign.")
def softmax_of_minus(z):
    powers = np.exp(np.min(z, axis=-1, keepdims=True).astype(float) - z)
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="Separate sigmoids for the classes do not add up to 1.")
def softmax_is_sigmoid(z):
    return sigmoid(z)


@misconception(of="softmax", hint="That is the logarithm. Return the probabilities themselves.")
def softmax_logarithm(z):
    z = z - np.max(z, axis=-1, keepdims=True).astype(float)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


@misconception(of="softmax", hint="Softmax is soft: the greatest logit does not take everything.")
def softmax_is_hard(z):
    return (z == np.max(z, axis=-1, keepdims=True)).astype(float)


@misconception(of="softmax", hint="The powers must still be divided by their sum.")
def softmax_not_divided(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float))


@misconception(of="softmax", hint="Divide by the sum of the powers, not by the number of classes.")
def softmax_divides_by_count(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float)) / z.shape[-1]


@misconception(of="softmax", hint="Single precision holds only seven digits.")
def softmax_single_precision(z):
    z = z.astype(np.float32)
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


@misconception(of="softmax", hint="Printing shows the result; the caller needs it returned.")
def softmax_prints(z):
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True).astype(float))
    print(powers / np.sum(powers, axis=-1, keepdims=True))


# relu_grad


@misconception(of="relu_grad", hint="That is the ReLU itself. How steep is it?")
def relu_grad_is_relu(z):
    return np.maximum(0, z)


@misconception(of="relu_grad", hint="On the negative side the ReLU is flat; it does not fall.")
def relu_grad_is_sign(z):
    return np.sign(z)


@misconception(of="relu_grad", hint="The slope is not the same everywhere: one side is flat.")
def relu_grad_is_one(z):
    return np.ones(z.shape)


@misconception(of="relu_grad", hint="The two sides are exchanged.")
def relu_grad_swapped(z):
    return (z < 0).astype(float)


@misconception(
    of="relu_grad", hint="That is the slope of the leaky ReLU. This one is flat below 0."
)
def relu_grad_leaks(z):
    return np.where(z > 0, 1.0, 0.01)


@misconception(of="relu_grad", hint="The bend is at 0, not at 1.")
def relu_grad_bends_at_one(z):
    return (z > 1).astype(float)


@misconception(of="relu_grad", hint="On the negative side the slope is 0, not the input itself.")
def relu_grad_keeps_negative(z):
    return np.where(z > 0, 1.0, z)


@misconception(of="relu_grad", hint="The caller still needs z as it was. Make a new array.")
def relu_grad_in_place(z):
    z[z > 0] = 1
    z[z < 0] = 0
    return z


@misconception(of="relu_grad", hint="That is the slope of the softplus, which has no sharp bend.")
def relu_grad_is_sigmoid(z):
    return sigmoid(z)


@misconception(
    of="relu_grad", hint="Your difference reaches across the bend: the step is too wide."
)
def relu_grad_wide_difference(z):
    z = z.astype(float)
    return np.maximum(0, z + 0.5) - np.maximum(0, z - 0.5)


@misconception(
    of="relu_grad", hint="An `if` needs one truth value; choose for each element instead."
)
def relu_grad_if(z):
    if z > 0:
        return 1.0
    return 0.0


@misconception(of="relu_grad", hint="Return the slope at each element, not the mean of the slopes.")
def relu_grad_averages(z):
    return np.mean(z > 0)


@misconception(
    of="relu_grad", hint="Do not leave any element out: where the slope is 0, return a 0."
)
def relu_grad_drops_elements(z):
    return np.ones(np.sum(z > 0))


@misconception(of="relu_grad", hint="Printing shows the result; the caller needs it returned.")
def relu_grad_prints(z):
    print((z > 0).astype(float))


@misconception(
    of="relu_grad",
    hint="np.gradient compares neighbouring elements of the array. The derivative of each element "
    "depends on that element alone: use its formula.",
)
def relu_grad_of_neighbours(z):
    return np.gradient(np.maximum(0.0, z))


# sigmoid_grad


@misconception(
    of="sigmoid_grad", hint="z is the input, not the output: send it through the sigmoid first."
)
def sigmoid_grad_of_input(z):
    z = z.astype(float)
    return z * (1 - z)


@misconception(
    of="sigmoid_grad", hint="You apply the sigmoid twice. Once is enough, then use the formula."
)
def sigmoid_grad_twice(z):
    s = sigmoid(sigmoid(z))
    return s * (1 - s)


@misconception(of="sigmoid_grad", hint="That is the sigmoid itself. How steep is it?")
def sigmoid_grad_is_sigmoid(z):
    return sigmoid(z)


@misconception(of="sigmoid_grad", hint="One factor is missing.")
def sigmoid_grad_one_factor(z):
    return 1 - sigmoid(z)


@misconception(of="sigmoid_grad", hint="Check the sign in the second factor.")
def sigmoid_grad_plus(z):
    s = sigmoid(z)
    return s * (1 + s)


@misconception(of="sigmoid_grad", hint="The sigmoid rises everywhere, so no slope is negative.")
def sigmoid_grad_negative(z):
    s = sigmoid(z)
    return s * (s - 1)


@misconception(of="sigmoid_grad", hint="The second factor is 1 minus the output, not the input.")
def sigmoid_grad_mixes(z):
    return sigmoid(z) * (1.0 - z)


@misconception(of="sigmoid_grad", hint="That formula belongs to the tanh.")
def sigmoid_grad_of_tanh(z):
    return 1 - sigmoid(z) ** 2


@misconception(of="sigmoid_grad", hint="One of the factors should not be squared.")
def sigmoid_grad_square(z):
    s = sigmoid(z)
    return s**2 * (1 - s)


@misconception(of="sigmoid_grad", hint="There is no factor of 2: at zero the slope is 0.25.")
def sigmoid_grad_doubled(z):
    s = sigmoid(z)
    return 2 * s * (1 - s)


@misconception(of="sigmoid_grad", hint="The input is not a factor of the slope.")
def sigmoid_grad_times_input(z):
    s = sigmoid(z)
    return z * s * (1 - s)


@misconception(of="sigmoid_grad", hint="The smaller of two factors is not their product.")
def sigmoid_grad_smaller_factor(z):
    s = sigmoid(z)
    return np.minimum(s, 1 - s)


@misconception(
    of="sigmoid_grad", hint="Right on paper, but the powers of e overflow. Use the sigmoid instead."
)
def sigmoid_grad_overflows(z):
    power = np.exp(-z.astype(float))
    return power / (1 + power) ** 2


@misconception(of="sigmoid_grad", hint="A difference is close, but not exact. There is a formula.")
def sigmoid_grad_difference(z):
    z = z.astype(float)
    return (sigmoid(z + 1e-3) - sigmoid(z - 1e-3)) / 2e-3


@misconception(of="sigmoid_grad", hint="Single precision holds only seven digits.")
def sigmoid_grad_single_precision(z):
    s = sigmoid(z).astype(np.float32)
    return s * (1 - s)


@misconception(
    of="sigmoid_grad",
    hint="An array made like z holds integers where z does, and cuts off fractions.",
)
def sigmoid_grad_keeps_integer_type(z):
    result = np.zeros_like(z)
    result[...] = sigmoid(z) * (1 - sigmoid(z))
    return result


@misconception(
    of="sigmoid_grad", hint="Return the slope at each element, not the mean of the slopes."
)
def sigmoid_grad_averages(z):
    s = sigmoid(z)
    return np.mean(s * (1 - s))


@misconception(of="sigmoid_grad", hint="The caller still needs z as it was. Make a new array.")
def sigmoid_grad_in_place(z):
    z = np.asarray(z, dtype=float)
    z[...] = sigmoid(z)
    return z * (1 - z)


@misconception(of="sigmoid_grad", hint="Printing shows the result; the caller needs it returned.")
def sigmoid_grad_prints(z):
    s = sigmoid(z)
    print(s * (1 - s))


@misconception(
    of="sigmoid_grad",
    hint="np.gradient compares neighbouring elements of the array. The derivative of each element "
    "depends on that element alone: use its formula.",
)
def sigmoid_grad_of_neighbours(z):
    return np.gradient(sigmoid(z))  # noqa: F821


@misconception(
    of="sigmoid_grad",
    hint="Differences between neighbouring elements only approximate the derivative, and badly "
    "where they lie far apart. Use the formula for each element.",
)
def sigmoid_grad_of_neighbours_by_distance(z):
    return np.gradient(sigmoid(z), z)  # noqa: F821


# tanh_grad


@misconception(
    of="tanh_grad", hint="z is the input, not the output: send it through the tanh first."
)
def tanh_grad_of_input(z):
    return 1 - z.astype(float) ** 2


@misconception(
    of="tanh_grad", hint="You apply the tanh twice. Once is enough, then use the formula."
)
def tanh_grad_twice(z):
    return 1 - tanh(tanh(z)) ** 2


@misconception(of="tanh_grad", hint="That is the tanh itself. How steep is it?")
def tanh_grad_is_tanh(z):
    return tanh(z)


@misconception(of="tanh_grad", hint="The square is missing: the slope is the same on both sides.")
def tanh_grad_no_square(z):
    return 1 - tanh(z)


@misconception(of="tanh_grad", hint="Check the sign before the square.")
def tanh_grad_plus(z):
    return 1 + tanh(z) ** 2


@misconception(of="tanh_grad", hint="The tanh rises everywhere, so no slope is negative.")
def tanh_grad_negative(z):
    return tanh(z) ** 2 - 1


@misconception(of="tanh_grad", hint="That formula belongs to the sigmoid.")
def tanh_grad_of_sigmoid(z):
    t = tanh(z)
    return t * (1 - t)


@misconception(of="tanh_grad", hint="That is the slope of the sigmoid; at zero this one is 1.")
def tanh_grad_is_sigmoid_grad(z):
    return sigmoid_grad(z)


@misconception(of="tanh_grad", hint="Mind the brackets: only the tanh is squared.")
def tanh_grad_squares_everything(z):
    return (1 - tanh(z)) ** 2


@misconception(of="tanh_grad", hint="Twice the tanh is not its square.")
def tanh_grad_doubles(z):
    return 1 - 2 * tanh(z)


@misconception(of="tanh_grad", hint="That is the slope of the slope. One derivative is enough.")
def tanh_grad_second_derivative(z):
    t = tanh(z)
    return -2 * t * (1 - t**2)


@misconception(of="tanh_grad", hint="No square root is needed: yours falls off too slowly.")
def tanh_grad_root(z):
    return np.sqrt(1 - tanh(z) ** 2)


@misconception(
    of="tanh_grad",
    hint="Both the height and the width of the sigmoid change: mind every factor of 2.",
)
def tanh_grad_half_the_factors(z):
    return 2 * sigmoid_grad(2.0 * z)


@misconception(
    of="tanh_grad", hint="Right on paper, but far from zero the cosh overflows. Use your tanh."
)
def tanh_grad_overflows(z):
    return 1 / np.cosh(z.astype(float)) ** 2


@misconception(of="tanh_grad", hint="A difference is close, but not exact. There is a formula.")
def tanh_grad_difference(z):
    z = z.astype(float)
    return (tanh(z + 1e-3) - tanh(z - 1e-3)) / 2e-3


@misconception(of="tanh_grad", hint="Single precision holds only seven digits.")
def tanh_grad_single_precision(z):
    return 1 - tanh(z).astype(np.float32) ** 2


@misconception(
    of="tanh_grad", hint="An array made like z holds integers where z does, and cuts off fractions."
)
def tanh_grad_keeps_integer_type(z):
    result = np.zeros_like(z)
    result[...] = 1 - tanh(z) ** 2
    return result


@misconception(of="tanh_grad", hint="Return the slope at each element, not the mean of the slopes.")
def tanh_grad_averages(z):
    return np.mean(1 - tanh(z) ** 2)


@misconception(of="tanh_grad", hint="The caller still needs z as it was. Make a new array.")
def tanh_grad_in_place(z):
    z = np.asarray(z, dtype=float)
    z[...] = tanh(z)
    return 1 - z**2


@misconception(of="tanh_grad", hint="Printing shows the result; the caller needs it returned.")
def tanh_grad_prints(z):
    print(1 - tanh(z) ** 2)


@misconception(
    of="tanh_grad",
    hint="np.gradient compares neighbouring elements of the array. The derivative of each element "
    "depends on that element alone: use its formula.",
)
def tanh_grad_of_neighbours(z):
    return np.gradient(tanh(z))  # noqa: F821


@misconception(
    of="tanh_grad",
    hint="Differences between neighbouring elements only approximate the derivative, and badly "
    "where they lie far apart. Use the formula for each element.",
)
def tanh_grad_of_neighbours_by_distance(z):
    return np.gradient(tanh(z), z)  # noqa: F821


# maxout


@misconception(of="maxout", hint="The biases are missing: add them before you compare.")
def maxout_without_bias(x, w, b):
    return np.max(w.astype(float) @ x)


@misconception(of="maxout", hint="Nothing is cut off below zero: that would be a ReLU on top.")
def maxout_cuts_off(x, w, b):
    return max(0.0, np.max(w.astype(float) @ x + b))


@misconception(
    of="maxout", hint="The greatest product and the greatest bias may belong to different units."
)
def maxout_two_maxima(x, w, b):
    return np.max(w.astype(float) @ x) + np.max(b)


@misconception(of="maxout", hint="Choose the greatest after the biases are added, not before.")
def maxout_bias_of_the_steepest(x, w, b):
    sums = w.astype(float) @ x
    return sums[np.argmax(sums)] + b[np.argmax(sums)]


@misconception(
    of="maxout", hint="Return one number: add each function's bias before you choose the greatest."
)
def maxout_adds_bias_last(x, w, b):
    return np.max(w.astype(float) @ x) + b


@misconception(of="maxout", hint="Return the greatest sum itself, not its index.")
def maxout_index(x, w, b):
    return np.argmax(w.astype(float) @ x + b)


@misconception(of="maxout", hint="You take the smallest of the sums.")
def maxout_least(x, w, b):
    return np.min(w.astype(float) @ x + b)


@misconception(of="maxout", hint="Only one of the linear functions counts; do not add them up.")
def maxout_sum(x, w, b):
    return np.sum(w.astype(float) @ x + b)


@misconception(of="maxout", hint="Only the greatest sum counts; do not average.")
def maxout_mean(x, w, b):
    return np.mean(w.astype(float) @ x + b)


@misconception(
    of="maxout", hint="You compare absolute values. A large negative sum is not a great one."
)
def maxout_absolute(x, w, b):
    return np.max(np.abs(w.astype(float) @ x + b))


@misconception(of="maxout", hint="The weights of one linear function are a row of w.")
def maxout_columns(x, w, b):
    return np.max(x.astype(float) @ w + b)


@misconception(of="maxout", hint="Add up the products of each row before you compare.")
def maxout_greatest_product(x, w, b):
    return np.max(w.astype(float) * x + b[:, np.newaxis])


@misconception(of="maxout", hint="First the linear functions, then the maximum: the order matters.")
def maxout_greatest_weights(x, w, b):
    return np.max(w.astype(float), axis=0) @ x + np.max(b)


@misconception(of="maxout", hint="The bias is added, not subtracted.")
def maxout_subtracts_bias(x, w, b):
    return np.max(w.astype(float) @ x - b)


@misconception(of="maxout", hint="There may be more than two linear functions, or only one.")
def maxout_of_two(x, w, b):
    sums = w.astype(float) @ x + b
    return max(sums[0], sums[1])


@misconception(of="maxout", hint="You return all the sums; return only the greatest.")
def maxout_returns_all(x, w, b):
    return w.astype(float) @ x + b


@misconception(of="maxout", hint="A byte holds 255 at most: convert to floating point first.")
def maxout_in_bytes(x, w, b):
    return np.max(w @ x + b)


@misconception(of="maxout", hint="The caller still needs the biases as they were.")
def maxout_in_place(x, w, b):
    if b.dtype != float:
        b = b.astype(float)
    b += w.astype(float) @ x
    return np.max(b)


@misconception(of="maxout", hint="Printing shows the result; the caller needs it returned.")
def maxout_prints(x, w, b):
    print(np.max(w.astype(float) @ x + b))


# neuron


@misconception(of="neuron", hint="The sum is not yet the output: send it through the activation.")
def neuron_without_activation(x, w, b, activation):
    return w.astype(float) @ x + b


@misconception(of="neuron", hint="Use the activation that you are given, whatever it is.")
def neuron_always_sigmoid(x, w, b, activation):
    return 1 / (1 + np.exp(-(w.astype(float) @ x + b)))


@misconception(of="neuron", hint="Not every neuron has a ReLU: call the activation that is given.")
def neuron_always_relu(x, w, b, activation):
    return max(0.0, w.astype(float) @ x + b)


@misconception(of="neuron", hint="The bias belongs inside: it is added before the activation.")
def neuron_bias_outside(x, w, b, activation):
    return activation(w.astype(float) @ x) + b


@misconception(of="neuron", hint="The bias is missing.")
def neuron_without_bias(x, w, b, activation):
    return activation(w.astype(float) @ x)


@misconception(of="neuron", hint="The bias is added, not subtracted.")
def neuron_subtracts_bias(x, w, b, activation):
    return activation(w.astype(float) @ x - b)


@misconception(of="neuron", hint="Compute the whole sum first, then apply the activation once.")
def neuron_activates_products(x, w, b, activation):
    return sum(activation(float(u) * float(v)) for u, v in zip(w, x, strict=True)) + b


@misconception(
    of="neuron", hint="Use the inputs as they are; the activation is for their weighted sum."
)
def neuron_activates_inputs(x, w, b, activation):
    return sum(float(u) * activation(float(v)) for u, v in zip(w, x, strict=True)) + b


@misconception(of="neuron", hint="The bias is added once, not once for each input.")
def neuron_bias_for_each_input(x, w, b, activation):
    return activation(np.sum(w.astype(float) * x + b))


@misconception(of="neuron", hint="Each input has its own weight; multiply them pair by pair.")
def neuron_multiplies_sums(x, w, b, activation):
    return activation(np.sum(w.astype(float)) * np.sum(x) + b)


@misconception(of="neuron", hint="Products are added up, not averaged.")
def neuron_averages(x, w, b, activation):
    return activation(np.mean(w.astype(float) * x) + b)


@misconception(of="neuron", hint="One sum, one call: the activation was applied to its own result.")
def neuron_activates_twice(x, w, b, activation):
    return activation(activation(w.astype(float) @ x + b))


@misconception(of="neuron", hint="The inputs are multiplied by weights, not added to them.")
def neuron_adds_weights(x, w, b, activation):
    return activation(np.sum(w.astype(float) + x) + b)


@misconception(of="neuron", hint="The bias is added; it does not multiply the sum.")
def neuron_multiplies_bias(x, w, b, activation):
    return activation((w.astype(float) @ x) * b)


@misconception(of="neuron", hint="A byte holds 255 at most: convert to floating point first.")
def neuron_in_bytes(x, w, b, activation):
    return activation(np.dot(w, x) + b)


@misconception(
    of="neuron", hint="Add up all the products: the activation gets one number, not an array."
)
def neuron_elementwise(x, w, b, activation):
    return activation(w.astype(float) * x + b)


@misconception(of="neuron", hint="The caller still needs the inputs as they were.")
def neuron_in_place(x, w, b, activation):
    x = np.asarray(x, dtype=float)
    x *= w
    return activation(np.sum(x) + b)


@misconception(of="neuron", hint="Printing shows the result; the caller needs it returned.")
def neuron_prints(x, w, b, activation):
    print(activation(w.astype(float) @ x + b))


# sigmoid_network


@misconception(of="sigmoid_network", hint="The output neuron has a sigmoid as well.")
def sigmoid_network_linear_output(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return output_w @ hidden + output_b


@misconception(of="sigmoid_network", hint="The hidden neurons have sigmoids too.")
def sigmoid_network_linear_hidden(x, hidden_w, hidden_b, output_w, output_b):
    hidden = hidden_w.astype(float) @ x + hidden_b
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="The biases of the hidden neurons are missing.")
def sigmoid_network_no_hidden_bias(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="The bias of the output neuron is missing.")
def sigmoid_network_no_output_bias(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(output_w @ hidden)


@misconception(of="sigmoid_network", hint="You use no bias at all; each neuron has one.")
def sigmoid_network_no_bias(x, hidden_w, hidden_b, output_w, output_b):
    return sigmoid(output_w @ sigmoid(hidden_w.astype(float) @ x))


@misconception(of="sigmoid_network", hint="A bias belongs inside the sigmoid, in both layers.")
def sigmoid_network_bias_outside(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x) + hidden_b
    return sigmoid(output_w @ hidden) + output_b


@misconception(of="sigmoid_network", hint="The weights of one hidden neuron are a row of hidden_w.")
def sigmoid_network_columns(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(x @ hidden_w.astype(float) + hidden_b)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="The ReLU is not the activation of this network.")
def sigmoid_network_relu_hidden(x, hidden_w, hidden_b, output_w, output_b):
    hidden = np.maximum(0.0, hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="The hidden neurons have sigmoids, not the tanh.")
def sigmoid_network_tanh_hidden(x, hidden_w, hidden_b, output_w, output_b):
    hidden = 2 * sigmoid(2.0 * (hidden_w.astype(float) @ x + hidden_b)) - 1
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="Use the inputs as they are, without an activation.")
def sigmoid_network_activates_inputs(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ sigmoid(x) + hidden_b)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="Return the output itself, not the decision at one half.")
def sigmoid_network_decides(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return 1.0 if output_w @ hidden + output_b > 0 else 0.0


@misconception(
    of="sigmoid_network", hint="That is one activation too many: the output has a single sigmoid."
)
def sigmoid_network_output_twice(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(sigmoid(output_w @ hidden + output_b))


@misconception(
    of="sigmoid_network", hint="Do not round the hidden activations: they are not switches."
)
def sigmoid_network_hidden_switches(x, hidden_w, hidden_b, output_w, output_b):
    hidden = (hidden_w.astype(float) @ x + hidden_b > 0).astype(float)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="In the output the products are added up, not averaged.")
def sigmoid_network_averages(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(np.mean(output_w * hidden) + output_b)


@misconception(of="sigmoid_network", hint="Biases are added, not subtracted.")
def sigmoid_network_subtracts_biases(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x - hidden_b)
    return sigmoid(output_w @ hidden - output_b)


@misconception(
    of="sigmoid_network", hint="You return the hidden layer; the output neuron still follows."
)
def sigmoid_network_returns_hidden(x, hidden_w, hidden_b, output_w, output_b):
    return sigmoid(hidden_w.astype(float) @ x + hidden_b)


@misconception(
    of="sigmoid_network", hint="The output is one number: add up the products before the sigmoid."
)
def sigmoid_network_elementwise_output(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    return sigmoid(output_w * hidden + output_b)


@misconception(of="sigmoid_network", hint="Any number of hidden neurons is allowed, not only two.")
def sigmoid_network_two_hidden(x, hidden_w, hidden_b, output_w, output_b):
    first = sigmoid(hidden_w[0].astype(float) @ x + hidden_b[0])
    second = sigmoid(hidden_w[1].astype(float) @ x + hidden_b[1])
    return sigmoid(output_w[0] * first + output_w[1] * second + output_b)


@misconception(of="sigmoid_network", hint="A byte holds 255 at most: convert to floating point.")
def sigmoid_network_in_bytes(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w @ x + hidden_b)
    return sigmoid(output_w @ hidden + output_b)


@misconception(of="sigmoid_network", hint="The caller still needs the biases as they were.")
def sigmoid_network_in_place(x, hidden_w, hidden_b, output_w, output_b):
    hidden_b = np.asarray(hidden_b, dtype=float)
    hidden_b += hidden_w.astype(float) @ x
    return sigmoid(output_w @ sigmoid(hidden_b) + output_b)


@misconception(
    of="sigmoid_network", hint="Printing shows the result; the caller needs it returned."
)
def sigmoid_network_prints(x, hidden_w, hidden_b, output_w, output_b):
    hidden = sigmoid(hidden_w.astype(float) @ x + hidden_b)
    print(sigmoid(output_w @ hidden + output_b))


# collapse_linear_layers


@misconception(
    of="collapse_linear_layers",
    hint="The layer applied first is next to the input, so it comes last in the product.",
)
def collapse_linear_layers_wrong_order(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        b = layer_w @ b + layer_b
        w = w @ layer_w
    return w, b


@misconception(
    of="collapse_linear_layers", hint="A bias goes through all later layers and is changed there."
)
def collapse_linear_layers_adds_biases(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, b + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers", hint="The last bias is not the only one that reaches the output."
)
def collapse_linear_layers_last_bias(weights, biases):
    w = weights[0].astype(float)
    for layer_w in weights[1:]:
        w = layer_w @ w
    return w, biases[-1].astype(float)


@misconception(
    of="collapse_linear_layers",
    hint="Only the first bias reaches the output. Each layer adds its own.",
)
def collapse_linear_layers_first_bias(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w in weights[1:]:
        w, b = layer_w @ w, layer_w @ b
    return w, b


@misconception(of="collapse_linear_layers", hint="The biases have disappeared.")
def collapse_linear_layers_no_bias(weights, biases):
    w = weights[0].astype(float)
    for layer_w in weights[1:]:
        w = layer_w @ w
    return w, np.zeros(len(w))


@misconception(
    of="collapse_linear_layers", hint="A layer's bias does not go through its own weights."
)
def collapse_linear_layers_own_weights(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w = layer_w @ w
        b = layer_w @ b + np.resize(layer_w @ np.resize(layer_b, layer_w.shape[1]), len(layer_b))
    return w, b


@misconception(
    of="collapse_linear_layers",
    hint="The bias is multiplied by the new layer's weights, not by the product of all so far.",
)
def collapse_linear_layers_whole_product(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w = layer_w @ w
        b = w @ np.resize(b, w.shape[1]) + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers",
    hint="The layers are applied one after another, so multiply the matrices.",
)
def collapse_linear_layers_adds_weights(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w + w, layer_w @ b + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers",
    hint="The star multiplies element by element; layers need the matrix product.",
)
def collapse_linear_layers_elementwise(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w * w, layer_w @ b + layer_b
    return w, b


@misconception(of="collapse_linear_layers", hint="There may be more than two layers, or only one.")
def collapse_linear_layers_two_only(weights, biases):
    w = weights[1].astype(float) @ weights[0]
    return w, weights[1].astype(float) @ biases[0] + biases[1]


@misconception(of="collapse_linear_layers", hint="The last layer has been left out.")
def collapse_linear_layers_stops_early(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:-1], biases[1:-1], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w, b


@misconception(of="collapse_linear_layers", hint="The first layer has been left out.")
def collapse_linear_layers_skips_first(weights, biases):
    w, b = np.eye(weights[-1].shape[1]), np.zeros(weights[-1].shape[1])
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers", hint="The rows of W belong to the outputs, as in every layer here."
)
def collapse_linear_layers_transposed(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w.T, b


@misconception(
    of="collapse_linear_layers", hint="There is no activation in this stack: negative numbers pass."
)
def collapse_linear_layers_with_relu(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ np.maximum(0, w), layer_w @ np.maximum(0, b) + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers", hint="The last layer of the list is applied last, not first."
)
def collapse_linear_layers_reversed(weights, biases):
    w, b = weights[-1].astype(float), biases[-1].astype(float)
    for layer_w, layer_b in zip(weights[-2::-1], biases[-2::-1], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w, b


@misconception(of="collapse_linear_layers", hint="Return the matrix first, then the bias.")
def collapse_linear_layers_swapped(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return b, w


@misconception(of="collapse_linear_layers", hint="Return the bias together with the matrix.")
def collapse_linear_layers_matrix_only(weights, biases):
    w = weights[0].astype(float)
    for layer_w in weights[1:]:
        w = layer_w @ w
    return w


@misconception(
    of="collapse_linear_layers",
    hint="The caller still needs the lists: do not remove layers from them.",
)
def collapse_linear_layers_pops(weights, biases):
    w, b = weights.pop(0).astype(float), biases.pop(0).astype(float)
    while weights:
        layer_w = weights.pop(0)
        w, b = layer_w @ w, layer_w @ b + biases.pop(0)
    return w, b


@misconception(
    of="collapse_linear_layers", hint="A byte holds 255 at most: convert to floating point first."
)
def collapse_linear_layers_in_bytes(weights, biases):
    w, b = weights[0], biases[0]
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    return w, b


@misconception(
    of="collapse_linear_layers", hint="Printing shows the result; the caller needs it returned."
)
def collapse_linear_layers_prints(weights, biases):
    w, b = weights[0].astype(float), biases[0].astype(float)
    for layer_w, layer_b in zip(weights[1:], biases[1:], strict=True):
        w, b = layer_w @ w, layer_w @ b + layer_b
    print(w, b)


# relu_and


@misconception(of="relu_and", hint="A sum alone is positive as soon as one input is 1.")
def relu_and_sum(a, b):
    return relu(a.astype(float) + b)


@misconception(of="relu_and", hint="That is OR: one of the two is enough for it.")
def relu_and_is_or(a, b):
    return 1 - relu(1 - a.astype(float) - b)


@misconception(of="relu_and", hint="The result is not cut off: for (0, 0) it must not be negative.")
def relu_and_without_relu(a, b):
    return a.astype(float) + b - 1


@misconception(of="relu_and", hint="Your bias is too low: the unit never becomes positive.")
def relu_and_bias_too_low(a, b):
    return relu(a.astype(float) + b - 2)


@misconception(of="relu_and", hint="With two ones the unit should give 1, not one half.")
def relu_and_half(a, b):
    return relu(0.5 * a + 0.5 * b - 0.5)


@misconception(of="relu_and", hint="A single 1 still comes through. Lower the bias.")
def relu_and_bias_too_high(a, b):
    return relu(a.astype(float) + b - 0.5)


@misconception(of="relu_and", hint="You have negated the result: that is NOT (a AND b).")
def relu_and_negated(a, b):
    return 1 - relu(a.astype(float) + b - 1)


@misconception(
    of="relu_and", hint="Both inputs should push the unit up; one of yours pulls it down."
)
def relu_and_difference(a, b):
    return relu(a.astype(float) - b)


@misconception(of="relu_and", hint="Your bias has the wrong sign.")
def relu_and_bias_added(a, b):
    return relu(a.astype(float) + b + 1)


@misconception(of="relu_and", hint="That is 1 where neither input is 1.")
def relu_and_is_nor(a, b):
    return relu(1 - a.astype(float) - b)


@misconception(of="relu_and", hint="In bytes 0 - 1 is 255: convert to floating point first.")
def relu_and_in_bytes(a, b):
    return relu(a * np.ones(1, dtype=np.int8 if a.dtype == bool else a.dtype) + b - 1)


@misconception(of="relu_and", hint="The sum of two truth values is a truth value, not 2.")
def relu_and_adds_truth_values(a, b):
    total = a + b
    return relu(total.astype(float) - 1)


@misconception(of="relu_and", hint="The caller still needs the inputs as they were.")
def relu_and_in_place(a, b):
    a = np.asarray(a, dtype=float)
    a += b
    return relu(a - 1)


@misconception(of="relu_and", hint="Return one result for each pair of elements, not one for all.")
def relu_and_over_all(a, b):
    return relu(np.min(a.astype(float) + b) - 1)


@misconception(of="relu_and", hint="Printing shows the result; the caller needs it returned.")
def relu_and_prints(a, b):
    print(relu(a.astype(float) + b - 1))


@misconception(
    of="relu_and",
    hint="Functions of logic, like comparisons, jump from 0 to 1. Use only ReLU units and sums.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_and_by_logic(a, b):
    return np.logical_and(a, b).astype(float)


@misconception(
    of="relu_and",
    hint="The product of the inputs is not a sum of ReLU units. Choose two weights and a bias.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_and_multiplies(a, b):
    return a.astype(float) * b


# relu_or


@misconception(of="relu_or", hint="Where both are 1 the result should still be 1, not 2.")
def relu_or_sum(a, b):
    return relu(a.astype(float) + b)


@misconception(of="relu_or", hint="That is AND: it needs both inputs.")
def relu_or_is_and(a, b):
    return relu(a.astype(float) + b - 1)


@misconception(
    of="relu_or", hint="Good start: that is 1 where neither input is 1. Now subtract it from 1."
)
def relu_or_is_nor(a, b):
    return relu(1 - a.astype(float) - b)


@misconception(of="relu_or", hint="You subtract AND from 1, which gives 0 where both inputs are 1.")
def relu_or_is_nand(a, b):
    return 1 - relu(a.astype(float) + b - 1)


@misconception(of="relu_or", hint="That is XOR: where both are 1, OR is 1 as well.")
def relu_or_is_xor(a, b):
    return relu(a.astype(float) + b) - 2 * relu(a.astype(float) + b - 1)


@misconception(of="relu_or", hint="The mean of the inputs is one half where only one is 1.")
def relu_or_mean(a, b):
    return relu(0.5 * a + 0.5 * b)


@misconception(of="relu_or", hint="With a threshold of one half the height is not 1 everywhere.")
def relu_or_half_threshold(a, b):
    return relu(a.astype(float) + b - 0.5)


@misconception(of="relu_or", hint="The second input alone should give 1 as well.")
def relu_or_first_only(a, b):
    return relu(a.astype(float))


@misconception(of="relu_or", hint="For (0, 0) the result should be 0: check the bias.")
def relu_or_no_bias(a, b):
    return 1 - relu(-a.astype(float) - b)


@misconception(
    of="relu_or", hint="You subtract one input from the other; both should count upwards."
)
def relu_or_difference(a, b):
    return 1 - relu(1 - a.astype(float) + b)


@misconception(of="relu_or", hint="In bytes 0 - 1 is 255: convert to floating point first.")
def relu_or_in_bytes(a, b):
    one = np.ones(1, dtype=np.int8 if a.dtype == bool else a.dtype)
    return 1 - relu(one - a - b)


@misconception(of="relu_or", hint="The caller still needs the inputs as they were.")
def relu_or_in_place(a, b):
    a = np.asarray(a, dtype=float)
    a += b
    return 1 - relu(1 - a)


@misconception(of="relu_or", hint="Return one result for each pair of elements, not one for all.")
def relu_or_over_all(a, b):
    return 1 - relu(1 - np.max(a.astype(float) + b))


@misconception(of="relu_or", hint="Printing shows the result; the caller needs it returned.")
def relu_or_prints(a, b):
    print(1 - relu(1 - a.astype(float) - b))


@misconception(
    of="relu_or",
    hint="Functions of logic, like comparisons, jump from 0 to 1. Use only ReLU units and sums.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_or_by_logic(a, b):
    return np.logical_or(a, b).astype(float)


@misconception(
    of="relu_or",
    hint="The product of the inputs is not a sum of ReLU units. Cut off with a ReLU instead.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_or_multiplies(a, b):
    return a + b.astype(float) - a.astype(float) * b


# relu_not


@misconception(of="relu_not", hint="Nothing has been negated: 0 should become 1.")
def relu_not_unchanged(a):
    return relu(a.astype(float))


@misconception(of="relu_not", hint="Without a bias the unit never becomes positive.")
def relu_not_without_bias(a):
    return relu(-a.astype(float))


@misconception(
    of="relu_not", hint="The signs of weight and bias are exchanged: the unit is always 0."
)
def relu_not_signs_swapped(a):
    return relu(a.astype(float) - 1)


@misconception(of="relu_not", hint="The weight must be negative, so that a 1 pushes the unit down.")
def relu_not_rises(a):
    return relu(1 + a.astype(float))


@misconception(of="relu_not", hint="A minus sign turns 1 into -1. What is NOT 0?")
def relu_not_minus(a):
    return -a.astype(float)


@misconception(of="relu_not", hint="For 0 and 1 the tilde gives -1 and -2: it flips all bits.")
def relu_not_tilde(a):
    return relu(~a.astype(int))


@misconception(of="relu_not", hint="The truth values here are 0 and 1, not -1 and 1.")
def relu_not_signs(a):
    return 1 - 2 * a.astype(float)


@misconception(of="relu_not", hint="At 1 you have one half left over: the weight is too weak.")
def relu_not_weak(a):
    return relu(1 - 0.5 * a)


@misconception(of="relu_not", hint="At 0 the unit should give 1: check the bias.")
def relu_not_half(a):
    return relu(0.5 - 0.5 * a)


@misconception(of="relu_not", hint="The caller still needs the input as it was.")
def relu_not_in_place(a):
    a = np.asarray(a, dtype=float)
    a -= 1
    return relu(-a)


@misconception(of="relu_not", hint="Return one result for each element, not one for all.")
def relu_not_over_all(a):
    return relu(1 - np.max(a).astype(float))


@misconception(of="relu_not", hint="Printing shows the result; the caller needs it returned.")
def relu_not_prints(a):
    print(relu(1 - a.astype(float)))


@misconception(
    of="relu_not",
    hint="Functions of logic, like comparisons, jump from 0 to 1. Use only ReLU units and sums.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_not_by_logic(a):
    return np.logical_not(a).astype(float)


# relu_xor


@misconception(of="relu_xor", hint="That is OR. Where both are 1 the result should be 0 again.")
def relu_xor_is_or(a, b):
    total = a.astype(float) + b
    return relu(total) - relu(total - 1)


@misconception(of="relu_xor", hint="That is AND, the case that XOR leaves out.")
def relu_xor_is_and(a, b):
    return relu(a.astype(float) + b - 1)


@misconception(of="relu_xor", hint="You have negated the result: it is 1 where both are the same.")
def relu_xor_negated(a, b):
    total = a.astype(float) + b
    return 1 - relu(total) + 2 * relu(total - 1)


@misconception(of="relu_xor", hint="Only one direction counts in yours: (0, 1) should give 1 too.")
def relu_xor_one_direction(a, b):
    return relu(a.astype(float) - b)


@misconception(of="relu_xor", hint="The other direction is missing: (1, 0) should give 1 too.")
def relu_xor_other_direction(a, b):
    return relu(b.astype(float) - a)


@misconception(of="relu_xor", hint="The second unit is too steep: for (1, 1) it goes below 0.")
def relu_xor_too_steep(a, b):
    total = a.astype(float) + b
    return relu(total) - 3 * relu(total - 1)


@misconception(of="relu_xor", hint="The second unit should pull down, not push up further.")
def relu_xor_adds(a, b):
    total = a.astype(float) + b
    return relu(total) + 2 * relu(total - 1)


@misconception(
    of="relu_xor", hint="The second unit begins too late: it must begin where one input is 1."
)
def relu_xor_second_too_late(a, b):
    total = a.astype(float) + b
    return relu(total) - 2 * relu(total - 2)


@misconception(of="relu_xor", hint="Both units begin at the same place; one should begin later.")
def relu_xor_same_bias(a, b):
    total = a.astype(float) + b
    return relu(total) - 2 * relu(total)


@misconception(of="relu_xor", hint="One unit is not enough for XOR: no line separates the cases.")
def relu_xor_one_unit(a, b):
    return relu(a.astype(float) + b)


@misconception(
    of="relu_xor", hint="Each unit needs its own ReLU, or the whole sum is one linear unit."
)
def relu_xor_linear_inside(a, b):
    total = a.astype(float) + b
    return relu(total - 2 * (total - 1))


@misconception(of="relu_xor", hint="A difference has a sign. The result should be 0 or 1.")
def relu_xor_difference(a, b):
    return a.astype(float) - b


@misconception(of="relu_xor", hint="In bytes 0 - 1 is 255: convert to floating point first.")
def relu_xor_in_bytes(a, b):
    total = a * np.ones(1, dtype=np.int8 if a.dtype == bool else a.dtype) + b
    return relu(total) - 2.0 * relu(total - 1)


@misconception(of="relu_xor", hint="The sum of two truth values is a truth value, not 2.")
def relu_xor_adds_truth_values(a, b):
    total = (a + b).astype(float)
    return relu(total) - 2 * relu(total - 1)


@misconception(of="relu_xor", hint="The caller still needs the inputs as they were.")
def relu_xor_in_place(a, b):
    a = np.asarray(a, dtype=float)
    a += b
    return relu(a) - 2 * relu(a - 1)


@misconception(of="relu_xor", hint="Printing shows the result; the caller needs it returned.")
def relu_xor_prints(a, b):
    total = a.astype(float) + b
    print(relu(total) - 2 * relu(total - 1))


@misconception(
    of="relu_xor",
    hint="Functions of logic, like comparisons, jump from 0 to 1. Use only ReLU units and sums.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_xor_by_logic(a, b):
    return np.logical_xor(a, b).astype(float)


@misconception(
    of="relu_xor",
    hint="A square is not a sum of ReLU units. Two units with the same input suffice.",
    unseen="For 0 and 1 the values are right; only other numbers show how they are made.",
)
def relu_xor_squares(a, b):
    return (a.astype(float) - b) ** 2


# interpolating_relus


@misconception(
    of="interpolating_relus",
    hint="The earlier units are still active: a slope is by how much the steepness changes.",
)
def interpolating_relus_steepness(knots, values):
    values = values.astype(float)
    return values[0], np.diff(values) / np.diff(knots.astype(float))


@misconception(
    of="interpolating_relus", hint="All units to the left add up, not only the last of them."
)
def interpolating_relus_last_unit_only(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    slopes = [steepness[0]]
    for m in steepness[1:]:
        slopes.append(m - slopes[-1])
    return float(values[0]), np.array(slopes)


@misconception(
    of="interpolating_relus", hint="Where no unit is active yet, the sum equals the offset."
)
def interpolating_relus_no_offset(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return 0.0, np.diff(steepness, prepend=0)


@misconception(of="interpolating_relus", hint="The offset is a height, not the position of a knot.")
def interpolating_relus_knot_as_offset(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(knots[0]), np.diff(steepness, prepend=0)


@misconception(of="interpolating_relus", hint="The sum starts at the first point, not at the last.")
def interpolating_relus_last_as_offset(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[-1]), np.diff(steepness, prepend=0)


@misconception(
    of="interpolating_relus",
    hint="To the left of the first knot the curve is flat; the offset is its height at that knot.",
)
def interpolating_relus_offset_at_zero(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return values[0] - steepness[0] * knots[0], np.diff(steepness, prepend=0)


@misconception(
    of="interpolating_relus", hint="Steepness is rise over run: knots may be more than one apart."
)
def interpolating_relus_ignores_distances(knots, values):
    return float(values[0]), np.diff(np.diff(values.astype(float)), prepend=0)


@misconception(
    of="interpolating_relus", hint="Knots may be spaced unevenly: each piece has its own length."
)
def interpolating_relus_equal_distances(knots, values):
    steepness = np.diff(values.astype(float)) / (float(knots[1]) - float(knots[0]))
    return float(values[0]), np.diff(steepness, prepend=0)


@misconception(of="interpolating_relus", hint="Steepness is rise over run, not run over rise.")
def interpolating_relus_run_over_rise(knots, values):
    steepness = np.diff(knots.astype(float)) / np.diff(values.astype(float))
    return float(values[0]), np.diff(steepness, prepend=0)


@misconception(
    of="interpolating_relus",
    hint="Divide only the rise by the length of its piece; do not divide the change again.",
)
def interpolating_relus_divides_twice(knots, values):
    lengths = np.diff(knots.astype(float))
    steepness = np.diff(values.astype(float)) / lengths
    return float(values[0]), np.diff(steepness, prepend=0) / lengths


@misconception(
    of="interpolating_relus", hint="The first unit is missing: there is one slope for each piece."
)
def interpolating_relus_first_missing(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[0]), np.diff(steepness)


@misconception(of="interpolating_relus", hint="The last knot needs no unit: nothing follows it.")
def interpolating_relus_one_too_many(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[0]), np.diff(steepness, prepend=0, append=0)


@misconception(of="interpolating_relus", hint="A slope is the new steepness minus the old one.")
def interpolating_relus_sign(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[0]), np.append(steepness[0], -np.diff(steepness))


@misconception(of="interpolating_relus", hint="Slopes may be negative: the curve may bend down.")
def interpolating_relus_absolute(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[0]), np.append(steepness[0], np.abs(np.diff(steepness)))


@misconception(of="interpolating_relus", hint="You add up the steepnesses; take their differences.")
def interpolating_relus_cumulated(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return float(values[0]), np.cumsum(steepness)


@misconception(
    of="interpolating_relus",
    hint="The steepness comes from the heights, not from a table of powers.",
)
def interpolating_relus_powers_only(knots, values):
    increments = 2.0 ** np.arange(-1, len(knots) - 2)
    increments[0] = 1.0
    return 1.0, increments


@misconception(
    of="interpolating_relus", hint="Divide exactly: the slopes are not whole numbers in general."
)
def interpolating_relus_floors(knots, values):
    steepness = np.diff(values.astype(float)) // np.diff(knots.astype(float))
    return float(values[0]), np.diff(steepness, prepend=0)


@misconception(
    of="interpolating_relus", hint="Bytes cannot hold negative differences: convert them first."
)
def interpolating_relus_in_bytes(knots, values):
    steepness = np.diff(values) / np.diff(knots)
    return values[0], np.diff(steepness, prepend=0)


@misconception(of="interpolating_relus", hint="Return the offset first, then the slopes.")
def interpolating_relus_swapped(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    return np.diff(steepness, prepend=0), float(values[0])


@misconception(of="interpolating_relus", hint="The caller still needs the values as they were.")
def interpolating_relus_in_place(knots, values):
    heights = np.asarray(values, dtype=float)
    offset = float(heights[0])
    heights -= offset
    steepness = np.diff(heights) / np.diff(knots.astype(float))
    return offset, np.diff(steepness, prepend=0)


@misconception(
    of="interpolating_relus", hint="Printing shows the result; the caller needs it returned."
)
def interpolating_relus_prints(knots, values):
    steepness = np.diff(values.astype(float)) / np.diff(knots.astype(float))
    print(float(values[0]), np.diff(steepness, prepend=0))


# without_activation


@misconception(
    of="without_activation", hint="The layers do collapse into a linear one, but what follows it?"
)
def without_activation_linear():
    return "linear regression"


@misconception(
    of="without_activation", hint="No power of an input ever arises: each layer is linear in it."
)
def without_activation_polynomial():
    return "polynomial regression"


@misconception(
    of="without_activation", hint="The pieces came from the bends of the ReLU, and those are gone."
)
def without_activation_pieces():
    return "piecewise linear model"


@misconception(
    of="without_activation", hint="There are twenty layers, but what do they compute together?"
)
def without_activation_deep():
    return "deep network"
