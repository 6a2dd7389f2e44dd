"""The process that trains a composer: one JSON object a line on standard output tells how far it is.

    python -m engine.training.composer_main MODEL --text PATH ... --folder FOLDER --hours H [--resume] [--anew]
        [--threads N]

A composer that fits the model already, the person's own or one that comes with the program, is trained on, unless
`--anew` asks for one that begins with the mean.

Events: {"event": "started", …}, {"event": "step", …}, {"event": "test", …} and, as the last one, "trained", "stopped"
or "failed" (with kind, message and detail). SIGINT and SIGTERM stop it between two steps, with everything kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from engine.backends.base import Interrupted, LoadedModel
from engine.errors import EngineError, ErrorKind
from engine.training.composer_network import NetworkShape
from engine.training.trainer import check_memory, load_for_text, replace_file
from models.inspect_gguf import inspect_gguf
from models.onnx.torch_model import check_convertible
from models.training_pack import HOW_TO_INSTALL

if TYPE_CHECKING:
    from engine.training.composer import Earlier

_WINDOW = 256
"""Base tokens that are read at once."""
PARAMETERS = 7_000_000
"""Of the network, at most: 14 MB in float16."""
_REPORT_SECONDS = 1.0
"""Between two lines that tell of a step."""
_ANSWERS = 160 * 4 * 4
"""Bytes for each word of the vocabulary: 160 places, 4 copies in float32, see `ComposerOptions.places`."""
_LIBRARIES = 700 << 20
"""Of torch and transformers, loaded."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 trained, 1 failed, 130 stopped."""
    options = _parser().parse_args(arguments)
    stopped = False

    def stop(_signal: int, _frame: Any) -> None:
        nonlocal stopped
        stopped = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        _train(options, lambda: stopped)
    except Interrupted:
        _tell("stopped")
        return 130
    except EngineError as error:
        _tell("failed", kind=str(error.kind), message=error.message, detail=error.detail)
        return 1
    except ImportError as error:
        message = f"Training needs parts of Homespun that cannot be loaded. {HOW_TO_INSTALL}"
        _tell("failed", kind=str(ErrorKind.UNSUPPORTED), message=message, detail=str(error))
        return 1
    except OSError as error:
        message = "The training could not be written. Check that there is room on the disk and start it with --resume."
        _tell("failed", kind=str(ErrorKind.DISK_FULL), message=message, detail=str(error))
        return 1
    return 0


def needed_memory(path: Path) -> int:
    """Bytes that training for the model at `path` takes at its highest, estimated from above.

    The model in float32; the network with its gradient and two moments; for each layer and token the states that going
    back needs (twelve of the model's width and four of the feed-forward part's); the answers that are compared.
    """
    header = inspect_gguf(path)
    shape = NetworkShape.within(header.embedding_length, PARAMETERS)
    states = 12 * header.embedding_length + 4 * (header.feed_forward_length or 4 * header.embedding_length)
    read = 2 * _WINDOW * header.layers * states * 4
    return _LIBRARIES + 4 * header.parameters + 24 * shape.parameters + read + _ANSWERS * header.vocabulary_size


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="train-composer")
    parser.add_argument("model", type=Path)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--anew", action="store_true")
    return parser


def _train(options: argparse.Namespace, interrupt: Any) -> None:
    path: Path = options.model
    header = inspect_gguf(path)
    check_convertible(header)
    check_memory(needed_memory(path))
    import torch

    from engine.tokenization.recuts import Recuts
    from engine.training.composer import ComposerOptions, ComposerTraining, TrainingState
    from engine.training.composer_text import TextWindows
    from engine.training.distillation import Distillation
    from engine.training.merges import RandomCuts
    from models.onnx.torch_model import load_torch_model

    if options.threads:
        torch.set_num_threads(options.threads)
    model = load_for_text(path, 256)
    try:
        text = TextWindows.read(model, options.text, _WINDOW)
        base: Any = load_torch_model(path)
        base = base.to("cuda" if torch.cuda.is_available() else "cpu")
        folder: Path = options.folder
        folder.mkdir(parents=True, exist_ok=True)
        checkpoint = folder / f"{_file_name(header.name or path.stem)}.training"
        if not options.resume:
            checkpoint.unlink(missing_ok=True)
        shape = NetworkShape.within(header.embedding_length, PARAMETERS)
        settings = ComposerOptions(seconds=options.hours * 3600)
        earlier = None if options.anew or checkpoint.exists() else _earlier(model, folder, shape)
        cuts = RandomCuts(model, shape.longest)
        try:
            training = ComposerTraining(
                Distillation(base), text, cuts, Recuts(model), shape, settings, checkpoint, earlier
            )
        except (ValueError, KeyError, RuntimeError) as error:
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The training that was begun cannot be taken up: its file is damaged, or of another model. Start anew, "
                "without --resume.",
                str(error),
            ) from error
        _tell(
            "started",
            training_tokens=text.training_tokens,
            held_out_windows=text.held_out_windows,
            goes_on=training.earlier is not None,
        )
        told = 0.0

        def progress(state: TrainingState) -> None:
            nonlocal told
            if state.test is not None:
                _tell("test", **asdict(state.test))
            if monotonic() - told >= _REPORT_SECONDS:
                told = monotonic()
                _tell("step", share=state.share, loss=state.loss, tokens=state.tokens, seconds=state.seconds)

        training.run(progress, interrupt)
        graph = write_composer(folder, model, header.name or path.stem, header.license, shape, training)
        _tell("trained", path=str(graph), tests=[asdict(test) for test in training.tests])
    finally:
        model.close()


def _earlier(model: LoadedModel, folder: Path, shape: NetworkShape) -> Earlier | None:
    """The best composer that there is for the model, if it is of this shape."""
    from engine.tokenization.composer_file import read_composer_graph
    from engine.tokenization.composers import trained_composers
    from engine.training.composer import Earlier
    from engine.training.composer_export import composer_weights

    for graph, card in trained_composers(model, folder):
        try:
            return Earlier(composer_weights(read_composer_graph(graph, card), shape), card.training)
        except (EngineError, OSError, ValueError):
            continue
    return None


def write_composer(
    folder: Path, model: LoadedModel, name: str, license_name: str, shape: NetworkShape, training: Any
) -> Path:
    """Write the graph and its card, the card last: a composer without one is not there. Raises OSError."""
    from engine.tokenization.composer_file import ComposerCard, sampled_rows, vocabulary_digest
    from engine.training.composer_export import composer_graph

    content = composer_graph(shape, training.best)
    tests = [asdict(test) for test in training.tests]
    best = min(training.tests, key=lambda test: test.divergence)
    facts = {"tokens": tests[-1]["tokens"], "before": tests[0], "best": asdict(best), "curve": tests}
    if training.earlier is not None:
        facts["earlier"] = training.earlier
    card = ComposerCard(
        name="trained",
        model=name,
        hidden_size=model.info.hidden_size,
        vocabulary=vocabulary_digest(model),
        rows=sampled_rows(model),
        longest=shape.longest,
        sha256=hashlib.sha256(content).hexdigest(),
        license=license_name,
        training=facts,
    )
    graph = folder / f"{_file_name(name)}.onnx"
    replace_file(graph, content)
    replace_file(folder / f"{_file_name(name)}.composer.json", card.text().encode())
    return graph


def _file_name(name: str) -> str:
    letters = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in name.lower())
    return letters.strip(".-")[:80] or "composer"


def _tell(event: str, **facts: Any) -> None:
    print(json.dumps({"event": event, **facts}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    sys.exit(main())
