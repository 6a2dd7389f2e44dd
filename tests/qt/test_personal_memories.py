"""Facts about the person: written, edited and deleted in the window, and told to the model where they matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.personal.recall import LOOKED_AT, MOST
from engine.protocol import Generate, Role
from engine.retrieval import with_memories
from tests.qt.samples import message
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]
RYE, SISTER, CAT = "I bake with rye flour", "My sister is called Ada", "我的猫喜欢晒太阳"


@pytest.fixture
def program(run_program: RunProgram, tmp_path: Path) -> RunningProgram:
    return run_program(script(tmp_path / "plain.json", reply="Certainly."))


def remember(program: RunningProgram, qtbot: QtBot, *facts: str) -> None:
    found: list[list[object]] = []
    program.program.memories.changed.connect(found.append)
    for fact in facts:
        program.program.memories.add(fact)
    qtbot.waitUntil(lambda: bool(found) and len(found[-1]) == len(facts))


def systems(program: RunningProgram) -> list[str]:
    """What the model is told ahead of each conversation that is sent from now on; empty where that is nothing."""
    found: list[str] = []
    send = program.program.client.send

    def listen(request: object) -> None:
        if isinstance(request, Generate):
            first = request.messages[0]
            found.append(first.content if first.role is Role.SYSTEM else "")
        send(request)  # type: ignore[arg-type]  # what the program sends

    program.program.client.send = listen  # type: ignore[method-assign]
    return found


def test_what_a_message_is_about_is_told_and_stays(program: RunningProgram, qtbot: QtBot) -> None:
    remember(program, qtbot, RYE, SISTER, CAT)
    told = systems(program)
    program.ask("Good morning")
    program.ask("How much water for a loaf of RYE bread?", 2)
    program.ask("我的猫在哪里？", 3)
    program.ask("Thank you", 4)
    assert told[0] == ""
    assert told[1] == with_memories("", [RYE])
    assert told[2] == told[3] == with_memories("", [RYE, CAT])  # what has been read need not be read again
    assert not any(SISTER in system for system in told)


def test_facts_do_not_crowd_out_the_conversation(program: RunningProgram, qtbot: QtBot) -> None:
    names = [f"vessel{number}" for number in range(20)]
    facts = [f"One of my boats is called {name}" for name in names]
    remember(program, qtbot, *facts)
    path = [message(Role.USER, f"What of {name}?") for name in names]
    memories = program.program.memories
    assert memories.recalled(path) == tuple(facts[:MOST])
    assert memories.recalled([], "x" * LOOKED_AT + " vessel3") == ()


def test_the_facts_follow_the_profiles_own_message() -> None:
    assert with_memories("Be brief.", []) == "Be brief."
    assert with_memories("Be brief.", [RYE, CAT]) == f"Be brief.\n\nWhat you know about the person:\n- {RYE}\n- {CAT}"
