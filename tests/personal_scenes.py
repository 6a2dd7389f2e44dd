"""Scenes of learning from a person for `tests.screenshots`: thumbs, corrections, the view with its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.chat.facts import NO_MODEL
from app.learning import FactSearch, ReviewState, ShownVersion, TrainingPhase, TrainingState
from app.personal.documents import Passage, Source
from app.personal.examples import Basis, Candidate, LeftOut
from app.personal.review import Review
from app.personal.secrets import clean_secrets
from app.state import ContextUse
from app.store.records import Feedback, Memory, PersonalVersion, Thumb, VersionState
from app.ui.learn_dialog import LearnDialog
from app.ui.reply import ReplyMessage
from app.ui.window import MainWindow
from engine.protocol import Message, Role
from engine.training.personal_job import ExampleKind, PersonalExample
from engine.training.personal_report import PersonalReport
from tests.personal_reports import FORGETFUL, REPORT
from tests.qt import samples

OBSTACLE = (
    "Learning needs parts that are not installed: torch, transformers and peft. Install them with "
    "\u201cpip install homespun[personalize]\u201d and start the program again."
)
ANSWER = "Use less water: 65 % of the flour's weight, and let the dough rest for half an hour before you shape it."
MINE = "Less water. 65 %, and rest it 30 min before shaping.\n\nIf it still spreads: fold it twice more."


def _talking(window: MainWindow) -> list[ReplyMessage]:
    shown = samples.conversations()
    window.show_conversations(shown, shown[2].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
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


EMAIL = "Write to anna@example.org before Friday."


def _row(key: str, basis: Basis, title: str, asked: str, reply: str, **fields: object) -> Candidate:
    kind = {
        Basis.CORRECTED: ExampleKind.CORRECTED,
        Basis.DISLIKED: ExampleKind.DISLIKED,
        Basis.WRITING: ExampleKind.WRITING,
    }
    cleaned = clean_secrets(reply, None)
    messages = (Message(Role.USER, asked), Message(Role.ASSISTANT, cleaned.text))
    example = PersonalExample(key, kind.get(basis, ExampleKind.ACCEPTED), messages, str(fields.pop("rejected", "")))
    fields.setdefault("conversation_id", len(title))
    return Candidate(example, basis, title, found=cleaned.found, **fields)  # type: ignore[arg-type]


SOURDOUGH = "Sourdough that is too wet"
ROWS = (
    _row("message:60", Basis.UNJUDGED, SOURDOUGH, "Thanks", "You are welcome!", left_out=LeftOut.UNJUDGED),
    _row("document:1", Basis.WRITING, "letters-to-ada.md", "Write a letter", "Dear Ada, the rye came up well. " * 12),
    _row("message:61", Basis.LIKED, SOURDOUGH, "Why rye?", "It keeps longer.", left_out=LeftOut.DUPLICATE),
    _row("message:52", Basis.LIKED, "Règlement intérieur, résumé", "Résume le règlement.",
         "Trois règles : silence après 22 h, vélos au garage, pas de barbecue au balcon.", held_out=True),
    _row("message:44", Basis.CHOSEN, "محضر الاجتماع", "لخّص الاجتماع", "اتفقنا على ثلاث نقاط: الميزانية، والموعد."),
    _row("message:31", Basis.DISLIKED, "Regex for invoice numbers", "A regex for INV-2026-0042?",
         "As a large language model I can certainly help you with this delightful task! Here is what I found."),
    _row("message:6", Basis.LIKED, "Rewrite the grant letter so that the second paragraph is shorter",
         "Make the second paragraph shorter, and keep the budget line word for word.",
         f"We ask for support of the reading room, which 1,240 people used last year. {EMAIL}"),
    _row("vote:3", Basis.VOTED, SOURDOUGH, "And the oven?", "250 °C, with a stone.",
         rejected="You may wish to consider heating your oven to a suitable temperature."),
    _row("message:8", Basis.CORRECTED, SOURDOUGH, "How do I make my sourdough less wet?", MINE, rejected=ANSWER),
)  # fmt: skip
SOURCES = (
    Source("/home/maren/letters", 14, tuple(Passage(str(n), "", "", "", "", 0.0) for n in range(38))),
    Source("/home/maren/notes/a file with a name that is far too long for a chip, but is there all the same.md",
           1, (Passage("x", "", "", "", "", 0.0),)),
    Source("/home/maren/scan.pdf", 0, (), ("\u201cscan.pdf\u201d is no text in UTF-8. Save it as plain text, and "
           "choose that file.",)),
)  # fmt: skip
REVIEW = ReviewState(Review(samples.PROFILE, ROWS, (), None, SOURCES), seconds=860, needed_bytes=1_610_000_000)
"""Made up: scenes show how figures look, not what they are."""


def version(number: int, state: VersionState, report: PersonalReport = REPORT, *, in_use: bool = False) -> ShownVersion:
    kept = PersonalVersion(
        number, 1, f"Maren {number}", "/models/smollm2-135m-instruct-q4_1.gguf", f"maren-{number}", None, state, "", "",
        1_794_000_000.0 + 90_000 * number,
    )  # fmt: skip
    return ShownVersion(kept, report, in_use, state is not VersionState.DRAFT)


VERSIONS = (
    version(4, VersionState.OFFERED),
    version(3, VersionState.OFFERED, in_use=True),
    version(2, VersionState.DRAFT, FORGETFUL),
    version(1, VersionState.ROLLED_BACK),
)
MEMORIES = (
    Memory(1, 1, "I bake with rye flour, and the starter is called Gustav", None, True, 0.0),
    Memory(2, 1, "My sister is called Ada; she reads all that I write, and is right about commas", None, True, 0.0),
    Memory(3, 1, "أعمل في مكتبة البلدية", None, True, 0.0),
    Memory(4, 1, "Lives in Kiel", 9, False, 0.0, "Since last spring I live in Kiel, two streets from the harbour."),
    Memory(5, 1, "Works at the library", 12, False, 0.0, "I work at the library on Thursdays."),
)  # fmt: skip


def _learning(window: MainWindow, state: TrainingState = TrainingState(), review: ReviewState = REVIEW) -> LearnDialog:  # noqa: B008 - frozen
    _talking(window)
    window.learning.set_review(review)
    window.learning.set_versions(VERSIONS)
    window.learning.set_memories(MEMORIES)
    window.set_training(state)
    window.learning.open()
    assert window.learning.view is not None
    return window.learning.view


def learn_review(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.review.list.setCurrentIndex(view.review.list.rows.index(2))
    return view


def learn_review_small(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.resize(520, 560)
    return view


def learn_vote(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.review.list.setCurrentIndex(view.review.list.rows.index(1))
    return view


def learn_empty(window: MainWindow) -> QWidget:
    return _learning(window, review=ReviewState(Review(samples.PROFILE, (), ())))


def learn_obstacle(window: MainWindow) -> QWidget:
    return _learning(window, review=replace(REVIEW, obstacle=OBSTACLE))


def learn_training(window: MainWindow) -> QWidget:
    return _learning(window, TrainingState(TrainingPhase.TRAINING, 0.42, 512.0))


def learn_paused(window: MainWindow) -> QWidget:
    state = TrainingState(TrainingPhase.PAUSED, 0.42, 512.0, "a reply is being written")
    return _learning(window, state)


def learn_resumable(window: MainWindow) -> QWidget:
    return _learning(window, TrainingState(resumable=True))


def learn_status(window: MainWindow) -> None:
    _talking(window)
    window.set_training(TrainingState(TrainingPhase.TRAINING, 0.42, 512.0))


def learn_report(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.show_report(4)
    view.versions.report.figures.click()
    view.resize(940, 900)
    return view


def learn_versions(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.show_report(3)
    return view


def learn_draft(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.show_report(2)
    return view


def learn_delete(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.show_report(3)
    view.versions.report.delete.click()
    return view


def learn_facts(window: MainWindow) -> LearnDialog:
    view = _learning(window)
    view.open_page(view.memories)
    return view


def learn_facts_search(window: MainWindow) -> QWidget:
    window.learning.set_fact_search(FactSearch(running=True, done=31, total=120, found=2))
    return learn_facts(window)


def learn_facts_small(window: MainWindow) -> QWidget:
    window.learning.set_fact_search(FactSearch(done=120, total=120, found=2))
    view = learn_facts(window)
    view.resize(400, 560)
    return view


def learn_facts_none(window: MainWindow) -> QWidget:
    view = learn_facts(window)
    view.show_memories(())
    view.show_fact_search(FactSearch(obstacle=NO_MODEL))
    return view


def learn_deleted(window: MainWindow) -> QWidget:
    view = _learning(window)
    view.show_versions((replace(VERSIONS[0], deleted_sources=3), *VERSIONS[1:]))
    view.show_report(4)
    return view


def learn_merged(window: MainWindow) -> QWidget:
    view = _learning(window)
    merged = replace(version(5, VersionState.OFFERED), report=None, merged=(4, 3))
    view.show_versions((merged, *VERSIONS))
    view.show_report(5)
    return view


EVERY_SIZE: tuple[Callable[[MainWindow], QWidget | None], ...] = (feedback, feedback_editing, learn_status)
SCENES: tuple[Callable[[MainWindow], QWidget | None], ...] = (
    feedback, feedback_editing, learn_review, learn_review_small, learn_empty, learn_obstacle, learn_training,
    learn_paused, learn_resumable, learn_status, learn_report, learn_versions, learn_draft,
    learn_delete, learn_facts, learn_vote, learn_facts_search, learn_facts_small, learn_facts_none, learn_deleted,
    learn_merged,
)  # fmt: skip
