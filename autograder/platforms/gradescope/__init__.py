"""Gradescope: an assignment's grader packed as an autograder, which grades in their container.

Gradescope unpacks the zip file that `pack` writes into `/autograder/source`, runs `setup.sh` once,
and `run_autograder` for each submission, which runs this package.
"""
