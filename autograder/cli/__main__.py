"""`python -m autograder.cli` is the same as `autograder`."""

from autograder.cli import main

main()
