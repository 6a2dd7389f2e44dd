"""`homespun diagnostics`: the report that somebody who helps needs, without a word that is yours."""

from __future__ import annotations

import argparse

from app.cli.output import say, write_text
from app.diagnostics.report import report
from app.files import replace_file
from app.paths import DataFolder
from app.settings import SettingsFile
from engine.errors import EngineError, ErrorKind


def diagnostics(options: argparse.Namespace) -> int:
    """Raises EngineError."""
    folder = DataFolder.resolve(options.data_dir)
    text = report(folder, SettingsFile(folder.settings).load().settings)
    if options.output is None:
        write_text(text)
        return 0
    try:
        replace_file(options.output.absolute(), text.encode(errors="replace"))
    except OSError as error:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"{options.output} could not be written: {error.strerror}. Choose another place."
        ) from error
    say(f"The report is in {options.output}. Read it before you send it.")
    return 0
