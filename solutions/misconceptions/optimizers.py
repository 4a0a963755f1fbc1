"""Wrong answers to the exercises of 06 optimizers, each with the hint its author needs."""

import math

import numpy as np

from autograder.course.bank import misconception

MEMORY = {}  # a global variable, as kept by wrong answers that remember between calls

# sgd_update


@misconception(of="sgd_update", hint="The gradient points uphill. Which way should the step go?")
def sgd_update_climbs(w, g, learning_rate):
    return w + learning_rate * g


@misconception(of="sgd_update", hint="Return the new weights, not the step alone.")
def sgd_update_returns_step(w, g, learning_rate):
    return learning_rate * g


@misconception(of="sgd_update", hint="The signs are exchanged: start from w and subtract the step.")
def sgd_update_subtracts_the_weights(w, g, learning_rate):
    return learning_rate * g - w


@misconception(of="sgd_update", hint="The learning rate has no effect on your step.")
def sgd_update_forgets_learning_rate(w, g, learning_rate):
    return w - g


@misconception(of="sgd_update", hint="A larger learning rate should give a larger step.")
def sgd_update_divides_by_learning_rate(w, g, learning_rate):
    return w - g / learning_rate


@misconception(of="sgd_update", hint="Mind the order of operations: scale the gradient only.")
def sgd_update_scales_everything(w, g, learning_rate):
    return (w - g) * learning_rate


@misconception(of="sgd_update", hint="The size of the gradient counts too, not only its sign.")
def sgd_update_uses_sign(w, g, learning_rate):
    return w - learning_rate * np.sign(g)


@misconception(of="sgd_update", hint="Do not scale the gradient to length one; use it as it is.")
def sgd_update_normalises(w, g, learning_rate):
    return w - learning_rate * g / np.linalg.norm(g)


@misconception(of="sgd_update", hint="Do not limit the gradient; use it as it is.")
def sgd_update_clips(w, g, learning_rate):
    return w - learning_rate * np.clip(g, -1.0, 1.0)


@misconception(of="sgd_update", hint="Each weight has its own gradient; do not average them.")
def sgd_update_averages_gradient(w, g, learning_rate):
    return w - learning_rate * np.mean(g)


@misconception(of="sgd_update", hint="Each weight moves by its own gradient, not by their sum.")
def sgd_update_sums_gradient(w, g, learning_rate):
    return w - learning_rate * np.sum(g)


@misconception(of="sgd_update", hint="The step does not depend on the weights themselves.")
def sgd_update_multiplies_by_weights(w, g, learning_rate):
    return w - learning_rate * g * w


@misconception(of="sgd_update", hint="Take the learning rate from the argument, not a fixed one.")
def sgd_update_fixed_learning_rate(w, g, learning_rate):
    return w - 0.01 * g


@misconception(of="sgd_update", hint="Do not write into the given weights; compute new ones.")
def sgd_update_in_place(w, g, learning_rate):
    w -= learning_rate * g
    return w


@misconception(of="sgd_update", hint="Integer weights must not make the result an integer.")
def sgd_update_keeps_integer_type(w, g, learning_rate):
    return np.asarray(w - learning_rate * g).astype(np.asarray(w).dtype)


@misconception(of="sgd_update", hint="Do not round the result.")
def sgd_update_rounds(w, g, learning_rate):
    return np.round(w - learning_rate * g, 2)


@misconception(of="sgd_update", hint="The weights may also be a single number.")
def sgd_update_needs_an_array(w, g, learning_rate):
    return np.array([w[i] - learning_rate * g[i] for i in range(len(w))])


@misconception(of="sgd_update", hint="Return the weights only, and nothing else.")
def sgd_update_returns_pair(w, g, learning_rate):
    return w - learning_rate * g, g


@misconception(of="sgd_update", hint="Printing shows the value; the caller needs it returned.")
def sgd_update_prints(w, g, learning_rate):
    print(w - learning_rate * g)


# momentum_update


@misconception(
    of="momentum_update",
    hint="The gradient enters an average here: what share is left when the velocity keeps beta?",
)
def momentum_update_plain_sum(w, g, v, learning_rate, beta=0.9):
    v = beta * v + g
    return w - learning_rate * v, v


@misconception(
    of="momentum_update",
    hint="This is the form in Keras. Here the velocity is an average, without the learning rate.",
)
def momentum_update_keras(w, g, v, learning_rate, beta=0.9):
    v = beta * v - learning_rate * g
    return w + v, v


@misconception(of="momentum_update", hint="Two minus signs cancel: your weights move uphill.")
def momentum_update_double_negative(w, g, v, learning_rate, beta=0.9):
    v = beta * v - learning_rate * g
    return w - v, v


