"""How an engine ended, in words."""

from __future__ import annotations

import signal

import pytest

from app.outcome import STDERR_TAIL, EngineOutcome, decode_tail, outcome_of


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (outcome_of(-signal.SIGSEGV, b""), "The engine crashed."),
        (outcome_of(-signal.SIGKILL, b""), "often because memory ran out"),
        (outcome_of(-signal.SIGABRT, b""), "a fault inside it"),
        (outcome_of(-signal.SIGILL, b""), "another kind of processor"),
        (outcome_of(-63, b""), "signal 63"),
        (outcome_of(3, b""), "exit code 3"),
        (outcome_of(0, b""), "The engine ended."),
        (outcome_of(-signal.SIGKILL, b"", was_silent=True), "stopped answering"),
        (outcome_of(-signal.SIGKILL, b"", fault="Because."), "Because."),
        (EngineOutcome(crashed=True), "crashed"),
    ],
)
def test_it_is_said_in_words(outcome: EngineOutcome, words: str) -> None:
    assert words in str(outcome)


def test_only_a_clean_exit_is_a_success() -> None:
    assert outcome_of(0, b"").was_successful()
    for outcome in (outcome_of(1, b""), outcome_of(-9, b""), outcome_of(0, b"", fault="No."), EngineOutcome()):
        assert not outcome.was_successful()


def test_the_tail_starts_with_a_whole_line() -> None:
    tail = decode_tail(b"first line\n" + b"x" * (STDERR_TAIL - 4) + b"\nend")
    assert tail == "end"
    assert decode_tail("ends in the middle of é".encode()[:-1]) == "ends in the middle of \ufffd"


def test_the_report_names_the_signal_and_the_last_words() -> None:
    report = outcome_of(-signal.SIGABRT, b"GGML_ASSERT failed\n").report()
    assert report == "Engine process: signal 6 (SIGABRT)\nGGML_ASSERT failed"
