"""Dialogs that ask where to write a file start in the person's documents, then where the person has written last."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.order import ExportKind
from app.ui.dialogs import Dialogs
from app.ui.exchange_views import ExchangeViews
from app.ui.help_views import HelpViews
from app.ui.theme import Theme
from app.ui.window import MainWindow


@pytest.fixture
def dialogs(theme: Theme, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "papers").mkdir()
    (tmp_path / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{tmp_path}/papers"\n')
    return Dialogs(theme, None, window)


def _chooser(dialogs: Dialogs, name: str) -> QFileDialog:
    chooser = dialogs[name]
    assert isinstance(chooser, QFileDialog)
    return chooser


def test_they_start_where_something_was_written_last(
    dialogs: Dialogs, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    views = ExchangeViews(dialogs, window)
    views.choose_export((1,), ExportKind.JSON, "Bread")
    chooser = _chooser(dialogs, "export")
    assert chooser.selectedFiles() == [str(tmp_path / "papers" / "Bread.json")]
    (tmp_path / "other").mkdir()
    chooser.setDirectory(str(tmp_path / "other"))
    with qtbot.waitSignal(views.export_requested) as exported:
        chooser.accept()
    assert exported.args == [(1,), ExportKind.JSON, str(tmp_path / "other" / "Bread.json")]

    views.choose_export((), ExportKind.MARKDOWN, "Conversations")
    folder = _chooser(dialogs, "export")
    assert folder.directory().path() == str(tmp_path / "other")
    folder.setDirectory(str(tmp_path / "papers"))
    with qtbot.waitSignal(views.export_requested) as exported:
        folder.accept()
    assert exported.args == [(), ExportKind.MARKDOWN, str(tmp_path / "papers")]

    helping = HelpViews(dialogs, window)
    helping.open_report()
    assert helping.report is not None
    helping.report.save_requested.emit("All is well")
    assert _chooser(dialogs, "report file").directory().path() == str(tmp_path / "papers")


def test_they_start_at_home_where_there_are_no_documents(dialogs: Dialogs, theme: Theme, tmp_path: Path) -> None:
    (tmp_path / "papers").rmdir()
    assert Path(Dialogs(theme, None, dialogs.parent()).write_folder) == Path.home()  # pyright: ignore[reportArgumentType]
