"""A real Chromium, servers on loopback, and where pictures go."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.nbgrader_course import ENVIRONMENT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Generous: a person waits as long, and a busy machine needs it.
PATIENCE = 120_000

Picture = Callable[..., Path]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the browser, and waits for servers to start."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. For a module, since playwright's event loop is in others' way."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    playwright.expect.set_options(timeout=PATIENCE)
    # Root's Chromium has no sandbox of its own, and a container's /dev/shm is too small for it.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


def _is_elsewhere(address: str) -> bool:
    """Whether a request would leave this machine; none is needed, so none is made."""
    there = urlsplit(address)
    return there.scheme in {"http", "https"} and there.hostname != "127.0.0.1"


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own, whose options are given, such as `viewport`."""
    contexts = []

    def open_page(address: str | Path, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.route(_is_elsewhere, lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(PATIENCE)
        page.goto(address.as_uri() if isinstance(address, Path) else address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """Keep a picture of a page: for this run, or in the folder that AUTOGRADER_PICTURES names."""
    folder = Path(os.environ.get("AUTOGRADER_PICTURES") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)

    def take(shown: Page | Locator, name: str) -> Path:
        path = folder / f"{name}.png"
        shown.screenshot(path=path)
        _palette(path)
        assert path.stat().st_size < 160_000, f"{path} is too large for a page of the docs"
        return path

    return take


def _palette(path: Path) -> None:
    """Make a picture a third of its size: 128 colours are enough for text and plots."""
    from PIL import Image

    with Image.open(path) as opened:
        small = opened.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


@contextmanager
def jupyter_lab(root: Path, home: Path, **environment: str) -> Iterator[str]:
    """JupyterLab in `root` as a person starts it, with a home of its own; its address."""
    port = _free_port()
    for name in ("config", "data", "runtime", "ipython"):
        (home / name).mkdir(parents=True, exist_ok=True)
    told = home / "log"
    # No question whether to fetch news: there is no network, and nobody to answer.
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True, exist_ok=True)
    (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    options = [
        f"--ServerApp.port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0",
        "--ServerApp.allow_root=True",
        "--ServerApp.open_browser=False",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.workspaces_dir=" + str(home / "workspaces"),
        "--LabApp.user_settings_dir=" + str(home / "settings"),
    ]
    places = {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
    }
    with told.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=root,
            env=ENVIRONMENT | places | environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", server, told)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes], told: Path) -> None:
    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends:
        assert server.poll() is None, told.read_text(errors="replace")
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(told.read_text(errors="replace"))
