"""Scenes for `tests.screenshots`: files in the message box and in messages, summaries, answers as JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.attachments.passages import cut, excerpt
from app.settings import WhenFull
from app.state import (
    AttachmentSizes,
    ContextUse,
    Demand,
    FileReading,
    PassageState,
    Problem,
    SchemaState,
    SummaryMark,
)
from app.store.records import Attachment, AttachmentKind, Structure
from app.structure import EXAMPLES, fault_of
from app.ui.window import MainWindow
from engine.protocol import Role
from models.encoders import EncoderEntry
from tests.qt import samples

REPORT = Attachment(
    "Annual report 2025 of the cooperative bakery, final version (3).pdf",
    AttachmentKind.PDF,
    "The bakery baked 41,200 loaves.\n" * 600,
    24,
    "2 pages have no text that can be read; pictures of text, maybe.",
)
NOTES = Attachment("notes.md", AttachmentKind.MARKDOWN, "# Bread\n\n500 g flour")
ARABIC = Attachment("وصفة الخبز.docx", AttachmentKind.WORD, "دقيق وماء")
SUMMARY = (
    "The person bakes sourdough at home and asked why the dough is too wet. We agreed on 65 % water, a longer rest, "
    "and strong flour. Still open: how hot the oven should be, and whether steam is needed."
)


def _started(window: MainWindow) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    window.set_context_use(ContextUse(3110, 8192, 83.4, 212))


def attached(window: MainWindow) -> None:
    _started(window)
    shown = samples.conversations()
    question = samples.message(Role.USER, "How many loaves did they bake, and what do my notes say of flour?")
    messages = [
        replace(question, attachments=(REPORT, NOTES)),
        samples.message(Role.ASSISTANT, "41,200 loaves. Your notes say 500 g.", metadata=samples.written()),
        replace(samples.message(Role.USER, ""), attachments=(ARABIC,)),
        samples.message(Role.ASSISTANT, "دقيق وماء.", metadata=samples.written()),
    ]
    window.show_conversation(shown[0], messages)
    window.composer.files.set_attachments((REPORT, NOTES, ARABIC))
    window.attachments.set_sizes(AttachmentSizes({REPORT: 6120, NOTES: 14}))
    window.composer.set_draft("Compare them")


def attaching(window: MainWindow) -> None:
    _started(window)
    window.composer.files.set_attachments((NOTES,))
    window.attachments.set_sizes(AttachmentSizes({NOTES: 14}))
    window.attachments.set_readings(
        (FileReading(1, None, "Annual report.pdf", 9, 24), FileReading(2, None, "minutes.docx"))
    )


def attached_too_long(window: MainWindow) -> None:
    _started(window)
    window.composer.files.set_attachments((REPORT,))
    note = (
        "This message takes 9,310 tokens, and 8,128 is the most that the model can read at once as it is loaded. A "
        "context length of 11,264 would hold it (Settings, Model), or fewer files."
    )
    window.attachments.set_sizes(AttachmentSizes({REPORT: 9280}, note))


def passages_offered(window: MainWindow) -> None:
    attached_too_long(window)
    window.composer.set_draft("What does the report say of rye bread?")


def passages_compared(window: MainWindow) -> None:
    passages_offered(window)
    window.attachments.set_passages(PassageState(is_choosing=True, done=96, total=340))


def passages_kept(window: MainWindow) -> None:
    _started(window)
    text = REPORT.text.replace("loaves.\n", f"loaves of the {'year ' * 30}.\n\n")
    kept = excerpt(replace(REPORT, text=text), cut(text), range(20, 34))
    window.composer.files.set_attachments((kept, NOTES))
    window.attachments.set_sizes(AttachmentSizes({kept: 2104, NOTES: 14}))
    window.attachments.set_passages(PassageState(can_undo=True))
    window.composer.set_draft("What does the report say of rye bread?")


def encoders(window: MainWindow) -> QWidget:
    _started(window)
    window.encoders.open()
    dialog = window.encoders.dialog
    assert dialog is not None
    places = ("all-MiniLM-L6-v2", "paraphrase-multilingual-MiniLM-L12-v2-with-a-long-name")
    dialog.show_encoders([EncoderEntry(name, Path(name), 67_297_267, 1.7e9) for name in places])
    return dialog


def encoders_asked(window: MainWindow) -> QWidget:
    encoders(window)
    dialog = window.encoders.dialog
    assert dialog is not None
    dialog.remove_buttons["all-MiniLM-L6-v2"].click()
    return dialog


def encoders_none(window: MainWindow) -> QWidget:
    _started(window)
    window.encoders.open()
    dialog = window.encoders.dialog
    assert dialog is not None
    dialog.show_encoders(())
    message = (
        "“Bread” is not the folder of a sentence encoder: config.json, model.safetensors and tokenizer.json lie in one."
    )
    dialog.show_problem(Problem("Bread was not added", message))
    return dialog


def attachment_preview(window: MainWindow) -> QWidget:
    attached(window)
    window.attachments.preview(REPORT)
    return window.dialog("attachment")


def _summarised(window: MainWindow, mark: SummaryMark) -> None:
    _started(window)
    shown = samples.conversations()
    messages = []
    for asked, said in (
        ("How do I make my sourdough less wet?", "Use less water: 65 % of the flour's weight."),
        ("And the flour?", "Strong flour, with 12 % protein or more."),
        ("How hot should the oven be?", "Heat it to 250 °C, and bake with steam for the first 15 minutes."),
    ):
        messages += [samples.message(Role.USER, asked), samples.message(Role.ASSISTANT, said)]
    messages[-1] = replace(messages[-1], metadata=samples.written(dropped=4))
    window.show_conversation(shown[0], messages)
    window.transcript.page.set_mark(mark)


def summary_none(window: MainWindow) -> None:
    _summarised(window, SummaryMark(WhenFull.DROP))


def summary_closed(window: MainWindow) -> None:
    _summarised(window, SummaryMark(WhenFull.SUMMARISE, 4, SUMMARY, "SmolLM2 135M", is_making=True))


def summary_open(window: MainWindow) -> None:
    _summarised(window, SummaryMark(WhenFull.SUMMARISE, 4, SUMMARY, "SmolLM2 135M"))
    window.transcript.divider.show_button.click()


def json_reply(window: MainWindow) -> None:
    _started(window)
    shown = samples.conversations()
    metadata = replace(samples.written(), structure=Structure.KEPT)
    answer = '{\n  "items": [\n    { "name": "flour", "amount": 500 },\n    { "name": "water", "amount": 325 }\n  ]\n}'
    messages = [
        samples.message(Role.USER, "What goes into the dough?"),
        samples.message(Role.ASSISTANT, answer, metadata=metadata),
    ]
    window.show_conversation(shown[0], messages)
    window.schema.set_demand(Demand.ALWAYS)


def json_schema(window: MainWindow) -> QWidget:
    _started(window)
    text = EXAMPLES["Names and amounts"]
    window.schema.open(text, Demand.ALWAYS)
    dialog = window.schema.dialog
    assert dialog is not None
    dialog.show_state(SchemaState(text, note="SmolLM2 135M can be held to it."))
    return dialog


def json_schema_fault(window: MainWindow) -> QWidget:
    _started(window)
    text = '{\n  "type": "lst"\n}'
    window.schema.open(text, Demand.ALWAYS)
    dialog = window.schema.dialog
    assert dialog is not None
    dialog.show_state(SchemaState(text, f"{fault_of(text)}"))
    return dialog


SCENES = (
    attached, attaching, attached_too_long, passages_offered, passages_compared, passages_kept, encoders,
    encoders_asked, encoders_none, attachment_preview, summary_none, summary_closed, summary_open, json_reply,
    json_schema, json_schema_fault,
)  # fmt: skip
EVERY_SIZE = (attached, summary_open, attached_too_long, passages_compared, passages_kept, encoders)
