"""Unusual right answers to 04 losses from outside the course."""

import numpy as np

from autograder.course.bank import alternative


@alternative(of="mae")
def mae_by_roots_of_squares(y_true, y_pred):
    error = np.ravel(y_true).astype(float) - np.ravel(y_pred)
    return np.mean(np.sqrt(np.square(error)))


@alternative(of="cross_entropy")
def cross_entropy_as_a_scalar_product(q, p):
    return float(q @ np.log(1 / p))
