"""Every kind of failure has its words."""

from __future__ import annotations

import pytest

from app import problems
from app.outcome import outcome_of
from app.paths import DataFolderError, FolderProblem
from app.state import ProblemAction
from app.store.errors import StoreError, StoreErrorKind
from engine.errors import ErrorKind


@pytest.mark.parametrize("kind", list(ErrorKind))
def test_every_failure_of_the_engine_offers_a_next_step(kind: ErrorKind) -> None:
    for problem in (problems.loading_failed(kind, "What.", "why"), problems.reply_failed(kind, "What.", "why")):
        assert problem.title
        assert problem.message == "What."
        assert problem.detail == "why"
        assert problem.actions


@pytest.mark.parametrize("kind", [ErrorKind.MODEL_NOT_FOUND, ErrorKind.MODEL_INVALID, ErrorKind.ADAPTER_MISMATCH])
def test_what_fails_for_an_adapter_is_not_blamed_on_the_model(kind: ErrorKind) -> None:
    problem = problems.reply_failed(kind, "What.", "why", adapted=True)
    assert "adapter" in problem.title.casefold()
    assert ProblemAction.SWITCH_OFF_ADAPTERS in problem.actions


@pytest.mark.parametrize("kept", ["", "Your message is back in the message box."])
def test_a_set_that_cannot_be_used_says_what_became_of_the_message(kept: str) -> None:
    problem = problems.adapters_refused("It is gone.", ProblemAction.TAKE_OUT_ADAPTERS, kept=kept)
    assert problem.message.startswith("It is gone.")
    assert problem.message.endswith(kept)
    assert problem.actions == (ProblemAction.TAKE_OUT_ADAPTERS,)


@pytest.mark.parametrize("kind", list(StoreErrorKind))
def test_every_failure_of_the_store_has_a_title(kind: StoreErrorKind) -> None:
    error = StoreError(kind, "What.", "why")
    assert problems.store_failed(error).title
    kept = "Your message is back in the message box."
    assert problems.not_sent(error, kept).message.endswith(kept)
    assert "kept in memory" in problems.reply_unsaved(error).message


def test_a_damaged_database_offers_its_backup() -> None:
    actions = problems.store_failed(StoreError(StoreErrorKind.DAMAGED, "What.")).actions
    assert actions[:2] == (ProblemAction.RESTORE_BACKUP, ProblemAction.START_AFRESH)


@pytest.mark.parametrize("kind", list(FolderProblem))
def test_every_failure_of_the_folder_becomes_one_of_the_store(kind: FolderProblem) -> None:
    error = problems.folder_error(DataFolderError(kind, "What.", "why"))
    assert (error.message, error.detail) == ("What.", "why")


def test_an_interrupted_reply_says_why() -> None:
    problem = problems.reply_interrupted(outcome_of(-9, b"last words"))
    assert "memory ran out" in problem.message
    assert "last words" in problem.detail
    assert problem.actions == (ProblemAction.RETRY,)
