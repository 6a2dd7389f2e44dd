"""ModelController with engines that do not stay alive."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.chat.courier import Courier
from app.chat.model import MOST_DEATHS, ModelController
from app.chat.model_choices import ModelFiles
from app.client import EngineClient
from app.settings import Settings
from app.state import ModelPhase, Problem, ProblemAction
from tests.engine_commands import misbehaving


class Watched:
    """A ModelController, and everything that it said."""

    def __init__(self, mode: str, folder: Path, worker: ThreadPoolExecutor) -> None:
        model = folder / "model.gguf"
        model.write_bytes(b"GGUF")
        self.client = EngineClient(misbehaving(mode))
        self.controller = ModelController(
            self.client, ModelFiles(folder), worker, Courier(self.client), Settings(model=str(model)), self.client
        )
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.reasons: list[str] = []
        self.deaths = 0
        self.controller.problem.connect(self.problems.append)
        self.controller.notice.connect(self.notices.append)
        self.controller.unavailable.connect(self.reasons.append)
        self.client.died.connect(self._count)

    def _count(self) -> None:
        self.deaths += 1


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_an_engine_that_dies_again_and_again_is_not_started_for_ever(
    qtbot: QtBot, tmp_path: Path, worker: ThreadPoolExecutor
) -> None:
    watched = Watched("exits", tmp_path, worker)
    watched.controller.start()
    qtbot.waitUntil(lambda: bool(watched.problems), timeout=15_000)
    assert watched.deaths == MOST_DEATHS
    [problem] = watched.problems
    assert {ProblemAction.CHOOSE_MODEL, ProblemAction.RELOAD_MODEL} <= set(problem.actions)
    assert "exit code 3" in problem.message
    assert "cannot go on" in problem.detail
    assert watched.reasons
    assert "started again" in watched.notices[0]
    assert watched.controller.status.phase is ModelPhase.FAILED
    assert not watched.controller.is_coming
    with qtbot.assertNotEmitted(watched.client.ready, wait=300):
        assert not watched.client.is_running


def test_the_person_can_have_it_tried_once_more(qtbot: QtBot, tmp_path: Path, worker: ThreadPoolExecutor) -> None:
    watched = Watched("exits", tmp_path, worker)
    watched.controller.start()
    qtbot.waitUntil(lambda: len(watched.problems) == 1, timeout=15_000)
    watched.controller.reload()
    assert watched.controller.status.phase is ModelPhase.STARTING
    qtbot.waitUntil(lambda: len(watched.problems) == 2, timeout=15_000)
    assert watched.deaths == 2 * MOST_DEATHS


def test_an_engine_of_another_release_is_named(qtbot: QtBot, tmp_path: Path, worker: ThreadPoolExecutor) -> None:
    watched = Watched("version", tmp_path, worker)
    watched.controller.start()
    qtbot.waitUntil(lambda: bool(watched.problems), timeout=15_000)
    assert "Install Homespun again" in watched.problems[0].message


def test_a_closed_controller_starts_nothing(qtbot: QtBot, tmp_path: Path, worker: ThreadPoolExecutor) -> None:
    watched = Watched("exits", tmp_path, worker)
    watched.controller.start()
    watched.controller.close()
    qtbot.waitUntil(lambda: watched.deaths == 1, timeout=15_000)
    assert not watched.client.is_running
    assert watched.problems == []
