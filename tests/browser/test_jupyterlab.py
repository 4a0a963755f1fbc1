"""The student's path by hand: check, write, check again, look at a picture, validate."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import nbformat
import pytest

from autograder.course.answers import functions_of
from autograder.demo import filled
from tests.browser.conftest import jupyter_lab
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WINDOW = {"width": 1200, "height": 800}
RELEASED = REPOSITORY / "release" / "04_losses" / "losses.ipynb"
_ERRORS = "np.asarray(y_true, float).ravel() - np.asarray(y_pred, float).ravel()"
ANSWERS = {
    "mse": f"np.mean(({_ERRORS}) ** 2)",
    "mae": f"np.mean(np.abs({_ERRORS}))",
    "huber": "np.mean([d * d / 2 if d <= delta else delta * (d - delta / 2) "
    f"for d in np.abs({_ERRORS})])",
}


@pytest.fixture(scope="module")
def student(tmp_path_factory) -> Path:
    """A student's folder with what was handed out."""
    folder = tmp_path_factory.mktemp("student")
    shutil.copy(RELEASED, folder)
    return folder


@pytest.fixture(scope="module")
def address(student, tmp_path_factory) -> Iterator[str]:
    with jupyter_lab(student, tmp_path_factory.mktemp("home")) as address:
        yield address


def lab(open_page: Callable[..., Page], address: str, notebook: str) -> Page:
    """A notebook in JupyterLab, its kernel ready, the file browser put away.

    In its own workspace: JupyterLab would open what another test had open as well, and lay the
    sign that it is loading over both.
    """
    workspace = notebook.partition(".")[0]
    page = open_page(f"{address}/lab/workspaces/{workspace}/tree/{notebook}", viewport=WINDOW)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    if page.locator(".jp-FileBrowser").first.is_visible():
        page.keyboard.press("Control+b")
    return page


def cell(page: Page, number: int) -> Locator:
    """A cell by its place; JupyterLab shows only those that are near the window."""
    return page.locator(f".jp-Notebook .jp-Cell[data-windowed-list-index='{number}']")


def place_of(notebook: nbformat.NotebookNode, wanted: Callable[[str], bool]) -> int:
    return next(place for place, one in enumerate(notebook.cells) if wanted(one.source))


def scroll_to(page: Page, number: int) -> Locator:
    """Bring a cell into view as a person does: down the notebook, until it is there."""
    found = cell(page, number)
    inside = page.locator(".jp-Notebook .jp-WindowedPanel-outer")
    for _ in range(200):
        if found.count():
            break
        inside.evaluate("one => one.scrollBy(0, 400)")
        page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def run(page: Page, number: int) -> Locator:
    """Click into a cell and run it; wait until the kernel is done, and give its outputs."""
    found = scroll_to(page, number)
    prompt = found.locator(".jp-InputArea-prompt").first
    before = prompt.inner_text()
    found.locator(".jp-InputArea-editor").first.click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        """([number, before]) => {
            const one = document.querySelector(
                `.jp-Notebook .jp-Cell[data-windowed-list-index='${number}'] .jp-InputArea-prompt`);
            return one && one.innerText !== before && /\\d/.test(one.innerText);
        }""",
        arg=[number, before],
    )
    return found.locator(".jp-OutputArea")


def write(page: Page, number: int, line: str) -> None:
    """Put a line in place of the last one of a cell, and run the cell."""
    cell(page, number).locator(".jp-InputArea-editor .cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Home")
    page.keyboard.insert_text(line)
    run(page, number)


def test_the_students_path(student, address, open_page, picture):
    notebook = nbformat.read(RELEASED, as_version=4)
    stub = place_of(notebook, lambda source: source.startswith("def mse("))
    helper = place_of(notebook, lambda source: "def check(" in source)
    plot = place_of(notebook, lambda source: "plt.show()" in source and "def " not in source)
    page = lab(open_page, address, RELEASED.name)
    imports = place_of(notebook, lambda source: source.startswith("import matplotlib"))
    for number in (imports, helper, stub):
        run(page, number)

    # A line on the stub; call, value and expectation on a mistake; a line on the answer.
    out = run(page, stub + 1)
    assert out.inner_text().strip() == "mse: not written yet"
    write(page, stub, "return np.sum((y_true - y_pred) ** 2)")
    out = run(page, stub + 1)
    assert re.fullmatch(
        r"Check failed: the value is wrong\n  you called   mse\(.*\)\n"
        r"  it returned  np.float64\(13.0\)\n  expected     4.33\d+",
        out.inner_text().strip(),
    )
    out.scroll_into_view_if_needed()
    picture(page, "notebook-wrong")
    write(page, stub, "return " + ANSWERS["mse"])
    out = run(page, stub + 1)
    assert out.inner_text().strip() == "mse: checks passed"

    # A cell that draws, once the functions that it shows are there.
    for name in ("mae", "huber"):
        number = place_of(notebook, lambda source, name=name: source.startswith(f"def {name}("))
        scroll_to(page, number)
        write(page, number, "return " + ANSWERS[name])
    out = run(page, plot)
    image = out.locator("img").first
    image.wait_for()
    assert image.evaluate("one => one.naturalWidth") > 300

    # nbgrader's own button runs everything anew, and says what is left to do.
    page.get_by_role("button", name="Validate").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Validation Results").wait_for()
    told = dialog.inner_text()
    assert "The following cell failed" in told
    assert "hinge: not written yet" in told
    assert 'check("hinge(' in told.replace("check(\n    ", "check(")
    assert not any(f'"{name}(np.' in told for name in ANSWERS)
    picture(page, "notebook-validate")


def test_the_validate_button_is_content_with_the_model_answers(student, address, open_page, real):
    assignment = real.assignment("losses")
    answers = functions_of(assignment.model_answers.read_text(encoding="utf-8"))
    notebook = msgspec.json.decode(RELEASED.read_bytes())
    (student / "right.ipynb").write_bytes(filled(notebook, answers, ""))
    page = lab(open_page, address, "right.ipynb")
    page.get_by_role("button", name="Validate").click()
    page.get_by_role("dialog").get_by_text("Success!").wait_for()
