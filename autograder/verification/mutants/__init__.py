"""Mutation: small mechanical changes of the model answers, each of which a grader must notice.

`mutate` makes the mutants of functions; `run` judges the mutants of one assignment. A mutant is

- caught, when a test of its exercise fails under each of several seeds;
- equivalent, when it is accepted and agrees with the model answer on a large sample of calls, a
  smaller one where calls may train models;
- free, when it is accepted and its line says so: `# mutants: free <why>` at the end of a line of
  the model answers declares that accepted changes of that line are right answers too;
- missed otherwise: a test is missing.

Model answers and graders are the course's own, so everything runs in processes of this machine
without a sandbox. Arguments and results are still encoded as for a worker, so a test sees what it
would see of a submission. The entries of the bank are what exercises the sandbox itself.
"""

from autograder.verification.mutants.generate import mutate
from autograder.verification.mutants.judge import run
from autograder.verification.mutants.result import ExerciseMutants, Mutant, MutationResult

__all__ = ["ExerciseMutants", "Mutant", "MutationResult", "mutate", "run"]
