"""Loads GGUF models with llama.cpp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from engine.backends.base import DEFAULT_CONTEXT_LIMIT, Interrupt, Interrupted
from engine.backends.cores import usable_cores
from engine.backends.fingerprint import fingerprint
from engine.backends.llama.baking import bake
from engine.backends.llama.devices import Devices
from engine.backends.llama.model import LlamaModel
from engine.backends.llama.native import NativeLog, ggml, lib
from engine.backends.llama.quantize import requantize
from engine.backends.llama.sequence import LiveSequence
from engine.backends.llama.steering import SteeredModel, check_strength
from engine.backends.llama.vocabulary import Vocabulary
from engine.errors import EngineError, ErrorKind
from engine.protocol import AdapterUse, LoadOptions, ModelInfo, Steering
from models.adapters.base import describe_gguf_base
from models.fit import check_fit, memory_needed
from models.gguf_header import GGUFHeader
from models.inspect_gguf import inspect_gguf, is_gguf
from models.ordinary_file import shown
from models.steering import check_both_gguf, check_one_vocabulary, check_steered_fit

BATCH_SIZE = 512
"""Tokens evaluated at once: measured, more is no faster on a processor and answers later to an interrupt."""

QUANTIZED_BLOCK = 32
"""Numbers that the quantized KV types store together; a head must consist of whole blocks."""

MOST_THREADS = 512
"""`GGML_MAX_N_THREADS` of ggml.h."""

KV_TYPES = {"f16": lib.GGML_TYPE_F16, "q8_0": lib.GGML_TYPE_Q8_0, "q4_0": lib.GGML_TYPE_Q4_0}
FLASH_ATTENTION = {
    "auto": lib.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": lib.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": lib.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}


class LlamaBackend:
    """Implements `engine.backends.base.Backend`."""

    def __init__(self) -> None:
        self._log = NativeLog()
        ggml().load_processor()
        lib.llama_backend_init()

    @property
    def name(self) -> str:
        return "llama.cpp"

    def accepts(self, path: Path) -> bool:
        return is_gguf(path)

    def check(self, path: Path, options: LoadOptions, freed: int) -> None:
        header = _header(path)
        _check(options, header)
        if options.steering is None:
            check_fit(header, _context_length(options, header), options.kv_type, freed, options.flash_attention)
            return
        small = _steering_header(header, options.steering)
        alone = _without_steering(options, header, small)
        assert alone.context_length is not None
        check_steered_fit(header, small, alone.context_length, options.kv_type, freed, options.flash_attention)

    def load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> LlamaModel | SteeredModel:
        if options.steering is None:
            return self._load(path, options, progress, interrupt)
        header = _header(path)
        small = _steering_header(header, options.steering)
        alone = _without_steering(options, header, small)
        share = header.bytes / (header.bytes + small.bytes)
        with ExitStack() as loaded:
            one = self._load(path, alone, lambda part: progress(share * part), interrupt)
            loaded.callback(one.close)
            other = self._load(small.path, alone, lambda part: progress(share + (1 - share) * part), interrupt)
            loaded.callback(other.close)
            native = lib.llama_get_model(other.sequence.context)
            plain = LiveSequence(
                self._create_context(native, alone, other.sequence.length), other.sequence.length, self._log
            )
            loaded.pop_all()
        return SteeredModel(one, other, plain, options.steering.strength)

    def _load(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> LlamaModel:
        started = perf_counter()
        header = _header(path)
        _check(options, header)
        length = _context_length(options, header)
        mark = _fingerprint(path)
        self._log.begin()
        devices = Devices(options.gpu_layers)
        model = self._load_model(path, options, progress, interrupt)
        try:
            if interrupt():
                raise Interrupted
            _check_kind(model)
            context = self._create_context(model, options, length)
        except BaseException:
            lib.llama_model_free(model)
            raise
        sequence = LiveSequence(context, length, self._log)
        vocabulary = Vocabulary(lib.llama_model_get_vocab(model))
        template = lib.llama_model_chat_template(model, None)
        info = ModelInfo(
            path=str(path),
            name=header.name or path.stem,
            backend=self.name,
            architecture=header.architecture,
            quantization=header.quantization,
            parameters=lib.llama_model_n_params(model),
            bytes=lib.llama_model_size(model),
            layers=lib.llama_model_n_layer(model),
            hidden_size=lib.llama_model_n_embd(model),
            vocabulary_size=vocabulary.size,
            trained_context_length=lib.llama_model_n_ctx_train(model),
            context_length=length,
            threads=lib.llama_n_threads(context),
            kv_type=options.kv_type,
            kv_bytes=memory_needed(header, lib.llama_n_ctx(context), options.kv_type).kv,
            devices=devices.in_use(lib.llama_model_n_layer(model)),
            template="model" if template else "",
            fingerprint=mark,
            load_ms=(perf_counter() - started) * 1000,
        )
        base = replace(describe_gguf_base(header), layers=info.layers)  # without layers that only predict ahead
        text = template.decode("utf-8", "replace") if template else None
        return LlamaModel(model, sequence, vocabulary, info, header.files, base, text, self._log)

    def bake(
        self,
        path: Path,
        adapters: Sequence[AdapterUse],
        output: Path,
        progress: Callable[[int, int], None],
        interrupt: Interrupt,
    ) -> None:
        bake(_header(path), adapters, output, progress, interrupt)

    def requantize(
        self, path: Path, kind: str, output: Path, progress: Callable[[int, int], None], interrupt: Interrupt
    ) -> None:
        requantize(_header(path), kind, output, progress, interrupt, self._log)

    def _load_model(
        self, path: Path, options: LoadOptions, progress: Callable[[float], None], interrupt: Interrupt
    ) -> Any:
        raised: list[BaseException] = []
        stopped = False

        def report(done: float, _data: object) -> bool:
            nonlocal stopped
            try:
                progress(done)
                stopped = stopped or interrupt()
            except BaseException as error:  # noqa: BLE001 - nothing may pass through native code; raised again below
                raised.append(error)
            return not (stopped or raised)

        callback = lib.llama_progress_callback(report)
        parameters = lib.llama_model_default_params()
        parameters.progress_callback = callback
        parameters.n_gpu_layers = options.gpu_layers if lib.llama_supports_gpu_offload() else 0
        parameters.load_mode = lib.LLAMA_LOAD_MODE_MMAP if options.use_mmap else lib.LLAMA_LOAD_MODE_NONE
        model = lib.llama_model_load_from_file(bytes(path), parameters)
        if model and not raised:
            return model
        if model:
            lib.llama_model_free(model)
        if raised:
            raise raised[0]
        if stopped:
            raise Interrupted
        raise EngineError(
            ErrorKind.MODEL_INVALID,
            f"The model file {path.name} could not be loaded: it is damaged, or of a kind that this version does not "
            "know. Download it again or choose another one.",
            self._log.complaints(),
        )

    def _create_context(self, model: Any, options: LoadOptions, length: int) -> Any:
        threads = options.threads or usable_cores()
        parameters = lib.llama_context_default_params()
        parameters.n_ctx = length
        parameters.n_batch = BATCH_SIZE
        parameters.n_ubatch = BATCH_SIZE
        parameters.n_seq_max = 1
        parameters.n_threads = threads
        parameters.n_threads_batch = threads
        parameters.pooling_type = lib.LLAMA_POOLING_TYPE_NONE
        parameters.flash_attn_type = FLASH_ATTENTION[options.flash_attention]
        parameters.type_k = parameters.type_v = KV_TYPES[options.kv_type]
        context = lib.llama_init_from_model(model, parameters)
        if not context:
            raise EngineError(
                ErrorKind.OUT_OF_MEMORY,
                f"There is not enough memory for a context of {length} tokens. "
                "Choose a shorter context or a smaller model, or close other programs.",
                self._log.complaints(),
            )
        return context


def _check(options: LoadOptions, header: GGUFHeader) -> None:
    """Raises EngineError(UNSUPPORTED) for options that do not exist, or not together, or not with this model."""
    kv, trained = options.kv_type, header.context_length
    problem = ""
    if kv not in KV_TYPES:
        problem = f"The KV cache cannot be kept as {kv}. Choose one of {', '.join(KV_TYPES)}."
    elif options.flash_attention not in FLASH_ATTENTION:
        problem = f"Flash attention is {', '.join(FLASH_ATTENTION)}; {options.flash_attention} is none of them."
    elif kv != "f16" and options.flash_attention == "off":
        problem = f"A KV cache kept as {kv} needs flash attention. Turn it on, or keep the cache as f16."
    elif kv != "f16" and (header.key_length % QUANTIZED_BLOCK or header.value_length % QUANTIZED_BLOCK):
        problem = f"The heads of this model are too narrow for a KV cache kept as {kv}. Keep it as f16."
    elif options.threads is not None and not 0 < options.threads <= MOST_THREADS:
        problem = f"{options.threads} threads are not possible. Choose 1 to {MOST_THREADS}."
    elif options.context_length is not None and options.context_length < 1:
        problem = f"A context of {options.context_length} tokens is not possible. Choose 1 or more."
    elif options.context_length is not None and options.context_length > trained > 0:
        problem = (
            f"A context of {options.context_length} tokens is more than the {trained} that this model was trained "
            f"with. Choose {trained} or less."
        )
    if problem:
        raise EngineError(ErrorKind.UNSUPPORTED, problem)


def _context_length(options: LoadOptions, header: GGUFHeader) -> int:
    return options.context_length or min(header.context_length or DEFAULT_CONTEXT_LIMIT, DEFAULT_CONTEXT_LIMIT)


def _header(path: Path) -> GGUFHeader:
    """Nothing reaches native code that the inspector has not passed. Raises EngineError."""
    try:
        status = path.stat()
    except OSError:
        return inspect_gguf(path)  # it knows the words for it
    return _inspected(path, status.st_size, status.st_mtime_ns)


def _steering_header(large: GGUFHeader, steering: Steering) -> GGUFHeader:
    """Of the small model, where it can steer the large one so. Raises EngineError."""
    check_strength(steering.strength)
    path = Path(steering.path)
    check_both_gguf(large.path, path)
    small = _header(path)
    check_one_vocabulary(large, small)
    return small


def _without_steering(options: LoadOptions, large: GGUFHeader, small: GGUFHeader) -> LoadOptions:
    """What each of the two is loaded with: a context that both were trained for. Raises EngineError where the small
    one does not take them; the large one is checked by itself."""
    _check(options, large)
    if 0 < small.context_length < (options.context_length or 0):
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"A context of {options.context_length} tokens is more than the {small.context_length} that the model that "
            f"steers, “{shown(small.path)}”, was trained with. Choose {small.context_length} or less.",
        )
    length = options.context_length or min(_context_length(options, large), _context_length(options, small))
    alone = replace(options, context_length=length, steering=None)
    _check(alone, small)
    return alone


@lru_cache(maxsize=2)
def _inspected(path: Path, _size: int, _changed: int) -> GGUFHeader:
    """A check is followed by a load, of two models where one steers the other: the second look at a file costs
    nothing."""
    return inspect_gguf(path)


def _fingerprint(path: Path) -> str:
    try:
        return fingerprint(path)
    except OSError as error:
        raise EngineError(
            ErrorKind.MODEL_NOT_FOUND,
            f"The model file {path.name} cannot be read. Choose another one, or put it back where it was.",
            str(error),
        ) from error


def _check_kind(model: Any) -> None:
    """Refuse what no chat can be held with, before the library is asked to do what it would end the process over."""
    if lib.llama_model_has_encoder(model) or not lib.llama_model_has_decoder(model):
        kind = "is made to read texts, not to write them"
    elif lib.llama_model_is_diffusion(model):
        kind = "writes by diffusion, which this program cannot do"
    elif lib.llama_vocab_type(lib.llama_model_get_vocab(model)) == lib.LLAMA_VOCAB_TYPE_NONE:
        kind = "has no vocabulary"
    else:
        return
    raise EngineError(ErrorKind.UNSUPPORTED, f"This model {kind}. Choose a model for chat or text.")
