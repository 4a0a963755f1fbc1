# ---
# jupyter:
#   autograder:
#     assignment: 09_metrics
#     title: Metrics
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Metrics
#
# **The question.** Of 10,000 people, 20 have a disease, and a test gives the right answer for 99.8
# percent of all people. Is it a good test? It may be one that calls everybody healthy. Which number
# would have shown that?
#
# A classifier gives every sample a **score**: the higher the score, the more the classifier
# believes that the sample is positive. This assignment asks how good such scores are. You count
# hits and misses, turn the counts into the usual metrics, draw the **ROC curve**, compute the area
# under it, and choose a threshold that keeps false alarms below a limit.
#
# You need NumPy arrays (01), comparisons and sums. Time: about three hours.
#
# **How it works.** Write your code where `raise NotImplementedError` stands, then run the check
# cell below it. The checks are small cases worked by hand. When you hand the notebook in, hidden
# tests try more: other sizes and types, equal scores, and classes that do not occur. The grader has
# NumPy, SciPy and Python's own modules, and no other libraries.
#
# **Four rules for every exercise.**
#
# * Labels `y_true` have shape `(n,)` and are exactly 0 (negative) or 1 (positive), of any numeric
#   type, such as `int64`, `uint8` or `float64`, or of type `bool`.
# * Scores are any numbers, not only probabilities, in an array of shape `(n,)`. (A Keras model
#   gives a column `(n, 1)`, which must be flattened first.) A sample is **called positive when
#   `score >= threshold`**.
# * A metric whose denominator is zero is `0.0`.
# * No function changes its arguments. Earlier exercises may be called in later ones.

# %%
import matplotlib.pyplot as plt
import numpy as np


# %% tags=["helper"]
class CheckFailed(AssertionError):
    """A check that has failed; Jupyter shows its message without a traceback."""

    def _render_traceback_(self):
        return str(self).splitlines()


class NotImplementedError(NotImplementedError):
    """What an unwritten exercise raises; Jupyter says so in one line, without a traceback."""

    def _render_traceback_(self):
        place = self.__traceback__
        while place.tb_next:
            place = place.tb_next
        return [f"{place.tb_frame.f_code.co_name}: {str(self) or 'not written yet'}"]


def check(call, returned, expected, tolerance=1e-6):
    """Compare a returned value with the expected one; the message shows call and both values."""
    __tracebackhide__ = True
    problem = None
    try:
        if returned is None:
            problem = "nothing is returned. Did you forget `return`?"
        elif isinstance(expected, (str, bool)):
            problem = None if returned == expected else "the value is wrong"
        elif np.shape(returned) != np.shape(expected):
            problem = "the shape is wrong"
        elif not np.allclose(returned, expected, rtol=tolerance, atol=tolerance):
            problem = "the value is wrong"
    except (TypeError, ValueError):
        problem = "the value cannot be compared with the expected one"
    if problem is not None:
        is_call = "(" in call.partition(" ")[0]
        raise CheckFailed(
            f"Check failed: {problem}"
            f"\n  {'you called' if is_call else 'checked':<12} {call}"
            f"\n  {'it returned' if is_call else 'found':<12} {returned!r}"
            f"\n  {'expected':<12} {expected!r}"
        )


def passed(exercise):
    """Say that the checks of an exercise have passed."""
    print(f"{exercise}: checks passed")


# %% [markdown]
# We use ten emails as an example. A filter has given each one a score. Four of them are spam, which
# is the positive class here. Note that a spam email and a good one share the score 0.5.

# %%
spam = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
score = np.array([0.9, 0.8, 0.5, 0.3, 0.7, 0.5, 0.4, 0.2, 0.2, 0.1])

# %% [markdown]
# ## Exercise 1: The four counts
#
# A threshold turns scores into decisions. A decision can be right in two ways and wrong in two
# ways:
#
# | | called positive | called negative |
# |---|---|---|
# | **is positive** | true positive, TP | false negative, FN |
# | **is negative** | false positive, FP | true negative, TN |
#
# The second word says what the sample was *called*, the first says whether that was right. Every
# metric below is computed from these four counts.
#
# **Worked number.** At the threshold 0.5 the filter calls five emails spam: those with 0.9, 0.8,
# 0.7 and both with 0.5, since a score equal to the threshold counts. Three of the five are spam, so
# TP = 3 and FP = 2. The spam email with 0.3 is missed, so FN = 1, and the four other good emails
# are kept, so TN = 4.


# %% exercise="confusion_counts" points=2
def confusion_counts(y_true, scores, threshold=0.5):
    """Count true positives, false positives, true negatives and false negatives.

    A sample is called positive when its score is greater than or equal to the threshold.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, 0 or 1, of any numeric type or bool. One of the two may be absent. Not changed.
    scores : array of shape (n,)
        The scores, any numbers of any numeric type. Not changed.
    threshold : float
        The lowest score that is called positive.

    Returns
    -------
    (tp, fp, tn, fn) : tuple of four whole numbers, in this order
        tp: label 1, called positive; fp: label 0, called positive; tn: label 0, called negative;
        fn: label 1, called negative.

    Examples
    --------
    >>> tp, fp, tn, fn = confusion_counts(np.array([1, 1, 1, 0]), np.array([0.9, 0.6, 0.2, 0.4]))
    >>> print(tp, fp, tn, fn)
    2 0 1 1
    """
    raise NotImplementedError


