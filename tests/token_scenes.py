"""Scenes of dynamic tokenization for `tests.screenshots`: the popover, the status line, the token inspector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.dynamic import DynamicState, Inspection, InspectionPhase, LanguagePrice, LanguagePrices
from app.state import ContextUse, Task
from app.ui.window import MainWindow
from engine.protocol import DynamicPrice, DynamicTokenization, TokenSpan
from tests.qt import samples

CAREFUL, STRONG = DynamicTokenization.CAREFUL, DynamicTokenization.STRONG
PRICES = (DynamicPrice(CAREFUL, 0.098, 0.0041, 0.0072, 0.91), DynamicPrice(STRONG, 0.214, 0.0093, 0.0131, 0.8))
"""Made up: scenes show how figures look, not what they are."""
MEASURED = DynamicState(degree=CAREFUL, default=CAREFUL, prices=PRICES, has_model=True, read_again=True)
UNMEASURED = DynamicState(has_model=True)
UNABLE = DynamicState(has_model=True, problem="This model takes tokens only: its first layer cannot read merged ones.")
LANGUAGES = LanguagePrices(
    STRONG,
    tuple(
        LanguagePrice(name, tokens, positions)
        for name, tokens, positions in (
            ("English", 371, 300), ("French", 646, 489), ("German", 707, 481), ("Russian", 1310, 902),
            ("Arabic", 1294, 934), ("Hindi", 1940, 1211), ("Japanese", 1190, 820),
        )
    ),
    7,
)  # fmt: skip


def span(*pieces: str) -> TokenSpan:
    return TokenSpan(tuple(range(len(pieces))), pieces)


SPANS = (
    span("The", " volume"), span(" group"), span(" vg", "_"), span("crit", "ical"), span(" is"), span(" now"),
    span(" made", " of"), span(" two"), span(" physical", " volumes"), span(","), span(" and", " the"),
    span(" logical", " volumes"), span(" in", " it"), span(" can"), span(" grow"), span(" without", " un", "mount"),
    span("ing"), span("."), span("\n"), span("\u0645", "\u0627"), span(" \u0647\u0648"),
    span(" \u0623\u0643", "\u0628\u0631"), span(" \u0645\u062d\u064a\u0637", "\u061f"), span("\n"),
    span("1"), span("2"), span(" \u732b", "", ""), span("\u304c", "\u3044\u308b"), span(" na\u00ef", "ve"),
)  # fmt: skip
TEXT = "".join(piece for one in SPANS for piece in one.pieces)


def _talking(window: MainWindow, state: DynamicState, saved: int = 0) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_models(samples.models())
    window.set_model_status(samples.ready_model())
    window.show_conversation(shown[0], samples.rich_messages())
    window.set_context_use(ContextUse(1604, 8192, 83.4, 212, saved))
    window.set_dynamic(state)


def dynamic(window: MainWindow) -> None:
    _talking(window, MEASURED, 396)


def _popover(window: MainWindow, state: DynamicState) -> QWidget:
    _talking(window, state)
    window.tokens.open_popover()
    assert window.tokens.popover is not None
    return window.tokens.popover


def dynamic_popover(window: MainWindow) -> QWidget:
    return _popover(window, replace(MEASURED, own=STRONG, degree=STRONG))


def dynamic_unmeasured(window: MainWindow) -> QWidget:
    return _popover(window, UNMEASURED)


def dynamic_measuring(window: MainWindow) -> QWidget:
    return _popover(window, replace(UNMEASURED, task=Task("Measuring dynamic tokens with SmolLM2 135M", 38, 200)))


def dynamic_unable(window: MainWindow) -> QWidget:
    return _popover(window, UNABLE)


def _inspector(window: MainWindow, state: DynamicState = MEASURED) -> QWidget:
    _talking(window, state)
    window.tokens.open_inspector()
    assert window.tokens.inspector is not None
    window.tokens.set_languages(LANGUAGES)
    return window.tokens.inspector


def inspector(window: MainWindow) -> QWidget:
    view = _inspector(window)
    window.tokens.open_inspector(TEXT)
    window.tokens.set_inspection(Inspection(InspectionPhase.READY, STRONG, SPANS, len(TEXT), len(TEXT)))
    return view


def inspector_list(window: MainWindow) -> QWidget:
    view = inspector(window)
    assert window.tokens.inspector is not None
    window.tokens.inspector.as_list.click()
    return view


def inspector_long(window: MainWindow) -> QWidget:
    view = inspector(window)
    window.tokens.set_inspection(Inspection(InspectionPhase.READY, STRONG, SPANS * 20, 103_555, 20_000))
    return view


def inspector_small(window: MainWindow) -> QWidget:
    view = inspector(window)
    view.resize(560, 460)
    return view


def inspector_empty(window: MainWindow) -> QWidget:
    return _inspector(window, UNMEASURED)


def inspector_no_model(window: MainWindow) -> QWidget:
    window.set_dynamic(DynamicState(problem="No model is loaded. What can be chosen depends on the model."))
    window.tokens.open_inspector(TEXT)
    window.tokens.set_inspection(Inspection(InspectionPhase.NO_MODEL))
    assert window.tokens.inspector is not None
    return window.tokens.inspector


EVERY_SIZE = (dynamic,)
SCENES: tuple[Callable[[MainWindow], QWidget | None], ...] = (
    dynamic, dynamic_popover, dynamic_unmeasured, dynamic_measuring, dynamic_unable, inspector, inspector_list,
    inspector_long, inspector_small, inspector_empty, inspector_no_model,
)  # fmt: skip
