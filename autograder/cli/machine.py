"""Commands about this machine: what it has, and where its data lies."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder.cli.console import Json, command_group, print_as_json
from autograder.datasets.fashion_mnist import install_into_keras_cache
from autograder.doctor import examine

app = command_group()


@app.command()
def doctor(json: Json = False) -> None:
    """Show what this machine has: sandbox layers, Python, Keras, GPU, data."""
    findings = examine()
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
