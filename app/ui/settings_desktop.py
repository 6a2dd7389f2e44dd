"""The settings of what the program does outside its window, and what this desktop lets it do."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QPushButton

from app.settings import Notify, Settings
from app.state import DesktopMeans, KeyMeans
from app.translation import tr, tr_noop
from app.ui.form import FIELD_WIDTH, Choice, FormDialog, small
from app.ui.theme import Theme
from app.ui.tick_box import TickBox

_NOTIFY = (
    (Notify.NOTHING, tr_noop("Say nothing")),
    (Notify.DONE, tr_noop("Say that it is done")),
    (Notify.TEXT, tr_noop("Show how it begins")),
)


class DesktopFields:
    def __init__(self, form: FormDialog, theme: Theme, means: DesktopMeans) -> None:
        self._means = means
        form.section(tr("Outside the window"))
        self._tray = TickBox(theme, tr("Keep running"))
        self._tray.setEnabled(means.has_tray)
        form.row(
            "keep_in_tray",
            tr("When the window is closed"),
            tr("The program stays in the tray, with the model in memory, until you choose Quit there.")
            if means.has_tray
            else tr("This desktop has no tray, so closing the window ends the program."),
            self._tray,
        )
        self._notify = Choice(theme)
        self._notify.setObjectName("desktopNotify")
        for notify, label in _NOTIFY:
            self._notify.addItem(tr(label), notify)
        form.row(
            "notify",
            tr("Long replies"),
            tr("What the desktop shows when one is done while you are in another program.")
            if means.has_tray
            else tr("This desktop has no tray to tell of one that is done; the window is marked instead."),
            self._notify,
        )
        self._key = QKeySequenceEdit()
        self._key.setMaximumSequenceLength(1)
        self._key.setClearButtonEnabled(True)
        self._key.setFixedWidth(FIELD_WIDTH)
        if means.keys is not KeyMeans.NONE:
            form.row(
                "quick_key",
                tr("Key of the quick question"),
                tr("Opens a line for one question, whatever program you are in.")
                if means.keys is KeyMeans.PROGRAM
                else tr(
                    "Opens a line for one question, whatever program you are in. The desktop may ask you first, or "
                    "give another key."
                ),
                self._key,
            )
            return
        copies = QPushButton(tr("Copy the command"))
        copies.setProperty("role", "plain")
        copies.clicked.connect(lambda: QGuiApplication.clipboard().setText(means.command))
        form.row(
            "quick_key",
            tr("Key of the quick question"),
            tr(
                "This desktop gives no program a key for everywhere. Bind one to this command, in the desktop's own "
                "settings of the keyboard:"
            ),
            copies,
        )
        form.add(small(means.command))

    def fill(self, settings: Settings) -> None:
        self._tray.setChecked(settings.keep_in_tray)
        self._notify.setCurrentIndex(max(0, self._notify.findData(settings.notify)))
        self._key.setKeySequence(QKeySequence(settings.quick_key, QKeySequence.SequenceFormat.PortableText))

    def collected(self, settings: Settings) -> Settings:
        """With what the fields say."""
        return replace(
            settings,
            keep_in_tray=self._tray.isChecked(),
            notify=Notify(self._notify.currentData()),
            quick_key=self._key.keySequence().toString(QKeySequence.SequenceFormat.PortableText),
        )