# %% check="confusion_counts"
tp, fp, tn, fn = confusion_counts(spam, score)
check("confusion_counts(spam, score)[0], tp", tp, 3)
check("confusion_counts(spam, score)[1], fp", fp, 2)
check("confusion_counts(spam, score)[2], tn", tn, 4)
check("confusion_counts(spam, score)[3], fn", fn, 1)
tp, fp, tn, fn = confusion_counts(spam, score, threshold=0.75)
check("confusion_counts(spam, score, threshold=0.75)[0], tp", tp, 2)
check("confusion_counts(spam, score, threshold=0.75)[1], fp", fp, 0)
check("confusion_counts(spam, score, threshold=0.75)[2], tn", tn, 6)
check("confusion_counts(spam, score, threshold=0.75)[3], fn", fn, 2)
passed("confusion_counts")

# %% [markdown]
# ## Exercise 2: Precision
#
# How much of the email in the spam folder belongs there? **Precision** is the share of the samples
# called positive that are positive.
#
# $$\text{precision} = \frac{TP}{TP + FP}$$
#
# If nothing was called positive, the fraction is $0/0$; by convention it is 0 here.
#
# **Worked number.** Three of the five emails called spam are spam: the precision is 0.6.


# %% exercise="precision" points=1
def precision(tp, fp):
    """Give the share of the samples called positive that are positive.

    It is TP divided by (TP + FP).

    Parameters
    ----------
    tp, fp : int
        The numbers of true positives and false positives, zero or more.

    Returns
    -------
    float
        The precision, from 0 to 1; 0.0 if both counts are zero.

    Examples
    --------
    >>> print(precision(3, 1))
    0.75
    """
    raise NotImplementedError


# %% check="precision"
check("precision(3, 2)", precision(3, 2), 0.6)
check("precision(5, 0)", precision(5, 0), 1.0)
check("precision(0, 0)", precision(0, 0), 0.0)
passed("precision")

# %% [markdown]
# ## Exercise 3: Recall
#
# How much of the incoming spam was caught? **Recall** is the share of the positive samples that
# were called positive. It is also called *true positive rate* (TPR), *sensitivity* or, in physics,
# *efficiency*.
#
# $$\text{recall} = \frac{TP}{TP + FN}$$
#
# Precision and recall share the numerator. They differ in the denominator: everything that was
# *called* positive, or everything that *is* positive.
#
# **Worked number.** Three of the four spam emails are caught: the recall is 0.75.


# %% exercise="recall" points=1
def recall(tp, fn):
    """Give the share of the positive samples that were called positive.

    It is TP divided by (TP + FN).

    Parameters
    ----------
    tp, fn : int
        The numbers of true positives and false negatives, zero or more.

    Returns
    -------
    float
        The recall, from 0 to 1; 0.0 if both counts are zero.

    Examples
    --------
    >>> print(recall(1, 3))
    0.25
    """
    raise NotImplementedError


# %% check="recall"
check("recall(3, 1)", recall(3, 1), 0.75)
check("recall(5, 0)", recall(5, 0), 1.0)
check("recall(0, 0)", recall(0, 0), 0.0)
passed("recall")

# %% [markdown]
# ## Exercise 4: False positive rate
#
# How much of the good email was lost to the spam folder? The **false positive rate** (FPR) is the
# share of the *negative* samples that were called positive.
#
# $$\text{FPR} = \frac{FP}{FP + TN}$$
#
# It is neither 1 minus precision nor 1 minus recall: each of the three has a different denominator.
#
# **Worked number.** Two of the six good emails are called spam: the FPR is 1/3.


# %% exercise="false_positive_rate" points=1
def false_positive_rate(fp, tn):
    """Give the share of the negative samples that were called positive.

    It is FP divided by (FP + TN).

    Parameters
    ----------
    fp, tn : int
        The numbers of false positives and true negatives, zero or more.

    Returns
    -------
    float
        The false positive rate, from 0 to 1; 0.0 if both counts are zero.

    Examples
    --------
    >>> print(false_positive_rate(1, 3))
    0.25
    """
    raise NotImplementedError


# %% check="false_positive_rate"
check("false_positive_rate(2, 4)", false_positive_rate(2, 4), 1 / 3)
check("false_positive_rate(0, 6)", false_positive_rate(0, 6), 0.0)
check("false_positive_rate(0, 0)", false_positive_rate(0, 0), 0.0)
passed("false_positive_rate")

# %% [markdown]
# ## Exercise 5: Accuracy
#
# **Accuracy** is the share of all decisions that were right.
#
# $$\text{accuracy} = \frac{TP + TN}{TP + FP + TN + FN}$$
#
# It is the metric everybody knows, and it misleads as soon as one class is rare.
#
# **Worked number.** For the ten emails it is (3 + 4)/10 = 0.7. Now suppose that 20 of 10,000 people
# have a disease, and that a "test" calls everybody healthy: TP = FP = 0, TN = 9980, FN = 20. The
# accuracy is 0.998, but the recall is 0.


# %% exercise="accuracy" points=1
def accuracy(tp, fp, tn, fn):
    """Give the share of all samples that were called correctly.

    It is (TP + TN) divided by the sum of all four counts.

    Parameters
    ----------
    tp, fp, tn, fn : int
        The numbers of true positives, false positives, true negatives and false negatives, zero
        or more.

    Returns
    -------
    float
        The accuracy, from 0 to 1; 0.0 if all counts are zero.

    Examples
    --------
    >>> print(accuracy(1, 2, 4, 3))
    0.5
    """
    raise NotImplementedError


