"""What can be done with the conversations that are chosen in the list, and with a folder, as a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QMenu

from app.order import ExportKind, Order, OrderAction
from app.store.records import Conversation, Folder
from app.translation import plural, tr
from app.ui.shortcuts import ARCHIVE, PIN, PRINT, entry
from app.ui.theme import Theme


class Acts(Protocol):
    """Those who carry it out."""

    def rename(self) -> None: ...

    def act(self, action: OrderAction, ids: tuple[int, ...]) -> None: ...

    def move_to_folder(self, ids: tuple[int, ...], folder_id: int | None) -> None: ...

    def move_to_new(self, ids: tuple[int, ...]) -> None: ...

    def export(self, ids: tuple[int, ...], kind: ExportKind) -> None: ...

    def delete_folder(self, folder: Folder) -> None: ...


def fill_for_conversations(menu: QMenu, theme: Theme, chosen: Sequence[Conversation], order: Order, acts: Acts) -> None:
    ids = tuple(one.id for one in chosen)
    if len(chosen) == 1:
        menu.addAction(theme.icon("rename"), entry(tr("Rename"), "F2"), acts.rename)
    if all(one.pinned for one in chosen):
        menu.addAction(theme.icon("pin"), entry(tr("Unpin"), PIN.keys[0]), lambda: acts.act(OrderAction.UNPIN, ids))
    else:
        menu.addAction(theme.icon("pin"), entry(tr("Pin"), PIN.keys[0]), lambda: acts.act(OrderAction.PIN, ids))
    _add_folders(menu.addMenu(theme.icon("folder"), tr("Move to")), theme, chosen, order, acts)
    if all(one.archived for one in chosen):
        out = entry(tr("Take out of the archive"), ARCHIVE.keys[0])
        menu.addAction(theme.icon("archive"), out, lambda: acts.act(OrderAction.UNARCHIVE, ids))
    else:
        into = entry(tr("Archive"), ARCHIVE.keys[0])
        menu.addAction(theme.icon("archive"), into, lambda: acts.act(OrderAction.ARCHIVE, ids))
    export = menu.addMenu(theme.icon("export"), tr("Export"))
    export.addAction(tr("Markdown, to read\u2026"), lambda: acts.export(ids, ExportKind.MARKDOWN))
    export.addAction(tr("JSON, with everything\u2026"), lambda: acts.export(ids, ExportKind.JSON))
    if len(chosen) == 1:
        export.addAction(tr("PDF\u2026"), lambda: acts.export(ids, ExportKind.PDF))
        menu.addAction(
            theme.icon("print"), entry(tr("Print\u2026"), PRINT.keys[0]), lambda: acts.export(ids, ExportKind.PAPER)
        )
    menu.addSeparator()
    several = plural("Delete {n} conversation", "Delete {n} conversations", len(chosen))
    name = tr("Delete") if len(chosen) == 1 else several
    menu.addAction(theme.icon("trash"), entry(name, "Del"), lambda: acts.act(OrderAction.DELETE, ids))


def fill_for_folder(menu: QMenu, theme: Theme, folder: Folder, acts: Acts) -> None:
    menu.addAction(theme.icon("rename"), entry(tr("Rename the folder"), "F2"), acts.rename)
    menu.addAction(theme.icon("trash"), tr("Delete the folder, keep what is in it"), lambda: acts.delete_folder(folder))


def _add_folders(menu: QMenu, theme: Theme, chosen: Sequence[Conversation], order: Order, acts: Acts) -> None:
    ids = tuple(one.id for one in chosen)
    for folder in order.folders:
        action = menu.addAction(shown(folder.name), lambda _=False, number=folder.id: acts.move_to_folder(ids, number))
        action.setEnabled(any(one.folder_id != folder.id for one in chosen))
    if order.folders:
        menu.addSeparator()
    menu.addAction(theme.icon("plus"), tr("New folder\u2026"), lambda: acts.move_to_new(ids))
    if any(one.folder_id is not None for one in chosen):
        menu.addAction(
            tr("Out of its folder") if len(chosen) == 1 else tr("Out of their folders"),
            lambda: acts.move_to_folder(ids, None),
        )


def emptied(menu: QMenu) -> QMenu:
    """Clearing alone would leave the menus below it behind."""
    menu.clear()
    for below in menu.findChildren(QMenu):
        below.deleteLater()
    return menu


def shown(name: str) -> str:
    """A name in a menu: short, and without the signs that menus read."""
    short = name if len(name) <= 40 else f"{name[:39]}\u2026"
    return short.replace("&", "&&").replace("\t", " ")
