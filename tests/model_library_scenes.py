"""Scenes of the view of the models, for tests/screenshots.py: each opens a dialog over a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from app.state import LibraryModel, ModelFit, ModelFolder, ModelShelf, Problem, ProblemAction, Task
from app.ui.model_library import ModelLibrary
from models.library.entry import Keeping, ModelEntry
from tests.adapter_scenes import theme
from tests.qt.samples import ready_model

STARTER = "/models/smollm2-135m-instruct-q4_1.gguf"
"""Of `ready_model`."""
TOO_LARGE = (
    "The model needs 6.1 GB of memory with a context of 8,192 tokens, and 4.2 GB are free. "
    "It fits with a context of 2,048 tokens (in the settings)."
)
ADVICE = (
    "This model is stored as Q4_1, which is slow on processors of this kind. Stored as Q8_0 it would read prompts "
    "about 2 times as fast and lose no quality; the file would take 145 MB instead of 98 MB."
)
OFFERED = (
    ModelFolder("/home/maren/.lmstudio/models", "LM Studio"),
    ModelFolder("/home/maren/.ollama/models", "Ollama"),
)
USED = (ModelFolder("/mnt/models", "folder"), ModelFolder("/home/maren/.cache/huggingface/hub", "Hugging Face cache"))
LONG = "A-very-long-name-that-somebody-gave-to-a-model-once-with-every-method-that-made-it-and-the-date-of-that-day"


def entry(key: str, name: str, **fields: object) -> ModelEntry:
    values: dict[str, object] = {
        "path": Path(f"/data/models/{key}/{name}.gguf"),
        "bytes": 2_497_280_256,
        "format": "gguf",
        "architecture": "qwen3",
        "parameters": 4_022_468_096,
        "quantization": "Q4_K_M",
        "context_length": 40_960,
        "license": "apache-2.0",
        "key": key,
        "tokenizer": "gpt2",
        "has_template": True,
        "sha256": "7485fe6f11af29433bc51cab58009521f205840f5b4ae3a32fa7f92e8534fdf5",
        "keeping": Keeping.COPIED,
        "origin": f"copied from /home/maren/Downloads/{name}.gguf",
        "added_at": datetime(2026, 11, 20, 12).timestamp(),
    }
    return ModelEntry(name, **(values | fields))  # type: ignore[arg-type]


def models() -> list[LibraryModel]:
    return [
        LibraryModel(
            entry(
                "starter",
                "SmolLM2-135M-Instruct.Q4_1",
                path=Path(STARTER),
                bytes=98_362_432,
                architecture="llama",
                parameters=134_515_008,
                quantization="Q4_1",
                context_length=8192,
                keeping=Keeping.STARTER,
                starter=True,
                origin="came with Homespun",
                title="SmolLM2 135M Instruct",
            ),
            "SmolLM2-135M-Instruct",
            ModelFit(
                462_000_000,
                8192,
                98_000_000,
                189_000_000,
                speed="about 83 tokens a second, after reading 340 a second",
                advice=ADVICE,
                better_format="Q8_0",
            ),
        ),
        LibraryModel(
            entry("qwen", "Qwen3-4B"), "Qwen3-4B", ModelFit(3_730_000_000, 8192, 2_497_000_000, 1_208_000_000)
        ),
        LibraryModel(
            entry(
                "mistral",
                "Mistral-7B-Instruct-v0.3",
                architecture="llama",
                parameters=7_248_023_552,
                bytes=4_372_811_936,
                keeping=Keeping.REFERENCED,
                source=Path("/mnt/models"),
                path=Path("/mnt/models/Mistral-7B-Instruct-v0.3.Q4_K_M.gguf"),
                origin="folder /mnt/models",
                sha256="",
            ),
            "Mistral-7B-Instruct-v0.3",
            ModelFit(context_length=8192, problem=TOO_LARGE),
            0.43,
        ),
        LibraryModel(
            entry(
                "onnx",
                "Phi-4-mini-onnx",
                path=Path("/data/models/Phi-4-mini-onnx"),
                format="onnx",
                architecture="phi3",
                quantization="int4",
                tokenizer="tokenizer.json",
                license="",
                keeping=Keeping.PUT_THERE,
                origin="put into the library's folder",
                sha256="",
            ),
            "Phi-4-mini-onnx",
            ModelFit(2_900_000_000, 8192, 2_497_000_000, 268_000_000),
        ),
        LibraryModel(
            ModelEntry(
                "weights",
                Path("/mnt/models/weights.gguf"),
                4096,
                key="broken",
                keeping=Keeping.REFERENCED,
                source=Path("/mnt/models"),
                origin="folder /mnt/models",
                problem="“weights.gguf” is a pickle, which can run programs when it is opened. Homespun does not open "
                "it. Ask for the model as a GGUF file.",
            ),
            "weights",
        ),
        LibraryModel(
            ModelEntry(
                LONG,
                Path(f"/mnt/models/{LONG}.gguf"),
                1_000_000_000,
                key="long",
                keeping=Keeping.REFERENCED,
                source=Path("/mnt/models"),
                origin="folder /mnt/models",
                pending=True,
            ),
            LONG,
        ),
    ]


def many(number: int) -> list[LibraryModel]:
    fit = ModelFit(1_500_000_000, 8192, 1_000_000_000, 268_000_000)
    return [
        LibraryModel(entry(f"key{n}", f"Model {n}", bytes=1_000_000_000 + n), f"Model {n}", fit) for n in range(number)
    ]


def library(window: QWidget) -> QDialog:
    return _library(window, models())


def library_narrow(window: QWidget) -> QDialog:
    dialog = _library(window, models())
    dialog.resize(560, 700)
    return dialog


def library_large_text(window: QWidget) -> QDialog:
    theme().apply("dark" if theme().palette.dark else "light", 22)
    return _library(window, models(), "qwen")


def library_copy(window: QWidget) -> QDialog:
    return _library(window, models(), "qwen")


def library_misfit(window: QWidget) -> QDialog:
    return _library(window, models(), "mistral")


def library_broken(window: QWidget) -> QDialog:
    return _library(window, models(), "broken", used=USED)


def library_onnx(window: QWidget) -> QDialog:
    return _library(window, models(), "onnx", notes=("/mnt/models/old could not be read: Permission denied.",) * 3)


def library_offers(window: QWidget) -> QDialog:
    return _library(window, models(), offered=OFFERED)


def library_empty(window: QWidget) -> QDialog:
    return _library(window, [], offered=OFFERED)


def library_removal(window: QWidget) -> QDialog:
    dialog = _library(window, models(), "qwen")
    dialog.ask_removal()
    return dialog


def library_work(window: QWidget) -> QDialog:
    dialog = _library(window, many(500), "key57")
    dialog.set_task(Task("Importing Qwen3-8B-Q4_K_M.gguf", 42, 100))
    dialog.show_problem(
        Problem(
            "weights.bin was not imported",
            "“weights.bin” is a pickle, which can run programs when it is opened. Homespun does not open it.",
            "/home/maren/Downloads/weights.bin",
            (ProblemAction.OPEN_DATA_FOLDER,),
        )
    )
    return dialog


def library_notice(window: QWidget) -> QDialog:
    dialog = _library(window, models(), "qwen")
    dialog.show_notice("Qwen3-4B is in the library. Use it?", "Use it", lambda: None)
    return dialog


def library_address(window: QWidget) -> QDialog:
    dialog = _library(window, models(), "qwen")
    dialog.set_downloads_allowed(True)
    dialog.address.ask()
    return dialog


def library_drop(window: QWidget) -> QDialog:
    dialog = _library(window, models())
    dialog.drops.frame.show_over(dialog)
    return dialog


SCENES: tuple[Callable[[QWidget], QDialog], ...] = (
    library, library_narrow, library_large_text, library_copy, library_misfit, library_broken, library_onnx,
    library_offers, library_empty, library_removal, library_work, library_notice, library_address, library_drop,
)  # fmt: skip


def shelf(shown: Sequence[LibraryModel], **fields: object) -> ModelShelf:
    return ModelShelf(tuple(shown), is_read=True, **fields)  # type: ignore[arg-type]


def _library(window: QWidget, shown: Sequence[LibraryModel], key: str = "", **fields: object) -> ModelLibrary:
    dialog = ModelLibrary(theme(), window)
    dialog.set_model(ready_model())
    dialog.show_shelf(shelf(shown, **fields))
    if key:
        dialog.choose(key)
    dialog.open()
    return dialog
