"""Wrong answers to 04 losses from outside the course, one of them wrongly labelled: it is right."""

import numpy as np

from autograder.course.bank import misconception


@misconception(of="mse", hint="Leave the mean of the squares as it is: no root is drawn.")
def mse_draws_the_root(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.sqrt(np.mean(error**2))


@misconception(of="huber", hint="Each error takes the branch that its own size asks for.")
def huber_by_the_part_below_delta(y_true, y_pred, delta=1.0):
    # The wrong label: with c = min(|e|, delta) both branches are c (|e| - c / 2).
    size = np.abs(np.ravel(y_true).astype(float) - np.ravel(y_pred))
    below = np.minimum(size, delta)
    return np.mean(below * (size - below / 2))


@misconception(of="hinge", hint="A right decision is not enough: it must be right by a margin.")
def hinge_without_margin(y_true, scores):
    return np.mean(np.maximum(0, -y_true * np.ravel(scores).astype(float)))


@misconception(of="entropy", hint="Nats are asked for, not bits: the logarithm is natural.")
def entropy_in_bits(p):
    possible = p[p > 0]
    return -np.sum(possible * np.log2(possible))
