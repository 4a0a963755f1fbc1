"""What students get: source and model answers merged, built by nbgrader, and checked for leaks."""

from autograder.course.release.building import build
from autograder.course.release.checking import check, check_course
from autograder.course.release.merging import KERNEL, check_cell_id, write_merged_source
from autograder.course.release.model_answers import ReleaseError

__all__ = [
    "KERNEL",
    "ReleaseError",
    "build",
    "check",
    "check_cell_id",
    "check_course",
    "write_merged_source",
]
