"""Renders every view in both themes into a folder: python -m tests.screenshots FOLDER [NAME...]"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.languages import use_language
from app.settings import Language, Settings
from app.settings import Theme as ThemeChoice
from app.state import (
    Activity,
    AdapterChip,
    AdapterRow,
    AdapterSource,
    ChatActivity,
    ContextUse,
    ModelPhase,
    ModelStatus,
    Problem,
    ProblemAction,
    Task,
)
from app.store.records import AdapterChoice, MessageState
from app.ui.window import MainWindow, make_theme
from engine.protocol import Role
from tests import (
    adapter_scenes,
    attachment_scenes,
    branch_scenes,
    desktop_scenes,
    encryption_scenes,
    model_library_scenes,
    order_scenes,
    personal_scenes,
    privacy_scenes,
    profile_scenes,
    reading_scenes,
    safekeeping_scenes,
    steering_scenes,
    token_scenes,
)
from tests.qt import samples

Scene = Callable[[MainWindow], QWidget | None]


def _started(window: MainWindow) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_models(samples.models())
    window.set_model_status(samples.ready_model())
    window.set_dynamic(token_scenes.UNMEASURED)
    window.set_context_use(ContextUse(3110, 8192, 83.4, 212))


def _talking(window: MainWindow) -> None:
    _started(window)
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.show_conversation(shown[0], samples.rich_messages())


def empty(window: MainWindow) -> None:
    window.show_conversations([], None)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(ModelStatus(ModelPhase.LOADING, "SmolLM2 135M", progress=0.46))


def no_model(window: MainWindow) -> None:
    window.show_conversations([], None)
    window.set_model_status(ModelStatus(ModelPhase.NONE))


def conversation(window: MainWindow) -> None:
    _talking(window)
    settle(window)
    window.transcript.verticalScrollBar().setValue(0)


def conversation_end(window: MainWindow) -> None:
    _talking(window)


def streaming(window: MainWindow) -> None:
    _started(window)
    shown = samples.conversations()
    window.show_conversation(shown[0], [samples.message(Role.USER, "Write a haiku about the sea, with its rules.")])
    reply = samples.message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.add_message(reply)
    window.append_text(
        reply.id, "A haiku has **three lines**:\n\n- five syllables\n- seven\n- five again\n\n```text\nGrey"
    )
    window.set_activity(ChatActivity(Activity.WRITING))


def reading(window: MainWindow) -> None:
    streaming(window)
    window.set_activity(ChatActivity(Activity.READING, 1024, 3000))
    window.set_context_use(ContextUse(7610, 8192, None, None))
    window.composer.set_draft("A next message,\nwritten while the model reads,\non three lines")


def problem(window: MainWindow) -> None:
    _talking(window)
    window.show_problem(
        Problem(
            "The engine stopped",
            "It was ended from outside, often because memory ran out. What had come of the reply is kept. "
            "The engine is starting again; ask for the reply once more when the model is ready.",
            "signal 9 (KILL)\nllama_kv_cache: size = 180.00 MiB",
            (ProblemAction.RETRY, ProblemAction.CHOOSE_MODEL),
        )
    )


def states(window: MainWindow) -> None:
    _started(window)
    shown = samples.conversations()
    messages = []
    for _ in range(2):
        messages += [
            samples.message(Role.USER, "How do I make my sourdough less wet?"),
            samples.message(Role.ASSISTANT, "Use less water: 65 % of the flour's weight.", metadata=samples.written()),
        ]
    messages += [
        samples.message(Role.USER, "And the oven?"),
        samples.message(
            Role.ASSISTANT, "Heat it to 250 °C with", MessageState.STOPPED, samples.written("cancelled", dropped=2)
        ),
        samples.message(Role.USER, "Go on"),
        samples.message(
            Role.ASSISTANT,
            "",
            MessageState.FAILED,
            replace(samples.written(dropped=2), timings=None, error="There is no room left for the reply."),
        ),
    ]
    window.show_conversation(shown[2], messages)


def undo(window: MainWindow) -> None:
    _started(window)
    window.sidebar.list.delete_requested.emit(1)


def no_hits(window: MainWindow) -> None:
    _started(window)
    window.sidebar.search.setText("zeppelin")
    window.show_conversations([], None)


def settings(window: MainWindow) -> QWidget:
    _started(window)
    window.open_settings()
    return window.dialog("settings")


def settings_end(window: MainWindow) -> QWidget:
    dialog = settings(window)
    settle(window)
    for area in dialog.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return dialog


def sheet(window: MainWindow) -> QWidget:
    window.open_shortcuts()
    return window.dialog("shortcuts")


def pasted(window: MainWindow) -> None:
    _started(window)
    window.composer.set_draft("x" * 1_000_000)


def model_menu(window: MainWindow) -> QWidget:
    _started(window)
    window.top_bar.model.open_menu()
    return window.top_bar.model.menu_of_models


def _adapted(window: MainWindow, *chips: AdapterChip, **fields: object) -> None:
    shown = samples.conversations()
    _started(window)
    window.adapters.set_shelf(samples.shelf())
    own = (AdapterChoice("my letters", 0.8, name="My letters"), AdapterChoice("legal french", 0.4, name="Legal French"))
    messages = samples.rich_messages()[2:]
    messages[-1] = replace(messages[-1], metadata=replace(messages[-1].metadata, adapters=own))
    window.show_conversation(shown[0], messages)
    window.adapters.set_row(AdapterRow(chips, AdapterSource.CONVERSATION, **fields))  # type: ignore[arg-type]


LETTERS = samples.adapter("My letters", 0.8, tokens=1240, description="Writes like my letters.")
FRENCH = samples.adapter("Legal French", 0.4, tokens=1240)


def adapters(window: MainWindow) -> None:
    _adapted(window, LETTERS, FRENCH, samples.adapter("Capitals", active=False), reread_tokens=1240)


def adapters_none(window: MainWindow) -> None:
    _adapted(window)


def adapters_many(window: MainWindow) -> None:
    names = ("Capitals", "Bullets", "A very long name that somebody gave to an adapter once", "ما هو", "Haiku", "Warm")
    _adapted(window, LETTERS, FRENCH, *(samples.adapter(name, 0.5 * place - 1) for place, name in enumerate(names)))


def adapters_missing(window: MainWindow) -> None:
    gone = "Haiku is not on the shelf any more."
    lost = samples.adapter("Haiku", problem=gone)
    _adapted(window, LETTERS, lost, problem=gone, remedy=ProblemAction.TAKE_OUT_ADAPTERS)


def adapters_proposed(window: MainWindow) -> None:
    _adapted(window, LETTERS, proposal=AdapterChoice("capitals", name="Capitals"))
    window.composer.set_draft("Shout the weather report for tomorrow, please")


def adapter_popover(window: MainWindow) -> QWidget:
    adapters(window)
    chip = window.adapters.row.chip("my letters")
    chip.open_popover()
    assert chip.popover is not None
    return chip.popover


def adapter_menu(window: MainWindow) -> QWidget:
    adapters(window)
    window.adapters.row.open_menu()
    return window.adapters.row.menu


def adapter_import(window: MainWindow) -> None:
    adapters(window)
    window.adapters.set_task(Task("Importing my-letters", 46, 100))


def adapter_drop(window: MainWindow) -> None:
    adapters(window)
    window.drops.frame.show_over(window)


SCENES: tuple[Scene, ...] = (
    empty, no_model, conversation, conversation_end, streaming, reading, problem, states, undo, no_hits,
    settings, settings_end, sheet, pasted, model_menu, adapters, adapters_none, adapters_many, adapters_missing,
    adapters_proposed, adapter_popover, adapter_menu, adapter_import, adapter_drop, *adapter_scenes.SCENES,
    *attachment_scenes.SCENES, *branch_scenes.SCENES, *desktop_scenes.SCENES, *encryption_scenes.SCENES,
    *model_library_scenes.SCENES,
    *order_scenes.SCENES, *personal_scenes.SCENES, *privacy_scenes.SCENES, *profile_scenes.SCENES,
    *reading_scenes.SCENES,
    *safekeeping_scenes.SCENES, *steering_scenes.SCENES, *token_scenes.SCENES,
)  # fmt: skip
SIZES = {"small": (640, 480), "": (1180, 780), "large": (1600, 1000)}
EVERY_SIZE = (
    empty,
    conversation,
    problem,
    streaming,
    adapters,
    adapters_many,
    *attachment_scenes.EVERY_SIZE,
    *branch_scenes.EVERY_SIZE,
    *order_scenes.EVERY_SIZE,
    *personal_scenes.EVERY_SIZE,
    *privacy_scenes.EVERY_SIZE,
    *profile_scenes.EVERY_SIZE,
    *reading_scenes.EVERY_SIZE,
    *safekeeping_scenes.EVERY_SIZE,
    *token_scenes.EVERY_SIZE,
)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    if family := os.environ.get("SCREENSHOT_FONT"):
        application.setFont(QFont(family))
    use_language(application, Language(os.environ.get("SCREENSHOT_LANGUAGE", "en")))
    theme = make_theme(application)
    wanted = arguments[1:]
    for scene in SCENES:
        if wanted and scene.__name__ not in wanted:
            continue
        for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
            for size, (width, height) in SIZES.items():
                if size and scene not in EVERY_SIZE:
                    continue
                window = MainWindow(theme, Path.home() / ".local/share/Homespun")
                window.set_settings(Settings(theme=choice, text_size=int(os.environ.get("SCREENSHOT_TEXT", "14"))))
                window.resize(width, height)
                window.show()
                target = scene(window) or window
                settle(window)
                name = "-".join(part for part in (scene.__name__, size, str(choice)) if part)
                target.grab().save(str(folder / f"{name}.png"))
                if target is not window:
                    target.close()
                window.close()
                window.deleteLater()
    return 0


def settle(window: MainWindow) -> None:
    """Let the event loop run until everything is on the page and has been laid out."""
    loop = QEventLoop()
    timer = QTimer()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if window.transcript.is_settled or quiet > 40 else quiet
        if quiet > 8:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(15)
    QTimer.singleShot(1500, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
