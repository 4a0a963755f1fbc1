"""The staff's path: formgrader from JupyterLab's menu, autograding on a click, score and hint."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.demo import make_class
from tests.browser.conftest import jupyter_lab
from tests.conftest import FILES, REPOSITORY, needs_sandbox
from tests.nbgrader_course import nbgrader

pytestmark = needs_sandbox
expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

STUDENT = "dan-one-mistake"
HINT = "Average the squared errors instead of adding them up."


@pytest.fixture(scope="module")
def course(real, tmp_path_factory) -> Path:
    """A course of 04_losses alone, for which some of the demo's class have handed in."""
    root = tmp_path_factory.mktemp("course")
    settings = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    exchange = tmp_path_factory.mktemp("exchange")
    (root / "nbgrader_config.py").write_text(f"{settings}\nc.Exchange.root = {str(exchange)!r}\n")
    for name in FILES:
        path = Path(name.replace("01_tiny", "04_losses").replace("tiny", "losses"))
        (root / path).parent.mkdir(parents=True)
        shutil.copy(REPOSITORY / path, root / path)
    nbgrader(root, "generate_assignment", "04_losses")
    everybody = make_class(real, tmp_path_factory.mktemp("class"))
    for student in ("ada-all-right", STUDENT, "jon-endless-loop", "omar-forgot-return"):
        shutil.copytree(
            everybody / student / "04_losses", root / "submitted" / student / "04_losses"
        )
    return root


@pytest.fixture(scope="module")
def address(course, tmp_path_factory) -> Iterator[str]:
    with jupyter_lab(course, tmp_path_factory.mktemp("home")) as address:
        yield address


def test_autograding_on_a_click(course, address, open_page, picture):
    page = open_page(f"{address}/lab", viewport={"width": 1200, "height": 800})
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    page.keyboard.press("Control+b")
    formgrader = page.frame_locator("iframe")
    row = formgrader.locator("tr", has_text="04_losses")
    row.wait_for()
    expect(row.locator(".num-submissions")).to_have_text("4")

    row.locator(".num-submissions a").click()
    row = formgrader.locator("tr", has_text=STUDENT)
    row.get_by_text("needs autograding").wait_for()
    row.locator(".autograde a").click()
    formgrader.get_by_text("Successfully autograded '04_losses'").wait_for()
    log = formgrader.locator(".modal-dialog")
    log.get_by_role("button", name="OK").click()
    log.wait_for(state="hidden")
    formgrader.locator(".modal-backdrop").wait_for(state="detached")
    row.get_by_text("graded", exact=True).wait_for()
    expect(row.locator(".score")).to_have_text("26 / 28")

    row.locator(".student-name a").click()
    formgrader.get_by_role("link", name="losses").last.click()
    for place, placeholder in [("check-mse", "0"), ("check-mae", "1"), ("mse-comment", HINT)]:
        # the page fills them in after it has put them there
        expect(formgrader.locator(f"#{place}")).to_have_attribute("placeholder", placeholder)
    expect(formgrader.locator("#mae-comment")).not_to_have_attribute("placeholder", HINT)
    page.set_viewport_size({"width": 1200, "height": 1000})
    formgrader.get_by_text(f"Next: {HINT}").evaluate("one => one.scrollIntoView({block: 'end'})")
    picture(page, "formgrader-submission")
