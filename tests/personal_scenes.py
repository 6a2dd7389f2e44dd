"""Scenes of learning from a person for `tests.screenshots`: thumbs, corrections, the view with its pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.state import ContextUse
from app.store.records import Feedback, Thumb
from app.ui.reply import ReplyMessage
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt import samples

ANSWER = "Use less water: 65 % of the flour's weight, and let the dough rest for half an hour before you shape it."
MINE = "Less water. 65 %, and rest it 30 min before shaping.\n\nIf it still spreads: fold it twice more."


def _talking(window: MainWindow) -> list[ReplyMessage]:
    shown = samples.conversations()
    window.show_conversations(shown, shown[2].id)
    window.set_profile(samples.PROFILE)
    window.set_models(samples.models())
    window.set_model_status(samples.ready_model())
    window.set_context_use(ContextUse(1604, 8192, 83.4, 212))
    messages = [
        samples.message(Role.USER, "How do I make my sourdough less wet?"),
        samples.message(Role.ASSISTANT, ANSWER, metadata=samples.written()),
        samples.message(Role.USER, "And the oven?"),
        samples.message(Role.ASSISTANT, "Heat it to 250 °C with a stone in it.", metadata=samples.written()),
    ]
    window.show_conversation(shown[2], messages)
    first, second = messages[1].id, messages[3].id
    window.transcript.set_feedback({first: Feedback(first, Thumb.DOWN, MINE), second: Feedback(second, Thumb.UP)})
    return [view for view in window.transcript.views() if isinstance(view, ReplyMessage)]


def feedback(window: MainWindow) -> None:
    _talking(window)


def feedback_editing(window: MainWindow) -> None:
    _talking(window)[1].correction.edit("Heat it to 250 °C with a stone in it.")


EVERY_SIZE: tuple[Callable[[MainWindow], QWidget | None], ...] = (feedback, feedback_editing)
SCENES: tuple[Callable[[MainWindow], QWidget | None], ...] = (feedback, feedback_editing)
