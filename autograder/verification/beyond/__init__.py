"""How often a grader accepts wrong answers that nobody had in mind when its tests were written.

The mutants of the model answers are what the tests were made to catch. Two other kinds are left:

- mutants of the *alternatives*, which reach the same values in other ways;
- *pairs*: model answers with two changes at once, each of which the tests catch alone.

All are graded as the mutants are. One that is accepted is compared with the model answer on the
public examples, listed and generated, and on the mutants' own sample. If it differs, it is a *false
accept*. The rate is the share of false accepts among all that differ, which are the false accepts
and those that the tests caught; what behaves like the model answer does not count.
"""

from autograder.verification.beyond.judge import run
from autograder.verification.beyond.result import BeyondResult, ExerciseBeyond, FalseAccept

__all__ = ["BeyondResult", "ExerciseBeyond", "FalseAccept", "run"]
