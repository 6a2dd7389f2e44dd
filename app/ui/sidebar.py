"""The side of the window: new conversation, search, the conversations, and who is using the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.found import Excerpt
from app.order import ExportKind, Order
from app.store.records import Conversation
from app.translation import tr
from app.ui.conversation_list import ConversationList
from app.ui.conversation_menu import emptied
from app.ui.profile_button import ProfileButton
from app.ui.shortcuts import entry, native, tip
from app.ui.theme import Theme, app_icon_bytes

SEARCH_PAUSE_MS = 150


class Sidebar(QFrame):
    new_requested = Signal()
    chosen = Signal(int)
    opened = Signal()
    """A conversation was chosen with the mouse."""
    left = Signal()
    """Enter: the person goes on to write."""
    renamed = Signal(int, str)
    delete_requested = Signal(int)
    search_changed = Signal(str)
    settings_requested = Signal()
    learning_requested = Signal()
    import_requested = Signal()
    folder_import_requested = Signal()
    export_requested = Signal(object)
    """ExportKind of a file with all conversations"""
    backup_requested = Signal()
    tour_requested = Signal()
    keys_requested = Signal()
    report_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._theme = theme
        self.new = _KeyHint(tr("New conversation"), native("Ctrl+N").replace("+", " "))
        self.new.setObjectName("new")
        self.new.clicked.connect(self.new_requested)
        self.search = _Search()
        self.search.textChanged.connect(self._search_typed)
        self.search.left.connect(self._enter_list)
        self.more = _more(theme)
        self.more_menu = QMenu(self)
        self.more.clicked.connect(self.open_more)
        glass = self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        theme.dress(glass, "search")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search_changed.emit(self.search.text()))
        self.list = ConversationList(theme)
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        self.list.left.connect(self.left)
        self.list.delete_requested.connect(self.delete_requested)
        self.list.conversations.renamed.connect(self.renamed)
        self._empty = _EmptyList()
        self._empty.bring.clicked.connect(self.import_requested)
        self._empty.clear.clicked.connect(self.search.clear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)

        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(6)
        column.addWidget(_Brand())
        column.addWidget(self.new)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addWidget(self.more)
        column.addLayout(row)
        column.addSpacing(4)
        column.addWidget(self._stack, 1)
        self.learn = QPushButton(tr("Learn from me"))
        self.learn.setAccessibleName(tr("Learn from my conversations"))
        self.learn.setObjectName("learn")
        self.learn.setToolTip(tip(tr("Learn from my conversations"), "Ctrl+Shift+L"))
        self.learn.clicked.connect(self.learning_requested)
        theme.dress(self.learn, "learn")
        column.addWidget(self.learn)
        self._foot = _Foot(theme)
        self.profile, self.settings = self._foot.profile, self._foot.settings
        self.settings.clicked.connect(self.settings_requested)
        column.addWidget(self._foot)

    def set_excerpts(self, excerpts: Mapping[int, Excerpt]) -> None:
        """By conversation: what a search found in those that are shown next."""
        self.list.set_excerpts(excerpts)

    def set_order(self, order: Order) -> None:
        """What there is beside the conversations that are shown next."""
        self.list.set_order(order)

    def show_conversations(self, conversations: Sequence[Conversation], selected_id: int | None) -> None:
        self.list.show_conversations(conversations, selected_id)
        self._empty.set_search(self.search.text().strip())
        order = self.list.conversations.order
        self._stack.setCurrentIndex(0 if conversations or order.folders or order.archived else 1)

    def open_more(self) -> None:
        """What concerns all conversations."""
        theme, menu = self._theme, emptied(self.more_menu)
        brings = entry(tr("Import conversations\u2026"), "Ctrl+Shift+O")
        menu.addAction(theme.icon("import"), brings, self.import_requested.emit)
        menu.addAction(tr("Import from a folder\u2026"), self.folder_import_requested.emit)
        export = menu.addMenu(theme.icon("export"), tr("Export all"))
        export.addAction(tr("JSON, with everything\u2026"), lambda: self.export_requested.emit(ExportKind.JSON))
        export.addAction(tr("Markdown files, to read\u2026"), lambda: self.export_requested.emit(ExportKind.MARKDOWN))
        menu.addAction(theme.icon("folder"), tr("New folder\u2026"), lambda: self.list.new_folder_requested.emit(()))
        menu.addSeparator()
        menu.addAction(entry(tr("Back up and restore\u2026"), "Ctrl+Shift+Y"), self.backup_requested.emit)
        helps = menu.addMenu(tr("Help"))
        helps.addAction(tr("First steps"), self.tour_requested.emit)
        helps.addAction(entry(tr("List of all keys"), "F1"), self.keys_requested.emit)
        helps.addAction(entry(tr("Report a problem\u2026"), "Ctrl+F1"), self.report_requested.emit)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search_typed(self) -> None:
        self._pause.start()

    def _enter_list(self) -> None:
        if self.list.selected() is None:
            self.list.move_selection(1)
        else:
            self.list.choose_found()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # last: it makes the first row the current one


def _more(theme: Theme) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "icon")
    button.setAccessibleName(tr("More about conversations"))
    button.setToolTip(tip(tr("Import, export, new folder, back up, help"), "Ctrl+Shift+E"))
    theme.dress(button, "more")
    return button


class _Brand(QWidget):
    """The mark and the name."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("brand")
        name = QLabel("Homespun")
        name.setProperty("role", "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Mark())
        row.addWidget(name, 1)


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(20, 20))
        self._drawing = QSvgRenderer(app_icon_bytes(), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing.render(painter, QRectF(self.rect()))


class _KeyHint(QPushButton):
    """A button with its shortcut at its end, as long as there is room for both."""

    def __init__(self, text: str, keys: str) -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setToolTip(keys.replace(" ", "+"))
        self._hint = hint = QLabel(keys)
        hint.setProperty("role", "small")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A larger text makes the button taller, so this hears of it too.
        needed = self.fontMetrics().horizontalAdvance(self.text()) + self._hint.sizeHint().width() + 32
        self._hint.setVisible(needed <= self.width())


class _Search(QLineEdit):
    left = Signal()
    """The person goes on to the list of what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(tr("Search"))
        self.setToolTip(tip(tr("Search titles, messages and attached files"), "Ctrl+K"))
        self.setAccessibleName(tr("Search conversations"))
        self.setMaxLength(500)
        self._hint = QLabel(native("Ctrl+K").replace("+", " "), self)
        self._hint.setProperty("role", "small")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._show_hint)
        self.setClearButtonEnabled(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.addStretch(1)
        row.addWidget(self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        needed = self.fontMetrics().horizontalAdvance(self.placeholderText()) + self._hint.sizeHint().width() + 60
        self._hint.setVisible(not self.text() and needed <= self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _EmptyList(QWidget):
    """What the list says when there is nothing in it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setProperty("role", "muted")
        self.clear = QPushButton(tr("Clear the search"))
        self.clear.setProperty("role", "action")
        self.bring = QPushButton(tr("Import some\u2026"))
        self.bring.setToolTip(tr("From ChatGPT, Claude, Open WebUI, LM Studio, Jan, or another Homespun"))
        self.bring.setProperty("role", "action")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self._text.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self._text)
        for button in (self.clear, self.bring):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.set_search("")

    def set_search(self, search: str) -> None:
        shown = search if len(search) <= 60 else search[:60] + "\u2026"
        self._text.setText(
            tr("No conversation has \u201c{shown}\u201d in its title, its messages or their files.", shown=shown)
            if search
            else tr("No conversations yet. What you write is kept here, on this computer.")
        )
        self.clear.setVisible(bool(search))
        self.bring.setVisible(not search)


class _Foot(QFrame):
    """Whose conversations these are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setFixedHeight(60)
        self.profile = ProfileButton(theme)
        self.settings = QPushButton()
        self.settings.setProperty("role", "icon")
        self.settings.setAccessibleName(tr("Settings"))
        self.settings.setToolTip(tip(tr("Settings"), "Ctrl+,"))
        theme.dress(self.settings, "settings")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.profile, 1)
        row.addWidget(self.settings)
