"""Commands about this machine and the course on it, and where the data lies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.cli.console import Json, command_group, print_as_json
from autograder.datasets.fashion_mnist import install_into_keras_cache
from autograder.doctor import course, machine

app = command_group()


@app.command()
def doctor(
    output: Annotated[
        Path | None, typer.Option(help="Also check that reports can be written here.")
    ] = None,
    exchange: Annotated[
        Path | None,
        typer.Option(help="Also check nbgrader's exchange, or the folder of the course in it."),
    ] = None,
    json: Json = False,
) -> None:
    """Show what this machine has of what grading needs, and whether the course is in order.

    Of the machine: sandbox layers, Python, Keras, GPU, data. Of the course here, if there is one:
    notebooks, settings, due dates, roster, secret, and whether its folder can be written to.

    Exits with 1 when something that is required is missing or wrong.
    """
    findings = [*machine.examine(), *course.examine(output, exchange)]
    if json:
        print_as_json(findings)
    else:
        for finding in findings:
            mark = "ok     " if finding.ok else "MISSING" if finding.required else "-      "
            print(f"{mark}  {finding.name}: {finding.text}")
    if any(finding.required and not finding.ok for finding in findings):
        raise typer.Exit(1)


@app.command()
def data(
    download: Annotated[
        bool,
        typer.Option("--download", help="Let Keras download it if it is not here."),
    ] = False,
) -> None:
    """Put Fashion-MNIST where Keras looks for it, so that load_data() needs no network.

    It is looked for in AUTOGRADER_DATA, Keras's cache and Debian's dataset-fashion-mnist, in this
    order; every file is checked by its SHA-256.
    """
    done = install_into_keras_cache(download=download)
    if done.source is None:
        print(f"Fashion-MNIST is in Keras's cache already, checked: {done.folder}")
        return
    print(f"Found:   {done.source.name}, {done.source.folder}")
    print(f"Put in:  {done.folder}")
    print(f"Written: {', '.join(done.written)}")