# %% check="accuracy"
check("accuracy(3, 2, 4, 1)", accuracy(3, 2, 4, 1), 0.7)
check("accuracy(0, 0, 9980, 20)", accuracy(0, 0, 9980, 20), 0.998)
check("recall(0, 20)", recall(0, 20), 0.0)
passed("accuracy")

# %% [markdown]
# **Predict before you run.** Another test finds 99 percent of the 20 ill people, and it calls 1
# percent of the 9,980 healthy ones ill. Somebody is called ill. How probable is it, in percent,
# that this person is ill? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = 99

# %% tags=["demonstration"]
ill, healthy = 0.99 * 20, 0.01 * 9980  # how many of them are called ill, on average
print(f"your guess {my_guess:.0f} %, the precision {100 * precision(ill, healthy):.0f} %")

# %% [markdown]
# The false alarms come from a group that is 499 times as large.
#
# ## Exercise 6: F1
#
# It is easy to get a high precision by calling few samples positive, and a high recall by calling
# all of them positive. **F1** asks for both at once. It is their *harmonic* mean, which lies near
# the smaller of the two:
#
# $$F_1 = \frac{2}{\frac{1}{\text{precision}} + \frac{1}{\text{recall}}}
# = \frac{2\,TP}{2\,TP + FP + FN}$$
#
# The last form also covers the edge cases: without a true positive F1 is 0, and if all three counts
# are zero it is 0 by convention.
#
# **Worked number.** With TP = 3, FP = 2 and FN = 1 it is 6/9 = 2/3. (The arithmetic mean of
# precision 0.6 and recall 0.75 would be 0.675.)


# %% exercise="f1" points=1
def f1(tp, fp, fn):
    """Give the harmonic mean of precision and recall.

    It is 2 TP divided by (2 TP + FP + FN).

    Parameters
    ----------
    tp, fp, fn : int
        The numbers of true positives, false positives and false negatives, zero or more.

    Returns
    -------
    float
        F1, from 0 to 1; 0.0 if there are no true positives, or if all counts are zero.

    Examples
    --------
    >>> print(f1(3, 1, 5))
    0.5
    """
    raise NotImplementedError


# %% check="f1"
check("f1(3, 2, 1)", f1(3, 2, 1), 2 / 3)
check("f1(4, 0, 0)", f1(4, 0, 0), 1.0)
check("f1(0, 0, 0)", f1(0, 0, 0), 0.0)
check("(precision(3, 2) + recall(3, 1)) / 2", (precision(3, 2) + recall(3, 1)) / 2, 0.675)
passed("f1")

# %% [markdown]
# Here is a larger mailbox: 600 good emails and 300 spam emails. The left plot shows the scores of
# the two classes with a threshold between them. Everything to the right of the line is called spam.
# The right plot shows your metrics as the threshold rises: recall and false positive rate can only
# fall, while precision mostly rises.

# %% tags=["demonstration"]
mailbox = np.random.default_rng(9)
is_spam = np.repeat([0, 1], [600, 300])
spam_score = np.concatenate([mailbox.beta(2, 4, size=600), mailbox.beta(4, 2, size=300)])
limits = np.linspace(0.02, 0.94, 93)
counts = [confusion_counts(is_spam, spam_score, limit) for limit in limits]

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5))
bins = np.linspace(0, 1, 31)
left.hist(spam_score[is_spam == 0], bins, color="C0", alpha=0.6, label="good email")
left.hist(spam_score[is_spam == 1], bins, color="C1", alpha=0.6, hatch="//", label="spam")
left.axvline(0.5, color="k", linestyle="--", label="threshold 0.5")
left.set(title="Scores of the two classes", xlabel="score", ylabel="emails per bin")
left.legend()
right.plot(limits, [precision(tp, fp) for tp, fp, _, _ in counts], "C0-", label="precision")
right.plot(limits, [recall(tp, fn) for tp, _, _, fn in counts], "C1--", label="recall")
right.plot(
    limits,
    [false_positive_rate(fp, tn) for _, fp, tn, _ in counts],
    "C4-.",
    label="false positive rate",
)
right.plot(limits, [f1(tp, fp, fn) for tp, fp, _, fn in counts], "k:", label="F1")
right.plot(
    limits, [accuracy(*four) for four in counts], "0.5", marker="s", markevery=8, label="accuracy"
)
right.set(title="Metrics as the threshold rises", xlabel="threshold", ylabel="metric")
right.legend(loc="lower left", fontsize=9)
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, two histograms that overlap: the scores of good emails are
# most frequent around 0.25, those of spam (hatched) between 0.6 and 0.9. On the right, as the
# threshold rises from 0.02 to 0.94, precision rises from 0.34 to 1, and recall and the false
# positive rate fall from 1 to nearly 0, the false positive rate first. F1 has its greatest value,
# 0.75, near 0.52, and the accuracy its greatest, 0.84, near 0.57.
#
# ## Exercise 7: Confusion matrix
#
# With more than two classes you also want to know which class the classifier mistakes for which.
# The **confusion matrix** has a row for each true class and a column for each predicted one:
#
# $$C_{ij} = \text{number of samples of class } i \text{ that were predicted as class } j$$
#
# Right answers are on the diagonal. The matrix has a row and a column for *every* class, even for
# one that does not occur. (Some books swap rows and columns; here the rows are the true classes.)
#
# **Worked number.** For the labels 0, 0, 1, 1, 2 and the predictions 0, 1, 1, 1, 0:
#
# $$C = \begin{pmatrix} 1 & 1 & 0 \\ 0 & 2 & 0 \\ 1 & 0 & 0 \end{pmatrix}$$


