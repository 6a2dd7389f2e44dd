"""How the library looks into files: through an inspector, which may be a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from engine.errors import EngineError
from models.library.facts import ModelFacts, read_facts
from models.ordinary_file import unreadable


class Inspector(Protocol):
    """Looks into models that nobody has vouched for."""

    def look(self, paths: Sequence[Path]) -> Iterator[ModelFacts | EngineError]:
        """One answer for each path, in their order, as soon as it is there. Raises nothing for a file, whatever it
        does to the one who looks; the caller may stop early."""
        ...


class InProcess:
    """Looks in this very process: for files that are known, and for tests."""

    def look(self, paths: Sequence[Path]) -> Iterator[ModelFacts | EngineError]:
        for path in paths:
            try:
                yield read_facts(path)
            except EngineError as error:
                yield error
            except OSError as error:
                yield unreadable(path, error)
