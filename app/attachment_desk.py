"""AttachmentDesk: connects what the message box has beside its text with those who act on it: files, and a schema."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.chat.attaching import AttachmentController
from app.chat.conversation import ChatController
from app.chat.draft_meter import DraftMeter
from app.chat.passages import PassageController
from app.chat.shelf import ShelfController
from app.chat.structure import StructureController
from app.draft import NO_DRAFT
from app.ui.window import MainWindow


class AttachmentDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self,
        window: MainWindow,
        attaching: AttachmentController,
        meter: DraftMeter,
        passages: PassageController,
        chat: ChatController,
        shelf: ShelfController,
        structure: StructureController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        views = window.attachments
        views.files_brought.connect(attaching.attach)
        views.reading_cancelled.connect(attaching.cancel)
        window.draft_changed.connect(meter.consider)
        window.message_submitted.connect(lambda _: meter.consider(NO_DRAFT))
        attaching.attached.connect(window.conversation.attach)
        attaching.readings_changed.connect(views.set_readings)
        attaching.brought_elsewhere.connect(shelf.bring)
        attaching.problem.connect(window.show_problem)
        attaching.notice.connect(window.show_notice)
        meter.measured.connect(views.set_sizes)
        views.passages_wanted.connect(passages.choose)
        views.passages_cancelled.connect(passages.cancel)
        views.whole_wanted.connect(passages.undo)
        window.draft_changed.connect(passages.consider)
        window.message_submitted.connect(lambda _: passages.cancel())
        passages.changed.connect(views.set_passages)
        passages.chosen.connect(window.conversation.replace_files)
        passages.notice.connect(window.show_notice)
        chat.writing_changed.connect(meter.set_writing)
        chat.first_stored.connect(attaching.move)
        schema = window.schema
        schema.wanted.connect(lambda: schema.open(structure.wanted, structure.demand))
        schema.check_requested.connect(structure.check)
        schema.chosen.connect(lambda text, once: structure.choose(text, once=once))
        structure.checked.connect(schema.show_state)
        structure.changed.connect(schema.set_demand)
