"""The thread that parses Markdown ends before its object does, whoever forgets to close it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from app.ui.renderer import PORTION, Renderer

_PROGRAM = """
import gc, sys
from PySide6.QtWidgets import QApplication, QWidget
from app.ui.renderer import Renderer

application = QApplication([])
window = QWidget()
renderer = Renderer({parent})
renderer.feed(renderer.new_ticket(), "**words** and `code`\\n\\n" * 2000, final=True)
{end}
"""

_ENDS = {
    "the program ends": "",
    "by an error": "sys.exit(0)",
    "its window goes": "del window, renderer; gc.collect()",
    "in a cycle": "renderer.itself = window.renderer = renderer; del window, renderer; gc.collect()",
    "Qt goes first": "application.shutdown()",
}


@pytest.mark.parametrize("parent", ["window", "None"])
@pytest.mark.parametrize("end", _ENDS)
def test_a_program_that_does_not_close_it_ends_in_peace(end: str, parent: str) -> None:
    program = _PROGRAM.format(parent=parent, end=_ENDS[end])
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_closing_does_not_wait_for_the_rest_of_a_long_text(qtbot: QtBot) -> None:
    renderer = Renderer()
    portions: list[object] = []
    renderer.rendered.connect(portions.append)
    renderer.feed(renderer.new_ticket(), "- some *words*\n" * (40 * PORTION // 15), final=True)
    renderer.close()
    renderer.feed(renderer.new_ticket(), "late", final=True)
    qtbot.wait(50)  # what was parsed before arrives
    assert len(portions) < 40
    assert [thread.isRunning() for thread in renderer.findChildren(QThread)] == [False]
