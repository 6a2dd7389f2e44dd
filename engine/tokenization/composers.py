"""Chooses the best composer that there is for a model."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from engine.backends.base import LoadedModel
from engine.errors import EngineError
from engine.tokenization.composer import Composer, MeanComposer
from engine.tokenization.composer_file import ComposerCard, read_card, vocabulary_digest

_log = logging.getLogger(__name__)


def best_composer(model: LoadedModel, folder: Path | None) -> Composer:
    """A trained one that fits, from `folder` or from those that ship; else the mean. May take half a second.

    Raises EngineError(UNSUPPORTED) where the model's embeddings cannot be read.
    """
    return _trained(model, folder) or MeanComposer(model)


def composers_for(model: LoadedModel, folder: Path | None) -> Iterator[ComposerCard]:
    """The cards of the trained ones that may fit, by a quick look: best first, as `best_composer` takes them."""
    for _, card in _cards(folder):
        if card.hidden_size == model.info.hidden_size:
            yield card


def trained_composers(model: LoadedModel, folder: Path | None) -> Iterator[tuple[Path, ComposerCard]]:
    """Graph and card of each trained one that fits, best first, as their cards say."""
    vocabulary = None
    for graph, card in _cards(folder):
        if card.hidden_size == model.info.hidden_size:
            vocabulary = vocabulary or vocabulary_digest(model)
            if card.fits(model, vocabulary):
                yield graph, card


def shipped_composers() -> Path:
    """The folder of those that come with the program."""
    return Path(str(resources.files("models"))) / "composers"


def _trained(model: LoadedModel, folder: Path | None) -> Composer | None:
    for graph, card in trained_composers(model, folder):
        from engine.tokenization.network import NetworkComposer  # with it ONNX Runtime: only where there is work for it

        try:
            return NetworkComposer(model, graph, card)
        except (EngineError, OSError) as error:
            _log.warning("composer %s not used: %s", graph.name, error)
    return None


def _cards(folder: Path | None) -> Iterator[tuple[Path, ComposerCard]]:
    """The person's own come first."""
    for place in (folder, shipped_composers()):
        if place is None or not place.is_dir():
            continue
        for path in sorted(place.glob("*.composer.json")):
            try:
                card = read_card(path)
            except (EngineError, OSError) as error:
                _log.warning("composer %s not used: %s", path.name, error)
                continue
            yield path.with_name(f"{path.name.removesuffix('.composer.json')}.onnx"), card
