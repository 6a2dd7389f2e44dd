"""Scenes of a model that a smaller one steers, for tests/screenshots.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.state import AdapterChip, AdapterRow, AdapterSource, ModelSteering, ProblemAction, ShelfAdapter
from app.store.records import AdapterChoice, SteeredBy
from app.ui.window import MainWindow
from tests import adapter_scenes
from tests.qt import samples

BY = ModelSteering("/models/smollm2-135m.gguf", "SmolLM2 135M", 1.5, 541_000_000)
LARGE = "SmolLM2 1.7B"
STEERING = AdapterChip(AdapterChoice("steering", 0.8, name=BY.name), steering=replace(BY, strength=0.8))
CAPITALS = samples.adapter("Capitals", tokens=1240, description="Answers in capital letters.")


def _started(window: MainWindow, *, steered: bool) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_models(samples.models())
    window.set_model_status(replace(samples.ready_model(), name=LARGE, steering=BY if steered else None))
    messages = samples.rich_messages()[2:]
    if steered:
        wrote = replace(
            messages[-1].metadata, model=LARGE, adapters=(CAPITALS.choice,), steered_by=SteeredBy(BY.name, 0.8)
        )
        messages[-1] = replace(messages[-1], metadata=wrote)
    window.show_conversation(shown[0], messages)
    window.adapters.set_shelf([_offered(), *samples.shelf()[3:]])


def _offered() -> ShelfAdapter:
    one = samples.shelved("Capitals", description="Answers in capital letters.", misfit="It was made for SmolLM2 135M.")
    return replace(one, steering=BY)


def steering(window: MainWindow) -> None:
    _started(window, steered=True)
    window.adapters.set_row(AdapterRow((CAPITALS,), AdapterSource.CONVERSATION, steering=STEERING))


def steering_small(window: MainWindow) -> None:
    steering(window)
    window.resize(560, 620)


def steering_popover(window: MainWindow) -> QWidget:
    steering(window)
    chip = window.adapters.row.chip("steering")
    chip.open_popover()
    assert chip.popover is not None
    return chip.popover


def steering_refused(window: MainWindow) -> None:
    """An adapter of a small model is on, and nothing steers."""
    _started(window, steered=False)
    why = f"Capitals was made for {BY.name}, not for {LARGE}. {BY.name} can steer {LARGE} with it."
    chip = replace(CAPITALS, problem=why)
    window.adapters.set_row(AdapterRow((chip,), AdapterSource.CONVERSATION, problem=why, remedy=ProblemAction.STEER))


def steering_menu(window: MainWindow) -> QWidget:
    _started(window, steered=False)
    window.adapters.set_row(AdapterRow())
    window.adapters.row.open_menu()
    return window.adapters.row.menu


def steering_shelf(window: MainWindow) -> QWidget:
    _started(window, steered=False)
    window.adapters.open_shelf("capitals")
    assert window.adapters.shelf is not None
    window.adapters.shelf.show_adapters([_offered(), *adapter_scenes.adapters()[2:]], frozenset())
    return window.adapters.shelf


SCENES: tuple[Callable[[MainWindow], QWidget | None], ...] = (
    steering, steering_small, steering_popover, steering_refused, steering_menu, steering_shelf,
)  # fmt: skip
