"""PersonalDesk: connects what the window has of learning from a person with those who act on it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.chat.conversation import ChatController
from app.chat.feedback import FeedbackController
from app.ui.window import MainWindow


class PersonalDesk(QObject):
    """Holds nothing: it passes on what one says and another can do, and says what came of it."""

    def __init__(
        self, window: MainWindow, feedback: FeedbackController, chat: ChatController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        transcript = window.transcript
        chat.conversation_shown.connect(feedback.show)
        transcript.judged.connect(feedback.judge)
        transcript.corrected.connect(feedback.correct)
        feedback.changed.connect(transcript.set_feedback)
        feedback.correction_returned.connect(transcript.return_correction)
        feedback.problem.connect(window.show_problem)
