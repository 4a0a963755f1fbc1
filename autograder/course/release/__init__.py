"""What students get: source and model answers merged, built by nbgrader, and checked for leaks."""

from autograder.course.release.building import build
from autograder.course.release.checking import check, check_course
from autograder.course.release.merging import KERNEL, check_cell_id, write_merged_source
from autograder.course.release.model_answers import ReleaseError
from autograder.course.release.package import pack
from autograder.course.release.requirements import write_requirements

__all__ = [
    "KERNEL",
    "ReleaseError",
    "build",
    "check",
    "check_cell_id",
    "check_course",
    "pack",
    "write_merged_source",
    "write_requirements",
]
