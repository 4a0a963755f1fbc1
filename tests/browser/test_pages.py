"""The students' pages and the class's, as a browser shows them and as assistive programs do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from autograder.demo import SECRET, make_class
from autograder.grading.engine import Settings
from autograder.grading.run import run
from autograder.limits import Limits
from autograder.reports.pages.class_page import Headings, write_page
from autograder.reports.pages.feedback import write_pages
from autograder.reports.report import decode
from autograder.reports.store import Store
from autograder.submissions.discovery import find_submissions
from autograder.verification.mistakes import count_class, find_mistakes
from autograder.verification.mistakes_page import render
from tests.conftest import REPOSITORY, needs_sandbox

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_sandbox

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1100, "height": 850}
#: What a grading with trained models came to, kept because training takes a minute:
#: `autograder grade` of the demo's student who forgot a `return`.
TRAINED = REPOSITORY / "tests" / "data" / "reports"
STUDENT = "dan-one-mistake"
GRADED = ("04_losses", "09_metrics")
HOSTILE = "zed <img src=x onerror='window.ran = true'>"
#: Two students with one mistake that no entry of the bank explains, and another with another.
UNKNOWN = {
    "pia": "import numpy as np\n\n\ndef mse(y_true, y_pred):\n"
    "    '</pre><script>window.ran = true</script>'\n"
    "    return 1 + np.mean((y_true - y_pred) ** 2)\n",
    "Zoë": "def mse(y_true, y_pred):\n"
    "    # <img src=x onerror='window.ran = true'>\n"
    "    # one more line, so that the code of the other is shown\n"
    "    return ((y_pred - y_true) ** 2).mean() + 1.0\n",
    "quin": "def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 4).mean()\n",
}


@pytest.fixture(scope="module")
def graded(real, tmp_path_factory) -> Path:
    """The demo's class of two assignments, graded, and one student's trained models, with pages."""
    folder = tmp_path_factory.mktemp("graded")
    submissions = make_class(real, folder / "class")
    for student, text in UNKNOWN.items():
        path = submissions / student / "04_losses" / "losses.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    damaged = submissions / "rob" / "04_losses" / "losses.ipynb"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("{")
    found = [one for one in find_submissions([submissions], real) if one.assignment in GRADED]
    store = Store(folder / "reports")
    settings = Settings(SECRET, Limits(call_seconds=2.0), counterexamples=20)
    for _ in run(found, real, store, settings, workers=2):
        pass
    for path in TRAINED.glob("*.json"):
        store.write(decode(path.read_bytes()), "key")
        hostile = replace(decode(path.read_bytes()), student=HOSTILE)
    store.write(hostile, "key")
    assert len(list(write_pages(store, "full"))) == len(found) + 3
    titles = {assignment.name: assignment.title for assignment in real.assignments}
    write_page(store, headings=Headings("Deep learning with Keras", titles))
    mistakes = count_class(find_mistakes(real.assignment("losses")), store.reports())
    (store.folder / "mistakes.html").write_text(render(mistakes))
    return store.folder


PAGES = [
    "class.html",
    "mistakes.html",
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
            const all = [...document.querySelectorAll(
                "a, button, summary, input, select, [tabindex='0']")].filter(
                (one) => one.checkVisibility({ contentVisibilityAuto: true }));
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


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"#class tbody tr:visible > :nth-child({number})").all_inner_texts()


def test_the_table_sorts_by_the_keyboard_and_without_a_server(graded, open_page):
    page = open_page(graded / "class.html")
    head = page.get_by_role("button", name="04 Losses")
    head.focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("04 Losses")
    scores = [float(text or "-1") for text in column(page, 2)]
    assert scores == sorted(scores)
    assert scores[0] == -1  # whoever has handed in nothing for it
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("04 Losses")
    assert [float(text or "-1") for text in column(page, 2)] == scores[::-1]
    page.get_by_role("button", name="student").click()
    assert page.locator("th[aria-sort]").count() == 1
    names = column(page, 1)
    assert names.index("ada-all-right") < names.index("pia") < names.index("quin")


def test_the_table_is_searched_and_filtered_without_a_server(graded, open_page):
    page = open_page(graded / "class.html")
    everybody = column(page, 1)
    page.get_by_role("searchbox", name="Student").fill("ZOE")
    assert column(page, 1) == ["Zoë"]
    assert page.locator("#found").inner_text() == f"1 of {len(everybody)} students"
    page.get_by_role("searchbox", name="Student").fill("")
    page.get_by_label("Show").select_option("not graded")
    assert column(page, 1) == ["rob"]
    page.get_by_label("Show").select_option("not handed in")
    page.get_by_label("in assignment").select_option(label="11 Classification")
    assert len(column(page, 1)) == len(everybody) - 2
    page.get_by_label("in assignment").select_option(label="04 Losses")
    assert column(page, 1) == [HOSTILE]
    page.get_by_label("Show").select_option("everybody")
    assert column(page, 1) == everybody


def test_without_script_everything_is_there_and_nothing_that_would_not_work(graded, open_page):
    page = open_page(graded / "class.html", java_script_enabled=False)
    assert page.locator("#class tbody tr").count() == len(list(graded.glob("*/")))
    for tool in ("button", "input", "select"):
        assert page.locator(tool).locator("visible=true").count() == 0
    section = page.locator("details.assignment").first
    assert not section.get_by_text("Success by exercise").is_visible()
    section.locator("summary").first.click()
    assert section.get_by_text("Success by exercise").is_visible()


def test_on_a_phone_the_name_and_the_total_stay_in_sight(graded, open_page):
    page = open_page(graded / "class.html", viewport=PHONE)
    scroller = page.get_by_role("region", name="Scores by student and assignment")
    scroller.evaluate("one => one.scrollLeft = 40")
    assert scroller.evaluate("one => one.scrollLeft") > 0
    row = page.locator("#class tbody tr").first
    for cell in (row.locator("th"), row.locator("td").last):
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    assert row.locator("th").evaluate(
        "one => document.elementFromPoint(one.getBoundingClientRect().x + 20,"
        " one.getBoundingClientRect().y + 12).closest('th') === one"
    )


def test_an_outcome_has_a_sign_and_a_word_beside_its_colour(graded, open_page):
    page = open_page(graded / "class.html")
    signs = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#class td[class]")].map(
            (one) => [one.className, getComputedStyle(one, "::after").content]))"""
    )
    assert signs == {
        "full": '"✓" / "all right"',
        "some": '"◐" / "in part"',
        "none": '"✗" / "no points"',
        "untouched": '"○" / "nothing attempted"',
        "ungraded": '"!" / "not graded"',
        "missing": '"\N{EN DASH}" / "not handed in"',
    }


