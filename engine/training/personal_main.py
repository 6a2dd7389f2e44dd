"""The process that trains an adapter for a person and judges it: `python -m engine.training.personal_main JOB.json`.

Says what `personal_events` describes on standard output, and obeys the commands described there. What it makes lies in
the job's folder: see `personal_files`. Started again with a job whose checkpoint is there, it goes on from it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import sys
import traceback
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import psutil

from engine.backends.base import Interrupted
from engine.errors import EngineError, ErrorKind
from engine.protocol import ProtocolError, encode
from engine.training.personal_control import TrainingControl, on_battery
from engine.training.personal_estimate import Estimate, estimate, training_threads
from engine.training.personal_events import (
    Failed,
    GatePart,
    GateProgress,
    Preparing,
    Started,
    Stopped,
    Trained,
    TrainingEvent,
)
from engine.training.personal_files import ADAPTER, CHECKPOINT, REPORT, read_job, write_report
from engine.training.personal_job import PersonalJob
from engine.training.personal_report import PersonalReport
from engine.training.personal_verdicts import FLIPS_ALLOWED, forgets, verdicts
from engine.training.trainer import check_memory, load_for_text
from models.encryption.files import PLAIN, PlainFiles, files_of
from models.encryption.keys import read_key
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf
from models.training_pack import HOW_TO_INSTALL

if TYPE_CHECKING:
    from engine.training.personal_gate import Gate, Measured
    from engine.training.personal_training import PersonalTraining

_NICENESS = 10
_CONTEXT = 2048
"""Tokens that the base on llama.cpp reads: an example, and a reply to an unrelated question."""
_MOST_SECONDS = 24 * 3600.0
"""A training that would take longer is refused."""


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code: 0 trained, 1 failed, 130 stopped. With `--encrypted` behind the job the first line of
    standard input is the key to what lies in its folder."""
    files = files_of(read_key(0) if "--encrypted" in arguments[1:] else None)
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # native code prints there
    teller = _Teller(lines)
    control = teller.control
    control.listen(0)
    _yield_to_others()
    try:
        job = _read(Path(arguments[0]), files)
        report = _train_and_judge(job, teller, files)
        teller.tell(Trained(str(Path(job.folder) / ADAPTER), report))
    except Interrupted:
        teller.tell(Stopped())
        return 130
    except EngineError as error:
        teller.tell(Failed(error.kind, error.message, error.detail))
        return 1
    except ImportError as error:
        message = f"Learning needs parts of Homespun that cannot be loaded. {HOW_TO_INSTALL}"
        teller.tell(Failed(ErrorKind.UNSUPPORTED, message, str(error)))
        return 1
    except MemoryError as error:
        message = "The memory ran out in the middle of the training. Close other programs and start it again."
        teller.tell(Failed(ErrorKind.OUT_OF_MEMORY, message, str(error)))
        return 1
    except OSError as error:
        message = "The training could not be written. Check that there is room on the disk and start it again."
        teller.tell(Failed(ErrorKind.DISK_FULL, message, str(error)))
        return 1
    except Exception as error:  # noqa: BLE001 - torch says with a bare RuntimeError that it got no memory
        message = "The training broke off. What it had kept is still there: start it again, with fewer other programs."
        teller.tell(Failed(ErrorKind.INTERNAL, message, "".join(traceback.format_exception(error))))
        return 1
    return 0


class _Teller:
    """Writes events. Where nobody reads them any more the training stops."""

    def __init__(self, lines: TextIO) -> None:
        self._lines = lines
        self.control = TrainingControl(self.tell, on_battery)

    def tell(self, event: TrainingEvent) -> None:
        try:
            self._lines.write(encode(event) + "\n")
            self._lines.flush()
        except OSError:
            self.control.stop()

    def gate(self, part: GatePart) -> None:
        parts = list(GatePart)
        self.tell(GateProgress(part, parts.index(part), len(parts)))