@misconception(
    of="momentum_update", hint="Keep the learning rate out of the velocity; scale the step only."
)
def momentum_update_learning_rate_inside(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * learning_rate * g
    return w - v, v


@misconception(
    of="momentum_update",
    hint="In this course the velocity averages gradients, not steps: check how they are weighted.",
)
def momentum_update_heavy_ball(w, g, v, learning_rate, beta=0.9):
    v = beta * v + learning_rate * g
    return w - v, v


@misconception(of="momentum_update", hint="Step with the new velocity, not with the old one.")
def momentum_update_steps_with_old_velocity(w, g, v, learning_rate, beta=0.9):
    return w - learning_rate * v, beta * v + (1 - beta) * g


@misconception(of="momentum_update", hint="Your velocity starts again from zero at every call.")
def momentum_update_forgets_velocity(w, g, v, learning_rate, beta=0.9):
    v = 0 * v
    v = beta * v + (1 - beta) * g
    return w - learning_rate * v, v


@misconception(
    of="momentum_update", hint="The two shares are exchanged: beta is what the old velocity keeps."
)
def momentum_update_swaps_shares(w, g, v, learning_rate, beta=0.9):
    v = (1 - beta) * v + beta * g
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="The velocity points uphill, as the gradient does.")
def momentum_update_climbs(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return w + learning_rate * v, v


@misconception(of="momentum_update", hint="The step follows the velocity, not the gradient.")
def momentum_update_steps_with_gradient(w, g, v, learning_rate, beta=0.9):
    return w - learning_rate * g, beta * v + (1 - beta) * g


@misconception(of="momentum_update", hint="Return the new velocity, not the one you were given.")
def momentum_update_returns_old_velocity(w, g, v, learning_rate, beta=0.9):
    new = beta * v + (1 - beta) * g
    return w - learning_rate * new, v


@misconception(
    of="momentum_update", hint="This looks ahead as Nesterov does; use the velocity itself."
)
def momentum_update_nesterov(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return w - learning_rate * (beta * v + (1 - beta) * g), v


@misconception(of="momentum_update", hint="Do not scale the velocity up again before the step.")
def momentum_update_corrects_bias(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return w - learning_rate * v / (1 - beta), v


@misconception(of="momentum_update", hint="Old gradients must fade: where does beta multiply v?")
def momentum_update_never_fades(w, g, v, learning_rate, beta=0.9):
    v = v + (1 - beta) * g
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="Momentum averages the gradients, not their squares.")
def momentum_update_squares(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g**2
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="Your step does not depend on the learning rate.")
def momentum_update_forgets_learning_rate(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return w - v, v


@misconception(of="momentum_update", hint="Use the argument beta instead of a fixed number.")
def momentum_update_fixed_beta(w, g, v, learning_rate, beta=0.9):
    v = 0.9 * v + 0.1 * g
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="Return both: the weights and the velocity.")
def momentum_update_returns_weights_only(w, g, v, learning_rate, beta=0.9):
    return w - learning_rate * (beta * v + (1 - beta) * g)


@misconception(of="momentum_update", hint="The weights come first, then the velocity.")
def momentum_update_returns_velocity_first(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    return v, w - learning_rate * v


@misconception(of="momentum_update", hint="Do not write into the given velocity; make a new one.")
def momentum_update_velocity_in_place(w, g, v, learning_rate, beta=0.9):
    v *= beta
    v += (1 - beta) * g
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="Do not write into the given weights; make new ones.")
def momentum_update_weights_in_place(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g
    w -= learning_rate * v
    return w, v


@misconception(
    of="momentum_update",
    hint="Keep no velocity inside the function: it comes in as an argument and is returned.",
    unseen="A first call is answered rightly; only a later one goes wrong.",
)
def momentum_update_remembers(w, g, v, learning_rate, beta=0.9):
    v = MEMORY["velocity"] = beta * MEMORY.get("velocity", v) + (1 - beta) * g
    return w - learning_rate * v, v


@misconception(of="momentum_update", hint="An integer start must not make the velocity an integer.")
def momentum_update_integer_velocity(w, g, v, learning_rate, beta=0.9):
    v = (beta * v + (1 - beta) * np.asarray(g)).astype(np.asarray(v).dtype)
    return w - learning_rate * v, v


@misconception(
    of="momentum_update",
    hint="From a velocity of zero you take over the whole gradient. The first step follows the "
    "same rule as the others: the new gradient counts 1 - beta.",
)
def momentum_update_first_velocity_is_the_gradient(w, g, v, learning_rate, beta=0.9):
    v = beta * v + (1 - beta) * g if np.any(v) else g
    return w - learning_rate * v, v


# adagrad_update


@misconception(of="adagrad_update", hint="Take the root of the sum before you divide.")
def adagrad_update_without_root(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / (s + eps), s


@misconception(of="adagrad_update", hint="Add epsilon after taking the root.")
def adagrad_update_epsilon_inside(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / np.sqrt(s + eps), s


@misconception(of="adagrad_update", hint="Epsilon belongs to the denominator, not to the sum.")
def adagrad_update_epsilon_in_sum(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2 + eps
    return w - learning_rate * g / np.sqrt(s), s


@misconception(of="adagrad_update", hint="Mind the brackets: epsilon belongs to the denominator.")
def adagrad_update_epsilon_added_to_step(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * (g / np.sqrt(np.maximum(s, 1e-300)) + eps), s


@misconception(of="adagrad_update", hint="What happens where a gradient has always been zero?")
def adagrad_update_without_epsilon(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / np.sqrt(s), s


@misconception(of="adagrad_update", hint="Use the argument eps instead of a fixed number.")
def adagrad_update_fixed_epsilon(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / (np.sqrt(s) + 1e-8), s


@misconception(of="adagrad_update", hint="The epsilon in Keras is larger than the one given here.")
def adagrad_update_keras_epsilon(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / (np.sqrt(s) + 1e-7), s


@misconception(of="adagrad_update", hint="Add up the squares of the gradients, not the gradients.")
def adagrad_update_adds_gradients(w, g, s, learning_rate, eps=1e-8):
    s = s + g
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Add up squares, not absolute values.")
def adagrad_update_adds_sizes(w, g, s, learning_rate, eps=1e-8):
    s = s + np.abs(g)
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Square the gradient first, then add it to the sum.")
def adagrad_update_squares_the_sum(w, g, s, learning_rate, eps=1e-8):
    s = (s + g) ** 2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="AdaGrad keeps a sum that never fades, not an average.")
def adagrad_update_averages(w, g, s, learning_rate, eps=1e-8):
    s = 0.9 * s + 0.1 * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="adagrad_update", hint="Divide by the root of the new sum: this gradient belongs to it."
)
def adagrad_update_divides_by_old_sum(w, g, s, learning_rate, eps=1e-8):
    return w - learning_rate * g / (np.sqrt(s) + eps), s + g**2


@misconception(of="adagrad_update", hint="Add to the sum that you were given; do not replace it.")
def adagrad_update_forgets_sum(w, g, s, learning_rate, eps=1e-8):
    s = g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Return the new sum, not the one you were given.")
def adagrad_update_returns_old_sum(w, g, s, learning_rate, eps=1e-8):
    return w - learning_rate * g / (np.sqrt(s + g**2) + eps), s


@misconception(of="adagrad_update", hint="Return the sum of squares itself, not its root.")
def adagrad_update_returns_root(w, g, s, learning_rate, eps=1e-8):
    root = np.sqrt(s + g**2)
    return w - learning_rate * g / (root + eps), root


@misconception(of="adagrad_update", hint="The weights move against the gradient.")
def adagrad_update_climbs(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w + learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Every weight has its own sum; do not mix them.")
def adagrad_update_one_sum_for_all(w, g, s, learning_rate, eps=1e-8):
    s = s + np.sum(np.square(g))
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="adagrad_update", hint="Use each weight's own square, not the mean of the squares."
)
def adagrad_update_mean_of_squares(w, g, s, learning_rate, eps=1e-8):
    s = s + np.mean(np.square(g))
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Where is the gradient itself in your step?")
def adagrad_update_step_without_gradient(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="A large sum of squares should make the step smaller.")
def adagrad_update_multiplies_by_root(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g * (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="The step contains the gradient, not its square.")
def adagrad_update_squared_numerator(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g**2 / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Your step does not depend on the learning rate.")
def adagrad_update_forgets_learning_rate(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return w - g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Return both: the weights and the sum.")
def adagrad_update_returns_weights_only(w, g, s, learning_rate, eps=1e-8):
    return w - learning_rate * g / (np.sqrt(s + g**2) + eps)


@misconception(of="adagrad_update", hint="The weights come first, then the sum.")
def adagrad_update_returns_sum_first(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    return s, w - learning_rate * g / (np.sqrt(s) + eps)


@misconception(of="adagrad_update", hint="Do not write into the given sum; make a new one.")
def adagrad_update_sum_in_place(w, g, s, learning_rate, eps=1e-8):
    s += g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="adagrad_update", hint="Do not write into the given weights; make new ones.")
def adagrad_update_weights_in_place(w, g, s, learning_rate, eps=1e-8):
    s = s + g**2
    w -= learning_rate * g / (np.sqrt(s) + eps)
    return w, s


@misconception(
    of="adagrad_update",
    hint="Keep no sum inside the function: it comes in as an argument and is returned.",
    unseen="A first call is answered rightly; only a later one goes wrong.",
)
def adagrad_update_remembers(w, g, s, learning_rate, eps=1e-8):
    s = MEMORY["sum"] = MEMORY.get("sum", s) + g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="adagrad_update",
    hint="You divide by the root or by epsilon, whichever is greater. Add epsilon to the root.",
)
def adagrad_update_epsilon_as_a_floor(w, g, s, learning_rate, eps=1e-8):
    s = s + np.square(g, dtype=float)
    return w - learning_rate * g / np.maximum(np.sqrt(s), eps), s


@misconception(
    of="adagrad_update",
    hint="You let the sum begin at 0.1, as Keras does. Here it begins with what is given, also if "
    "that is zero.",
)
def adagrad_update_begins_at_a_tenth(w, g, s, learning_rate, eps=1e-8):
    s = (s if np.any(s) else s + 0.1) + np.square(g, dtype=float)
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="adagrad_update",
    hint="You add 0.1 to the sum before you take the root. Only epsilon is added, after the root.",
)
def adagrad_update_adds_a_tenth(w, g, s, learning_rate, eps=1e-8):
    s = s + np.square(g, dtype=float)
    return w - learning_rate * g / (np.sqrt(s + 0.1) + eps), s


# rmsprop_update


@misconception(of="rmsprop_update", hint="Take the root of the average before you divide.")
def rmsprop_update_without_root(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / (s + eps), s


@misconception(of="rmsprop_update", hint="Add epsilon after taking the root.")
def rmsprop_update_epsilon_inside(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / np.sqrt(s + eps), s


@misconception(of="rmsprop_update", hint="Epsilon belongs to the denominator, not to the average.")
def rmsprop_update_epsilon_in_average(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2 + eps
    return w - learning_rate * g / np.sqrt(s), s


@misconception(of="rmsprop_update", hint="What happens where a gradient has always been zero?")
def rmsprop_update_without_epsilon(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / np.sqrt(s), s


@misconception(of="rmsprop_update", hint="Use the argument eps instead of a fixed number.")
def rmsprop_update_fixed_epsilon(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + 1e-8), s


@misconception(of="rmsprop_update", hint="The epsilon in Keras is larger than the one given here.")
def rmsprop_update_keras_epsilon(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + 1e-7), s


@misconception(of="rmsprop_update", hint="Use the argument beta instead of a fixed number.")
def rmsprop_update_fixed_beta(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = 0.999 * s + 0.001 * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="rmsprop_update", hint="The default beta in Keras, 0.9, is not the one given here."
)
def rmsprop_update_keras_beta(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = 0.9 * s + 0.1 * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="rmsprop_update", hint="A sum never forgets, as in AdaGrad; RMSprop lets old squares fade."
)
def rmsprop_update_adds_up(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = s + g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="rmsprop_update",
    hint="What share is left for the new square when the old average keeps beta?",
)
def rmsprop_update_full_square(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Where does beta multiply the old average?")
def rmsprop_update_never_fades(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = s + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="rmsprop_update", hint="The shares are exchanged: beta is what the old average keeps."
)
def rmsprop_update_swaps_shares(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = (1 - beta) * s + beta * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Average the squares of the gradients, not the gradients.")
def rmsprop_update_averages_gradients(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Average squares, not absolute values.")
def rmsprop_update_averages_sizes(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * np.abs(g)
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Square only the gradient, not its share 1 - beta.")
def rmsprop_update_squares_the_share(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + ((1 - beta) * g) ** 2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Update the average first, then divide by its root.")
def rmsprop_update_divides_by_old_average(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    return w - learning_rate * g / (np.sqrt(s) + eps), beta * s + (1 - beta) * g**2


@misconception(of="rmsprop_update", hint="Your average starts again from zero at every call.")
def rmsprop_update_forgets_average(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Return the new average, not the one you were given.")
def rmsprop_update_returns_old_average(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    new = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(new) + eps), s


@misconception(of="rmsprop_update", hint="Return the average of squares itself, not its root.")
def rmsprop_update_returns_root(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    root = np.sqrt(beta * s + (1 - beta) * g**2)
    return w - learning_rate * g / (root + eps), root


@misconception(of="rmsprop_update", hint="The weights move against the gradient.")
def rmsprop_update_climbs(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w + learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="The mean is over time, for each weight separately.")
def rmsprop_update_mean_over_weights(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * np.mean(np.square(g))
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="RMSprop needs no bias correction; that comes with Adam.")
def rmsprop_update_corrects_bias(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s / (1 - beta)) + eps), s


@misconception(
    of="rmsprop_update", hint="The step uses the gradient itself, not its share 1 - beta."
)
def rmsprop_update_scales_gradient(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - learning_rate * (1 - beta) * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Your step does not depend on the learning rate.")
def rmsprop_update_forgets_learning_rate(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return w - g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Return both: the weights and the average.")
def rmsprop_update_returns_weights_only(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    return w - learning_rate * g / (np.sqrt(beta * s + (1 - beta) * g**2) + eps)


@misconception(of="rmsprop_update", hint="The weights come first, then the average.")
def rmsprop_update_returns_average_first(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    return s, w - learning_rate * g / (np.sqrt(s) + eps)


@misconception(of="rmsprop_update", hint="Do not write into the given average; make a new one.")
def rmsprop_update_average_in_place(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s *= beta
    s += (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(of="rmsprop_update", hint="Do not write into the given weights; make new ones.")
def rmsprop_update_weights_in_place(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * g**2
    w -= learning_rate * g / (np.sqrt(s) + eps)
    return w, s


@misconception(
    of="rmsprop_update",
    hint="Keep no average inside the function: it comes in as an argument.",
    unseen="A first call is answered rightly; only a later one goes wrong.",
)
def rmsprop_update_remembers(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = MEMORY["average"] = beta * MEMORY.get("average", s) + (1 - beta) * g**2
    return w - learning_rate * g / (np.sqrt(s) + eps), s


@misconception(
    of="rmsprop_update",
    hint="You divide by the root or by epsilon, whichever is greater. Add epsilon to the root.",
)
def rmsprop_update_epsilon_as_a_floor(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    s = beta * s + (1 - beta) * np.square(g, dtype=float)
    return w - learning_rate * g / np.maximum(np.sqrt(s), eps), s


@misconception(
    of="rmsprop_update",
    hint="From an average of zero you take over the whole square. The first step follows the "
    "same rule as the others: the new square counts 1 - beta.",
)
def rmsprop_update_first_average_is_the_square(w, g, s, learning_rate, beta=0.999, eps=1e-8):
    square = np.square(g, dtype=float)
    s = beta * s + (1 - beta) * square if np.any(s) else square
    return w - learning_rate * g / (np.sqrt(s) + eps), s


# adadelta_update


@misconception(
    of="adadelta_update", hint="The average of squared steps sets the step's size: use it."
)
def adadelta_update_without_step_average(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = g / np.sqrt(s + eps)
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Epsilon belongs inside both roots.")
def adadelta_update_epsilon_outside(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = (np.sqrt(d) + eps) / (np.sqrt(s) + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Epsilon belongs inside the root of the denominator too.")
def adadelta_update_epsilon_outside_below(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / (np.sqrt(s) + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(
    of="adadelta_update", hint="Without epsilon in the numerator the weights never move."
)
def adadelta_update_no_epsilon_above(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Epsilon is missing in the denominator.")
def adadelta_update_no_epsilon_below(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(np.maximum(s, 1e-300)) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="The fraction is upside down.")
def adadelta_update_inverts_ratio(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(s + eps) / np.sqrt(d + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Take the roots of both averages.")
def adadelta_update_without_roots(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = (d + eps) / (s + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="The weights move against the gradient.")
def adadelta_update_climbs(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w + step, s, rho * d + (1 - rho) * step**2


@misconception(
    of="adadelta_update", hint="The second average is of squared steps, not of squared gradients."
)
def adadelta_update_averages_gradients_twice(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + (1 - rho) * g**2


@misconception(of="adadelta_update", hint="Square the step before it enters its average.")
def adadelta_update_averages_plain_steps(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + (1 - rho) * step


@misconception(of="adadelta_update", hint="Square the gradient before it enters its average.")
def adadelta_update_averages_plain_gradients(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="The second average is of squared steps, not of weights.")
def adadelta_update_averages_weights(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    w = w - np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w, s, rho * d + (1 - rho) * w**2


@misconception(of="adadelta_update", hint="The average of squared steps must be updated as well.")
def adadelta_update_keeps_step_average(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    return w - np.sqrt(d + eps) / np.sqrt(s + eps) * g, s, d


@misconception(of="adadelta_update", hint="Return the new average of squared gradients.")
def adadelta_update_returns_old_average(w, g, s, d, rho=0.95, eps=1e-6):
    new = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(new + eps) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(
    of="adadelta_update", hint="Update the average of squared gradients before the step."
)
def adadelta_update_steps_with_old_average(w, g, s, d, rho=0.95, eps=1e-6):
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, rho * s + (1 - rho) * g**2, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Take the step with the old average of squared steps.")
def adadelta_update_steps_with_new_step_average(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    d = rho * d + (1 - rho) * (np.sqrt(d + eps) / np.sqrt(s + eps) * g) ** 2
    return w - np.sqrt(d + eps) / np.sqrt(s + eps) * g, s, d


@misconception(of="adadelta_update", hint="Return the weights, then s, then d, in this order.")
def adadelta_update_swaps_averages(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, rho * d + (1 - rho) * step**2, s


@misconception(of="adadelta_update", hint="Return three things: the weights and both averages.")
def adadelta_update_returns_two(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    return w - np.sqrt(d + eps) / np.sqrt(s + eps) * g, s


@misconception(
    of="adadelta_update", hint="The shares are exchanged: rho is what the old average keeps."
)
def adadelta_update_swaps_shares(w, g, s, d, rho=0.95, eps=1e-6):
    s = (1 - rho) * s + rho * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, (1 - rho) * d + rho * step**2


@misconception(
    of="adadelta_update", hint="These are averages: what share is left for the new squares?"
)
def adadelta_update_full_squares(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + step**2


@misconception(of="adadelta_update", hint="Sums never fade; AdaDelta keeps averages.")
def adadelta_update_adds_up(w, g, s, d, rho=0.95, eps=1e-6):
    s = s + g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, d + step**2


@misconception(of="adadelta_update", hint="AdaDelta has no learning rate.")
def adadelta_update_has_learning_rate(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - 0.001 * step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="The gradient itself is missing from the step.")
def adadelta_update_step_without_gradient(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps)
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Use the argument eps instead of a fixed number.")
def adadelta_update_fixed_epsilon(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + 1e-6) / np.sqrt(s + 1e-6) * g
    return w - step, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Use the argument rho instead of a fixed number.")
def adadelta_update_fixed_rho(w, g, s, d, rho=0.95, eps=1e-6):
    s = 0.95 * s + 0.05 * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, 0.95 * d + 0.05 * step**2


@misconception(of="adadelta_update", hint="Do not write into the given averages; make new ones.")
def adadelta_update_averages_in_place(w, g, s, d, rho=0.95, eps=1e-6):
    s *= rho
    s += (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    d *= rho
    d += (1 - rho) * step**2
    return w - step, s, d


@misconception(of="adadelta_update", hint="Do not write into the given weights; make new ones.")
def adadelta_update_weights_in_place(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    w -= step
    return w, s, rho * d + (1 - rho) * step**2


@misconception(of="adadelta_update", hint="Every weight has its own averages; do not mix them.")
def adadelta_update_mean_over_weights(w, g, s, d, rho=0.95, eps=1e-6):
    s = rho * s + (1 - rho) * np.mean(np.square(g))
    step = np.sqrt(d + eps) / np.sqrt(s + eps) * g
    return w - step, s, rho * d + (1 - rho) * np.mean(np.square(step))


# bias_correction


@misconception(of="bias_correction", hint="The correction depends on the step: where is t?")
def bias_correction_without_t(moment, beta, t):
    return moment / (1 - beta)


@misconception(
    of="bias_correction", hint="The average is too small: the correction must make it larger."
)
def bias_correction_multiplies(moment, beta, t):
    return moment * (1 - beta**t)


@misconception(of="bias_correction", hint="Divide by one minus the power, not by the power.")
def bias_correction_divides_by_power(moment, beta, t):
    return moment / beta**t


@misconception(of="bias_correction", hint="The caller counts t from 1 already.")
def bias_correction_t_plus_one(moment, beta, t):
    return moment / (1 - beta ** (t + 1))


@misconception(of="bias_correction", hint="Counting from 0 would divide by zero at the first step.")
def bias_correction_t_minus_one(moment, beta, t):
    return moment / (1 - beta ** (t - 1))


@misconception(of="bias_correction", hint="Raise beta to the power, not one minus beta.")
def bias_correction_power_of_complement(moment, beta, t):
    return moment / (1 - beta) ** t


@misconception(of="bias_correction", hint="Raise beta to the power t; do not multiply it by t.")
def bias_correction_product(moment, beta, t):
    return moment / (1 - beta * t)


@misconception(of="bias_correction", hint="Check the sign in the denominator.")
def bias_correction_plus(moment, beta, t):
    return moment / (1 + beta**t)


@misconception(of="bias_correction", hint="The sign of the moment must stay as it is.")
def bias_correction_flips_sign(moment, beta, t):
    return moment / (beta**t - 1)


@misconception(
    of="bias_correction", hint="Later averages are too small as well, not only the first."
)
def bias_correction_first_step_only(moment, beta, t):
    return moment / (1 - beta) if t == 1 else moment


@misconception(of="bias_correction", hint="The base and the exponent are exchanged.")
def bias_correction_swaps_power(moment, beta, t):
    return moment / (1 - t**beta) if t != 1 else moment


@misconception(of="bias_correction", hint="Mind the brackets: divide by the whole difference.")
def bias_correction_without_brackets(moment, beta, t):
    return moment / 1 - beta**t


@misconception(of="bias_correction", hint="Do not take a root here.")
def bias_correction_root(moment, beta, t):
    return moment / np.sqrt(1 - beta**t)


@misconception(of="bias_correction", hint="Return the corrected moment, not the factor alone.")
def bias_correction_factor_only(moment, beta, t):
    return 1 / (1 - beta**t)


@misconception(
    of="bias_correction", hint="The share 1 - beta of the new value has been applied already."
)
def bias_correction_applies_share_again(moment, beta, t):
    return moment * (1 - beta) / (1 - beta**t)


@misconception(
    of="bias_correction", hint="A moment of integers must not make the result whole numbers."
)
def bias_correction_whole_numbers(moment, beta, t):
    return np.asarray(moment / (1 - beta**t)).astype(np.asarray(moment).dtype)


@misconception(of="bias_correction", hint="Do not write into the given moment; make a new one.")
def bias_correction_in_place(moment, beta, t):
    moment /= 1 - beta**t
    return moment


# adam_update


@misconception(of="adam_update", hint="The caller counts t from 1 already.")
def adam_update_t_plus_one(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1 ** (t + 1))
    v_hat = v / (1 - beta2 ** (t + 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="With t counted from 0 the first step divides by zero.")
def adam_update_t_minus_one(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / np.float64(1 - beta1 ** (t - 1))
    v_hat = v / np.float64(1 - beta2 ** (t - 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="The corrections depend on t and fade as t grows.")
def adam_update_correction_without_t(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1)
    v_hat = v / (1 - beta2)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="The second moment starts at zero too: correct both.")
def adam_update_corrects_first_only(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - learning_rate * m / (1 - beta1**t) / (np.sqrt(v) + eps), m, v


@misconception(of="adam_update", hint="The first moment starts at zero too: correct both.")
def adam_update_corrects_second_only(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - learning_rate * m / (np.sqrt(v / (1 - beta2**t)) + eps), m, v


@misconception(of="adam_update", hint="Both moments start at zero and need bias correction.")
def adam_update_without_correction(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - learning_rate * m / (np.sqrt(v) + eps), m, v


@misconception(
    of="adam_update", hint="Which beta belongs to which moment? You have exchanged them."
)
def adam_update_swaps_betas(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Correct each moment with its own beta.")
def adam_update_swaps_betas_in_correction(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta2**t)
    v_hat = v / (1 - beta1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="The second moment has its own beta.")
def adam_update_one_beta_for_both(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="In the paper's form epsilon is added outside the root.")
def adam_update_epsilon_inside(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / np.sqrt(v_hat + eps), m, v


@misconception(
    of="adam_update",
    hint="This is the form in Keras: here epsilon is added after the second moment is corrected.",
)
def adam_update_epsilon_hat(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    alpha = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - alpha * m / (np.sqrt(v) + eps), m, v


@misconception(of="adam_update", hint="The epsilon in Keras is larger than the one given here.")
def adam_update_keras_epsilon(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7), m, v


@misconception(of="adam_update", hint="Use the argument eps instead of a fixed number.")
def adam_update_fixed_epsilon(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


@misconception(of="adam_update", hint="What happens where a gradient has always been zero?")
def adam_update_without_epsilon(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    return w - learning_rate * m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t)), m, v


@misconception(of="adam_update", hint="Use the arguments beta1 and beta2, not fixed numbers.")
def adam_update_fixed_betas(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Use the argument learning_rate instead of a fixed number.")
def adam_update_fixed_learning_rate(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - 0.001 * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="The weights move against the gradient.")
def adam_update_climbs(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w + learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Take the root of the second moment before you divide.")
def adam_update_without_root(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (v_hat + eps), m, v


@misconception(of="adam_update", hint="The step follows the first moment, not the gradient.")
def adam_update_steps_with_gradient(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * g / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="The second moment averages the squares of the gradient.")
def adam_update_second_moment_not_squared(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(np.abs(v_hat)) + eps), m, v


@misconception(of="adam_update", hint="Square the gradient, not the first moment.")
def adam_update_squares_first_moment(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * m**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(
    of="adam_update",
    hint="What shares are left for the new gradient and its square in the averages?",
)
def adam_update_plain_sums(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + g
    v = beta2 * v + g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Each beta is the share that the old moment keeps.")
def adam_update_swaps_shares(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = (1 - beta1) * m + beta1 * g
    v = (1 - beta2) * v + beta2 * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Update both moments before the step, not after it.")
def adam_update_steps_with_old_moments(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - learning_rate * m_hat / (np.sqrt(v_hat) + eps)
    return w, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2


@misconception(of="adam_update", hint="Return the moments themselves, not their corrected forms.")
def adam_update_returns_corrected(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    return w - learning_rate * m / (np.sqrt(v) + eps), m, v


@misconception(of="adam_update", hint="Return the new moments, not those you were given.")
def adam_update_returns_old_moments(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m_hat = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v_hat = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Return the moments as well as the weights.")
def adam_update_returns_weights_only(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m_hat = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    v_hat = (beta2 * v + (1 - beta2) * g**2) / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps)


@misconception(of="adam_update", hint="Return the weights, then m, then v, in this order.")
def adam_update_swaps_moments(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), v, m


@misconception(of="adam_update", hint="Do not write into the given moments; make new ones.")
def adam_update_moments_in_place(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Do not write into the given weights; make new ones.")
def adam_update_weights_in_place(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w -= learning_rate * m_hat / (np.sqrt(v_hat) + eps)
    return w, m, v


@misconception(
    of="adam_update",
    hint="Do not count calls: two parameters share one step, and t says which step it is.",
)
def adam_update_counts_calls(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    t = MEMORY["calls"] = MEMORY.get("calls", 0) + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="One array cannot serve as both moments: they differ.")
def adam_update_aliases_moments(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = v = np.array(m, dtype=float)
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * np.square(g)
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(np.abs(v_hat)) + eps), m, v


@misconception(
    of="adam_update", hint="Looking ahead belongs to Nadam; use the corrected first moment."
)
def adam_update_nesterov(w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(
    of="adam_update", hint="AMSGrad keeps the greatest average of squares; Adam does not."
)
def adam_update_keeps_greatest(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = np.maximum(v, beta2 * v + (1 - beta2) * np.square(g))
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(of="adam_update", hint="Weight decay belongs to AdamW; plain Adam has none.")
def adam_update_decays_weights(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * (m_hat / (np.sqrt(v_hat) + eps) + 0.01 * w), m, v


@misconception(of="adam_update", hint="Each weight has its own second moment.")
def adam_update_mean_over_weights(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.mean(np.square(g))
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v


@misconception(
    of="adam_update",
    hint="You divide by the root or by epsilon, whichever is greater. Add epsilon to the root.",
)
def adam_update_epsilon_as_a_floor(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * np.square(g, dtype=float)
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - learning_rate * m_hat / np.maximum(np.sqrt(v_hat), eps), m, v


@misconception(
    of="adam_update",
    hint="You take over the first gradient instead of correcting the moments. Apply the same rule "
    "at each step, then divide by 1 - beta to the power t.",
)
def adam_update_first_moments_are_the_gradient(
    w, g, m, v, t, learning_rate=0.001, beta1=0.9, beta2=0.999, eps=1e-8
):
    square = np.square(g, dtype=float)
    m = g if t == 1 else beta1 * m + (1 - beta1) * g
    v = square if t == 1 else beta2 * v + (1 - beta2) * square
    return w - learning_rate * m / (np.sqrt(v) + eps), m, v


# minimize


@misconception(of="minimize", hint="The first step has the number 1.")
def minimize_counts_from_zero(gradient, w, update, steps):
    state = None
    for t in range(steps):
        w, state = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="The last step is missing: where does your loop end?")
def minimize_one_step_short(gradient, w, update, steps):
    state = None
    for t in range(1, steps):
        w, state = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="Your loop takes one step too many.")
def minimize_one_step_too_many(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 2):
        w, state = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="Every step has its own number: t has to grow.")
def minimize_never_counts(gradient, w, update, steps):
    state = None
    for _ in range(steps):
        w, state = update(w, gradient(w), state, 1)
    return w


@misconception(of="minimize", hint="Count the steps upwards.")
def minimize_counts_down(gradient, w, update, steps):
    state = None
    for t in range(steps, 0, -1):
        w, state = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="You lose the state: pass it on to the next call of update.")
def minimize_forgets_state(gradient, w, update, steps):
    for t in range(1, steps + 1):
        w, _ = update(w, gradient(w), None, t)
    return w


@misconception(of="minimize", hint="At the first call the state is None, not zero or zeros.")
def minimize_begins_with_zero(gradient, w, update, steps):
    state = 0
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="Pass the state on as it is, even one that counts as false.")
def minimize_drops_false_states(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state if state else None, t)
    return w


@misconception(of="minimize", hint="The state may be anything: do not turn it into an array.")
def minimize_converts_state(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
        state = np.asarray(state)
    return w


@misconception(of="minimize", hint="Take the gradient again at every point you reach.")
def minimize_takes_gradient_once(gradient, w, update, steps):
    state, g = None, gradient(w)
    for t in range(1, steps + 1):
        w, state = update(w, g, state, t)
    return w


@misconception(of="minimize", hint="Go on from the point you reached, not from the start again.")
def minimize_always_from_start(gradient, w, update, steps):
    state, reached = None, w
    for t in range(1, steps + 1):
        reached, state = update(w, gradient(w), state, t)
    return reached


@misconception(
    of="minimize", hint="Take the gradient at the point of this step, not at the one before."
)
def minimize_uses_gradient_of_last_point(gradient, w, update, steps):
    state, g = None, gradient(w)
    for t in range(1, steps + 1):
        new, state = update(w, g, state, t)
        g, w = gradient(w), new
    return w


@misconception(of="minimize", hint="Return the weights only, without the state.")
def minimize_returns_state_too(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
    return w, state


@misconception(of="minimize", hint="Return only the last point, not the whole path.")
def minimize_returns_path(gradient, w, update, steps):
    state, path = None, [w]
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
        path.append(w)
    return path


@misconception(of="minimize", hint="Your function returns inside the loop, after the first step.")
def minimize_returns_inside_loop(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
        return w


@misconception(of="minimize", hint="Let update make the step; do not choose an optimizer yourself.")
def minimize_ignores_update(gradient, w, update, steps):
    for _ in range(steps):
        w = w - 0.5 * gradient(w)
    return w


@misconception(of="minimize", hint="update returns the weights first, then the state.")
def minimize_swaps_returned(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        state, w = update(w, gradient(w), state, t)
    return w


@misconception(of="minimize", hint="Take all the steps, even where the gradient is zero.")
def minimize_stops_at_zero_gradient(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        g = gradient(w)
        if np.all(np.abs(g) < 1e-8):
            break
        w, state = update(w, g, state, t)
    return w


@misconception(of="minimize", hint="Do not stop because one step changed nothing.")
def minimize_stops_when_nothing_moves(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        new, state = update(w, gradient(w), state, t)
        if np.allclose(new, w):
            break
        w = new
    return w


@misconception(
    of="minimize", hint="update already goes against the gradient; do not flip its sign."
)
def minimize_negates_gradient(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w, state = update(w, -1 * gradient(w), state, t)
    return w


@misconception(of="minimize", hint="update returns the new weights, not a change to be added.")
def minimize_adds_what_comes_back(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        new, state = update(w, gradient(w), state, t)
        w = w + new
    return w


@misconception(of="minimize", hint="Return the last point, not the mean of all of them.")
def minimize_returns_mean(gradient, w, update, steps):
    state, path = None, []
    for t in range(1, steps + 1):
        w, state = update(w, gradient(w), state, t)
        path.append(w)
    return np.mean(path, axis=0)


@misconception(
    of="minimize", hint="Call update once per step; a second call advances the state twice."
)
def minimize_calls_update_twice(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        state = update(w, gradient(w), state, t)[1]
        w = update(w, gradient(w), state, t)[0]
    return w


@misconception(of="minimize", hint="Do not write into the given starting point.")
def minimize_writes_into_start(gradient, w, update, steps):
    state = None
    for t in range(1, steps + 1):
        w[...], state = update(w, gradient(w), state, t)
    return w


# exponential_decay


@misconception(of="exponential_decay", hint="The rate falls smoothly: do not round the exponent.")
def exponential_decay_staircase(initial, rate, decay_steps, step):
    return initial * rate ** (step // decay_steps)


@misconception(of="exponential_decay", hint="The base is the argument rate, not Euler's number.")
def exponential_decay_natural(initial, rate, decay_steps, step):
    return initial * math.exp(-rate * step / decay_steps)


@misconception(of="exponential_decay", hint="The whole fraction belongs in the exponent.")
def exponential_decay_without_brackets(initial, rate, decay_steps, step):
    return initial * rate**step / decay_steps


@misconception(of="exponential_decay", hint="The fraction in the exponent is upside down.")
def exponential_decay_inverted_fraction(initial, rate, decay_steps, step):
    return initial * rate ** (decay_steps / max(step, 1))


@misconception(
    of="exponential_decay", hint="It takes decay_steps steps to multiply by the rate once."
)
def exponential_decay_every_step(initial, rate, decay_steps, step):
    return initial * rate**step


@misconception(of="exponential_decay", hint="The rate is raised to a power, not multiplied by it.")
def exponential_decay_linear(initial, rate, decay_steps, step):
    return initial * rate * step / decay_steps


@misconception(of="exponential_decay", hint="A straight line falls too fast, or below zero later.")
def exponential_decay_straight_line(initial, rate, decay_steps, step):
    return initial * (1 - (1 - rate) * step / decay_steps)


@misconception(of="exponential_decay", hint="This is inverse-time decay, not exponential decay.")
def exponential_decay_inverse_time(initial, rate, decay_steps, step):
    return initial / (1 + rate * step / decay_steps)


@misconception(of="exponential_decay", hint="The decay goes on after decay_steps steps.")
def exponential_decay_stops(initial, rate, decay_steps, step):
    return initial * rate ** (min(step, decay_steps) / decay_steps)


@misconception(
    of="exponential_decay", hint="Steps are counted from 0: at step 0 nothing has decayed yet."
)
def exponential_decay_step_plus_one(initial, rate, decay_steps, step):
    return initial * rate ** ((step + 1) / decay_steps)


@misconception(
    of="exponential_decay", hint="Raise only the rate to the power, not the initial value."
)
def exponential_decay_power_of_product(initial, rate, decay_steps, step):
    return (initial * rate) ** (step / decay_steps)


@misconception(of="exponential_decay", hint="Return the learning rate itself, not the factor.")
def exponential_decay_factor_only(initial, rate, decay_steps, step):
    return rate ** (step / decay_steps)


@misconception(
    of="exponential_decay",
    hint="The rate is the part that remains, not the part that is taken away.",
)
def exponential_decay_complement(initial, rate, decay_steps, step):
    return initial * (1 - min(rate, 1)) ** (step / decay_steps)


@misconception(
    of="exponential_decay", hint="A minus sign in the exponent makes the learning rate grow."
)
def exponential_decay_grows(initial, rate, decay_steps, step):
    return initial * rate ** (-step / decay_steps)


# uncorrected_first_step


@misconception(
    of="uncorrected_first_step",
    hint="That is the first moment alone. The second, whose root divides it, is too small as well.",
)
def uncorrected_first_step_tenth():
    return "about 0.1 times the step size"


@misconception(
    of="uncorrected_first_step",
    hint="That holds with the correction. Without it both are too small, but not equally so.",
)
def uncorrected_first_step_exact():
    return "exactly the step size"


@misconception(
    of="uncorrected_first_step",
    hint="That is the second moment alone. The first one is too small as well.",
)
def uncorrected_first_step_thirty():
    return "about 32 times the step size"


@misconception(
    of="uncorrected_first_step",
    hint="You divide by the root of the second moment, not by the moment.",
)
def uncorrected_first_step_hundred():
    return "about 100 times the step size"


@misconception(
    of="uncorrected_first_step", hint="Return one of the listed strings, letter for letter."
)
def uncorrected_first_step_number():
    return 0.1 / math.sqrt(0.001)
