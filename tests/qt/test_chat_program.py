"""The whole program with a scripted model: what happens to messages and replies, also when things go wrong."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.state import Activity, ModelPhase, ProblemAction
from app.store.records import MessageState
from engine.protocol import Role
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

LONG = "A long reply that goes on. " * 40


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "plain.json", reply="The Pacific, of course.")


def test_a_message_is_answered_and_both_are_kept(run_program: RunProgram, model: Path) -> None:
    program = run_program(model)
    reply = program.ask("Which ocean is the largest?")
    assert reply.content == "The Pacific, of course."
    assert reply.state is MessageState.COMPLETE
    assert reply.metadata.model == "plain.json"
    assert reply.metadata.finish_reason == "stop"
    assert reply.metadata.usage is not None
    assert program.streamed[reply.id] == reply.content
    assert [(one.role, one.content, one.state) for one in program.on_disk()[0]] == [
        (Role.USER, "Which ocean is the largest?", MessageState.COMPLETE),
        (Role.ASSISTANT, "The Pacific, of course.", MessageState.COMPLETE),
    ]
    assert [conversation.title for conversation in program.listed] == ["Which ocean is the largest?"]
    assert program.problems == []


def test_the_message_is_on_the_disk_before_the_engine_is_asked(run_program: RunProgram, model: Path) -> None:
    program = run_program(model)
    found: list[list[str]] = []
    replies = program.program.chat._replies
    replies.sending.connect(lambda: found.append([one.content for one in program.on_disk()[0]]))
    program.ask("Keep this first")
    assert found == [["Keep this first", ""]]


def test_a_conversation_goes_on_over_several_turns(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "turns.json", reply=["One.", "Two.", "Three."]))
    for number, words in enumerate(("One.", "Two.", "Three."), 1):
        assert program.ask(f"Question {number}", number).content == words
    [messages] = program.on_disk()
    assert [message.parent_id for message in messages] == [None, *[message.id for message in messages[:-1]]]


def test_how_long_the_model_reasoned_is_kept_with_its_reply(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "r.json", reply="<think>\nHm.\n</think>\n\nYes.", token_delay=0.005))
    reply = program.ask("Sure?")
    assert reply.content == "<think>\nHm.\n</think>\n\nYes."
    assert reply.metadata.reasoning_ms is not None
    assert program.on_disk()[0][-1].metadata.reasoning_ms == reply.metadata.reasoning_ms > 0
    assert program.ask("Again", 2).metadata.reasoning_ms is not None


def test_stop_keeps_what_was_written(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=LONG, token_delay=0.01))
    program.send("Tell me")
    reply_id = program.wait_writing()
    program.press_stop()
    reply = program.wait_reply()
    assert reply.id == reply_id
    assert reply.state is MessageState.STOPPED
    assert reply.metadata.finish_reason == "cancelled"
    assert reply.content
    assert LONG.startswith(reply.content)
    assert program.on_disk()[0][-1] == reply


def test_a_long_reply_is_flushed_while_it_is_written(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=LONG, token_delay=0.005))
    program.send("Tell me")
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: sum(one == reply_id for one, _ in program.stored) >= 2, timeout=10_000)
    on_disk = program.on_disk()[0][-1]
    assert on_disk.state is MessageState.STREAMING
    assert len(on_disk.content) >= [length for one, length in program.stored if one == reply_id][-1] > 0
    assert program.wait_reply().content == LONG


def test_another_conversation_can_be_looked_at_meanwhile(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=["Short.", LONG], token_delay=0.004))
    program.ask("First")
    program.window.new_conversation_requested.emit()
    program.send("Second")
    long_id = program.wait_writing()
    first, second = program.listed[-1].id, program.listed[0].id
    program.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: program.last().content == "Short.")
    assert program.activity is Activity.IDLE
    program.window.conversation_selected.emit(second)
    qtbot.waitUntil(lambda: program.last().id == long_id)
    assert program.activity is Activity.WRITING
    assert program.wait_reply().content == LONG
    assert program.streamed[long_id] == LONG


def test_two_conversations_are_answered_one_after_the_other(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "slow.json", reply=[LONG[:200], "Second."], token_delay=0.003))
    program.send("First")
    program.wait_writing()
    program.window.new_conversation_requested.emit()
    program.send("Other")
    assert program.wait_reply().content == "Second."
    qtbot.waitUntil(lambda: program.program.chat.is_settled)
    assert sorted(messages[-1].content for messages in program.on_disk()) == sorted([LONG[:200], "Second."])


def test_try_again_writes_a_second_reply_beside_the_first(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "two.json", reply=["One.", "Two."]))
    first = program.ask("Question")
    program.window.retry_requested.emit()
    program._qtbot.waitUntil(lambda: program.last().id != first.id)
    second = program.wait_reply()
    assert second.content == "Two."
    assert second.parent_id == first.parent_id
    assert [one.content for one in program.on_disk()[0]] == ["Question", "Two."]
    assert program.ask("And now?", 2).content == "Two."
    assert [one.content for one in program.on_disk()[0]] == ["Question", "Two.", "And now?", "Two."]


@pytest.mark.parametrize(("name", "words"), [("SEGV", "crashed"), ("ABRT", "fault inside"), ("KILL", "memory ran out")])
def test_an_engine_that_dies_in_mid_reply(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot, name: str, words: str
) -> None:
    model = script(tmp_path / "slow.json", reply=LONG, token_delay=0.005)
    program = run_program(model)
    program.send("Tell me")
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed.get(reply_id, "")) > 20)
    script(model, reply="I am back.")
    assert program.program.client.pid is not None
    killed_at = time.monotonic()
    os.kill(program.program.client.pid, getattr(signal, f"SIG{name}"))
    problem = program.wait_problem()
    assert time.monotonic() - killed_at < 1.0
    assert words in problem.message
    assert ProblemAction.RETRY in problem.actions
    assert program.window.problem_card.problem == problem
    reply = program.wait_reply()
    assert reply.state is MessageState.STOPPED
    assert reply.metadata.finish_reason == "interrupted"
    assert words in reply.metadata.error
    assert reply.content == program.streamed[reply_id]
    assert program.on_disk()[0][-1] == reply
    program.wait_ready()
    assert program.ask("Are you there?", 2).content == "I am back."


def test_a_message_sent_while_the_engine_restarts_is_answered(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    model = script(tmp_path / "slow.json", reply=LONG, token_delay=0.01)
    program = run_program(model)
    program.send("Tell me")
    program.wait_writing()
    script(model, reply="I am back.", load_delay=0.3)
    assert program.program.client.pid is not None
    os.kill(program.program.client.pid, signal.SIGKILL)
    program.wait_reply()
    assert not program.program.model.is_ready
    assert program.ask("Are you there?", 2).content == "I am back."


def test_an_idle_engine_that_dies_is_started_again(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    assert program.program.client.pid is not None
    os.kill(program.program.client.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: any("started again" in notice for notice in program.notices))
    program.wait_ready()
    assert program.ask("Hello").content == "The Pacific, of course."
    assert program.problems == []


def test_a_failure_of_the_engine_is_told_and_the_message_stays(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "fails.json", reply=LONG, fail="out_of_memory", after_tokens=5))
    reply = program.ask("Tell me")
    assert reply.state is MessageState.FAILED
    assert reply.content == LONG[:5]
    assert reply.metadata.error
    problem = program.problems[-1]
    assert problem.title == "Memory ran out"
    assert ProblemAction.RETRY in problem.actions


def test_a_message_that_is_too_long_is_refused_with_the_numbers(
    run_program: RunProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(script(tmp_path / "small.json", context_length=300, reply="Yes."))
    assert program.ask("Short").content == "Yes."
    long = "word " * 200
    program.send(long)
    problem = program.wait_problem()
    assert problem.title == "The message is too long"
    assert len(re.findall(r"\d[\d,]*", problem.message)) == 2
    # It is back where it can be shortened, and the conversation stands as it was before it.
    qtbot.waitUntil(lambda: program.window.composer.draft == long)
    assert program.notices == ["Your message is back in the message box."]
    assert [message.content for message in program.shown.values()] == ["Short", "Yes."]
    assert [message.content for message in program.on_disk()[0]] == ["Short", "Yes."]
    assert program.ask("Shorter", 2).content == "Yes."


def test_the_first_message_may_be_too_long_too(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "small.json", context_length=300, reply="Yes."))
    program.send("word " * 200)
    program.wait_problem()
    qtbot.waitUntil(lambda: program.window.composer.draft == "word " * 200)
    assert program.ask("Short").content == "Yes."
    assert [message.content for message in program.on_disk()[0]] == ["Short", "Yes."]


def test_older_messages_that_are_left_out_are_counted(run_program: RunProgram, tmp_path: Path) -> None:
    program = run_program(script(tmp_path / "small.json", context_length=400, reply="Yes, that is so."))
    replies = [program.ask(f"Question {number}: {'word ' * 20}", number) for number in range(1, 5)]
    usage = replies[-1].metadata.usage
    assert usage is not None
    dropped = usage.dropped_messages
    assert 0 < dropped < 8
    assert dropped % 2 == 0


def test_a_model_that_cannot_be_loaded(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    model = script(tmp_path / "bad.json", fail_at_load="model_invalid")
    program = run_program(model, ready=False)
    problem = program.wait_problem()
    assert ProblemAction.CHOOSE_MODEL in problem.actions
    assert program.program.model.status.phase is ModelPhase.FAILED
    program.send("Hello?")
    assert program.window.composer.draft == "Hello?"
    assert program.problems[-1].actions == (ProblemAction.RELOAD_MODEL, ProblemAction.CHOOSE_MODEL)
    script(model, reply="Repaired.")
    program.window.problem_action.emit(ProblemAction.RELOAD_MODEL)
    program.wait_ready()
    assert program.window.problem_card.problem is None
    assert program.ask("Hello?").content == "Repaired."


def test_a_chosen_model_that_fails_leaves_the_old_one(run_program: RunProgram, model: Path, tmp_path: Path) -> None:
    program = run_program(model)
    bad = script(tmp_path / "bad.json", fail_at_load="out_of_memory")
    program.window.model_chosen.emit(str(bad))
    assert program.wait_problem().title == "The model does not fit in memory"
    program.wait_ready()
    assert program.program.model.status.path == str(model)
    assert program.program.preferences.settings.model == str(model)
    assert program.ask("Hello").content == "The Pacific, of course."


def test_a_chosen_model_is_used_and_remembered(
    run_program: RunProgram, model: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    program = run_program(model)
    other = script(tmp_path / "other.json", reply="From the other one.")
    program.window.model_chosen.emit(str(other))
    qtbot.waitUntil(lambda: program.program.preferences.settings.model == str(other), timeout=10_000)
    reply = program.ask("Hello")
    assert reply.content == "From the other one."
    assert reply.metadata.model == "other.json"


def test_settings_that_concern_the_model_load_it_again(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    settings = program.program.preferences.settings
    program.window.settings_changed.emit(replace(settings, context_length=512))
    program.wait_ready()
    info = program.program.model.status.info
    assert info is not None
    assert info.context_length == 512


def test_a_missing_model_falls_back_to_the_starter(
    run_program: RunProgram, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.chat.model_choices.starter_model", lambda: model)
    program = run_program(tmp_path / "gone.gguf")
    assert program.program.model.status.path == str(model)
    assert "gone" in program.notices[0]


def test_no_model_at_all(run_program: RunProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.chat.model_choices.starter_model", lambda: None)
    program = run_program(ready=False)
    problem = program.wait_problem()
    assert problem.title == "There is no model to answer"
    program.send("Hello?")
    assert program.window.composer.draft == "Hello?"


def test_the_draft_is_counted(run_program: RunProgram, model: Path, qtbot: QtBot) -> None:
    program = run_program(model)
    uses: list[int | None] = []
    program.program.chat.context_changed.connect(lambda use: uses.append(use.used_positions))
    program.type_message("x" * 500)
    qtbot.waitUntil(lambda: bool(uses) and uses[-1] is not None and uses[-1] > 500, timeout=10_000)
    program.type_message("")
    qtbot.waitUntil(lambda: uses[-1] is None, timeout=10_000)


def test_the_profile_speaks_first(run_program: RunProgram, tmp_path: Path, qtbot: QtBot) -> None:
    program = run_program(script(tmp_path / "plain.json"))
    without = program.ask("Hello").metadata.usage
    profile = program.window.profiles.present
    assert profile is not None
    pirate = replace(profile, system_message="Answer like a pirate." * 10)
    program.window.profiles.saved.emit(pirate)
    qtbot.waitUntil(lambda: program.window.profiles.present == pirate)
    program.window.new_conversation_requested.emit()
    with_it = program.ask("Hello").metadata.usage
    assert without is not None
    assert with_it is not None
    assert with_it.prompt_tokens > without.prompt_tokens + 200