# %% exercise="confusion_matrix" points=2
def confusion_matrix(labels, predictions, classes):
    """Count how often each true class was predicted as each class.

    The entry in row i and column j is the number of samples whose true class is i and whose
    predicted class is j.

    Parameters
    ----------
    labels : array of shape (n,)
        The true classes, whole numbers from 0 to classes - 1, of any integer type. Not changed.
    predictions : array of shape (n,)
        The predicted classes, in the same form. Not changed.
    classes : int
        The number of classes; some of them may not occur.

    Returns
    -------
    array of shape (classes, classes)
        The counts: rows for the true classes, columns for the predicted classes.

    Examples
    --------
    >>> print(confusion_matrix(np.array([0, 1, 1, 1]), np.array([0, 0, 0, 1]), 2))
    [[1 0]
     [2 1]]
    """
    raise NotImplementedError


# %% check="confusion_matrix"
check(
    "confusion_matrix(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0]), 3)",
    confusion_matrix(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 0]), 3),
    np.array([[1, 1, 0], [0, 2, 0], [1, 0, 0]]),
)
check(
    "confusion_matrix(np.array([1, 1]), np.array([0, 1]), 3)",
    confusion_matrix(np.array([1, 1]), np.array([0, 1]), 3),
    np.array([[0, 0, 0], [1, 1, 0], [0, 0, 0]]),
)
passed("confusion_matrix")

# %% [markdown]
# ## Exercise 8: Categorical accuracy
#
# A network with a softmax gives every sample a row of probabilities, one for each class. Its answer
# is the class with the greatest probability, however small that is. **Categorical accuracy** is the
# share of samples for which that class is the true one:
#
# $$\frac{1}{n} \sum_{i=1}^{n} \left[ \arg\max_j \, p_{ij} = \text{label}_i \right]$$
#
# where the bracket is 1 if the equation holds and 0 if not.
#
# **Worked number.** The rows (0.7, 0.2, 0.1), (0.1, 0.5, 0.4), (0.45, 0.3, 0.25) and (0.2, 0.6,
# 0.2) choose the classes 0, 1, 0 and 1. With the labels 0, 2, 0, 1 three out of four are right:
# 0.75.


# %% exercise="categorical_accuracy" points=2
def categorical_accuracy(labels, probabilities):
    """Give the share of samples whose most probable class is the true one.

    Parameters
    ----------
    labels : array of shape (n,)
        The true classes as whole numbers from 0 to k - 1 (not one-hot), of any integer type.
        There is at least one sample. Not changed.
    probabilities : array of shape (n, k)
        A row of class probabilities for each sample; the greatest is unique. Not changed.

    Returns
    -------
    float
        The share of right answers, from 0 to 1.

    Examples
    --------
    >>> print(categorical_accuracy(np.array([1, 0]), np.array([[0.2, 0.8], [0.3, 0.7]])))
    0.5
    """
    raise NotImplementedError


# %% check="categorical_accuracy"
rows = np.array([[0.7, 0.2, 0.1], [0.1, 0.5, 0.4], [0.45, 0.3, 0.25], [0.2, 0.6, 0.2]])
check(
    "categorical_accuracy(np.array([0, 2, 0, 1]), rows)",
    categorical_accuracy(np.array([0, 2, 0, 1]), rows),
    0.75,
)
check(
    "categorical_accuracy(np.array([0, 1, 0, 1]), rows)",
    categorical_accuracy(np.array([0, 1, 0, 1]), rows),
    1.0,
)
check(
    "categorical_accuracy(np.array([2, 0]), rows[:2])",
    categorical_accuracy(np.array([2, 0]), rows[:2]),
    0.0,
)
passed("categorical_accuracy")

# %% [markdown]
# Here is the matrix as a picture. There are four kinds of animals, and a classifier that finds it
# hard to tell a wolf from a dog, but never mistakes a dog for a duck. The accuracy alone could not
# tell you that.

# %% tags=["demonstration"]
animals = ["cat", "dog", "wolf", "duck"]
likeness = np.array(
    [[3.5, 1.5, 1, -1], [1.5, 3.5, 2.5, -2], [1, 2.5, 3.5, -2], [-0.5, -1, -1, 3.5]]
)
animal = np.repeat([0, 1, 2, 3], [60, 90, 40, 50])
noise = np.random.default_rng(4).normal(size=(240, 4))
powers = np.exp(likeness[animal] + noise)
animal_probabilities = powers / powers.sum(axis=1, keepdims=True)
matrix = confusion_matrix(animal, np.argmax(animal_probabilities, axis=1), 4)
matrix = np.asarray(matrix)

plt.figure(figsize=(6.5, 5.5))
plt.imshow(matrix, cmap="Blues")
for row in range(4):
    for column in range(4):
        dark = matrix[row, column] > matrix.max() / 2
        plt.text(
            column,
            row,
            f"{matrix[row, column]:.0f}",
            color="white" if dark else "black",
            ha="center",
            va="center",
            fontsize=13,
        )
