"""The arena notices what an attack that succeeds would leave or show."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.reports.report import Report
from tests.attacks.arena import Arena, Graded, problems, unexpected_files
from tests.attacks.catalogue import attacks


def difference(arena: Arena, folder: Path, deed) -> set[str]:
    before = arena.snapshot(folder)
    deed()
    after = arena.snapshot(folder)
    return {name for name in before if before[name] != after[name]}


def test_it_notices_files_and_visitors(arena, tmp_path, monkeypatch):
    word = f"planted-by-{os.getpid()}"  # one that attacks graded meanwhile do not look for
    monkeypatch.setattr("tests.attacks.arena.PLANTED", word)
    planted = Path("/tmp") / word
    assert difference(arena, tmp_path, lambda: planted.write_text("x")) == {"planted"}
    planted.unlink()
    (arena.home / "new").write_text("x")
    assert difference(arena, tmp_path, (arena.home / "new").unlink) == {"home"}

    def visit() -> None:
        with socket.create_connection(arena.listeners[0].address) as connection:
            connection.recv(1)  # closed by then, and counted

    assert difference(arena, tmp_path, visit) == {"visitors"}


def test_it_notices_a_process_that_has_left_its_family(arena):
    daemon = "import os, time; os.setsid(); os.fork() and os._exit(0); time.sleep(60)"
    before = arena.processes()
    subprocess.run([sys.executable, "-c", daemon], check=True)
    (left,) = arena.left_processes(before)
    os.kill(int(left.partition(":")[0]), signal.SIGKILL)
    assert arena.left_processes(before) == []


def report(student: str, score: float, warning: str = "") -> Report:
    warnings = [warning] if warning else []
    return Report("04_losses", student, score, 28.0, [], "", "", [], warnings, 0.0)


@pytest.mark.parametrize(
    ("score", "warning", "status", "found"),
    [
        (0.0, "", 0, None),
        (1.0, "", 0, "got 1.0 points"),
        (0.0, "the token", 0, "shows a canary"),
        (0.0, "loot" + "ed: [1.0]", 0, "shows what was looted"),
        (0.0, "", 1, "status 1"),
    ],
)
def test_it_notices_points_and_what_is_shown(tmp_path, score, warning, status, found):
    (tmp_path / "summary.csv").write_text("student\n")
    honest = {name: report(name, 28.0) for name in ("ada", "zoe")}
    mallory = attacks()[0].attacker
    graded = Graded(status, "", tmp_path, honest | {mallory: report(mallory, score, warning)})
    told = problems(attacks()[:1], graded, "the token")
    assert len(told) == (found is not None)
    assert found is None or found in told[0]
    assert unexpected_files(graded) == []
    (tmp_path / "forged.json").write_text("{}")
    assert unexpected_files(graded) == ["forged.json"]


def test_it_says_which_attack_of_a_class_has_gained_points(tmp_path):
    (tmp_path / "summary.csv").write_text("student\n")
    together = [attack for attack in attacks() if not attack.earned and attack.form != "made"][:3]
    names = ["ada", *(attack.attacker for attack in together), "zoe"]
    reports = {name: report(name, 28.0 if name in ("ada", "zoe") else 0.0) for name in names}
    graded = Graded(0, "", tmp_path, reports)
    assert problems(together, graded, "the token") == []
    reports[together[1].attacker] = report(together[1].attacker, 2.0)
    (told,) = problems(together, graded, "the token")
    assert told.startswith(f"{together[1].label} got 2.0 points")
    del reports[together[0].attacker]
    assert len(problems(together, graded, "the token")) == 2
