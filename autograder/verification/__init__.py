"""Grading the graders: the bank, course checks, the matrix of tests, mutants."""
