"""The command line. It parses, calls and prints; what decides stands in its own folder."""

from __future__ import annotations

from typing import Annotated

import typer

from autograder import __version__
from autograder.cli.console import fail
from autograder.cli.lazy import LazyGroup

_INTERRUPTED = 130

app = typer.Typer(
    cls=LazyGroup,
    help="A course in deep learning with Keras that grades itself.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; errors meant for people are one message, not a traceback."""
    try:
        app(prog_name="autograder")
    except SystemExit as ended:
        if ended.code != _INTERRUPTED:  # which is what typer makes of Ctrl-C
            raise
        fail("Stopped. What was finished is kept; run the same command to go on.", _INTERRUPTED)
    except Exception as error:
        from autograder.cli.errors import explain  # noqa: PLC0415 - loads NumPy; --help does not

        explain(error)
        raise


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(f"keras-autograder {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
