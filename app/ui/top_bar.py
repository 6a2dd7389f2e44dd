"""The bar above the conversation: its title, the model that answers, and the mark that says offline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton

from app.state import ModelChoice, ModelPhase, ModelStatus
from app.translation import tr, tr_noop
from app.ui import words
from app.ui.elided_label import ElidedLabel
from app.ui.shortcuts import entry, tip
from app.ui.theme import Theme

OFFLINE = tr_noop(
    "Nothing that you write leaves this computer. The model runs here, and this program opens no port and "
    "connects to no server."
)
DOWNLOADS = tr_noop(
    "Nothing that you write leaves this computer. The model runs here, and this program opens no port. It connects to "
    "a server only to download a model that you ask for, which the settings allow."
)


MOST_NAME_PX = 220
LEAST_NAME = 6
"""Characters of a model's name that there must be room for."""


class TopBar(QFrame):
    sidebar_toggled = Signal()
    model_chosen = Signal(str)
    model_file_requested = Signal()
    all_models_requested = Signal()
    offline_explained = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.toggle = QPushButton()
        self.toggle.setProperty("role", "icon")
        self.toggle.setAccessibleName(tr("Show or hide the conversations"))
        self.toggle.setToolTip(tip(tr("Conversations"), "Ctrl+B"))
        self.toggle.clicked.connect(self.sidebar_toggled)
        theme.dress(self.toggle, "sidebar")
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.model = ModelButton(theme)
        self.model.chosen.connect(self.model_chosen)
        self.model.file_requested.connect(self.model_file_requested)
        self.model.all_requested.connect(self.all_models_requested)
        self.offline = QPushButton(tr("Offline"))
        self.offline.setObjectName("offline")
        self.offline.setAccessibleName(tr("Offline"))
        self.offline.clicked.connect(lambda: self.offline_explained.emit(self.offline.accessibleDescription()))
        self.set_downloads_allowed(False)
        theme.dress(self.offline, "lock", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.toggle)
        row.addWidget(self.title, 1)
        row.addWidget(self.model)
        row.addSpacing(4)
        row.addWidget(self.offline)

    def set_downloads_allowed(self, allowed: bool) -> None:
        """The mark says what is true then."""
        explanation = tr(DOWNLOADS if allowed else OFFLINE)
        self.offline.setToolTip(words.tool_tip(explanation))
        self.offline.setAccessibleDescription(explanation)


