"""How many of the facts that a model proposes about a person are facts, and how many of those told it finds.

    python -m benchmarks.facts [--model FILE] [--facts N] [--threads N] [--write]

The synthetic persons of tests/persons.py tell N facts each, in a sentence beside a question of their history. Asked
about are these messages; the same number of messages of their histories without a fact; and sentences of general text,
which state something, but nothing about the person. Everything that is asked, and what of the answers is believed, is
as in the window.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.launch import engine_command
from app.personal.facts import MOST_TOKENS, FoundFact, proposed, question, schema, statements
from app.pipe import EnginePipe
from benchmarks.report import publish, table
from engine.protocol import Failed, Finished, FinishReason, Generate, LoadModel, LoadOptions, SamplingOptions
from engine.training.general_text import PASSAGES
from models.starter import starter_model
from tests.persons import PERSONS, Fact, facts
from tests.training_prompts import TRAINING


@dataclass
class Tally:
    messages: int = 0
    told: int = 0
    proposals: int = 0
    right: int = 0
    wrong: list[FoundFact] = field(default_factory=list[FoundFact])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=starter_model(), help="a GGUF file; default: the starter model")
    parser.add_argument("--facts", type=int, default=20, help="of each person")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/facts.md")
    options = parser.parse_args()
    if options.model is None:
        raise SystemExit("The starter model is not installed; `make venv` installs it.")
    told, plain, world = Tally(), Tally(), Tally()
    with EnginePipe(engine_command()) as engine:
        load = LoadOptions(context_length=4096, threads=options.threads)
        engine.result(LoadModel(engine.next_id(), str(options.model), load))
        for person in PERSONS:
            chosen = facts(person)[: options.facts]
            for number, fact in enumerate(chosen):
                prompt = TRAINING[(number + 7 * person.seed) % len(TRAINING)]
                parts = (f"{fact.text}.", prompt) if number % 2 else (prompt, f"By the way, {_low(fact.text)}.")
                _ask(engine, " ".join(parts), told, fact)
                _ask(engine, fact.question if number % 4 == 0 else prompt, plain)
        for sentence in _sentences(options.facts * len(PERSONS)):
            _ask(engine, sentence, world)
    rows = [
        _row(name, tally)
        for name, tally in (
            ("a fact beside a question", told),
            ("questions of the history", plain),
            ("sentences of general text", world),
        )
    ]
    proposals = told.proposals + plain.proposals + world.proposals
    precision = f"{100 * told.right / proposals:.0f} %" if proposals else "-"
    wrong = "".join(f"- {one.text} (from: {one.sentence})\n" for one in (*told.wrong, *plain.wrong, *world.wrong)[:12])
    body = "\n\n".join(
        (
            f"Model: {options.model.stem}.",
            table(("messages", "number", "facts told", "proposed", "right", "found"), rows),
            f"Of {proposals} proposals {told.right} are facts about the person: precision {precision}, recall "
            f"{100 * told.right / max(1, told.told):.0f} %.",
            f"The first proposals that are no facts:\n\n{wrong}" if wrong else "No proposal was wrong.",
        )
    )
    threads = f" --threads {options.threads}" if options.threads else ""
    command = f"python -m benchmarks.facts --facts {options.facts}{threads}"
    publish("facts", "Facts that the model finds", command, body, write=options.write)


def _ask(engine: EnginePipe, message: str, tally: Tally, fact: Fact | None = None) -> None:
    tally.messages += 1
    tally.told += fact is not None
    sentences = statements(message)
    if not sentences:
        return
    event = engine.result(
        Generate(
            engine.next_id(),
            question(sentences),
            sampling=SamplingOptions(temperature=0.0, repeat_penalty=1.0),
            max_tokens=MOST_TOKENS,
            json_schema=schema(sentences),
            adapters=(),
        )
    )
    if isinstance(event, Failed):
        raise SystemExit(event.message)
    assert isinstance(event, Finished)
    assert event.reason is not FinishReason.CANCELLED
    found = proposed(event.text, sentences, ())
    tally.proposals += len(found)
    right = [one for one in found if fact is not None and _is(one, fact)][:1]
    tally.right += len(right)
    tally.wrong += [one for one in found if one not in right]


def _is(found: FoundFact, fact: Fact) -> bool:
    """Whether it says whose, what, and which."""
    relation, _, rest = fact.text.removeprefix("My ").partition("'s ")
    thing, _, value = rest.partition(" is ")
    return all(word.casefold() in found.text.casefold() for word in (relation, thing, value))


def _row(name: str, tally: Tally) -> list[str]:
    found = f"{100 * tally.right / tally.told:.0f} %" if tally.told else "-"
    return [name, *map(str, (tally.messages, tally.told, tally.proposals, tally.right)), found]


def _sentences(number: int) -> Sequence[str]:
    found = [sentence for passage in PASSAGES for sentence in statements(passage)]
    return found[:number]


def _low(text: str) -> str:
    return text[0].lower() + text[1:]


if __name__ == "__main__":
    main()