plt.xticks(range(4), animals)
plt.yticks(range(4), animals)
plt.xlabel("predicted class")
plt.ylabel("true class")
plt.title(f"Confusion matrix, accuracy {categorical_accuracy(animal, animal_probabilities):.2f}")
plt.colorbar(label="samples")
plt.show()

# %% [markdown]
# **The picture in words.** A table of 4 x 4 numbers, darker where they are greater. Most are on the
# diagonal: 50 cats, 58 dogs, 28 wolves and all 50 ducks are named correctly. The most frequent
# mistakes are 29 dogs taken for wolves and 12 wolves taken for dogs.
#
# ## Exercise 9: ROC curve
#
# The best threshold depends on what errors cost, so we want to judge the *scores* before we choose
# a threshold. The **ROC curve** (receiver operating characteristic) shows all thresholds at once:
# each threshold gives a point whose x is the false positive rate and whose y is the recall, here
# called the true positive rate.
#
# $$\text{point}(t) = \bigl(\text{FPR}(t),\ \text{TPR}(t)\bigr), \qquad
# \text{positive where score} \ge t$$
#
# With $t$ above all scores nothing is called positive, which gives the point (0, 0). As $t$ falls,
# more samples are called positive and the curve climbs to (1, 1), where all of them are. Samples
# with **equal scores are added together**, because no threshold can separate them; if both classes
# are among them, the curve gets a slanted segment.
#
# **Worked number.** For the scores 0.8, 0.6, 0.4, 0.2 with labels 1, 0, 1, 0 the curve goes
# (0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1). For two samples of different classes and the same
# score it is (0, 0), (1, 1).
#
# Points in the middle of a straight stretch add nothing to the curve: you may keep or drop them.
# The first threshold may be any number greater than all scores, even infinity.


# %% exercise="roc_curve" points=3
def roc_curve(y_true, scores):
    """Give the false positive rate and the true positive rate for every threshold that matters.

    Point i is (fpr[i], tpr[i]): the rates when samples with a score greater than or equal to
    thresholds[i] are called positive. The first point is (0, 0), the last (1, 1), and neither rate
    falls from one point to the next. Samples with equal scores pass the threshold together, in a
    single step. Points in the middle of a straight stretch of the curve may be kept or dropped.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, 0 or 1, of any numeric type or bool. Both occur. Not changed.
    scores : array of shape (n,)
        The scores, any finite numbers of any numeric type, not only from 0 to 1. Not changed.

    Returns
    -------
    (fpr, tpr, thresholds) : tuple of three arrays or lists of the same length
        The false positive rates, the true positive rates (recalls), and the thresholds, of which
        the first is any number above the greatest score, or infinity.

    Examples
    --------
    >>> fpr, tpr, thresholds = roc_curve(np.array([0, 1]), np.array([0.5, 0.5]))
    >>> print([float(rate) for rate in fpr], [float(rate) for rate in tpr])
    [0.0, 1.0] [0.0, 1.0]
    """
    raise NotImplementedError


# %% check="roc_curve"
four_labels, four_scores = np.array([1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.2])
fpr, tpr, thresholds = roc_curve(four_labels, four_scores)
corners = [(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)]
points = sorted({(float(f), float(t)) for f, t in zip(fpr, tpr, strict=True)})
check("points of roc_curve(four_labels, four_scores)", points, corners)
for i, threshold in enumerate(thresholds):
    joined = np.sum(four_scores >= threshold)
    check(f"np.sum(four_scores >= thresholds[{i}])", joined, 2 * fpr[i] + 2 * tpr[i])
fpr, tpr, thresholds = roc_curve(np.array([1, 0]), np.array([-3.0, -3.0]))
points = sorted({(float(f), float(t)) for f, t in zip(fpr, tpr, strict=True)})
check("points of roc_curve(np.array([1, 0]), np.array([-3.0, -3.0]))", points, [(0, 0), (1, 1)])
passed("roc_curve")

# %% [markdown]
# ## Exercise 10: Area under a curve
#
# To turn a curve into one number, take the area under it. Between two neighbouring points the curve
# is a straight line, and the area below it is a trapezoid: its width times the mean of its two
# heights.
#
# $$\text{area} = \sum_i (x_{i+1} - x_i)\, \frac{y_i + y_{i+1}}{2}$$
#
# **Worked number.** For $x$ = (0, 0.2, 1) and $y$ = (0, 0.5, 1) it is
# $0.2 \cdot 0.25 + 0.8 \cdot 0.75 = 0.65$.


# %% exercise="auc" points=2
def auc(x, y):
    """Give the area under a curve by the trapezoidal rule.

    It is the sum over neighbouring points of the width times the mean of the two heights. Any
    curve will do, not only one between 0 and 1.

    Parameters
    ----------
    x : array of shape (m,)
        The x values in ascending order, of any numeric type; some may be equal, as on a vertical
        stretch, where the points keep the order in which they come, and the spacing may vary. At
        least two points. Not changed.
    y : array of shape (m,)
        The y values, of any numeric type. Not changed.

    Returns
    -------
    float
        The area.

    Examples
    --------
    >>> print(auc(np.array([0.0, 0.5, 1.0]), np.array([0.0, 1.0, 1.0])))
    0.75
    """
    raise NotImplementedError


