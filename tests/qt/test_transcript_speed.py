"""A long reply streams without holding the window: a short run of benchmarks/transcript.py."""

from __future__ import annotations

import pytest

from app.ui.window import MainWindow
from benchmarks.transcript import TARGET_MS, measure


@pytest.mark.parametrize("sample", ["prose", "mixed", "one code block", "no space"])
def test_the_window_answers_while_a_long_reply_streams(window: MainWindow, sample: str) -> None:
    result = measure(window, sample, 150_000, 100_000)
    assert result.p99_ms < TARGET_MS
    view = window.transcript.latest_reply()
    assert view is not None
    assert len(view.content) >= 150_000