def test_sections_open_all_at_once_and_by_their_address(graded, open_page):
    page = open_page(graded / "class.html")
    opened = page.locator("details.assignment[open]")
    assert page.locator("details.assignment").count() == 4
    assert opened.count() == 0
    page.get_by_role("button", name="Open all").click()
    assert opened.count() == 4
    page.get_by_role("button", name="Close all").click()
    assert opened.count() == 0
    page.evaluate("location.hash = 'a2'")
    page.wait_for_function("document.querySelectorAll('details.assignment[open]').length === 1")
    assert opened.locator("h3").inner_text() == "09 Metrics"


def test_what_is_printed_is_what_is_shown(graded, open_page):
    page = open_page(graded / "class.html")
    page.get_by_role("searchbox", name="Student").fill("ada")
    page.emulate_media(media="print")
    assert not page.locator("#tools").is_visible()
    assert not page.get_by_role("button", name="Open all").is_visible()
    assert column(page, 1) == ["ada-all-right"]
    assert page.locator(".scroll").evaluate("one => getComputedStyle(one).overflow") == "visible"
    positions = page.evaluate(
        """() => [...new Set([...document.querySelectorAll("#class :is(th, td)")].map(
            (one) => getComputedStyle(one).position))]"""
    )
    assert positions == ["static"]  # or rows would lie upon each other


def test_a_students_code_is_text_in_the_group_of_a_mistake(graded, open_page):
    page = open_page(graded / "class.html")
    page.get_by_role("button", name="Open all").click()
    group = page.locator(".group").filter(has_text="mse, group 1: 2 students")
    group.locator("summary").click()
    assert "returned\n1.0" in group.inner_text()
    assert "expected\n1e-06" in group.inner_text()
    code = group.get_by_role("region", name="Code for mse, group 1").inner_text()
    assert "'</pre><script>window.ran = true</script>'\n    return 1 + np.mean(" in code
    assert "pia, Zoë. The code is by pia" in group.inner_text()
    assert HOSTILE in page.locator("#class").inner_text()
    assert page.evaluate("window.ran") is None
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_a_score_in_the_table_leads_to_the_students_page(graded, open_page):
    page = open_page(graded / "class.html")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=STUDENT))
    row.get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == f"Losses, {STUDENT}"


def test_pictures(graded, open_page, picture: Callable[..., Path]):
    page = open_page(graded / "class.html", viewport={"width": 900, "height": 1150})
    page.get_by_role("row").filter(has_text=HOSTILE).evaluate("row => row.remove()")
    picture(page, "class-page")
    picture(open_page(graded / PAGES[1], viewport={"width": 820, "height": 760}), "feedback-page")
    page = open_page(graded / PAGES[5], viewport={"width": 820, "height": 900})
    picture(page.locator("section").last, "feedback-page-training")
