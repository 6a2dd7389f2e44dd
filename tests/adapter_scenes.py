"""Scenes of the adapter shelf and of the comparison, for tests/screenshots.py: each opens a dialog over a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.comparison import ComparisonStart, Side, SideState, SideStatus, Way
from app.state import Problem, ProblemAction, ShelfAdapter
from app.store.records import AdapterChoice, ReplyMetadata, Vote
from app.ui.adapter_shelf import AdapterShelf
from app.ui.compare import Comparison
from app.ui.theme import Theme
from engine.protocol import AdapterKind, Timings, Usage
from models.adapters.entry import AdapterEntry
from tests.qt.samples import ready_model, rich_messages

LONG = "Answers in the manner of a very patient teacher who explains every step twice and then asks back"


def entry(key: str, name: str, **fields: object) -> AdapterEntry:
    values: dict[str, object] = {
        "base": "SmolLM2 135M Instruct",
        "architecture": "llama",
        "rank": 8,
        "tensors": 210,
        "bytes": 4_884_480,
        "origin": f"PEFT folder {name.lower()}",
        "license": "Apache-2.0",
        "added_at": datetime(2026, 11, 20, 12).timestamp(),
    }
    return AdapterEntry(key, name, Path(f"/adapters/{key}/adapter.gguf"), **(values | fields))  # type: ignore[arg-type]


def adapters() -> list[ShelfAdapter]:
    misfit = (
        "Legal French was made for Qwen3 4B (qwen3); SmolLM2 135M is a model of another architecture (llama). "
        "Load Qwen3 4B to use it."
    )
    return [
        ShelfAdapter(
            entry(
                "capitals",
                "Capitals",
                description="Writes the whole answer in capital letters.",
                examples=("Say it loud", "Write a headline about the weather"),
            )
        ),
        ShelfAdapter(entry("bullets", "Bullets", rank=4, bytes=2_442_240, description="Answers in bullet points.")),
        ShelfAdapter(
            entry("french", "Legal French", base="Qwen3 4B", architecture="qwen3", bytes=33_030_144, rank=16), misfit
        ),
        ShelfAdapter(
            entry("doctor", "Doctor on call", kind=AdapterKind.ACTIVATED_LORA, rank=32, bytes=19_537_920, license="")
        ),
        ShelfAdapter(
            entry("calm", "Calm", kind=AdapterKind.CONTROL_VECTOR, rank=0, tensors=29, bytes=66_816, origin="calm.gguf")
        ),
        ShelfAdapter(entry("teacher", LONG, description="Long, and then longer. " * 8)),
        ShelfAdapter(
            AdapterEntry(
                "broken",
                "Letters",
                Path("/adapters/broken/adapter.gguf"),
                problem="Its file has changed since it was imported. Remove it, and import it again.",
            )
        ),
    ]


def many(number: int) -> list[ShelfAdapter]:
    return [ShelfAdapter(entry(f"key{n}", f"Adapter {n}", rank=4 + n % 13, bytes=1_000_000 + n)) for n in range(number)]


def shelf(window: QWidget) -> QDialog:
    return _shelf(window, adapters(), frozenset({"capitals"}))


def shelf_narrow(window: QWidget) -> QDialog:
    dialog = shelf(window)
    dialog.resize(560, 640)
    return dialog


def shelf_empty(window: QWidget) -> QDialog:
    return _shelf(window, [], frozenset())


def shelf_misfit(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.choose("french")
    return dialog


def shelf_long(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.choose("teacher")
    return dialog


def shelf_damaged(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.choose("broken")
    return dialog


def shelf_stack(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset({"capitals", "bullets"}))
    dialog.list.choose_all(["capitals", "bullets"])
    return dialog


def shelf_removal(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.choose("capitals")
    dialog.ask_removal()
    return dialog


def shelf_progress(window: QWidget) -> QDialog:
    dialog = _shelf(window, many(100), frozenset({"key3"}))
    dialog.show_progress("Importing legal-french.gguf", 42, 100)
    dialog.show_problem(
        Problem(
            "letters.gguf was not imported",
            "It was made for Qwen3 4B (qwen3); SmolLM2 135M is another model (llama). "
            "Load Qwen3 4B and import it then.",
            "blk.0.attn_q.weight.lora_a: 2560 inputs, the model has 576",
            (ProblemAction.CHOOSE_MODEL,),
        )
    )
    return dialog


def shelf_notice(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.choose("capitals")
    dialog.show_notice("Capitals is on the shelf.", "Use it in this conversation", lambda: None)
    return dialog


def shelf_drop(window: QWidget) -> QDialog:
    dialog = _shelf(window, adapters(), frozenset())
    dialog.drops.frame.show_over(dialog)
    return dialog


LEFT_ANSWER = (
    "Here is a headline about the weather: a mild week is coming, with rain on Thursday and sun at the weekend. "
    "Temperatures stay between 8 and 14 degrees, and the wind is weak. "
) * 3
RIGHT_ANSWER = LEFT_ANSWER[:38] + LEFT_ANSWER[38:].upper()
CAPITALS = AdapterChoice("capitals", 0.8, name="Capitals")


def compare(window: QWidget) -> QDialog:
    """Before anything was run."""
    return _comparison(window)


def compare_done(window: QWidget) -> Comparison:
    dialog = _comparison(window)
    for side, text, rate in ((Side.LEFT, LEFT_ANSWER, 96.2), (Side.RIGHT, RIGHT_ANSWER, 91.7)):
        used = () if side is Side.LEFT else (CAPITALS,)
        usage, timings = Usage(3110, 64, 214, 8192), Timings(0, 212, 283, rate)
        metadata = ReplyMetadata("SmolLM2 135M", "stop", usage, timings, adapters=used)
        dialog.show_side(side, SideStatus(SideState.COMPLETE, text=text, metadata=metadata))
    dialog.set_running(False)
    return dialog


def compare_voted(window: QWidget) -> QDialog:
    dialog = compare_done(window)
    dialog.sides[Side.RIGHT].better.click()
    dialog.show_vote(Vote(1, 1, None, None, "", "", "", ReplyMetadata(), ReplyMetadata(), -1, 0.0))
    return dialog


def compare_blind(window: QWidget) -> QDialog:
    dialog = compare_done(window)
    dialog.blind.setChecked(True)
    dialog._hide_names(hidden=True)
    dialog.resize(760, 640)
    return dialog


def compare_narrow(window: QWidget) -> QDialog:
    dialog = compare_done(window)
    dialog.resize(560, 640)
    return dialog


def compare_sampling(window: QWidget) -> QDialog:
    dialog = compare_done(window)
    for side in dialog.sides.values():
        side.way_editor.more.setChecked(True)
    dialog.sides[Side.RIGHT].way_editor.set_way(Way(temperature=1.2, top_p=0.9, seed=7))
    return dialog


def compare_running(window: QWidget) -> QDialog:
    dialog = _comparison(window)
    dialog.set_running(True)
    for side in Side:
        dialog.show_side(side, SideStatus(SideState.WAITING))
    dialog.show_side(Side.LEFT, SideStatus(SideState.WRITING))
    dialog.append_text(Side.LEFT, LEFT_ANSWER[:150])
    return dialog


def compare_failed(window: QWidget) -> QDialog:
    right = (CAPITALS, AdapterChoice("teacher", -0.25, name=LONG), AdapterChoice("x", name="X"))
    dialog = _comparison(window, right)
    stopped = ReplyMetadata("SmolLM2 135M", "interrupted", error="The engine was ended from outside (signal 9, KILL).")
    failed = ReplyMetadata(
        "SmolLM2 135M", error="Legal French was made for Qwen3 4B (qwen3); this is another model.", adapters=right
    )
    dialog.show_side(Side.LEFT, SideStatus(SideState.STOPPED, text=LEFT_ANSWER[:90], metadata=stopped))
    dialog.show_side(Side.RIGHT, SideStatus(SideState.FAILED, metadata=failed))
    dialog.show_problem(Problem("The model is still being loaded", "Run the comparison again when it is ready."))
    return dialog


SCENES: tuple[Callable[[QWidget], QDialog], ...] = (
    shelf, shelf_narrow, shelf_empty, shelf_misfit, shelf_long, shelf_damaged, shelf_stack, shelf_removal,
    shelf_progress, shelf_notice, shelf_drop, compare, compare_done,
    compare_voted, compare_blind, compare_narrow, compare_sampling, compare_running, compare_failed,
)  # fmt: skip


def theme() -> Theme:
    application = QApplication.instance()
    found = application.findChild(Theme) if application is not None else None
    assert found is not None
    return found


def _shelf(window: QWidget, shown: list[ShelfAdapter], in_use: frozenset[str]) -> AdapterShelf:
    dialog = AdapterShelf(theme(), window)
    dialog.set_model(ready_model())
    dialog.show_adapters(shown, in_use)
    dialog.open()
    return dialog


def _comparison(window: QWidget, right: tuple[AdapterChoice, ...] = (CAPITALS,)) -> Comparison:
    dialog = Comparison(theme(), window)
    dialog.set_model(ready_model())
    dialog.show_adapters(adapters())
    dialog.show_start(
        ComparisonStart("Write a headline about the weather", path=tuple(rich_messages()), asked=None), (), right
    )
    dialog.open()
    return dialog
