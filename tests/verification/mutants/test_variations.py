"""Made-up calls keep together what belongs together."""

from __future__ import annotations

import numpy as np

from autograder.verification.mutants.variations import varied


def test_rows_of_one_length_stay_together():
    rng = np.random.default_rng(0)
    labels, scores = np.arange(8), [[10.0 * number] for number in range(8)]
    for _ in range(50):
        call = {"labels": labels, "scores": np.array(scores), "names": list(range(8))}
        made, _ = varied(call, [], rng)
        assert np.array_equal(made["scores"][:, 0], 10.0 * made["labels"])
        assert list(made["labels"]) == list(made["names"])
