"""A real Jupyter kernel that runs cells, and what a front end would be given to show."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

SECONDS = 120
#: What a student has not set: the tests' own backend would show no picture.
_UNSET = {"TF_CPP_MIN_LOG_LEVEL", "MPLBACKEND"}


@dataclass
class Shown:
    """What a cell shows below it."""

    failed: bool
    stdout: str = ""
    stderr: str = ""
    pictures: int = 0
    result: str | None = None  # what follows `Out[1]:`
    error: str | None = None  # the error's name
    lines: list[str] = field(default_factory=list)  # what stands there of an error


class Kernel:
    """A kernel in a folder, with some of its environment's variables set anew."""

    def __init__(self, folder: Path, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
        self._manager, self._client = start_new_kernel(
            startup_timeout=SECONDS, cwd=str(folder), env=kept | environment
        )

    def close(self) -> None:
        """End it."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, source: str) -> Shown:
        """Run a cell."""
        outputs: list[dict[str, Any]] = []
        reply = self._client.execute_interactive(
            source, timeout=SECONDS, output_hook=outputs.append, store_history=True
        )
        shown = Shown(failed=reply["content"]["status"] == "error")
        for output in outputs:
            content = output["content"]
            match output["header"]["msg_type"]:
                case "stream" if content["name"] == "stdout":
                    shown.stdout += content["text"]
                case "stream":
                    shown.stderr += content["text"]
                case "error":
                    shown.error, shown.lines = content["ename"], content["traceback"]
                case "execute_result":
                    shown.result = content["data"]["text/plain"]
                case "display_data":
                    shown.pictures += "image/png" in content["data"]
        return shown
