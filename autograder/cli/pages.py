"""Writing the pages of a class, which `report`, `grade --html` and `demo` do."""

from __future__ import annotations

from pathlib import Path

from autograder.course.config import load_config
from autograder.course.model import Course
from autograder.reports.pages.class_page import Headings, write_page
from autograder.reports.pages.feedback import write_pages as write_feedback
from autograder.reports.store import Store


def write_pages(course: Course, store: Store, output: Path | None = None) -> int:
    """Write the students' pages and the class's, say where, and give how many there are."""
    config = load_config(course.root)
    handed_out = output / "feedback" if output is not None else None
    count = sum(1 for _ in write_feedback(store, config.feedback, handed_out, config.title))
    if count:
        titles = {assignment.name: assignment.title for assignment in course.assignments}
        when = store.written
        graded = when and when.astimezone(config.late.zone).replace(microsecond=0)
        page = write_page(store, output, handed_out, Headings(config.title, titles, graded))
        where = (
            f"{store.folder}/<student>/<assignment>/feedback.html"
            if handed_out is None
            else f"{handed_out}/<assignment>/<student>.html"
        )
        print(f"Pages: {count} of {where} ({config.feedback} feedback)")
        print(f"The class: {page}")
    return count
