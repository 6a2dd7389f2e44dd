"""The whole program with a scripted model and adapters: which set writes a reply, whatever happens around it."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.looking import ChildImporter
from app.state import AdapterRow, AdapterSource, ProblemAction
from app.store.reader import Reader
from app.store.records import AdapterChoice, Conversation, MessageState
from engine.protocol import AdapterKind, AdapterUse, Generate, Request, SetAdapters
from models.adapters.base import describe_gguf_base
from models.adapters.library import AdapterLibrary
from models.inspect_gguf import inspect_gguf
from tests.adapter_shelves import shelve
from tests.gguf_files import linear_tensors, random_lora, tiny_llama
from tests.running_program import RunningProgram
from tests.scripted_model import script

RunProgram = Callable[..., RunningProgram]

SHOUTED = {"Capitals": "THE PACIFIC.", "Bullets": "- The Pacific", "Bullets + Capitals": "- THE PACIFIC"}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return script(tmp_path / "plain.json", reply="The Pacific.", replies_by_adapters=SHOUTED)


@pytest.fixture
def folder(data_home: Path) -> Path:
    return data_home / "adapters"


@pytest.fixture(autouse=True)
def misfits(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Why a scripted model, which has no header to be looked at, cannot take an adapter, by the adapter's name."""
    reasons: dict[str, str] = {}
    monkeypatch.setattr(AdapterLibrary, "misfit", lambda _, entry, model: entry.problem or reasons.get(entry.name, ""))
    return reasons


class Adapted:
    """A running program, its row of adapters, and what its engine is asked."""

    def __init__(self, program: RunningProgram, qtbot: QtBot) -> None:
        self.program = program
        self.adapters = program.program.adapters
        self.shelf = program.program.shelf
        self.window = program.window
        self.row = program.window.adapters.row
        self.sent: list[Request] = []
        self._qtbot = qtbot
        client = program.program.client
        send = client.send

        def spy(request: Request) -> None:
            self.sent.append(request)
            send(request)

        client.send = spy  # type: ignore[method-assign]  # what is sent is what counts here
        qtbot.waitUntil(lambda: self.shelf.adapters is not None)
        self.wait_set()

    @property
    def shown(self) -> AdapterRow:
        return self.adapters.row

    def wait_set(self) -> None:
        """Until the engine has what the row shows, or has refused it."""
        self._qtbot.waitUntil(lambda: not self.shown.busy and not self.adapters._pause.isActive())

    def on(self) -> dict[str, float]:
        return {chip.choice.name: chip.choice.scale for chip in self.shown.chips if chip.choice.active}

    def sets(self) -> list[SetAdapters]:
        return [request for request in self.sent if isinstance(request, SetAdapters)]

    def asked(self) -> list[tuple[AdapterUse, ...] | None]:
        """The sets that replies were asked for with."""
        return [request.adapters for request in self.sent if isinstance(request, Generate)]

    def stored(self) -> list[Conversation]:
        reader = Reader.open_read_only(self.program.folder.database)
        try:
            return list(reader.conversations())
        finally:
            reader.close()

    def wait_stored(self, names: list[str] | None) -> None:
        """Until the newest conversation is stored with a row of these."""

        def there() -> bool:
            rows = [conversation.settings.adapters for conversation in self.stored()]
            return bool(rows) and (None if rows[0] is None else [one.name for one in rows[0]]) == names

        self._qtbot.waitUntil(there)


@pytest.fixture
def start(run_program: RunProgram, model: Path, qtbot: QtBot) -> Callable[..., Adapted]:
    return lambda **settings: Adapted(run_program(model, **settings), qtbot)


