"""Runs the command that was asked for, and says in one place what went wrong."""

from __future__ import annotations

import argparse
import os
import sys

from app.cli.output import report_failure
from app.outcome import EngineOutcome
from app.paths import DataFolderError
from app.pipe import EngineDied
from app.store.errors import StoreError
from engine.errors import EngineError, ErrorKind


def run_command(options: argparse.Namespace) -> int:
    """Returns the exit code: 0 done, 1 failed. Raises KeyboardInterrupt when Ctrl+C ended it."""
    as_json = bool(getattr(options, "json", False))
    try:
        return _run(options)
    except EngineError as error:
        report_failure(error.kind, error.message, error.detail, as_json=as_json)
    except EngineDied as error:
        report_failure(ErrorKind.INTERNAL, _died(error.outcome), error.outcome.report(), as_json=as_json)
    except (StoreError, DataFolderError) as error:
        report_failure(error.kind, error.message, error.detail, as_json=as_json)
    except BrokenPipeError:
        # The reader of our output has gone (`homespun ... | head`). Keep the interpreter from saying so at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _died(outcome: EngineOutcome) -> str:
    return f"{outcome} Try again; with a smaller context or model if it comes back."


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "chat":
            from app.cli.chat import chat

            return chat(options)
        case "models":
            from app.cli.models import models

            return models(options)
        case "adapters":
            from app.cli.adapters import adapters

            return adapters(options)
        case "encoders":
            from app.cli.encoders import encoders

            return encoders(options)
        case "tokens":
            from app.cli.tokens import tokens

            return tokens(options)
        case "personalize":
            from app.cli.personalize import personalize

            return personalize(options)
        case "profiles":
            from app.cli.profiles import profiles

            return profiles(options)
        case "conversations":
            from app.cli.conversations import conversations

            return conversations(options)
        case "encryption":
            from app.cli.encryption import encryption

            return encryption(options)
        case "backup":
            from app.cli.backup import backup

            return backup(options)
        case "privacy":
            from app.cli.privacy import privacy

            return privacy(options)
        case "diagnostics":
            from app.cli.diagnostics import diagnostics

            return diagnostics(options)
        case _:
            from app.cli.bench import bench

            return bench(options)
