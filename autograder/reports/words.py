"""The words by which reports and pages say what a figure is."""

from __future__ import annotations

#: What a student reads for each measure.
MEASURES = {
    "r_squared": "explained variance on the test data (R²)",
    "accuracy": "accuracy on the test data",
    "auc": "area under the ROC curve on the test data",
    "loss_saved": "loss on the test data saved, compared with no regularisation",
}
