"""What users of llama-cpp-python do to change an adapter: load model and adapter anew, in a process of its own.

python -m benchmarks.adapter_peers < TASK
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from engine.protocol import Message

DECODE_TOKENS = 64
RUNS = 3


@dataclass(frozen=True)
class Reload:
    """Medians."""

    switch_seconds: float
    """From nothing to the first token of a reply."""
    decode_ratio: float
    """Tokens a second with the adapter, beside without one."""


def reload_peer(path: Path, adapter: Path, messages: Sequence[Message], threads: int) -> Reload:
    """Measures it, and waits until that is done."""
    task = {
        "model": str(path),
        "lora": str(adapter),
        "threads": threads,
        "messages": [{"role": message.role.value, "content": message.content} for message in messages],
    }
    command = [sys.executable, "-m", "benchmarks.adapter_peers"]
    done = subprocess.run(command, input=json.dumps(task), capture_output=True, text=True, check=True)
    return Reload(**json.loads(done.stdout.splitlines()[-1]))


def serve() -> None:
    """The peer's end: llama-cpp-python's class, loaded with an adapter, as its users swap."""
    from llama_cpp import Llama

    task = json.loads(sys.stdin.read())

    def load(lora: str | None) -> Llama:
        return Llama(
            task["model"],
            lora_path=lora,
            n_ctx=8192,
            n_threads=task["threads"],
            n_threads_batch=task["threads"],
            flash_attn=True,
            verbose=False,
        )

    def decode_speed(llama: Llama) -> float:
        times: list[float] = []
        for _ in llama.create_completion(
            "Once upon a time", max_tokens=DECODE_TOKENS, temperature=0.0, repeat_penalty=1.0, stream=True
        ):
            times.append(perf_counter())
        return (len(times) - 1) / (times[-1] - times[0])

    plain = load(None)
    base_speed = statistics.median(decode_speed(plain) for _ in range(RUNS))
    plain.close()
    switches: list[float] = []
    speeds: list[float] = []
    for _ in range(RUNS):
        started = perf_counter()
        llama = load(task["lora"])
        llama.create_chat_completion(task["messages"], max_tokens=1, temperature=0.0)
        switches.append(perf_counter() - started)
        speeds.append(decode_speed(llama))
        llama.close()
    ratio = statistics.median(speeds) / base_speed
    print(json.dumps({"switch_seconds": statistics.median(switches), "decode_ratio": ratio}))


if __name__ == "__main__":
    serve()
