"""`doctor` finds out what commands would refuse about a course, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.secret import load_secret
from autograder.doctor.component import Component
from autograder.doctor.course import examine
from tests.conftest import write_course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course, in which the test runs."""
    write_course(tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    monkeypatch.delenv("AUTOGRADER_SECRET", raising=False)
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    return tmp_path / "course"


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange with the folder of one course, with the rights that nbgrader gives."""
    for name, mode in (("outbound", 0o755), ("inbound", 0o2733), ("feedback", 0o711)):
        folder = tmp_path / "exchange" / "keras" / name
        folder.mkdir(parents=True)
        folder.chmod(mode)
    return tmp_path / "exchange"


def found(*folders: Path | None) -> dict[str, Component]:
    return {component.name.strip(): component for component in examine(*folders)}


def test_a_course_that_is_in_order_is_described_and_left_as_it_is(course):
    (course / "course.toml").write_text(
        "due.tiny = 2026-11-03T23:59:00+01:00\ntotal.weights.tiny = 2\n"
    )
    (course / "roster.csv").write_text("id,extra_time\nada,\nben,2\n")
    before = sorted(course.rglob("*"))
    here = found()
    assert all(component.ok and component.required for component in here.values())
    assert {name: component.text for name, component in here.items()} == {
        "course": f"{course}: 1 assignment, 2 exercises",
        "course.toml": "1 due date; feedback: full",
        "roster.csv": "2 students, 1 with more time",
        "secret": f"the first run makes it: {course}/.autograder/secret",
        "course folder": f"{course}/.autograder can be written to; it is made when it is needed",
    }
    assert sorted(course.rglob("*")) == before


def test_outside_of_a_course_only_the_machine_is_checked(course, monkeypatch):
    monkeypatch.chdir(course.parent)
    assert examine() == [
        Component("course", False, False, "none here, so only the machine was checked")
    ]


def test_a_course_that_the_environment_names_must_be_there(course, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course / "gone"))
    (component,) = examine()
    assert component.required
    assert "There is no folder" in component.text


@pytest.mark.parametrize(
    ("file", "text", "name", "said"),
    [
        ("source/01_tiny/tiny.py", "# %%\nx = 1\n", "course", "the header names no title"),
        ("course.toml", "limit = 3\n", "course.toml", "unknown settings: limit"),
        ("course.toml", "due.gone = 2026-11-03T23:59:00+01:00\n", "course.toml", "[due]"),
        ("course.toml", "total.weights.gone = 1\n", "course.toml", "[total]"),
        ("roster.csv", "name\nAda\n", "roster.csv", "there is no column id"),
        (".autograder/secret", "short", "secret", "holds no secret of at least 16"),
    ],
)
def test_what_commands_would_refuse_is_named(course, file, text, name, said):
    path = course / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(0o600)
    wrong = [component for component in examine() if not component.ok]
    assert [(component.name, component.required) for component in wrong] == [(name, True)]
    assert said in wrong[0].text


class TestSecret:
    def test_it_is_there_for_its_owner_only(self, course):
        load_secret(course)
        assert found()["secret"] == Component(
            "secret", True, True, f"{course}/.autograder/secret, for its owner only"
        )

    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
    def test_others_may_neither_read_nor_change_it(self, course, mode):
        load_secret(course)
        (course / ".autograder" / "secret").chmod(mode)
        secret = found()["secret"]
        assert not secret.ok
        assert f"(rights {mode:04o}): run `chmod 600 " in secret.text

    def test_it_cannot_be_made(self, course):
        (course / ".autograder").write_text("in the way")
        assert found()["secret"].text == f"{course}/.autograder is not a folder."

    def test_the_environment_goes_first_and_should_be_long(self, course, monkeypatch):
        monkeypatch.setenv("AUTOGRADER_SECRET", "x" * 16)
        assert found()["secret"].ok
        monkeypatch.setenv("AUTOGRADER_SECRET", "test")
        secret = found()["secret"]
        assert not secret.ok
        assert not secret.required  # `grade` takes it
        assert "4 characters, fewer than 16" in secret.text


class TestOutput:
    def test_a_folder_that_is_there_or_can_be_made(self, course):
        assert found(course)["--output"].text == f"{course} can be written to"
        assert found(course / "a" / "b")["--output"].ok
        assert not (course / "a").exists()

    @pytest.mark.parametrize("folder", ["/proc/reports", "/proc/self/status"])
    def test_a_folder_that_cannot_be_made(self, course, folder):
        component = found(Path(folder))["--output"]
        assert component.required
        assert not component.ok


class TestExchange:
    def test_one_as_nbgrader_makes_it(self, course, exchange):
        for folder in (exchange, exchange / "keras"):
            here = found(None, folder)
            assert all(component.ok for component in here.values())
            assert here["exchange"].text == f"{exchange / 'keras'}, a course's folder"
            assert here["inbound"].text == "students can hand in (rights 2733)"

    @pytest.mark.parametrize(
        ("name", "mode", "required", "said"),
        [
            ("inbound", 0o777, True, "students can list who has handed in"),
            ("inbound", 0o700, False, "students with users of their own cannot hand in"),
            ("feedback", 0o755, True, "students can list the pages of all others"),
            ("feedback", 0o700, False, "cannot fetch their pages"),
            ("outbound", 0o700, False, "cannot fetch assignments"),
        ],
    )
    def test_rights_that_are_too_wide_or_too_narrow(
        self, course, exchange, name, mode, required, said
    ):
        (exchange / "keras" / name).chmod(mode)
        component = found(None, exchange)[name]
        assert (component.ok, component.required) == (False, required)
        assert said in component.text

    def test_folders_that_are_not_there_yet(self, course, exchange):
        for name in ("outbound", "feedback"):
            (exchange / "keras" / name).rmdir()
        here = found(None, exchange)
        assert (here["outbound"].ok, here["outbound"].required) == (False, False)
        assert here["feedback"].ok

    def test_what_is_not_the_exchange_of_one_course(self, course, exchange):
        assert "There is no folder" in found(None, course / "gone")["exchange"].text
        assert "nbgrader release_assignment" in found(None, course)["exchange"].text
        (exchange / "other" / "inbound").mkdir(parents=True)
        assert "Name one" in found(None, exchange)["exchange"].text
