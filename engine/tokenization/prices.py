"""Keeps what dynamic tokenization was measured to save and to cost with a model, and decides what follows from it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from engine.backends.base import LoadedModel
from engine.protocol import DynamicPrice, DynamicTokenization
from engine.tokenization.composer import Composer
from engine.tokenization.composers import best_composer, composers_for, shipped_composers
from models.library.replacing import replace_file

_log = logging.getLogger(__name__)

FORMAT = 3
"""To be raised with every change of how texts are cut or how prices are measured: what was measured before is then
measured again."""

ACCEPTED_LOSS = 0.01
"""Upper end of the relative increase of the bits per byte that nobody needs to be asked about."""

_LARGEST_FILE = 1 << 20
_STRONGEST_FIRST = (DynamicTokenization.STRONG, DynamicTokenization.CAREFUL)


@dataclass(frozen=True)
class KnownPrices:
    composer: str
    """The name of the one that was measured; empty where none was."""
    prices: tuple[DynamicPrice, ...] = ()

    @property
    def default(self) -> DynamicTokenization:
        return dynamic_default(self.prices)


NOTHING_KNOWN = KnownPrices("")


def dynamic_default(prices: Sequence[DynamicPrice]) -> DynamicTokenization:
    """The strongest degree that loses little for certain and shortens the time to the first token; else OFF."""
    earned = {price.degree for price in prices if price.loss_upper <= ACCEPTED_LOSS and price.ttft_ratio < 1}
    return next((degree for degree in _STRONGEST_FIRST if degree in earned), DynamicTokenization.OFF)


def known_prices(model: LoadedModel, folder: Path | None) -> KnownPrices:
    """Those of `model` with the composer that it will use, from `folder` or from those that come with the program.

    Quick where nothing was measured, and where one composer alone can be meant: its price was measured with this very
    model, so it fits. Otherwise the composer is looked for, which may take half a second.
    """
    measured = measured_prices(folder, model.info.fingerprint)
    if not measured:
        return NOTHING_KNOWN
    possible = list(composers_for(model, folder))
    if len(possible) == 1:
        return measured.get(possible[0].fingerprint, NOTHING_KNOWN)
    return measured.get(best_composer(model, folder).fingerprint, NOTHING_KNOWN)


def store_prices(folder: Path, model: str, composer: Composer, prices: Sequence[DynamicPrice]) -> None:
    """Keep them in `folder`, which is made where it is missing. Several engines may share it. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = _path(folder, model)
    measured = {**_read(path), composer.fingerprint: KnownPrices(composer.name, tuple(prices))}
    content = {
        "format": FORMAT,
        "composers": {fingerprint: asdict(known) for fingerprint, known in measured.items()},
    }
    replace_file(path, (json.dumps(content, indent=1) + "\n").encode())


def measured_prices(folder: Path | None, model: str) -> Mapping[str, KnownPrices]:
    """By the composer's fingerprint. What was measured on this machine counts before what comes with the program."""
    own = _read(_path(folder, model)) if folder else {}
    return {**_read(_path(shipped_composers(), model), elsewhere=True), **own}


def _path(folder: Path, model: str) -> Path:
    return folder / f"{model}.prices.json"


def _read(path: Path, *, elsewhere: bool = False) -> dict[str, KnownPrices]:
    """Nothing where the file is missing or damaged: it can be measured again."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        if len(content) > _LARGEST_FILE:
            raise ValueError("too long")
        return dict(_decoded(json.loads(content), elsewhere))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        _log.warning("prices in %s not used: %s", path.name, error)
        return {}


def _decoded(content: Any, elsewhere: bool) -> Iterator[tuple[str, KnownPrices]]:
    """Raises ValueError, TypeError, KeyError or AttributeError for what `store_prices` does not write."""
    if content["format"] != FORMAT:
        raise ValueError("another format")
    for fingerprint, known in cast(dict[str, Any], content["composers"]).items():
        prices = tuple(_price(price, elsewhere) for price in known["prices"])
        yield fingerprint, KnownPrices(str(known["composer"]), prices)


def _price(content: Mapping[str, Any], elsewhere: bool) -> DynamicPrice:
    numbers = {name: float(content[name]) for name in ("reduction", "loss", "loss_upper", "ttft_ratio")}
    if not all(-1e6 < number < 1e6 for number in numbers.values()):  # NaN is not, either
        raise ValueError("numbers out of bounds")
    return DynamicPrice(DynamicTokenization(content["degree"]), **numbers, elsewhere=elsewhere)
