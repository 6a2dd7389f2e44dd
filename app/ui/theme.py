"""Dresses the program: one palette becomes the style sheet, Qt's own palette, the font and the tinted icons."""

from __future__ import annotations

import re
import weakref
from dataclasses import asdict
from functools import cache
from importlib import resources
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QTransform,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from shiboken6 import isValid

from app.ui.palette import DARK, LIGHT, Palette

POINTING = frozenset(("chevron-left", "chevron-right", "go-on", "sidebar", "text"))
"""Icons that say before or after, at the side or at the start of a line: mirrored where lines run from the right."""

TEXT_SIZE = 14
"""Pixels of the running text unless the person chose another size."""


class Theme(QObject):
    """What everything is drawn with. Widgets that draw for themselves listen to `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._choice = "system"
        self._family_font = application.font()
        self._dressed: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()
        self.text_size = TEXT_SIZE
        self.palette: Palette = LIGHT
        self._direction = application.layoutDirection()
        application.setStyle("Fusion")
        # Nothing in the window moves by itself, so whoever wants less motion has it: Qt cannot tell us who that is.
        for effect in Qt.UIEffect:
            application.setEffectEnabled(effect, False)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply("system", TEXT_SIZE)

    @property
    def small_size(self) -> int:
        return max(10, self.text_size - 2)

    @property
    def title_size(self) -> int:
        return self.text_size + 1

    def scaled(self, pixels: int) -> int:
        """What is `pixels` wide or high around text of the usual size."""
        return round(pixels * max(1.0, self.text_size / TEXT_SIZE))

    def code_font(self) -> QFont:
        """The system's monospaced font, a little smaller than the text because it looks larger."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.text_size - 1)
        return font

    def color(self, color: str) -> QColor:
        return QColor(getattr(self.palette, color))

    def apply(self, choice: str, text_size: int) -> None:
        """`choice` is light, dark or system; `text_size` is in pixels."""
        self._choice = choice
        dark = choice == "dark" or (choice == "system" and self._system_is_dark())
        palette = DARK if dark else LIGHT
        direction = self._application.layoutDirection()
        wanted = palette, text_size, direction
        known = wanted == (self.palette, self.text_size, self._direction)
        self.palette, self.text_size, self._direction = wanted
        sheet = self._style_sheet()
        if known and sheet == self._application.styleSheet():  # what it wears, whoever dressed it
            return
        font = QFont(self._family_font)
        font.setPixelSize(text_size)
        self._application.setFont(font)
        self._application.setPalette(_qt_palette(palette))
        self._application.setStyleSheet(sheet)
        for widget, (name, color) in list(self._dressed.items()):
            if isValid(widget):  # Qt may have deleted what Python still knows.
                self._tint(widget, name, color)
        self.changed.emit()

    def dress(self, widget: QAbstractButton | QLabel | QAction, icon: str, color: str = "muted") -> None:
        """Give a button, a label or an action an icon that follows the theme."""
        self._dressed[widget] = (icon, color)
        self._tint(widget, icon, color)

    def undress(self, widget: QAbstractButton | QAction) -> None:
        """Take the icon away that `dress` gave, if any."""
        if self._dressed.pop(widget, None) is not None:
            widget.setIcon(QIcon())

    def icon(self, name: str, color: str = "muted") -> QIcon:
        """An icon of assets/icons in a colour of the palette, sharp at every scale of the screen."""
        icon = QIcon()
        for pixels in (16, 24, 32, 48):
            icon.addPixmap(self.pixmap(name, color, pixels))
        return icon

    def pixmap(self, name: str, color: str, pixels: int) -> QPixmap:
        return _drawn(name, getattr(self.palette, color), pixels, name in POINTING and _is_right_to_left())

    def _tint(self, widget: QObject, name: str, color: str) -> None:
        if isinstance(widget, QAbstractButton | QAction):
            widget.setIcon(self.icon(name, color))
        elif isinstance(widget, QLabel):
            ratio = widget.devicePixelRatioF()
            pixmap = self.pixmap(name, color, round(16 * ratio))
            pixmap.setDevicePixelRatio(ratio)
            widget.setPixmap(pixmap)

    def _system_is_dark(self) -> bool:
        return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        self.apply(self._choice, self.text_size)

    def _style_sheet(self) -> str:
        text = self.text_size
        sizes = {"text": text, "small": self.small_size, "title": self.title_size, "headline": text + 8}
        larger = text / TEXT_SIZE
        pill = max(26, round(1.7 * self.small_size))
        sizes |= {"icon": round(16 * larger), "pill": pill, "pill_inside": pill - 2, "round": (pill + 2) // 2}
        # What holds single lines grows with them; the sidebar by half of that, since it takes room from the text.
        sizes |= {"bar": max(51, pill + 24), "side": round(247 * (1 + larger) / 2) if larger > 1 else 247}
        sheet = Template(_asset("theme.qss")).substitute(asdict(self.palette) | sizes)
        return _mirrored(sheet) if _is_right_to_left() else sheet


@cache
def _asset(*path: str) -> str:
    return resources.files("assets").joinpath(*path).read_text(encoding="utf-8")


def icon_behind(button: QAbstractButton) -> None:
    """The arrow of a button comes after its words."""
    forwards = Qt.LayoutDirection.LeftToRight
    button.setLayoutDirection(forwards if _is_right_to_left() else Qt.LayoutDirection.RightToLeft)


def _is_right_to_left() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _mirrored(sheet: str) -> str:
    """Qt mirrors layouts and alignments, but not the sides of a box in a style sheet."""
    return re.sub(r"(?<!text-align: )\b(left|right)\b", lambda side: "right" if side[0] == "left" else "left", sheet)


@cache
def _drawn(name: str, color: str, pixels: int, mirrored: bool) -> QPixmap:
    source = _asset("icons", f"{name}.svg").replace("currentColor", color)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap.transformed(QTransform.fromScale(-1, 1)) if mirrored else pixmap


def _qt_palette(tokens: Palette) -> QPalette:
    """What Fusion draws where the style sheet says nothing: menus, scroll bars, selections, tool tips."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, color in {
        role.Window: tokens.page,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.danger,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
    }.items():
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette


def app_icon_bytes() -> QByteArray:
    """The program's mark, as SVG."""
    return QByteArray(_asset("homespun.svg").encode())


def app_icon() -> QIcon:
    icon = QIcon()
    for pixels in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(app_icon_bytes()).render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
