"""`python -m autograder.platforms.gradescope`, as `run_autograder` runs it."""

import sys

from autograder.platforms.gradescope.grading import main

sys.exit(main())
