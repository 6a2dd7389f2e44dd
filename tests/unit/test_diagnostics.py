"""The report of a problem says what helps, and not a word that a person wrote, named or chose."""

from __future__ import annotations

import ast
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.diagnostics.report import report
from app.error_log import ErrorLog, Fixed, last_errors
from app.outcome import outcome_of
from app.paths import DataFolder
from app.settings import Settings, Theme
from app.store.records import Attachment, AttachmentKind, MessageState, ProfileSettings, ReplyMetadata, Summary, Thumb
from app.store.store import Store
from engine.protocol import Role, SamplingOptions, Timings, Usage
from models.gguf_format import ValueType
from models.library import Library
from tests.gguf_files import tiny_llama
from tests.unit.cli_driver import homespun

ROOT = Path(__file__).resolve().parents[2]
MARK = "zanzibar"
"""Stands in everything that a person or a stranger can write."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    home = tmp_path / f"{MARK}-home"
    monkeypatch.setenv("HOME", str(home))
    folder = DataFolder(home / f"{MARK} letters" / "Homespun")
    folder.create()
    _fill_store(folder)
    (folder.adapters / f"{MARK}-adapter").mkdir()
    model = tiny_llama()
    model.metadata = {key.replace("llama.", f"{MARK}.", 1): value for key, value in model.metadata.items()}
    for key in ("architecture", "name", "license"):
        model.set(f"general.{key}", ValueType.STRING, MARK)
    model.write(folder.models / f"{MARK}.gguf")
    assert Library(folder.models).models()[0].architecture == MARK
    return folder


def _fill_store(folder: DataFolder) -> None:
    store = Store.open(folder.database, folder.backups)
    profile = store.create_profile(f"{MARK} me", MARK, ProfileSettings(preferences=MARK, model=f"/{MARK}/x.gguf"))
    conversation = store.create_conversation(profile.id, f"About {MARK}")
    file = Attachment(f"{MARK}.txt", AttachmentKind.TEXT, MARK, note=MARK)
    asked = store.append_message(conversation.id, None, Role.USER, MARK, attachments=(file,))
    said = ReplyMetadata(MARK, "stop", Usage(120, 5, 37, 8192), Timings(1.0, 230.0, 300.0, 41.5), error=MARK)
    reply = store.append_message(conversation.id, asked.id, Role.ASSISTANT, MARK, MessageState.COMPLETE, said)
    odd = ReplyMetadata(MARK, MARK, error=MARK)
    store.append_message(conversation.id, reply.id, Role.ASSISTANT, MARK, MessageState.FAILED, odd)
    store.set_feedback(reply.id, thumb=Thumb.UP, correction=MARK)
    store.add_memory(profile.id, MARK)
    store.put_summary(Summary(reply.id, "1,2", MARK, MARK))
    store.create_folder(profile.id, MARK)
    store.keep_draft(conversation.id, None, MARK)
    store.close()


@pytest.fixture
def errors(data: DataFolder) -> Iterator[ErrorLog]:
    log = ErrorLog(data.logs)
    log.start()
    yield log
    log.close()


def test_nothing_that_a_person_wrote_is_in_it(data: DataFolder, errors: ErrorLog) -> None:
    log = logging.getLogger("app.chat")
    log.error("a file could not be read: %s", f"/home/{MARK}/{MARK}.pdf")
    log.warning("a saved state is damaged and deleted: %s", OSError(2, MARK, f"/{MARK}"))
    try:
        raise KeyError(MARK)
    except KeyError as error:
        log.exception("a defect in a call to the store: %s", type(error).__name__)
        log.critical("a defect: %s at %s", "KeyError", traceback.extract_tb(error.__traceback__)[-1:])
    settings = Settings(
        model=str(data.models / f"{MARK}.gguf"), theme=Theme.DARK, threads=3, sampling=SamplingOptions(temperature=0.1)
    )
    text = report(data, settings)
    assert MARK not in text.casefold()
    assert str(data.path) not in text
    for helps in (
        "schema: ",
        "messages: 3",
        "The one in use: another, ",
        "120 tokens read, 37 written, first token 230 ms, 41.5 tokens/s",
        "theme: dark",
        "threads: 3",
        "sampling.temperature: 0.1",
        "model: set",
        "a file could not be read: …",
        "a saved state is damaged and deleted: FileNotFoundError",
        "a defect in a call to the store: KeyError (KeyError at tests/unit/test_diagnostics.py:",
        "a defect: KeyError at tests/unit/test_diagnostics.py:",
    ):
        assert helps in text, helps


def test_how_the_engine_ended_is_kept(data: DataFolder, errors: ErrorLog) -> None:
    outcome = outcome_of(-11, f"loading {MARK}".encode())
    logging.getLogger("app.client").warning("engine died: %s", outcome.report().partition("\n")[0])
    logging.getLogger("app.ui.cards").warning("shown: %s", Fixed("The disk is full"))
    logging.getLogger("app.client").info("nothing went wrong")
    died, shown = last_errors(data.logs, 10)
    assert died.endswith("WARNING app.client: engine died: Engine process: signal 11 (SIGSEGV)")
    assert shown.endswith("WARNING app.ui.cards: shown: The disk is full")


def test_the_command_writes_it_also_where_there_is_nothing_yet(data: DataFolder, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    assert homespun("diagnostics", "--data-dir", str(data.path), "--output", str(target)).returncode == 0
    assert MARK not in target.read_text().casefold()
    printed = homespun("diagnostics", "--data-dir", str(tmp_path / "new"))
    assert printed.returncode == 0
    assert "Database: none yet" in printed.stdout
    assert not (tmp_path / "new").exists()


def test_whoever_logs_writes_the_words_where_they_log() -> None:
    """What stands there literally is kept: a text that was put together before could be anybody's."""
    for package in ("app", "engine", "models"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                named = isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "_log", "logger")
                if named and node.func.attr in ("warning", "error", "exception", "critical"):
                    words = node.args[0]
                    assert isinstance(words, ast.Constant), f"{path}:{node.lineno}"