def _train_and_judge(job: PersonalJob, teller: _Teller, files: PlainFiles) -> PersonalReport:
    path, folder = Path(job.model), Path(job.folder)
    header = inspect_gguf(path)
    expected = estimate(path, job.training, job.threads)
    _check_time(job, expected)
    free = check_memory(expected.bytes)
    import torch

    from engine.training.examples import ExampleEncoder
    from engine.training.general_text import general_examples
    from engine.training.lora import AdapterCard, has_bfloat16
    from engine.training.personal_export import as_it_runs, compare_export
    from engine.training.personal_gate import Gate, judged_examples, stopping_examples
    from engine.training.personal_material import MaterialEncoder
    from engine.training.personal_replies import likeness
    from engine.training.personal_training import PersonalOptions, PersonalTraining, round_to_bfloat16
    from models.onnx.torch_model import load_torch_model

    torch.set_num_threads(job.threads or training_threads())
    control = teller.control
    teller.tell(Preparing(0.2))
    tokenizer = load_for_text(path, min(_CONTEXT, header.context_length), torch.get_num_threads())
    try:
        encoder = MaterialEncoder(ExampleEncoder(tokenizer))
        material = encoder.material(job.training)
        held_out = [encoder.encode(example.messages) for example in stopping_examples(job)]
        general = general_examples(tokenizer, encoder, control)
        teller.tell(Preparing(0.5))
        base: Any = load_torch_model(path)
        if has_bfloat16():
            round_to_bfloat16(base)
        options = PersonalOptions()
        options = replace(options, lora=replace(options.lora, seed=job.seed, passes=expected.passes))
        teller.tell(Preparing(0.7))
        folder.mkdir(parents=True, exist_ok=True)
        checkpoint, key = folder / CHECKPOINT, _key(job, header, asdict(options))
        try:
            training = PersonalTraining(base, material, held_out, general, options, checkpoint, key, files, control)
        except (ValueError, KeyError, TypeError, RuntimeError) as error:
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                "The training that was begun cannot be taken up: its file is damaged, or its examples have changed. "
                "Start anew.",
                str(error),
            ) from error
        teller.tell(Started(training.steps, training.steps_done, training.tokens, expected.bytes, free))
        training.run(teller.tell, control)
        adapter = folder / ADAPTER
        name = header.name or path.stem
        card = AdapterCard(job.name, name, f"Learnt from {len(job.training)} examples of one person.", "other")
        with _made(files, folder) as made:
            gate = Gate(tokenizer, encoder, control, teller.gate)
            measured = measured_at_its_strength(training, gate, job, options.least_gain)
            training.lora.save(made, card)
            tokens_read, seconds = training.tokens_read, training.seconds
            learnt = training.lora.model
            del training
            gc.collect()
            teller.gate(GatePart.EXPORT)
            judged = judged_examples(job)
            texts = [encoder.encode(example.messages) for example in (judged or job.training)[-3:]]
            with as_it_runs(path, made, tokenizer) as (loaded, size):
                exported = compare_export(path, made, learnt, tokenizer, loaded, texts)
                teller.gate(GatePart.REPLIES)
                alike = likeness(tokenizer, loaded, judged, control)
            shutil.rmtree(adapter, ignore_errors=True)  # of a gate that was interrupted
            files.take_folder(made, adapter)
    finally:
        tokenizer.close()
    flipped = measured.right_before & ~measured.right_after
    report = PersonalReport(
        arms=measured.arms,
        verdicts=tuple(verdicts(measured, exported, alike)),
        general_perplexity_before=measured.perplexity_before,
        general_perplexity_after=measured.perplexity_after,
        flips=float(flipped.mean()),
        flips_allowed=FLIPS_ALLOWED,
        leakage=measured.leakage,
        canary_exposure=None,
        export_divergence=exported.divergence,
        adapter_bytes=size,
        training_tokens=tokens_read,
        training_seconds=seconds,
        peak_bytes=_peak_bytes(),
        examples=len(job.training),
        held_out=measured.judged,
        likeness=alike,
    )
    write_report(folder / REPORT, report, files)
    checkpoint.unlink(missing_ok=True)
    return report


def measured_at_its_strength(training: PersonalTraining, gate: Gate, job: PersonalJob, least_gain: float) -> Measured:
    """What the gate finds, the adapter weakened where it would be refused for what it forgot. The fixed questions have
    a say in the strength then: of a second measurement they prove a little less than of the first."""
    measured = gate.measure(training.lora.model, job)
    if not forgets(measured):
        return measured
    training.weaken(least_gain)
    return replace(gate.measure(training.lora.model, job), weakened=True)


@contextmanager
def _made(files: PlainFiles, folder: Path) -> Generator[Path]:
    """Where to put together the adapter that will lie in `folder`. One that is to be encrypted: in the working folder
    of this process, which whoever started it has put where no disk is."""
    place = (folder if files is PLAIN else Path.cwd()) / "made"
    shutil.rmtree(place, ignore_errors=True)
    try:
        yield place / ADAPTER
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _read(path: Path, files: PlainFiles) -> PersonalJob:
    try:
        return read_job(path, files)
    except (OSError, ProtocolError) as error:
        message = "The training's description cannot be read. Start the training anew."
        raise EngineError(ErrorKind.MODEL_INVALID, message, f"{path}: {error}") from error


def _check_time(job: PersonalJob, expected: Estimate) -> None:
    if expected.seconds > _MOST_SECONDS:
        share = _MOST_SECONDS / expected.seconds
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"Learning from all these examples would take about {expected.seconds / 3600:,.0f} hours on this computer. "
            f"Choose a smaller model, or about {max(1, int(share * len(job.training))):,} of the "
            f"{len(job.training):,} examples.",
        )


def _key(job: PersonalJob, header: GGUFHeader, options: dict[str, Any]) -> str:
    """Changes with everything that the steps of a training depend on."""
    base = {"bytes": header.bytes, "name": header.name}
    content = {"job": asdict(replace(job, folder="", threads=0)), "base": base, "options": options}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _yield_to_others() -> None:
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICENESS)


def _peak_bytes() -> int:
    """The most memory that this process has held so far, resident."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
