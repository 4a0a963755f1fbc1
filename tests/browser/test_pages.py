"""The students' pages and the class's, as a browser shows them and as assistive programs do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from autograder.demo import SECRET, make_class
from autograder.grading.engine import Settings
from autograder.grading.run import run
from autograder.limits import Limits
from autograder.reports.pages.class_page import write_page
from autograder.reports.pages.feedback import write_pages
from autograder.reports.report import decode
from autograder.reports.store import Store
from autograder.submissions.discovery import find_submissions
from tests.conftest import REPOSITORY, needs_sandbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_sandbox

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1100, "height": 850}
#: What a grading with trained models came to, kept because training takes a minute:
#: `autograder grade` of the demo's student who forgot a `return`.
TRAINED = REPOSITORY / "tests" / "data" / "reports"
STUDENT = "dan-one-mistake"


@pytest.fixture(scope="module")
def graded(real, tmp_path_factory) -> Path:
    """The demo's class of 04_losses, graded, and trained models of one student; all with pages."""
    folder = tmp_path_factory.mktemp("graded")
    submissions = make_class(real, folder / "class")
    found = [one for one in find_submissions([submissions], real) if one.assignment == "04_losses"]
    store = Store(folder / "reports")
    for _ in run(found, real, store, Settings(SECRET, Limits(call_seconds=2.0)), workers=2):
        pass
    for path in TRAINED.glob("*.json"):
        store.write(decode(path.read_bytes()), "key")
    assert len(list(write_pages(store, "full"))) == len(found) + 2
    write_page(store)
    return store.folder


PAGES = [
    "class.html",
    f"{STUDENT}/04_losses/feedback.html",
    "finn-many-mistakes/04_losses/feedback.html",
    "max-forges/04_losses/feedback.html",
    "omar-forgot-return/11_classification/feedback.html",
    "omar-forgot-return/12_fashion_mnist/feedback.html",
]
every_page = pytest.mark.parametrize("name", PAGES)


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, with the elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@every_page
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(graded, open_page, name, size, scheme):
    page = open_page(graded / name, viewport=size, color_scheme=scheme)
    for closed in page.locator("details").all():
        closed.evaluate("one => one.open = true")
    assert violations(page) == []
    assert not is_wider_than_its_window(page)


@every_page
def test_it_can_be_printed_from_a_dark_screen(graded, open_page, name, tmp_path):
    page = open_page(graded / name, color_scheme="dark", viewport={"width": 720, "height": 1000})
    page.emulate_media(media="print")
    assert violations(page) == []
    assert not is_wider_than_its_window(page)
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


@every_page
def test_the_policy_stops_what_is_not_the_pages_own(graded, open_page, name):
    page = open_page(graded / name)
    assert page.locator("script").count() == (name == "class.html")
    page.evaluate(
        """() => {
            window.stopped = [];
            document.addEventListener("securitypolicyviolation", (event) =>
                window.stopped.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const picture = document.createElement("img");
            picture.src = "http://127.0.0.1:9/picture.png";
            document.body.append(picture);
            document.body.insertAdjacentHTML("beforeend", "<b onclick='window.ran = true'>x</b>");
            document.body.lastElementChild.click();
        }"""
    )
    page.wait_for_function("window.stopped.length === 3")
    assert page.evaluate("window.ran") is None
    assert set(page.evaluate("window.stopped")) == {
        "script-src-elem", "script-src-attr", "img-src",
    }  # fmt: skip


@every_page
def test_the_keyboard_reaches_everything(graded, open_page, name):
    page = open_page(graded / name, viewport=PHONE)
    wanted = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll("a, button, summary, [tabindex='0']")];
            all.forEach((one, place) => one.dataset.place = place);
            return all.length;
        }"""
    )
    reached = set()
    for _ in range(wanted + 1):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.place"))
    assert len(reached - {None}) == wanted


def test_a_key_opens_the_passed_tests(graded, open_page):
    page = open_page(graded / PAGES[1])
    page.keyboard.press("Tab")
    assert page.locator("details[open]").count() == 0
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


def test_the_table_sorts_by_the_keyboard_and_without_a_server(graded, open_page):
    page = open_page(graded / "class.html")
    column = lambda n: page.locator(f"table.sortable tbody td:nth-child({n})").all_inner_texts()  # noqa: E731
    head = page.get_by_role("button", name="score")
    head.focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("score")
    scores = [float(text.split("/")[0]) for text in column(3)]
    assert scores == sorted(scores)
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("score")
    assert [float(text.split("/")[0]) for text in column(3)] == scores[::-1]
    page.get_by_role("button", name="student").click()
    assert column(1) == sorted(column(1))
    assert page.locator("th[aria-sort]").count() == 1


def test_a_name_in_the_table_leads_to_the_students_page(graded, open_page):
    page = open_page(graded / "class.html")
    page.get_by_role("link", name=STUDENT).click()
    assert page.get_by_role("heading", level=1).inner_text() == f"04_losses, {STUDENT}"


def test_pictures(graded, open_page, picture: Callable[..., Path]):
    page = open_page(graded / "class.html", viewport=DESK)
    picture(page, "class-page")
    picture(open_page(graded / PAGES[1], viewport={"width": 820, "height": 760}), "feedback-page")
    page = open_page(graded / PAGES[5], viewport={"width": 820, "height": 900})
    picture(page.locator("section").last, "feedback-page-training")
