"""Draws the program's mark in the sizes and formats that desktops want: python packaging/pictures.py FOLDER."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

MARK = Path(__file__).resolve().parent.parent / "assets" / "homespun.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels, of the hicolor theme."""


def main(folder: Path) -> None:
    """Write homespun-SIZE.png for each size, and homespun.ico and homespun.icns, where this Qt can."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(str(MARK))
    if not drawing.isValid():
        raise SystemExit(f"{MARK} is not to be drawn")
    for size in SIZES:
        _save(_drawn(drawing, size), folder / f"homespun-{size}.png")
    _save(_drawn(drawing, 256), folder / "homespun.ico")
    _save(_drawn(drawing, 512), folder / "homespun.icns")


def _drawn(drawing: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _save(image: QImage, file: Path) -> None:
    if not image.save(str(file)):
        raise SystemExit(f"{file} could not be written")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    main(Path(sys.argv[1]))
