"""Makes this repository an nbgrader course, so nbgrader's commands and formgrader work here.

What `nbgrader autograde` does here, docs/nbgrader.md tells.
"""

from pathlib import Path

from autograder.platforms.nbgrader.config import configure

c = get_config()  # noqa: F821 - nbgrader defines it

configure(c, Path(__file__).resolve().parent)

c.CourseDirectory.course_id = "keras"