def test_the_row_writes_the_reply_and_is_kept_with_both(start: Callable[..., Adapted], folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.wait_set()
    reply = adapted.program.ask("Which ocean?")
    assert reply.content == "THE PACIFIC."
    assert reply.metadata.adapters == (AdapterChoice(capitals, 1.0, True, "Capitals"),)
    assert adapted.program.on_disk()[0][-1] == reply
    adapted.wait_stored(["Capitals"])
    adapted.row.switched.emit(capitals, False)
    adapted.wait_set()
    reply = adapted.program.ask("And without?", 2)
    assert reply.content == "The Pacific."
    assert reply.metadata.adapters == ()
    assert adapted.asked()[-1] == ()
    adapted.row.switched.emit(capitals, True)
    adapted.row.scaled.emit(capitals, 0.8)
    assert adapted.program.ask("And softer?", 3).metadata.adapters[0].scale == 0.8
    assert adapted.program.problems == []


def test_without_adapters_the_engine_hears_of_none(start: Callable[..., Adapted]) -> None:
    adapted = start()
    adapted.program.ask("Which ocean?")
    assert adapted.sets() == []
    assert adapted.asked() == [()]


def test_adapters_add_up_and_what_is_written_again_has_the_set_of_now(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    keys = [shelve(folder, name) for name in ("Bullets", "Capitals")]
    adapted = start()
    for key in reversed(keys):
        adapted.row.added.emit(key)
    first = adapted.program.ask("Which ocean?")
    assert first.content == "- THE PACIFIC"
    adapted.row.removed.emit(keys[1])
    adapted.window.retry_requested.emit()
    qtbot.waitUntil(lambda: adapted.program.last().id != first.id)
    second = adapted.program.wait_reply()
    assert (second.content, len(second.metadata.adapters)) == ("- The Pacific", 1)
    assert second.parent_id == first.parent_id


def test_each_conversation_has_its_row_and_finds_it_again(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    capitals, bullets = shelve(folder, "Capitals"), shelve(folder, "Bullets")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.ask("First")
    adapted.window.new_conversation_requested.emit()
    assert adapted.on() == {}
    adapted.row.added.emit(bullets)
    first = adapted.program.listed[0].id
    adapted.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: adapted.on() == {"Capitals": 1.0})
    adapted.wait_set()
    assert [Path(use.path).parent.name for use in adapted.sets()[-1].adapters] == [capitals]
    assert adapted.sets()[-1].conversation == adapted.program.listed[0].key
    adapted.window.new_conversation_requested.emit()
    assert adapted.on() == {"Bullets": 1.0}
    assert adapted.program.ask("Second").content == "- The Pacific"
    adapted.program.close()

    again = start()
    again.program.wait_listed(2)
    again.window.conversation_selected.emit(first)
    qtbot.waitUntil(lambda: again.on() == {"Capitals": 1.0})
    assert again.shown.source is AdapterSource.CONVERSATION
    assert again.program.ask("Once more", 2).content == "THE PACIFIC."


def test_a_row_that_is_changed_while_its_conversation_is_stored_is_kept(
    start: Callable[..., Adapted], folder: Path
) -> None:
    capitals, bullets = shelve(folder, "Capitals"), shelve(folder, "Bullets")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.send("First")
    adapted.row.added.emit(bullets)
    assert adapted.program.wait_reply().content == "THE PACIFIC."
    adapted.wait_stored(["Capitals", "Bullets"])
    assert adapted.program.ask("Second", 2).content == "- THE PACIFIC"


def test_a_profile_brings_its_row_to_conversations_without_one(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.row.profile_row_given.emit()
    qtbot.waitUntil(lambda: adapted.shown.source is AdapterSource.PROFILE)
    assert adapted.on() == {"Capitals": 1.0}
    assert adapted.program.ask("First").content == "THE PACIFIC."
    adapted.wait_stored(None)
    adapted.row.switched.emit(capitals, False)
    adapted.wait_stored(["Capitals"])
    assert adapted.on() == {}
    adapted.window.new_conversation_requested.emit()
    assert adapted.on() == {"Capitals": 1.0}
    adapted.window.conversation_selected.emit(adapted.program.listed[0].id)
    qtbot.waitUntil(lambda: adapted.on() == {})
    adapted.row.profile_row_wanted.emit()
    adapted.wait_stored(None)
    assert adapted.on() == {"Capitals": 1.0}
    adapted.program.close()
    assert start().on() == {"Capitals": 1.0}


def test_a_lost_adapter_keeps_the_message_until_it_is_taken_out(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    capitals, bullets = shelve(folder, "Capitals"), shelve(folder, "Bullets")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.row.added.emit(bullets)
    adapted.program.ask("First")
    shutil.rmtree(folder / capitals)
    adapted.shelf.refresh()
    qtbot.waitUntil(lambda: bool(adapted.shown.problem))
    assert adapted.row.note == "Capitals is not on the shelf any more."
    adapted.program.send("Second")
    problem = adapted.program.problems[-1]
    assert "Capitals is not on the shelf any more." in problem.message
    assert problem.actions == (ProblemAction.TAKE_OUT_ADAPTERS,)
    assert adapted.window.composer.draft == "Second"
    assert len(adapted.asked()) == 1
    assert len(adapted.program.on_disk()[0]) == 2
    adapted.window.retry_requested.emit()
    assert adapted.program.problems[-1].title == "The reply was not asked for again"
    assert adapted.window.problem_card.problem is not None
    adapted.row.remedy.click()
    assert adapted.window.problem_card.problem is None
    assert adapted.on() == {"Bullets": 1.0}
    adapted.program.press_enter()
    assert adapted.program.wait_reply(2).content == "- The Pacific"


def test_an_adapter_for_another_model_is_named_and_can_be_switched_off(
    start: Callable[..., Adapted], folder: Path, misfits: dict[str, str]
) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    misfits["Capitals"] = "Capitals was made for Qwen3, and plain is loaded."
    adapted.program.program.model.reload()
    adapted.program.wait_ready()
    adapted._qtbot.waitUntil(lambda: bool(adapted.shown.problem))
    adapted.program.send("First")
    assert "Qwen3" in adapted.program.problems[-1].message
    adapted.window.problem_action.emit(adapted.program.problems[-1].actions[0])
    assert [chip.choice.active for chip in adapted.shown.chips] == [False]
    adapted.program.press_enter()
    assert adapted.program.wait_reply().content == "The Pacific."


def test_what_the_engine_refuses_is_said_before_a_message_is_lost_to_it(
    start: Callable[..., Adapted], folder: Path
) -> None:
    empty = shelve(folder, "Empty", effect="none")
    adapted = start()
    adapted.row.added.emit(empty)
    adapted.wait_set()
    assert adapted.shown.problem
    assert adapted.shown.remedy is ProblemAction.SWITCH_OFF_ADAPTERS
    assert adapted.on() == {"Empty": 1.0}
    adapted.program.send("First")
    assert adapted.window.composer.draft == "First"
    assert adapted.asked() == []
    adapted.row.remedy.click()
    adapted.wait_set()
    assert adapted.shown.problem == ""
    adapted.program.press_enter()
    assert adapted.program.wait_reply().content == "The Pacific."


def test_a_model_that_takes_no_adapters_says_why(run_program: RunProgram, tmp_path: Path, folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    model = script(tmp_path / "stubborn.json", adapter_problem="This model takes no adapters.")
    program = run_program(model)
    program._qtbot.waitUntil(lambda: program.program.shelf.adapters is not None)
    program.window.adapters.row.added.emit(capitals)
    assert program.window.adapters.row.note == "This model takes no adapters."
    program.send("First")
    assert program.window.composer.draft == "First"


def test_a_dead_engine_costs_nothing_of_the_row(start: Callable[..., Adapted], folder: Path, qtbot: QtBot) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.ask("First")
    before = len(adapted.sets())
    pid = adapted.program.program.client.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(adapted.sets()) > before, timeout=15_000)
    adapted.wait_set()
    assert adapted.on() == {"Capitals": 1.0}
    assert adapted.program.ask("Second", 2).content == "THE PACIFIC."


def test_an_adapter_that_kills_the_engine_can_be_switched_off(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    deadly = shelve(folder, "Deadly", crash="ABRT")
    adapted = start()
    adapted.row.added.emit(deadly)
    qtbot.waitUntil(lambda: bool(adapted.program.problems), timeout=20_000)
    assert "does not stay alive" in adapted.program.problems[-1].title
    assert adapted.on() == {"Deadly": 1.0}
    adapted.row.switched.emit(deadly, False)
    adapted.window.problem_action.emit(ProblemAction.RELOAD_MODEL)
    adapted.program.wait_ready()
    assert adapted.program.ask("First").content == "The Pacific."


def test_a_slider_that_moves_asks_once(start: Callable[..., Adapted], folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.wait_set()
    before = len(adapted.sets())
    for step in range(20):
        adapted.row.scaled.emit(capitals, step / 20)
    assert adapted.on() == {"Capitals": 0.95}
    adapted.wait_set()
    assert [request.adapters[0].scale for request in adapted.sets()[before:]] == [0.95]
    adapted.row.scaled.emit(capitals, 7)
    assert adapted.on() == {"Capitals": 2.0}


def test_what_a_slider_left_is_saved_at_the_end(start: Callable[..., Adapted], folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.ask("First")
    adapted.row.scaled.emit(capitals, 0.35)
    adapted.program.close()
    rows = [conversation.settings.adapters for conversation in adapted.stored()]
    assert rows == [(AdapterChoice(capitals, 0.35, True, "Capitals"),)]


def test_a_conversation_that_is_deleted_needs_no_row(start: Callable[..., Adapted], folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.ask("First")
    adapted.row.scaled.emit(capitals, 0.35)
    adapted.window.conversation_deleted.emit(adapted.program.listed[0].id)
    adapted.program.wait_listed(0)
    adapted.program.ask("Second")
    assert adapted.program.problems == []
    assert adapted.window.problem_card.problem is None


def test_a_set_never_queues_behind_a_reply(run_program: RunProgram, tmp_path: Path, folder: Path, qtbot: QtBot) -> None:
    capitals = shelve(folder, "Capitals")
    slow = script(tmp_path / "slow.json", reply="Long. " * 60, token_delay=0.004)
    adapted = Adapted(run_program(slow), qtbot)
    adapted.program.send("Tell me")
    adapted.program.wait_writing()
    adapted.row.added.emit(capitals)
    adapted.program.wait_reply()
    adapted.wait_set()
    kinds = [type(request).__name__ for request in adapted.sent if isinstance(request, Generate | SetAdapters)]
    assert kinds == ["Generate", "SetAdapters"]
    assert adapted.asked() == [()]
    assert adapted.on() == {"Capitals": 1.0}


def test_the_row_says_what_must_be_read_again(start: Callable[..., Adapted], folder: Path) -> None:
    capitals = shelve(folder, "Capitals")
    spoken = shelve(folder, "Spoken", kind=AdapterKind.ACTIVATED_LORA, invocation="<|im_start|>now")
    adapted = start()
    adapted.row.added.emit(capitals)
    assert adapted.shown.chips[0].switch_tokens is None
    usage = adapted.program.ask("First").metadata.usage
    assert usage is not None
    total = usage.prompt_tokens + usage.completion_tokens
    assert adapted.shown.reread_tokens == 0
    assert adapted.shown.chips[0].switch_tokens == total
    adapted.row.switched.emit(capitals, False)
    assert adapted.shown.reread_tokens == total
    assert adapted.row.note == f"The next reply reads {total} tokens again."
    assert adapted.shown.chips[0].switch_tokens == 0
    adapted.program.ask("Second", 2)
    usage = adapted.program.last().metadata.usage
    assert usage is not None
    longer = usage.prompt_tokens + usage.completion_tokens
    assert adapted.shown.reread_tokens == 0
    assert adapted.shown.chips[0].switch_tokens == longer - total
    adapted.row.added.emit(spoken)
    assert adapted.shown.reread_tokens == 0
    assert adapted.shown.chips[1].phrase


POEMS = "Writes poems and haiku about the sea, the seasons and the moon."


def test_an_adapter_that_fits_is_proposed_and_never_used_by_itself(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    poems = shelve(folder, "Poems", POEMS)
    shelve(folder, "Contracts", "Drafts contracts, leases and terms of payment in legal French.")
    adapted = start(propose_adapters=True)
    draft = "Please write a haiku about the moon above the sea"
    adapted.program.type_message(draft)
    qtbot.waitUntil(lambda: adapted.shown.proposal is not None)
    assert adapted.shown.proposal == AdapterChoice(poems, name="Poems")
    assert adapted.on() == {}
    adapted.program.press_enter()
    adapted.program.wait_reply()
    assert adapted.asked() == [()]
    assert adapted.shown.proposal is None
    adapted.program.type_message(draft)
    qtbot.waitUntil(lambda: adapted.shown.proposal is not None)
    adapted.row.proposal.take.click()
    assert adapted.on() == {"Poems": 1.0}
    assert adapted.shown.proposal is None
    adapted.row.removed.emit(poems)
    adapted.program.type_message(f"{draft} once more")
    qtbot.waitUntil(lambda: adapted.shown.proposal is not None)
    adapted.row.proposal.close_button.click()
    assert adapted.shown.proposal is None
    adapted.program.type_message(f"{draft}, please")
    with qtbot.waitSignal(adapted.program.program.proposals.proposed):
        pass
    assert adapted.shown.proposal is None


def test_nothing_is_proposed_unless_it_is_wanted(start: Callable[..., Adapted], folder: Path, qtbot: QtBot) -> None:
    shelve(folder, "Poems", POEMS)
    adapted = start()
    proposed: list[object] = []
    adapted.program.program.proposals.proposed.connect(proposed.append)
    adapted.program.type_message("Please write a haiku about the moon above the sea")
    qtbot.waitUntil(lambda: bool(proposed))
    assert proposed == [None]
    settings = adapted.program.program.preferences.settings
    adapted.window.settings_changed.emit(replace(settings, propose_adapters=True))
    adapted.program.type_message("Please write a haiku about the moon above the seas")
    qtbot.waitUntil(lambda: adapted.shown.proposal is not None)
    adapted.window.settings_changed.emit(settings)
    assert adapted.shown.proposal is None


# Bringing adapters


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model that adapters can be looked at beside, in the place of the scripted one."""
    path = tmp_path / "tiny.gguf"
    tiny_llama().write(path)
    base = describe_gguf_base(inspect_gguf(path))
    monkeypatch.setattr(AdapterLibrary, "_base", lambda *_: base)
    imports = ChildImporter.__call__
    monkeypatch.setattr(
        ChildImporter, "__call__", lambda self, source, _, output, told: imports(self, source, path, output, told)
    )
    return path


def test_a_dropped_adapter_is_imported_and_offered(
    start: Callable[..., Adapted], tiny: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    random_lora(linear_tensors(tiny), name="Sea shanties").write(tmp_path / "shanties.gguf")
    adapted = start()
    tasks: list[object] = []
    adapted.shelf.task_changed.connect(tasks.append)
    adapted.window.adapters.paths_brought.emit([str(tmp_path / "shanties.gguf")])
    qtbot.waitUntil(lambda: adapted.window.notice_bar.text.startswith("Sea shanties is on the shelf."), timeout=30_000)
    assert getattr(tasks[0], "text", "") == "Importing shanties.gguf"
    assert tasks[-1] is None
    assert adapted.on() == {}
    assert adapted.window.notice_bar.act()
    assert adapted.on() == {"Sea shanties": 1.0}
    adapted.wait_set()
    assert adapted.shown.problem == ""
    adapted.window.adapters.paths_brought.emit([str(tmp_path / "shanties.gguf")])
    qtbot.waitUntil(lambda: "this conversation uses it" in adapted.window.notice_bar.text, timeout=30_000)
    assert len(adapted.shelf.adapters or ()) == 1


def test_what_cannot_be_imported_is_told(start: Callable[..., Adapted], tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no adapter")
    adapted = start()
    with adapted._qtbot.waitSignal(adapted.shelf.problem) as told:
        adapted.window.adapters.paths_brought.emit([str(tmp_path / "notes.txt")])
    assert told.args is not None
    assert told.args[0].title == "notes.txt was not imported"
    assert adapted.window.problem_card.problem == told.args[0]
    assert adapted.shelf.adapters == ()


def test_a_dropped_model_is_loaded(start: Callable[..., Adapted], tiny: Path, qtbot: QtBot) -> None:
    adapted = start()
    with qtbot.waitSignal(adapted.shelf.model_found) as found:
        adapted.window.adapters.paths_brought.emit([str(tiny)])
    assert found.args == [str(tiny)]
    assert adapted.program.program.model.status.path == str(tiny)


def test_an_import_can_be_cancelled(
    start: Callable[..., Adapted], tiny: Path, tmp_path: Path, qtbot: QtBot, folder: Path
) -> None:
    random_lora(linear_tensors(tiny)).write(tmp_path / "one.gguf")
    adapted = start()
    problems: list[object] = []
    adapted.shelf.problem.connect(problems.append)
    with qtbot.waitSignal(adapted.shelf.task_changed, check_params_cb=lambda task: task is None, timeout=30_000):
        adapted.window.adapters.paths_brought.emit([str(tmp_path / "one.gguf")] * 3)
        adapted.window.adapters.progress.cancel.click()
    assert problems == []
    adapted.window.adapters.paths_brought.emit([str(tmp_path / "one.gguf")])
    qtbot.waitUntil(lambda: adapted.shelf._work.is_idle and len(adapted.shelf.adapters or ()) == 1, timeout=30_000)
    assert len(list(folder.iterdir())) == 1


def test_a_stack_is_merged_into_one_that_is_offered(
    start: Callable[..., Adapted], tiny: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    for seed, name in enumerate(("Shanties", "Storms")):
        random_lora(linear_tensors(tiny), name=name, seed=seed).write(tmp_path / f"{name}.gguf")
    adapted = start()
    adapted.window.adapters.paths_brought.emit([str(tmp_path / "Shanties.gguf"), str(tmp_path / "Storms.gguf")])
    qtbot.waitUntil(lambda: len(adapted.shelf.adapters or ()) == 2, timeout=30_000)
    stack = [(one.entry.key, 0.5) for one in adapted.shelf.adapters or ()]
    adapted.window.adapters.merge_requested.emit(stack, "Sea")
    qtbot.waitUntil(lambda: adapted.window.notice_bar.text.startswith("Sea is on the shelf."), timeout=30_000)
    assert ("Sea", 16) in [(one.entry.name, one.entry.rank) for one in adapted.shelf.adapters or ()]
    adapted.window.adapters.merge_requested.emit([("0" * 32, 1.0)], "None")
    qtbot.waitUntil(lambda: adapted.window.problem_card.problem is not None, timeout=30_000)
    problem = adapted.window.problem_card.problem
    assert problem is not None
    assert problem.title == "The adapters were not merged"


def test_the_shelf_describes_and_removes(start: Callable[..., Adapted], folder: Path, qtbot: QtBot) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    views = adapted.window.adapters
    views.open_shelf(capitals)
    assert views.shelf is not None
    views.shelf.described.emit(capitals, "Loud", "Shouts.", ("Shout it",), "CC0")
    qtbot.waitUntil(lambda: adapted.on() == {"Loud": 1.0}, timeout=30_000)
    found = adapted.shelf.find(capitals)
    assert found is not None
    assert (found.entry.description, found.entry.examples, found.entry.license) == ("Shouts.", ("Shout it",), "CC0")
    views.shelf.remove_requested.emit(capitals)
    qtbot.waitUntil(lambda: adapted.shelf.adapters == (), timeout=30_000)
    assert "Loud" in adapted.shown.problem or "Capitals" in adapted.shown.problem
    views.shelf.use_requested.emit(capitals, False)
    adapted.wait_set()
    assert adapted.shown == AdapterRow(source=AdapterSource.CONVERSATION)
    views.shelf.close()


def test_problems_are_told_on_the_shelf_while_it_is_open(start: Callable[..., Adapted], qtbot: QtBot) -> None:
    adapted = start()
    adapted.window.adapters.open_shelf()
    shelf = adapted.window.adapters.shelf
    assert shelf is not None
    shelf.remove_requested.emit("0" * 32)
    qtbot.waitUntil(lambda: shelf.problem_card.problem is not None, timeout=30_000)
    assert adapted.window.problem_card.problem is None
    shelf.close()


def test_a_shelf_that_cannot_be_read_troubles_only_who_wants_it(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    shelve(folder, "Capitals")
    adapted = start()
    shutil.rmtree(folder)
    folder.write_text("in the way")
    adapted.shelf.refresh()
    qtbot.waitUntil(lambda: bool(adapted.shelf.failure), timeout=30_000)
    assert adapted.program.ask("First").content == "The Pacific."
    assert adapted.window.problem_card.problem is None
    adapted.window.adapters.open_shelf()
    view = adapted.window.adapters.shelf
    assert view is not None
    qtbot.waitUntil(lambda: view.problem_card.problem is not None, timeout=30_000)
    folder.unlink()
    shelve(folder, "Bullets")
    adapted.shelf.refresh()
    qtbot.waitUntil(lambda: [one.entry.name for one in adapted.shelf.adapters or ()] == ["Bullets"], timeout=30_000)
    assert adapted.shelf.failure == ""
    view.close()


def test_a_model_is_baked_and_offered(
    start: Callable[..., Adapted], folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    output = tmp_path / "baked.gguf"
    adapted.window.adapters.bake_requested.emit([(capitals, 0.5)], str(output))
    qtbot.waitUntil(lambda: adapted.window.notice_bar.text.startswith("baked.gguf is written."), timeout=10_000)
    assert output.exists()
    adapted.window.adapters.bake_requested.emit([(capitals, 0.5)], str(output))
    qtbot.waitUntil(lambda: adapted.window.problem_card.problem is not None, timeout=10_000)
    problem = adapted.window.problem_card.problem
    assert problem is not None
    assert problem.title == "The model was not written"


def test_baking_can_be_cancelled(run_program: RunProgram, tmp_path: Path, folder: Path, qtbot: QtBot) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = Adapted(run_program(script(tmp_path / "slow.json", load_delay=2.0)), qtbot)
    output = tmp_path / "baked.gguf"
    tasks: list[object] = []
    adapted.shelf.task_changed.connect(tasks.append)
    adapted.window.adapters.bake_requested.emit([(capitals, 1.0)], str(output))
    qtbot.waitUntil(lambda: getattr(tasks[-1], "total", 0) > 0, timeout=30_000)
    assert adapted.window.adapters.progress.isVisible()
    adapted.window.adapters.progress.cancel.click()
    qtbot.waitUntil(lambda: tasks[-1] is None, timeout=30_000)
    assert not output.exists()
    assert adapted.window.notice_bar.text == ""
    assert adapted.program.ask("First").content == "Hello."


def test_an_answer_of_a_comparison_becomes_the_reply(start: Callable[..., Adapted], folder: Path, qtbot: QtBot) -> None:
    capitals = shelve(folder, "Capitals")
    adapted = start()
    adapted.row.added.emit(capitals)
    adapted.program.ask("Which ocean?")
    adapted.row.switched.emit(capitals, False)
    adapted.wait_set()
    adapted.window.adapters.compare_requested.emit(capitals)
    view = adapted.window.dialog("comparison")
    compare = adapted.program.program.compare
    with qtbot.waitSignal(compare.running_changed, check_params_cb=lambda running: not running, timeout=10_000):
        view._press()  # type: ignore[attr-defined]  # the comparison's button
    assert [uses is not None and len(uses) for uses in adapted.asked()[-2:]] == [0, 1]
    view._keep("left")  # type: ignore[attr-defined]  # the button under its answer
    qtbot.waitUntil(lambda: adapted.program.last().content == "The Pacific.", timeout=30_000)
    last = adapted.program.on_disk()[0][-1]
    assert (last.content, last.state, last.metadata.adapters) == ("The Pacific.", MessageState.COMPLETE, ())
    assert [one.content for one in adapted.program.on_disk()[0]] == ["Which ocean?", "The Pacific."]


def test_the_message_box_is_empty_once_the_answer_to_its_draft_is_kept(
    start: Callable[..., Adapted], folder: Path, qtbot: QtBot
) -> None:
    shelve(folder, "Capitals")
    adapted = start()
    adapted.window.composer.set_draft("Which ocean?")
    adapted.window.adapters.compare_requested.emit("")
    view = adapted.window.dialog("comparison")
    compare = adapted.program.program.compare
    with qtbot.waitSignal(compare.running_changed, check_params_cb=lambda running: not running, timeout=10_000):
        view._press()  # type: ignore[attr-defined]  # the comparison's button
    view._keep("left")  # type: ignore[attr-defined]  # the button under its answer
    qtbot.waitUntil(lambda: len(adapted.program.shown) == 2, timeout=30_000)
    assert adapted.program.last().content == "The Pacific."
    assert adapted.window.composer.draft == ""
    adapted.window.new_conversation_requested.emit()
    qtbot.waitUntil(lambda: adapted.program.program.chat.shown_id is None, timeout=30_000)
    assert adapted.window.composer.draft == ""
