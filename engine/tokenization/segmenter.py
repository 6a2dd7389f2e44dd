"""Cuts the texts of a prompt into spans: tokens that are read as one position of the context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.protocol import DynamicTokenization
from engine.states import Span


class Segmenter(Protocol):
    """Serves one loaded model."""

    def segment(self, texts: Sequence[Sequence[int]], degree: DynamicTokenization) -> list[tuple[Span, ...]]:
        """The spans of each text, whose tokens in order are those of the text. `texts` are the mergeable texts of a
        conversation in its order, without special tokens and what the chat template adds.

        How a text is cut depends on it and on the texts before it, never on what follows: the KV cache of a
        conversation that goes on stays true. With OFF each token is a span of its own.
        """
        ...
