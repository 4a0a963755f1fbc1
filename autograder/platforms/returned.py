"""Feedback pages in a zip file that Canvas or Moodle takes back, each named as its submission was.

Moodle tells by the number of the participant whose page it is ("Upload multiple feedback files in a
zip"), Canvas by the numbers of the student and of the file handed in ("Upload Submissions").
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from autograder.course.config import Feedback
from autograder.files import write_whole
from autograder.platforms.tables import Exported
from autograder.reports.pages.feedback import PAGE, render
from autograder.reports.report import Report
from autograder.submissions.found import notice_on

Taking = Literal["canvas", "moodle"]
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same pages give the same zip file


def export_pages(
    reports: Sequence[Report], platform: Taking, output: Path, feedback: Feedback, course: str = ""
) -> Exported:
    """Write `<assignment>-feedback.zip` for each assignment.

    Left out are students whose submission was not read under a name of the platform's.
    """
    done = Exported()
    groups: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.assignment].append(report)
    for assignment, group in groups.items():
        named = [(report, _NAMES[platform](report)) for report in group]
        pages = {name: render(report, feedback, course) for report, name in named if name}
        if pages:
            path = output / f"{assignment}-feedback.zip"
            write_whole(str(path), [_zipped(pages)])
            done.files.append(path)
        done.left_out += notice_on(
            f"No page of {assignment} for whom {platform.capitalize()} did not name",
            [report.student for report, name in named if not name],
        )
    return done


def _moodle_name(report: Report) -> str:
    """Such as `Ada Lovelace_7_assignsubmission_file_/feedback.html`; empty without a number."""
    source = report.source
    if source is None or source.platform != "moodle" or source.id is None:
        return ""
    # Blind marking gives all the same name, which reading it has made each student's own.
    student = report.student.removesuffix(f"-{source.id}")
    # Moodle cuts the name at underscores.
    return f"{student.replace('_', ' ')}_{source.id}_assignsubmission_file_/{PAGE}"


def _canvas_name(report: Report) -> str:
    """Such as `lovelaceada_7_1001_feedback.html`; empty without the numbers."""
    source = report.source
    if source is None or source.platform != "canvas" or source.id is None or not source.upload:
        return ""
    is_anonymous = report.student.casefold() == f"anon_{source.id}".casefold()
    head = "anon" if is_anonymous else report.student.replace("_", "")
    late = "LATE_" if source.late else ""
    return f"{head}_{late}{source.id}_{source.upload}_{PAGE}"


_NAMES: Mapping[Taking, Callable[[Report], str]] = {
    "canvas": _canvas_name,
    "moodle": _moodle_name,
}


def _zipped(pages: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in pages.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, page)
    return file.getvalue()
