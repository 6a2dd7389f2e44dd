"""Training processes as commands run them: followed by their lines, stopped by Ctrl+C with what was learned kept."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.output import say
from app.launch import EngineCommand, working_folder
from engine.errors import EngineError, ErrorKind
from models.training_pack import HOW_TO_INSTALL, PACKAGES, missing

STEPS = 1000
"""Parts that the progress of a training counts in."""


def check_installed() -> None:
    """Raises EngineError where this program cannot train."""
    if lacking := missing(PACKAGES):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Training needs parts of Homespun that are not installed ({', '.join(lacking)}). {HOW_TO_INSTALL}",
        )


@contextmanager
def training_child(command: EngineCommand) -> Iterator[subprocess.Popen[str]]:
    """A process whose standard output the caller reads to its end; `returncode` is there
    after the block. Ctrl+C in the block says how to go on, and is raised again.

    Raises EngineError where this program cannot train."""
    check_installed()
    with (
        working_folder(unseen=bool(command.first_line)) as folder,
        subprocess.Popen(
            [command.program, *command.arguments],
            stdin=subprocess.PIPE,  # Its end tells the child that we are gone.
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(command.environment),
            cwd=folder,
            text=True,
            encoding="utf-8",
        ) as child,
    ):
        try:
            if command.first_line:
                assert child.stdin is not None  # it was asked for
                child.stdin.write(command.first_line.decode("ascii"))
                child.stdin.flush()
            yield child
        except KeyboardInterrupt:
            # The terminal has told the child, too: it writes down what was learned, and ends.
            assert child.stdin is not None  # it was asked for
            child.stdin.close()
            child.wait()
            say("Stopped. Go on with the same command and --resume.")
            raise


def lines(child: subprocess.Popen[str]) -> Iterator[str]:
    assert child.stdout is not None  # it was asked for
    yield from child.stdout


def unexpected_end(code: int) -> EngineError:
    """What to say of a training that ended without a last word."""
    return EngineError(
        ErrorKind.INTERNAL,
        "The training ended unexpectedly, perhaps for lack of memory. The same command with --resume goes on.",
        f"exit code {code}",
    )
