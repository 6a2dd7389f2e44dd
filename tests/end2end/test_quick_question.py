"""A key of the X server, and `homespun quick`: the real program on a real screen, its keys pressed from outside."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.settings import Settings, SettingsFile
from app.x_keys import KeyUnavailable, XKey
from tests.end2end.test_program import display, start, wait_until_running

__all__ = ["display"]

pytestmark = pytest.mark.screen


def xdotool(screen: str, *arguments: str) -> str:
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not installed")
    done = subprocess.run(["xdotool", *arguments], env={"DISPLAY": screen}, capture_output=True, text=True, timeout=20)
    return done.stdout


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def is_shown(screen: str, title: str) -> bool:
    return bool(xdotool(screen, "search", "--onlyvisible", "--name", f"^{title}$").strip())


def test_a_key_reaches_the_one_that_took_it(display: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", display)
    key = XKey("Ctrl+Alt+K")
    try:
        assert not key.was_pressed()
        xdotool(display, "key", "ctrl+alt+k")
        wait_for(key.was_pressed)
        xdotool(display, "key", "Num_Lock")
        xdotool(display, "key", "ctrl+alt+k")
        xdotool(display, "key", "Num_Lock")
        wait_for(key.was_pressed)
        with pytest.raises(KeyUnavailable, match="Another program has Ctrl"):
            XKey("Ctrl+Alt+K")
    finally:
        key.close()
    XKey("Ctrl+Alt+K").close()
    for wrong, words in (("K", "Hold Ctrl"), ("Ctrl+Ü", "cannot be used"), ("Ctrl+Alt+Nonsense", "cannot be used")):
        with pytest.raises(KeyUnavailable, match=words):
            XKey(wrong)


@pytest.mark.model
def test_the_quick_question_comes_by_a_key_and_by_a_command(display: str, data_home: Path) -> None:
    data_home.mkdir(mode=0o700)
    SettingsFile(data_home / "settings.json").save(Settings(quick_key="Ctrl+Alt+Space"))
    program = start(display, data_home, "-m", "app")
    try:
        wait_until_running(data_home, program)
        wait_for(lambda: is_shown(display, "Homespun"))
        xdotool(display, "key", "ctrl+alt+space")
        wait_for(lambda: is_shown(display, "Quick question"))
        xdotool(display, "key", "Escape")
        wait_for(lambda: not is_shown(display, "Quick question"))
        second = start(display, data_home, "-m", "app", "quick")
        assert second.wait(60) == 0
        wait_for(lambda: is_shown(display, "Quick question"))
    finally:
        program.terminate()
        _, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    assert errors == ""


def test_the_command_alone_shows_nothing_else_and_ends_with_it(display: str, data_home: Path) -> None:
    program = start(display, data_home, "-m", "app", "quick")
    try:
        wait_for(lambda: is_shown(display, "Quick question"))
        assert not is_shown(display, "Homespun")
        xdotool(display, "search", "--name", "^Quick question$", "windowfocus", "--sync", "key", "Escape")
        assert program.wait(60) == 0
    finally:
        if program.poll() is None:
            program.kill()
        program.communicate()
