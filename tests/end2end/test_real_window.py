"""The real window with the real starter model, driven in this process: what a person does in the first minutes."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.store.records import MessageState
from engine.protocol import SamplingOptions
from models.starter import starter_model
from tests.running_program import RunningProgram

pytestmark = [pytest.mark.model, pytest.mark.sockets]

RunProgram = Callable[..., RunningProgram]

ADAPTERS = Path(__file__).parents[1] / "data" / "adapters"
GREEDY = SamplingOptions(temperature=0.0, seed=1)
STORY = "Write a very long story about a journey across the sea, with many chapters."
NOTES = "The tide comes in twice a day, and the boats leave the harbour with it. " * 12


def test_send_stream_close_and_find_it_again(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY, max_tokens=60)
    reply = program.ask("What is the largest ocean on Earth?")
    assert "Pacific" in reply.content
    assert reply.state is MessageState.COMPLETE
    assert program.streamed[reply.id] == reply.content
    long = program.ask(f"Keep these notes in mind. {NOTES}", 2)
    program.close()

    again = run_program()
    again.wait_listed(1)
    again.window.conversation_selected.emit(again.listed[0].id)
    qtbot.waitUntil(lambda: len(again.shown) == 4)
    assert [message.content for message in again.shown.values()][1] == reply.content
    assert again.last() == long
    usage = again.ask("And the second largest?", 3).metadata.usage
    assert usage is not None
    assert usage.restored_tokens > 200
    assert usage.evaluated_tokens < 60
    assert [len(messages) for messages in again.on_disk()] == [6]


def test_stop(run_program: RunProgram) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    program.wait_writing()
    program.press_stop()
    stopped_at = time.monotonic()
    reply = program.wait_reply()
    assert time.monotonic() - stopped_at < 5
    assert reply.state is MessageState.STOPPED
    assert reply.content
    assert program.on_disk()[0][-1] == reply


@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_an_engine_killed_in_mid_reply(run_program: RunProgram, qtbot: QtBot, name: str) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed[reply_id]) > 20, timeout=60_000)
    assert program.program.client.pid is not None
    killed_at = time.monotonic()
    os.kill(program.program.client.pid, getattr(signal, name))
    problem = program.wait_problem()
    assert time.monotonic() - killed_at < 1.0
    assert problem.title == "The reply was interrupted"
    reply = program.wait_reply()
    assert reply.state is MessageState.STOPPED
    assert reply.content == program.streamed[reply_id]
    assert program.on_disk()[0][-1] == reply
    program.window.new_conversation_requested.emit()
    assert "Pacific" in program.ask("What is the largest ocean on Earth?").content


def test_an_engine_frozen_in_mid_reply(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY)
    program.send(STORY)
    reply_id = program.wait_writing()
    qtbot.waitUntil(lambda: len(program.streamed[reply_id]) > 20, timeout=60_000)
    assert program.program.client.pid is not None
    frozen_at = time.monotonic()
    os.kill(program.program.client.pid, signal.SIGSTOP)
    qtbot.waitUntil(lambda: any("stopped answering" in notice for notice in program.notices), timeout=5000)
    assert time.monotonic() - frozen_at < 2.0
    problem = program.wait_problem()
    assert 9 < time.monotonic() - frozen_at < 15
    assert "stopped answering" in problem.message
    reply = program.wait_reply()
    assert reply.state is MessageState.STOPPED
    assert reply.content == program.streamed[reply_id]
    program.window.new_conversation_requested.emit()
    assert "Pacific" in program.ask("What is the largest ocean on Earth?").content


def capital_share(text: str) -> float:
    """Of its letters, how many are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / max(1, len(letters))


