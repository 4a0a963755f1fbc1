"""The range of each option of an optimiser, a loss, a metric or a schedule.

What takes memory or time by its size (how many thresholds, how many labels) has a small one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
_MOST_ITEMS = 100


def _is_boolean(value: Any) -> bool:
    return type(value) is bool


def _whole(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _real(least: float, most: float) -> Check:
    return lambda value: (
        type(value) in (int, float) and math.isfinite(value) and least <= value <= most
    )


def _several(check: Check) -> Check:
    return lambda value: (
        isinstance(value, list) and len(value) <= _MOST_ITEMS and all(map(check, value))
    )


def _one_or_several(check: Check) -> Check:
    several = _several(check)
    return lambda value: check(value) or several(value)


def _choice(*allowed: str) -> Check:
    return lambda value: isinstance(value, str) and value in allowed


_SHARE = _real(0.0, 1.0)
_RATE = _real(0.0, 1000.0)
_STEPS = _real(0, 1e9)
OPTION_RANGES: dict[str, Check] = {
    # optimisers
    "learning_rate": _RATE,
    "weight_decay": lambda value: _is_boolean(value) or _real(0.0, 10.0)(value),
    "clipnorm": _real(0.0, 1e9),
    "global_clipnorm": _real(0.0, 1e9),
    "clipvalue": _real(0.0, 1e9),
    "momentum": _SHARE,
    "rho": _SHARE,
    "beta_1": _SHARE,
    "beta_2": _SHARE,
    "epsilon": _SHARE,
    "initial_accumulator_value": _real(0.0, 1000.0),
    "nesterov": _is_boolean,
    "amsgrad": _is_boolean,
    "centered": _is_boolean,
    # schedules
    "initial_learning_rate": _RATE,
    "end_learning_rate": _RATE,
    "warmup_target": _RATE,
    "decay_steps": _STEPS,
    "first_decay_steps": _STEPS,
    "t_mul": _real(1.0, 100.0),  # below it periods get shorter and shorter, without an end
    "m_mul": _real(0.0, 100.0),
    "warmup_steps": _STEPS,
    "decay_rate": _RATE,
    "power": _real(0.0, 100.0),
    "staircase": _is_boolean,
    "cycle": _is_boolean,
    "boundaries": _several(_STEPS),
    "values": _several(_RATE),
    # losses
    "reduction": _choice("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"),
    "delta": _real(0.0, 1e6),
    "from_logits": _is_boolean,
    "label_smoothing": _SHARE,
    "axis": _whole(-4, 4),
    "ignore_class": _whole(-1, 1000),
    "apply_class_balancing": _is_boolean,
    "alpha": _SHARE,  # of a schedule, too
    "gamma": _real(0.0, 100.0),
    # metrics
    "threshold": _real(-1e6, 1e6),
    "thresholds": _one_or_several(_SHARE),
    "k": _whole(1, 1000),
    "top_k": _whole(1, 1000),
    "class_id": _whole(0, 1000),
    "num_thresholds": _whole(2, 1000),
    "num_labels": _whole(1, 1000),
    "num_regressors": _whole(0, 1000),
    "label_weights": _several(_real(0.0, 1e6)),
    "multi_label": _is_boolean,
    "curve": _choice("ROC", "PR"),
    "summation_method": _choice("interpolation", "minoring", "majoring"),
    "class_aggregation": _choice("uniform_average", "variance_weighted_average"),
}
