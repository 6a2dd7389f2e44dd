"""Whatever a model writes, nothing is opened: no file, no address, no resource."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.state import ModelChoice, ModelPhase, ModelStatus, Problem
from app.store.records import Profile
from app.ui.blocks import TextView
from app.ui.markdown import Prose
from app.ui.reply import ReplyMessage
from app.ui.reply_text import ReplyText
from app.ui.theme import Theme
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt.hostile import BAIT, TEXTS
from tests.qt.samples import conversation, message

SCHEMES = ("https", "http", "file", "mailto", "smb", "qrc", "data", "javascript", "ms-msdt", "vbscript", "")
IN_OPEN, IN_ACCESS = 0x20, 0x1


class Opened(QObject):
    """Takes the place of the web browser and of every other program that an address could start."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.addresses.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


class Watch:
    """Tells whether anything in this process, Qt included, has opened the bait (inotify)."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._libc.inotify_init1(os.O_NONBLOCK)
        assert self._descriptor >= 0
        assert self._libc.inotify_add_watch(self._descriptor, os.fsencode(folder), IN_OPEN | IN_ACCESS) >= 0

    def seen(self) -> list[int]:
        try:
            raw = os.read(self._descriptor, 65_536)
        except BlockingIOError:
            return []
        masks, position = [], 0
        while position < len(raw):
            _, mask, _, length = struct.unpack_from("iIII", raw, position)
            masks.append(mask)
            position += 16 + length
        return masks

    def close(self) -> None:
        os.close(self._descriptor)


_listening: list[list[str]] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _listening:
        return
    starts = event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "webbrowser.open")
    if starts or (event == "open" and "bait" in str(arguments[0])):
        _listening[-1].append(f"{event} {arguments}")


sys.addaudithook(_audit)


@pytest.fixture
def bait(tmp_path: Path) -> Path:
    folder = tmp_path / "watched"
    folder.mkdir()
    image = QImage(4, 4, QImage.Format.Format_ARGB32)
    image.fill(0xFFFF0000)
    assert image.save(str(folder / "bait.png"))
    return folder / "bait.png"


@pytest.fixture
def watch(bait: Path) -> Iterator[Watch]:
    watch = Watch(bait.parent)
    yield watch
    watch.close()


@pytest.fixture
def opened(qapp: object) -> Iterator[Opened]:
    opened = Opened()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, opened, "open")  # type: ignore[arg-type] - the stub wants bytes, Qt a name
    yield opened
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def audited() -> Iterator[list[str]]:
    events: list[str] = []
    _listening.append(events)
    yield events
    _listening.remove(events)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every resource that Qt asks a text view for."""
    names: list[str] = []
    real = TextView.loadResource

    def record(self: TextView, kind: int, name: QUrl | str) -> object:
        names.append(name.toString() if isinstance(name, QUrl) else name)
        return real(self, kind, name)

    monkeypatch.setattr(TextView, "loadResource", record)
    return names


def test_the_corpus_is_large() -> None:
    assert len(set(TEXTS)) >= 200


def test_the_watch_sees_an_open(bait: Path, watch: Watch, audited: list[str]) -> None:
    bait.read_bytes()
    assert watch.seen()
    assert audited


def test_hostile_replies_open_nothing(
    window: MainWindow,
    settled: Callable[[], None],
    bait: Path,
    watch: Watch,
    opened: Opened,
    audited: list[str],
    asked: list[str],
) -> None:
    for number in range(0, len(TEXTS), 12):
        texts = [text.replace(BAIT, str(bait)) for text in TEXTS[number : number + 12]]
        window.show_conversation(None, [message(role, text) for text in texts for role in (Role.USER, Role.ASSISTANT)])
        settled()
        window.transcript.verticalScrollBar().setValue(0)
        settled()
        window.grab()
        for view in window.transcript.findChildren(TextView):
            assert view.grab()
            for address in ("file://" + str(bait), "//host/share", "http://a.example", str(bait), "javascript:1"):
                view.anchorClicked.emit(QUrl(address))
    assert watch.seen() == []
    assert opened.addresses == []
    assert audited == []
    assert asked == []
    assert window.findChildren(QMessageBox) == []


@pytest.mark.parametrize("text", TEXTS)
def test_the_html_of_a_hostile_text_holds_text_and_whole_https_links_only(text: str) -> None:
    for size in (1, 5, len(text)):
        stream, blocks = ReplyText(), []
        for start in range(0, len(text), size):
            change = stream.feed(text[start : start + size])
            blocks[change.first :] = change.blocks
        change = stream.finish()
        blocks[change.first :] = change.blocks
        for block in blocks:
            if isinstance(block, Prose):
                tags = block.html.split("<")[1:]
                assert all(not tag.lower().startswith(("img", "svg", "script", "style", "iframe")) for tag in tags)
                assert all("src" not in tag.split(">")[0] and "style" not in tag.split(">")[0] for tag in tags)
                links = [tag.split(">")[0] for tag in tags if tag.startswith("a ")]
                assert all(link.startswith('a href="https://') and "@" not in link for link in links)


def test_even_html_that_was_not_cleaned_opens_nothing(
    qtbot: QtBot, theme: Theme, bait: Path, watch: Watch, opened: Opened, audited: list[str]
) -> None:
    for text in TEXTS:
        view = TextView(theme)
        qtbot.addWidget(view)
        view.set_width(400)
        view.set_html(text.encode(errors="replace").decode().replace(BAIT, str(bait)))
        view.show()
        image = view.grab().toImage()
        assert all(
            image.pixelColor(x, y).rgb() != 0xFFFF0000
            for x in range(0, image.width(), 3)
            for y in range(0, min(60, image.height()), 3)
        )
        view.close()
    assert watch.seen() == []
    assert opened.addresses == []
    assert audited == []


def test_hostile_words_elsewhere_open_nothing(
    window: MainWindow, qtbot: QtBot, bait: Path, watch: Watch, opened: Opened, audited: list[str]
) -> None:
    for text in TEXTS:
        text = text.encode(errors="replace").decode().replace(BAIT, str(bait))
        shown = conversation(text)
        window.show_conversations([shown], shown.id)
        window.show_conversation(shown, [])
        window.set_models([ModelChoice(text, text, text)])
        window.set_model_status(ModelStatus(ModelPhase.LOADING, text, text, 0.5))
        window.show_problem(Problem(text, text, text))
        window.show_notice(text)
        profile = Profile(1, text, text)
        window.set_profiles((profile,), profile)
        window.composer.set_draft(text)
        window.grab()
    assert watch.seen() == []
    assert opened.addresses == []
    assert audited == []


def test_an_https_link_is_opened_only_after_the_whole_address_was_confirmed(
    window: MainWindow, settled: Callable[[], None], opened: Opened
) -> None:
    address = "https://survey.example/a?b=c%20d"
    window.show_conversation(None, [message(Role.ASSISTANT, f"[harmless words]({address})")])
    settled()
    (reply,) = window.transcript.findChildren(ReplyMessage)
    (view,) = reply.findChildren(TextView)
    for answer in ("Stay here", "Open in the browser"):
        view.anchorClicked.emit(QUrl(address))
        box = window.dialog("link")
        assert isinstance(box, QMessageBox)
        assert box.informativeText() == address
        assert opened.addresses == []
        next(button for button in box.buttons() if button.text() == answer).click()
        settled()
    assert opened.addresses == [address]
