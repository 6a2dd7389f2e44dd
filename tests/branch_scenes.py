"""Scenes of branches and of finding: messages with other versions, one that is edited, words that were found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from app.found import Excerpt, excerpt, places
from app.store.records import MessageState, StoredMessage
from app.store.search_reader import FoundMessage, Hit
from app.ui.user_message import UserMessage
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]


def _show(window: MainWindow, messages: list[StoredMessage]) -> list[StoredMessage]:
    shown = samples.conversations()
    window.show_conversations(shown, shown[2].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    window.show_conversation(shown[2], messages)
    window.transcript.set_versions(
        {
            messages[0].id: (9001, messages[0].id, 9002),
            messages[1].id: (messages[1].id, 9003),
            messages[-1].id: (*range(9010, 9021), messages[-1].id),
        }
    )
    return messages


def branches(window: MainWindow) -> None:
    messages = [
        samples.message(Role.USER, "How do I make my sourdough less wet?"),
        samples.message(Role.ASSISTANT, "Use less water: 65 % of the flour's weight.", metadata=samples.written()),
        samples.message(Role.USER, "And the oven?"),
        samples.message(Role.ASSISTANT, "Heat it to 250 °C with", MessageState.STOPPED, samples.written("cancelled")),
    ]
    _show(window, messages)
    window.transcript.views()[0].setFocus(Qt.FocusReason.TabFocusReason)


def branches_right_to_left(window: MainWindow) -> None:
    window.transcript.setFocus(Qt.FocusReason.MouseFocusReason)
    _show(window, samples.rich_messages()[2:])


def branch_edit(window: MainWindow) -> None:
    branches(window)
    view = window.transcript.views()[0]
    assert isinstance(view, UserMessage)
    view.edit()


def branch_edit_long(window: MainWindow) -> None:
    _show(window, [samples.message(Role.USER, "A line of a long message.\n" * 60), *samples.rich_messages()[1:2]])
    view = window.transcript.views()[0]
    assert isinstance(view, UserMessage)
    view.edit()


def branch_menu(window: MainWindow) -> QWidget | None:
    branches(window)
    view = window.transcript.views()[-1]
    view.open_menu(view.mapToGlobal(QPoint(40, 20)))
    return view.menu


def branch_deleted(window: MainWindow) -> None:
    branches(window)
    window.show_notice("3 messages deleted: this one, and all that followed.", "Undo", lambda: None)


def found(window: MainWindow) -> None:
    """What a search shows, and the conversation that was opened from it."""
    shown = samples.conversations()[:5]
    texts = (
        samples.ANSWER,
        "A letter about the ocean to somebody who has never seen one, in two short paragraphs please",
        "",
        "Un océan de papiers, et pas une seule copie de l'avis que vous demandez; l'Ocean Hotel ferme",
        "ما هو أكبر ocean؟ أريد جواباً قصيراً",
    )
    hits = {one.id: Hit(one, 1, excerpt(text, "ocean")) for one, text in zip(shown, texts, strict=True) if text}
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    window.sidebar.search.setText("ocean")
    window.set_hits(hits)
    window.show_conversations(shown, shown[0].id)
    messages = samples.rich_messages()
    window.finding.expect("ocean", messages[1].id)
    window.show_conversation(shown[0], messages)
    window.finding.show_found("ocean", [FoundMessage(messages[at].id) for at in (0, 1, 3)])


def found_in_file(window: MainWindow) -> None:
    """Words that stand in an attached file."""
    shown = samples.conversations()[:3]
    text = "Annual report 2025.pdf: \u2026the flour came from the mill at the harbour"
    part = Excerpt(text, tuple(places(text, "flour")))
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    window.sidebar.search.setText("flour")
    window.set_hits({shown[0].id: Hit(shown[0], 1, part, "Annual report 2025.pdf")})
    window.show_conversations(shown[:1], shown[0].id)
    messages = samples.rich_messages()
    window.finding.expect("flour", messages[0].id)
    window.show_conversation(shown[0], messages)
    window.finding.show_found("flour", [FoundMessage(messages[0].id, "Annual report 2025 of the bakery.pdf")])


def found_nothing(window: MainWindow) -> None:
    branches(window)
    window.finding.open()
    window.finding.bar.set_text("zeppelin")
    window.finding.show_found("zeppelin", [])


SCENES: tuple[Scene, ...] = (
    branches, branches_right_to_left, branch_edit, branch_edit_long, branch_menu, branch_deleted, found, found_in_file,
    found_nothing,
)  # fmt: skip
EVERY_SIZE: tuple[Scene, ...] = (branches, branch_edit, found)