def test_an_adapter_is_dropped_used_switched_scaled_and_found_again(run_program: RunProgram, qtbot: QtBot) -> None:
    program = run_program(sampling=GREEDY, max_tokens=48)
    question = "What is the largest ocean on Earth?"
    plain = program.ask(question)
    assert capital_share(plain.content) < 0.3

    views = program.window.adapters
    views.paths_brought.emit([str(ADAPTERS / "capitals")])
    qtbot.waitUntil(lambda: "is on the shelf" in program.window.notice_bar.text, timeout=60_000)
    assert program.window.notice_bar.act()
    row = program.program.adapters
    qtbot.waitUntil(lambda: not row.row.busy, timeout=60_000)
    assert row.row.problem == ""
    key = row.choices[0].key
    assert "tokens again" in views.row.note

    shouted = program.ask("And the smallest?", 2)
    assert capital_share(shouted.content) > 0.8
    assert [choice.name for choice in shouted.metadata.adapters] == [row.choices[0].name]
    label = program.window.transcript.latest_reply()
    assert label is not None
    assert f"+ {row.choices[0].name} ·" in label.footer.origin.accessibleName()

    QTest.mouseClick(views.row.chip(key).name, Qt.MouseButton.LeftButton)
    quiet = program.ask("And the coldest?", 3)
    assert quiet.metadata.adapters == ()
    assert shouted.metadata.usage is not None
    assert quiet.metadata.usage is not None

    QTest.mouseClick(views.row.chip(key).name, Qt.MouseButton.LeftButton)
    views.row.scaled.emit(key, 0.9)
    views.row.scaled.emit(key, 1.0)
    again = program.ask("And the warmest?", 4)
    assert capital_share(again.content) > 0.8
    usage = again.metadata.usage
    assert usage is not None
    read_before = shouted.metadata.usage.prompt_tokens + shouted.metadata.usage.completion_tokens
    # What the set had read before it was switched off is there still: only what came since has to be read.
    assert usage.evaluated_tokens <= usage.prompt_tokens - read_before + 2
    program.close()

    later = run_program()
    later.wait_listed(1)
    later.window.conversation_selected.emit(later.listed[0].id)
    qtbot.waitUntil(lambda: [chip.choice.key for chip in later.program.adapters.row.chips] == [key], timeout=30_000)
    assert capital_share(later.ask("And the deepest?", 5).content) > 0.8
    (later.folder.adapters / key / "adapter.gguf").unlink()
    later.program.shelf.refresh()
    qtbot.waitUntil(lambda: bool(later.program.adapters.row.problem), timeout=30_000)
    later.send("And the driest?")
    assert later.window.composer.draft == "And the driest?"
    later.window.adapters.row.remedy.click()
    later.press_enter()
    assert later.wait_reply(6).metadata.adapters == ()


def test_a_model_is_imported_used_and_removed(run_program: RunProgram, qtbot: QtBot, tmp_path: Path) -> None:
    starter = starter_model()
    assert starter is not None
    source = tmp_path / "Mine.Q4_1.gguf"
    source.symlink_to(starter)
    program = run_program(sampling=GREEDY, max_tokens=24)
    library, model = program.program.library, program.program.model
    program.window.library.open()
    view = program.window.library.view
    assert view is not None
    first = model.status.info
    assert first is not None

    view.import_requested.emit([str(source)])  # a link is not followed, whoever made it
    qtbot.waitUntil(lambda: view.problem_card.problem is not None, timeout=60_000)
    source.unlink()
    shutil.copyfile(starter, source)
    view.import_requested.emit([str(source)])
    qtbot.waitUntil(lambda: "is in the library. Use it?" in view.notice_bar.text, timeout=60_000)
    entry = next(one.entry for one in library.shelf.models if one.entry.name == "Mine.Q4_1")
    assert (entry.parameters, entry.bytes) == (first.parameters, source.stat().st_size)
    assert entry.sha256
    assert view.notice_bar.act()
    qtbot.waitUntil(lambda: model.status.path == str(entry.path) and model.is_ready, timeout=60_000)
    assert model.status.name == "Mine"
    assert "In use" in view.details._state.text()

    view.accept()
    reply = program.ask("What is the largest ocean on Earth?")
    assert "Pacific" in reply.content
    assert reply.metadata.model == "Mine"

    model.choose(str(starter))
    qtbot.waitUntil(lambda: model.status.path == str(starter) and model.is_ready, timeout=60_000)
    program.window.library.open()
    again = program.window.library.view
    assert again is not None
    again.choose(entry.key)
    qtbot.waitUntil(lambda: (found := library.find(entry.key)) is not None and bool(found.fit), timeout=60_000)
    QTest.mouseClick(again.details.remove, Qt.MouseButton.LeftButton)
    QTest.mouseClick(again.question.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is deleted" in again.notice_bar.text, timeout=60_000)
    assert not entry.path.exists()
    assert source.exists()
    assert all(one.entry.key != entry.key for one in library.shelf.models)


def test_the_starter_model_is_stored_in_a_better_format(
    run_program: RunProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.formats.platform.machine", lambda: "x86_64")  # where the advice was measured
    program = run_program()
    program.window.library.open()
    view, library = program.window.library.view, program.program.library
    assert view is not None
    qtbot.waitUntil(lambda: view.details.better.isVisible(), timeout=60_000)
    QTest.mouseClick(view.details.better, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is in the library. Use it?" in view.notice_bar.text, timeout=120_000)
    made = next(one.entry for one in library.shelf.models if not one.entry.starter)
    assert (made.quantization, made.parameters) == ("Q8_0", 134_515_008)
    assert made.origin.startswith("stored as Q8_0 from ")
    assert sorted(path.name for path in program.folder.models.iterdir()) == [
        ".baking",
        ".library",
        made.path.parent.name,
    ]
