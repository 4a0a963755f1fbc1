"""Modules, configuration and start-up files that Python, pytest and NumPy look for.

mechanism: lays conftest.py, sitecustomize.py, numpy.py, keras/ and others beside the submission
success: any of them is imported outside the sandbox, or a score
"""

from pathlib import Path

TEXT = """
import os
open("/tmp/planted-by-mallory", "w").write("planted")
open(os.path.expanduser("~/planted-by-mallory"), "w").write("planted")
raise RuntimeError("imported")
"""
NAMES = """
conftest.py sitecustomize.py usercustomize.py numpy.py msgspec.py pytest.py autograder.py json.py
__init__.py __main__.py setup.py numpy/__init__.py keras/__init__.py autograder/__init__.py
solutions/losses.py source/04_losses/losses.py __pycache__/numpy.cpython-312.pyc
""".split()
CONFIGURATION = {
    "pytest.ini": "[pytest]\naddopts = -p conftest\npython_files = *.py\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p numpy'\n",
    "course.toml": "feedback = 'score'\n[limits]\ncall_seconds = 1e9\n",
    "nbgrader_config.py": TEXT,
    "evil.pth": "import os; open('/tmp/planted-by-mallory', 'w')\n",
    ".env": "AUTOGRADER_SECRET=known\n",
}


def make(folder: Path, class_folder: Path) -> None:
    (folder / "losses.ipynb").write_text(
        '{"cells": [{"cell_type": "code", "source": "import numpy, conftest, keras"}]}'
    )
    for place in (folder, folder.parent, class_folder):
        for name, text in [*((name, TEXT) for name in NAMES), *CONFIGURATION.items()]:
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
