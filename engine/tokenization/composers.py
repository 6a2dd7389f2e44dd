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
from engine.tokenization.network import NetworkComposer
from engine.tokenization.recuts import Recuts
from engine.tokenization.ridge import RidgeComposer, fit_ridge, read_ridge, write_ridge

_log = logging.getLogger(__name__)

_WIDEST_RIDGE = 1536
"""Width of the model up to which a ridge is fitted by itself: the time grows with its third power, the memory with its
square (at 1,536: 0.9 GB)."""


def best_composer(model: LoadedModel, folder: Path | None) -> Composer:
    """A trained one that fits, from `folder` or from those that ship; else a ridge, where it beats the mean on tokens
    held out; else the mean. May take some seconds the first time: what is fitted is kept in `folder`.

    Raises EngineError(UNSUPPORTED) where the model's embeddings cannot be read.
    """
    known = known_composer(model, folder)
    if known is not None:
        return known
    if model.info.hidden_size > _WIDEST_RIDGE:
        return MeanComposer(model)
    recuts = Recuts(model)
    if len(recuts.tokens) < 2 * model.info.hidden_size:  # too few examples to fit anything to
        return MeanComposer(model)
    matrices, error = fit_ridge(model, recuts)
    if folder is not None:
        try:
            write_ridge(_ridge_path(folder, model), matrices, error)
        except OSError as failure:  # it is only fitted again the next time
            _log.warning("ridge not kept: %s", failure)
    return RidgeComposer(model, matrices) if error < 1 else MeanComposer(model)


def known_composer(model: LoadedModel, folder: Path | None) -> Composer | None:
    """What `best_composer` gives where nothing needs to be fitted for it, otherwise None. Raises as it does."""
    trained = _trained(model, folder)
    if trained is not None:
        return trained
    if folder is None:
        return None
    ridge = read_ridge(_ridge_path(folder, model), model.info.hidden_size)
    if ridge is None:
        return None
    matrices, error = ridge
    return RidgeComposer(model, matrices) if error < 1 else MeanComposer(model)


def composers_for(model: LoadedModel, folder: Path | None) -> Iterator[ComposerCard]:
    """The cards of the trained ones that may fit, by a quick look: best first, as `best_composer` takes them."""
    for _, card in _cards(folder):
        if card.hidden_size == model.info.hidden_size:
            yield card


def shipped_composers() -> Path:
    """The folder of those that come with the program."""
    return Path(str(resources.files("models"))) / "composers"


def _trained(model: LoadedModel, folder: Path | None) -> Composer | None:
    vocabulary = None
    for graph, card in _cards(folder):
        if card.hidden_size != model.info.hidden_size:
            continue
        vocabulary = vocabulary or vocabulary_digest(model)
        if not card.fits(model, vocabulary):
            continue
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


def _ridge_path(folder: Path, model: LoadedModel) -> Path:
    return folder / f"{model.info.fingerprint}.ridge"