# %% check="auc"
check(
    "auc(np.array([0.0, 0.2, 1.0]), np.array([0.0, 0.5, 1.0]))",
    auc(np.array([0.0, 0.2, 1.0]), np.array([0.0, 0.5, 1.0])),
    0.65,
)
check(
    "auc(np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0]))",
    auc(np.array([0.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0])),
    1.0,
)
check(
    "auc(np.array([1.0, 3.0]), np.array([2.0, 4.0]))",
    auc(np.array([1.0, 3.0]), np.array([2.0, 4.0])),
    6.0,
)
passed("auc")

# %% [markdown]
# ## Exercise 11: Area under the ROC curve
#
# The area under the ROC curve has a direct meaning. It is the probability that a random positive
# sample scores higher than a random negative one, where a tie counts one half:
#
# $$\text{AUC} = P(s_+ > s_-) + \tfrac12 P(s_+ = s_-)$$
#
# So 1 means that a threshold can separate the classes perfectly, 0.5 that the scores say nothing,
# and less than 0.5 that they point the wrong way. You may compute it from the curve or from the
# pairs.
#
# **Worked number.** Our ten emails make $4 \cdot 6 = 24$ pairs of a spam and a good email. The spam
# email with 0.9 wins all 6 of its pairs, and so does the one with 0.8. The one with 0.5 wins 4 and
# ties one, and the one with 0.3 wins 3: $19.5 / 24 = 0.8125$.


# %% exercise="roc_auc" points=2
def roc_auc(y_true, scores):
    """Give the area under the ROC curve.

    It equals the share of the pairs of a positive and a negative sample in which the positive one
    has the higher score; a pair of equal scores counts one half. It does not depend on the order
    of the samples and may be less than 0.5.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, 0 or 1, of any numeric type or bool. Both occur. Not changed.
    scores : array of shape (n,)
        The scores, any finite numbers of any numeric type, not only from 0 to 1. Not changed.

    Returns
    -------
    float
        The area, from 0 to 1.

    Examples
    --------
    >>> print(roc_auc(np.array([1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.2])))
    0.75
    """
    raise NotImplementedError


# %% check="roc_auc"
check("roc_auc(spam, score)", roc_auc(spam, score), 0.8125)
check("roc_auc(spam, -score)", roc_auc(spam, -score), 0.1875)
check("roc_auc(spam, np.ones(10))", roc_auc(spam, np.ones(10)), 0.5)
passed("roc_auc")

# %% [markdown]
# Here are the ROC curves of the larger mailbox and of the ten emails, with the slanted segment that
# the two scores of 0.5 make. A filter that guesses at random would follow the diagonal.

# %% tags=["demonstration"]
figure, panels = plt.subplots(1, 2, figsize=(11, 5.2), sharey=True)
for panel, name, truth, given in (
    (panels[0], "900 emails", is_spam, spam_score),
    (panels[1], "Ten emails", spam, score),
):
    fpr, tpr, thresholds = roc_curve(truth, given)
    panel.fill_between(fpr, tpr, color="C0", alpha=0.2, label=f"area {roc_auc(truth, given):.4f}")
    panel.plot(fpr, tpr, "C0", marker="o" if len(truth) < 20 else None, label="ROC curve")
    panel.plot([0, 1], [0, 1], "k--", linewidth=1, label="random guessing, area 0.5")
    panel.set(title=name, xlabel="false positive rate", aspect="equal")
    panel.legend(loc="lower right")
panels[0].set_ylabel("true positive rate (recall)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** Two ROC curves above the dashed diagonal of random guessing. That of 900
# emails rises steeply, bends near (0.2, 0.83), and has an area of 0.8984. That of ten emails has
# few steps and one slanted segment, from (1/6, 0.5) to (1/3, 0.75), where two emails have equal
# scores; its area is 0.8125.
#
# **Predict before you run.** All scores of the larger mailbox lie between 0 and 1. Each is replaced
# by its square, so all of them fall. What is the area under the ROC curve then? Write your guess,
# then run both cells.

# %% tags=["demonstration"]
my_guess = 0.5

# %% tags=["demonstration"]
before, after = roc_auc(is_spam, spam_score), roc_auc(is_spam, spam_score**2)
print(f"area before {before:.4f}, your guess {my_guess:.4f}, area of the squares {after:.4f}")

# %% [markdown]
# The ROC curve depends only on the order of the scores, and squares of numbers between 0 and 1 have
# the same order.
#
# A threshold is one point of the curve, and it has one confusion matrix. Here is the threshold 0.5.
# With a slider you can move the point: to the left if a good email must not be lost, upwards if
# spam must not get through. You cannot have both.

# %% tags=["demonstration"]
fpr, tpr, _ = roc_curve(is_spam, spam_score)
curve = fpr, tpr


def show_threshold(threshold):
    """Draw the point of a threshold on the ROC curve, and its confusion matrix."""
    tp, fp, tn, fn = confusion_counts(is_spam, spam_score, threshold)
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.8))
    left.plot(*curve, "C0", label="ROC curve")
    left.plot(false_positive_rate(fp, tn), recall(tp, fn), "ko", markersize=9, label="threshold")
    left.set(title=f"Threshold {threshold:.2f}", xlabel="false positive rate", aspect="equal")
    left.set_ylabel("true positive rate (recall)")
    left.legend(loc="lower right")
    right.imshow([[tn, fp], [fn, tp]], cmap="Blues", vmin=0, vmax=600)
    for row, column, name, count in (
        (0, 0, "TN", tn),
        (0, 1, "FP", fp),
        (1, 0, "FN", fn),
        (1, 1, "TP", tp),
    ):
        colour = "white" if count > 300 else "black"
        right.text(column, row, f"{name} = {count}", color=colour, ha="center", fontsize=13)
    right.set_title(f"Precision {precision(tp, fp):.2f}, recall {recall(tp, fn):.2f}")
    right.set_xticks([0, 1], ["called good", "called spam"])
    right.set_yticks([0, 1], ["good email", "spam"])
    right.set(xlabel="decision", ylabel="true class")
    figure.tight_layout()
    plt.show()