class ModelButton(QPushButton):
    """Names the model, shows how far it is loaded, and opens the list of models."""

    chosen = Signal(str)
    file_requested = Signal()
    all_requested = Signal()
    """The view of all models."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("model")
        self._theme = theme
        self._status = ModelStatus(ModelPhase.STARTING)
        self._choices: tuple[ModelChoice, ...] = ()
        self._model = ""
        """Its whole name."""
        self._name = QLabel()
        self._facts = QLabel()
        self._chevron = chevron = QLabel()
        theme.dress(chevron, "chevron-down")
        self._facts.setProperty("role", "muted")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(6)
        for label in (self._name, self._facts, chevron):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        self.menu_of_models = QMenu(self)
        self.menu_of_models.setToolTipsVisible(True)
        self.clicked.connect(self.open_menu)
        self._show_status()

    def sizeHint(self) -> QSize:
        facts = self._facts.sizeHint().width() + self._row.spacing() if self._facts.text() else 0
        return QSize(self._around + self._name_width + facts, 28)

    def minimumSizeHint(self) -> QSize:
        least = LEAST_NAME * self._name.fontMetrics().averageCharWidth()
        return QSize(self._around + min(self._name_width, least), 28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @property
    def _name_width(self) -> int:
        return min(MOST_NAME_PX, self._name.fontMetrics().horizontalAdvance(self._model) + 1)

    @property
    def _around(self) -> int:
        """Pixels that what is around the name takes."""
        margins = self._row.contentsMargins()
        return margins.left() + margins.right() + self._chevron.sizeHint().width() + self._row.spacing()

    def _make_room(self) -> None:
        """The facts are there where they have room, the name as far as it has; the tool tip has all."""
        self._facts.setVisible(bool(self._facts.text()) and self.sizeHint().width() <= self.width())
        room = min(MOST_NAME_PX, max(0, self.width() - self._around))
        self._name.setText(self._name.fontMetrics().elidedText(self._model, Qt.TextElideMode.ElideMiddle, room))

    def set_choices(self, choices: Sequence[ModelChoice]) -> None:
        self._choices = tuple(choices)
        self._show_status()

    def set_status(self, status: ModelStatus) -> None:
        self._status = status
        self._show_status()

    def open_menu(self) -> None:
        self.menu_of_models.clear()
        group = QActionGroup(self.menu_of_models)
        for choice in self._choices:
            action = QAction(f"{_escaped(choice.name)}\t{_escaped(choice.summary)}", self.menu_of_models)
            action.setToolTip(words.tool_tip(choice.path))
            action.setCheckable(True)
            action.setChecked(choice.path == self._status.path)
            action.triggered.connect(lambda _=False, path=choice.path: self.chosen.emit(path))
            group.addAction(action)
            self.menu_of_models.addAction(action)
        if not self._choices:
            self.menu_of_models.addAction(tr("No model was found")).setEnabled(False)
        self.menu_of_models.addSeparator()
        self.menu_of_models.addAction(
            self._theme.icon("folder"), entry(tr("Choose a file\u2026"), "Ctrl+O"), lambda: self.file_requested.emit()
        )
        self.menu_of_models.addAction(
            self._theme.icon("more"), entry(tr("All models\u2026"), "Ctrl+Shift+M"), lambda: self.all_requested.emit()
        )
        self.menu_of_models.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._status.phase is not ModelPhase.LOADING:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(12, self.height() - 4, self.width() - 24, 2)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(track, 1, 1)
        whole = QRectF(track)
        track.setWidth(track.width() * max(0.0, min(1.0, self._status.progress)))
        if self.isRightToLeft():
            track.moveRight(whole.right())
        painter.setBrush(self._theme.color("accent"))
        painter.drawRoundedRect(track, 1, 1)

    def _show_status(self) -> None:
        status = self._status
        known = next((c for c in self._choices if c.path == status.path), None)
        name = status.name or (known.name if known else "") or tr("Model")
        match status.phase:
            case ModelPhase.NONE:
                name, facts = tr("Choose a model"), ""
            case ModelPhase.STARTING:
                facts = tr("starting")
            case ModelPhase.LOADING:
                facts = tr("loading {percent} %", percent=round(status.progress * 100))
            case ModelPhase.FAILED:
                facts = tr("not loaded")
            case ModelPhase.READY if known is not None:
                facts = known.summary  # as in the list: the engine counts the weights alone
            case ModelPhase.READY if status.info is not None:
                facts = f"{status.info.quantization} · {words.size(status.info.bytes)}"
            case ModelPhase.READY:
                facts = ""
        self._model = name
        self._facts.setText(facts)
        self._make_room()
        self.setAccessibleName(
            tr("Model: {name}, {facts}", name=name, facts=facts) if facts else tr("Model: {name}", name=name)
        )
        self.setToolTip(words.tool_tip(_described(status)))
        self.updateGeometry()
        self.update()


def _described(status: ModelStatus) -> str:
    if status.info is None:
        return status.path or tip(tr("Choose the model that answers"), "Ctrl+M")
    info = status.info
    return tr(
        "{path}\n{architecture}, {parameters} parameters, {quantization}\nContext {context_length} of "
        "{trained_context_length} tokens, KV cache {kv_type}, {size}\nRuns on {devices} with {threads} "
        "threads, through {backend}",
        path=info.path,
        architecture=info.architecture,
        parameters=info.parameters,
        quantization=info.quantization,
        context_length=info.context_length,
        trained_context_length=info.trained_context_length,
        kv_type=info.kv_type,
        size=words.size(info.kv_bytes),
        devices=tr(", ").join(info.devices),
        threads=info.threads,
        backend=info.backend,
    )


def _escaped(text: str) -> str:
    """An ampersand in a menu marks a key, and a tab the second column."""
    return text.replace("&", "&&").replace("\t", " ")