show_threshold(0.5)

# %% [markdown]
# **The picture in words.** At a threshold of 0.5, a dot marks the point (0.16, 0.79) of the ROC
# curve, and a table shows 502 true negatives, 98 false positives, 63 false negatives and 237 true
# positives. With a lower threshold the dot moves up and to the right, with a higher one down and to
# the left.

# %% tags=["demonstration"]
try:
    import ipywidgets
except ImportError:
    print("Install ipywidgets to move a slider here.")
else:
    slider = ipywidgets.FloatSlider(value=0.5, min=0, max=1, step=0.02, continuous_update=False)
    ipywidgets.interact(show_threshold, threshold=slider)

# %% [markdown]
# ## Exercise 12: Choosing a threshold
#
# In the end somebody must choose a threshold. Often the cost of a false alarm sets a limit: lose at
# most one good email in a hundred, or wake the doctor for nothing at most once a night. Within that
# limit you want to catch as much as possible.
#
# $$\text{maximise } \text{TPR}(t) \quad \text{subject to} \quad \text{FPR}(t) \le \text{limit}$$
#
# On the ROC curve: draw a vertical line at the limit, and take the highest point on or to the left
# of it. It must be a point that a threshold really reaches; between two points there is no
# threshold to choose. (If your `roc_curve` drops points in the middle of a straight stretch, note
# that the best one may be among them.) A threshold is judged by the two rates that it gives, so
# several may be equally right.
#
# **Worked number.** Suppose that at most a fifth of the good emails may be lost. At the threshold
# 0.8 the filter catches two of the four spam emails and loses no good one. At 0.5 it would catch
# three but lose two of the six good emails, which is too many. So the best recall is 0.5.
# Thresholds 0.8 and 0.7 both give it, with false positive rates 0 and 1/6: both are right answers.


# %% exercise="threshold_for_fpr" points=3
def threshold_for_fpr(y_true, scores, max_fpr):
    """Give the threshold with the highest recall whose false positive rate is within a limit.

    Samples with a score greater than or equal to the threshold are called positive. The false
    positive rate must be less than or equal to max_fpr. The answer is judged by the recall and the
    false positive rate that it gives, so any threshold with the highest possible recall is right.

    Parameters
    ----------
    y_true : array of shape (n,)
        The labels, 0 or 1, of any numeric type or bool. Both occur. Not changed.
    scores : array of shape (n,)
        The scores, any finite numbers of any numeric type, not only from 0 to 1. Not changed.
    max_fpr : float
        The greatest false positive rate that is allowed, from 0 to 1.

    Returns
    -------
    float
        The threshold; any number above the greatest score, or infinity, if no score can be the
        threshold without exceeding the limit.

    Examples
    --------
    >>> threshold = threshold_for_fpr(np.array([1, 1, 0]), np.array([0.9, 0.4, 0.2]), 0.0)
    >>> print(bool(0.2 < threshold <= 0.4))
    True
    """
    raise NotImplementedError


# %% check="threshold_for_fpr"
for limit, best_recall in ((0.2, 0.5), (0.4, 0.75), (0.5, 1.0)):
    threshold = threshold_for_fpr(spam, score, limit)
    tp, fp, tn, fn = confusion_counts(spam, score, threshold)
    call = f"threshold_for_fpr(spam, score, {limit}), which gives {threshold}"
    check(call + "; its recall", recall(tp, fn), best_recall)
    check(call + "; is its FPR within the limit?", bool(fp / (fp + tn) <= limit), True)
threshold = threshold_for_fpr(np.array([0, 1]), np.array([0.75, 0.25]), 0.5)
check("threshold_for_fpr of a good email with 0.75 above all spam", bool(threshold > 0.75), True)
passed("threshold_for_fpr")

# %% [markdown]
# Here is the larger mailbox again, with a limit of one good email in twenty. The left plot shows
# the threshold among the scores, the right plot the same choice on the ROC curve.

# %% tags=["demonstration"]
limit = 0.05
threshold = threshold_for_fpr(is_spam, spam_score, limit)
tp, fp, tn, fn = confusion_counts(is_spam, spam_score, threshold)
fpr, tpr, thresholds = roc_curve(is_spam, spam_score)

figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
left.hist(spam_score[is_spam == 0], bins, color="C0", alpha=0.6, label="good email")
left.hist(spam_score[is_spam == 1], bins, color="C1", alpha=0.6, hatch="//", label="spam")
left.axvline(threshold, color="k", linestyle="--", label=f"threshold {threshold:.3f}")
left.set(title="Scores of the two classes", xlabel="score", ylabel="emails per bin")
left.legend()
right.plot(fpr, tpr, "C0", label="ROC curve")
right.axvspan(0, limit, color="C1", alpha=0.3, label=f"allowed: FPR up to {limit}")
right.plot(
    false_positive_rate(fp, tn),
    recall(tp, fn),
    "ko",
    markersize=9,
    label=f"chosen: FPR {false_positive_rate(fp, tn):.3f}, recall {recall(tp, fn):.3f}",
)
right.set(
    title="The choice on the ROC curve",
    xlabel="false positive rate",
    ylabel="true positive rate (recall)",
)
right.legend(loc="lower right")
figure.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** On the left, the histograms of the scores again, with the threshold at
# 0.638: most good emails lie to the left of it, and more than half of the spam to the right. On the
# right, a band marks the allowed false positive rates, from 0 to 0.05. The chosen point lies at its
# right edge and has a recall of 0.593.
#
# **ROC curves can cross.** Two filters have scored the same 2,000 emails. The scores of filter A
# shift a little for all spam; filter B is certain of some spam and knows nothing about the rest.
#
# **Predict before you run.** Filter A has the larger area. Which one catches more spam if at most
# one good email in twenty may be lost? Write your guess, then run both cells.

# %% tags=["demonstration"]
my_guess = "A"

# %% tags=["demonstration"]
chance = np.random.default_rng(3)
truth = np.repeat([0, 1], [1000, 1000])
noise = chance.normal(size=(2, 2000))
filters = {
    "A": noise[0] + 1.2 * truth,
    "B": noise[1] + 3 * (truth & (chance.uniform(size=2000) < 0.45)),
}
plt.figure(figsize=(6.5, 5.5))
for (name, given), colour, style in zip(filters.items(), ("C0", "C1"), ("-", "--"), strict=True):
    fpr, tpr, _ = roc_curve(truth, given)
    label = f"filter {name}, area {roc_auc(truth, given):.3f}"
    plt.plot(fpr, tpr, color=colour, linestyle=style, label=label)
for limit in (0.05, 0.4):
    plt.axvline(limit, color="0.5", linestyle=":")
    found = {}
    for name, given in filters.items():
        tp, _, _, fn = confusion_counts(truth, given, threshold_for_fpr(truth, given, limit))
        found[name] = recall(tp, fn)
    print(f"FPR up to {limit}: recall of A {found['A']:.2f}, of B {found['B']:.2f}")
print(f"your guess for FPR up to 0.05: {my_guess}")
plt.title("Two ROC curves that cross (dotted: the limits 0.05 and 0.4)")
plt.xlabel("false positive rate")
plt.ylabel("true positive rate (recall)")
plt.legend(loc="lower right")
plt.tight_layout()
plt.show()

# %% [markdown]
# **The picture in words.** The curve of filter B (dashed) rises steeply to a recall of about 0.4
# and then nearly straight to (1, 1). That of filter A (solid) rises less steeply at first, crosses
# it at a false positive rate of about 0.1, and stays above it. At the limit 0.05 filter B catches
# 43 percent of the spam and A 33; at 0.4 A catches 82 percent and B 65.
#
# If one curve lies above the other everywhere, its scores are better at every threshold. Where two
# curves cross, the area cannot choose for you: decide first which false positive rates you can
# afford, and compare the curves there.
#
# ## Exercise 13: A metric for screening
#
# Back to the disease that 20 of 10,000 people have. Everybody whom the test calls ill is examined
# again, which does no harm; everybody whom it calls healthy goes home. The clinic can examine 500
# people, so you consider only tests that call at most 500 people ill. Among these you choose the
# test that **sends as few ill people home as possible**. Which metric do you maximise?


# %% exercise="metric_for_screening" points=1
def metric_for_screening():
    """Say which metric to maximise so that as few ill people as possible are sent home.

    The number of ill people is fixed, and every test that you can choose keeps the number of people
    who are examined again within the limit.

    Returns
    -------
    str
        Exactly one of "accuracy", "precision", "recall", "F1", "false positive rate".

    Examples
    --------
    >>> metric_for_screening() in ("accuracy", "precision", "recall", "F1", "false positive rate")
    True
    """
    raise NotImplementedError


# %% check="metric_for_screening"
choices = ("accuracy", "precision", "recall", "F1", "false positive rate")
answer = metric_for_screening()
check("metric_for_screening()", answer, answer if answer in choices else "one of the five strings")
passed("metric_for_screening")

# %% [markdown]
# ## Summary
#
# * Every metric is a fraction of the same four counts; what it means depends on its denominator.
#   The accuracy says little when one class is rare.
# * The ROC curve shows all thresholds at once. The area under it is the probability that a positive
#   sample scores higher than a negative one, where a tie counts one half.
# * The threshold is chosen last, by what the two kinds of errors cost.
#
# **Where to go next.** Assignment 11 judges a network with this curve, and 12 with a confusion
# matrix. J. Hanley and B. McNeil, "The meaning and use of the area under a receiver operating
# characteristic (ROC) curve", Radiology 143, 1982, is about the probability of exercise 11. An open
# experiment: make the larger mailbox again with 30 spam emails in place of 300, from the same
# distributions. Which of your metrics change at the threshold 0.5, and what happens to the ROC
# curve?
