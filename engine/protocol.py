"""Requests to the engine and events from it: frozen dataclasses, one JSON object a line.

A request carries an id that its sender chose. Every request ends in exactly one terminal event with that id
(`TERMINAL_EVENTS`); what comes before it (`Progress`, `PromptReady`, `TextDelta`) carries the same id. `Ready` and
`Heartbeat` belong to no request.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from engine.errors import ErrorKind
from engine.sandbox.state import Sandbox

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")

PROTOCOL_VERSION = 3

HEARTBEAT_SECONDS = 0.25
"""How often a healthy engine says that it lives, also in the middle of a prefill or a load."""

MIN_REPLY = 64
"""Tokens. A prompt that leaves less room than this for its answer is refused."""


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class FinishReason(StrEnum):
    STOP = "stop"
    """The model ended its answer, or a stop sequence appeared."""
    LENGTH = "length"
    """`max_tokens` or the end of the context was reached."""
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """What a `Progress` event counts."""

    LOAD = "load"
    """Thousandths of the model read."""
    RESTORE = "restore"
    """A saved state is being read; 0 of 1, then 1 of 1."""
    PREFILL = "prefill"
    """Tokens of the prompt evaluated."""
    ADAPTERS = "adapters"
    """Adapters read and checked, of those in the set."""
    BAKE = "bake"
    """Bytes of the new model written."""
    REQUANTIZE = "requantize"
    """The same; the total is an estimate."""
    MEASURE = "measure"
    """Documents read, of those to measure on."""


class AdapterKind(StrEnum):
    LORA = "lora"
    ACTIVATED_LORA = "activated_lora"
    """Acts from the last appearance of its invocation in the prompt on, and not at all where there is none."""
    CONTROL_VECTOR = "control_vector"
    """A direction for each layer, added to the hidden state."""


class DynamicTokenization(StrEnum):
    """How readily tokens of a prompt's texts are read as one position of the context."""

    OFF = "off"
    """Every token has a position of its own."""
    CAREFUL = "careful"
    STRONG = "strong"


SHORTEST_MERGED = 96
"""Tokens of a text below which nothing is merged: there is nothing to win."""


@dataclass(frozen=True)
class Message:
    role: Role
    content: str


@dataclass(frozen=True)
class Steering:
    """A small model of the same vocabulary that adapters are put on, and that steers the one that is loaded.

    z = z_large + strength (z_small with the adapters - z_small without): proxy-tuning (Liu et al., arXiv 2401.08565).
    """

    path: str
    """The small model's GGUF file; the adapters are made for it."""
    strength: float = 1.0
    """1 adds just what the adapters change in the small model, below 0 takes it away."""


@dataclass(frozen=True)
class LoadOptions:
    """How a model is loaded. `None` or 0 leaves the choice to the engine."""

    context_length: int | None = None
    """Tokens. None takes the model's own up to a bound of the backend; more than it was trained on is refused."""
    threads: int | None = None
    """None: one for each physical core."""
    gpu_layers: int = -1
    """How many layers a GPU takes where this build has a GPU backend; -1 is all."""
    kv_type: str = "f16"
    """Number format of the KV cache: f16, q8_0 or q4_0."""
    flash_attention: str = "auto"
    """auto, on or off."""
    use_mmap: bool = True
    steering: Steering | None = None
    """None: adapters act on the model itself."""


@dataclass(frozen=True)
class SamplingOptions:
    """How the next token is drawn. The defaults suit a chat; temperature 0 is greedy."""

    temperature: float = 0.7
    top_k: int = 40
    """0 keeps all."""
    top_p: float = 0.95
    """1 keeps all."""
    min_p: float = 0.05
    """0 keeps all."""
    repeat_penalty: float = 1.1
    """1 is none; counted over the last `repeat_window` tokens, the prompt's end included."""
    repeat_window: int = 64
    seed: int | None = None
    """None draws a new one for each reply."""
    logit_bias: tuple[tuple[int, float], ...] = ()
    """(token id, what is added to its logit)."""


@dataclass(frozen=True)
class AdapterUse:
    """An adapter in an adapter set. The effects of a set add up, so its order does not matter, and the same adapter
    twice acts with the sum of its scales."""

    path: str
    """The adapter's GGUF file."""
    scale: float = 1.0
    """Multiplies the adapter's own strength: 1 is what it was trained for, 0 is off, below 0 is the opposite."""


@dataclass(frozen=True)
class AdapterInfo:
    """What the engine knows about an adapter that it has loaded."""

    path: str
    name: str
    kind: AdapterKind
    fingerprint: str
    """Tells two adapter files apart; part of the key of every saved state."""
    rank: int
    """The largest of its tensors; 0 for a control vector."""
    tensors: int
    """How many tensors of the model it changes; of a control vector, how many layers."""
    bytes: int
    """Memory that it takes while it is loaded."""


@dataclass(frozen=True)
class DynamicPrice:
    """What a degree of dynamic tokenization was measured to save and to cost with a model."""

    degree: DynamicTokenization
    reduction: float
    """Share of the positions saved, 1 - positions / tokens."""
    loss: float
    """Mean relative increase of the bits per byte of a continuation; 0.01 is one per cent."""
    loss_upper: float
    """Upper end of its interval of 95 %."""
    ttft_ratio: float
    """Time to the first token beside that of the unmerged prompt, everything that merging takes included."""
    elsewhere: bool = False
    """Measured on another machine: it came with the program."""


@dataclass(frozen=True)
class ModelInfo:
    """What the engine knows about the model that it has loaded."""

    path: str
    name: str
    backend: str
    """llama.cpp, ..."""
    architecture: str
    quantization: str
    parameters: int
    bytes: int
    """Size of the weights on disk."""
    layers: int
    hidden_size: int
    vocabulary_size: int
    trained_context_length: int
    context_length: int
    threads: int
    kv_type: str
    kv_bytes: int
    """Size of the whole KV cache at this context length."""
    devices: tuple[str, ...]
    """Where the layers really run, for example ("CPU",)."""
    template: str
    """"model" when the model brings its chat template, else the name of the fallback."""
    fingerprint: str
    """Tells two model files apart; part of the key of every saved state."""
    load_ms: float
    adapter_problem: str = ""
    """For a person: why this model takes no adapters; empty where it does."""
    dynamic_problem: str = ""
    """For a person: why this model cannot read merged tokens; empty where it can."""
    composer: str = ""
    """What makes the embeddings of merged tokens: "mean" or the name of a trained composer."""
    dynamic_prices: tuple[DynamicPrice, ...] = ()
    """As they were measured with this model and this composer; empty where nobody has measured them."""
    dynamic_default: DynamicTokenization = DynamicTokenization.OFF
    """The strongest degree whose measured price is within what is accepted unasked."""


@dataclass(frozen=True)
class Usage:
    """Counts of one reply, in tokens; evaluated and restored ones in positions of the context, of which merged tokens
    share one."""

    prompt_tokens: int
    evaluated_tokens: int
    """The part of the prompt that was not in the KV cache already."""
    completion_tokens: int
    context_length: int
    dropped_messages: int = 0
    """How many of the oldest messages (after the system message) the model did not see, for want of room."""
    restored_tokens: int = 0
    """The part of the prompt that came from a state saved on disk."""
    saved_positions: int = 0
    """How many positions fewer than tokens the prompt takes, because some are merged."""
    drafted_tokens: int = 0
    """Proposed by drafting while the reply was written."""
    accepted_tokens: int = 0
    """Of these, how many the model itself drew."""


@dataclass(frozen=True)
class Timings:
    """Of one reply. A rate is 0 where nothing was evaluated."""

    load_ms: float
    ttft_ms: float
    """From the engine's receipt of the request to its first text."""
    prefill_tokens_per_second: float
    decode_tokens_per_second: float


# Requests


@dataclass(frozen=True)
class LoadModel:
    id: int
    path: str
    options: LoadOptions = field(default_factory=LoadOptions)


@dataclass(frozen=True)
class UnloadModel:
    id: int


@dataclass(frozen=True)
class SetAdapters:
    """Replace the adapter set while the model stays loaded. The set stays as it was where this fails.

    `conversation` names the one whose state under the new set is looked for at once, so that the next reply need not
    wait for it; empty looks for none.
    """

    id: int
    adapters: tuple[AdapterUse, ...]
    conversation: str = ""


@dataclass(frozen=True)
class SetStrength:
    """Of the steering of the loaded model, for what is written from now on. Nothing is read again for it."""

    id: int
    strength: float


@dataclass(frozen=True)
class BakeAdapters:
    """Write a new GGUF model: `model` with the adapter set merged into its weights. Needs no loaded model."""

    id: int
    model: str
    adapters: tuple[AdapterUse, ...]
    output: str
    """Path of the file to write; one that is there already is not touched."""


@dataclass(frozen=True)
class Requantize:
    """Write a new GGUF model: `model` with its weights stored in another number format. Needs no loaded model.

    To be asked of an engine of its own: where it is cancelled nothing is left at `output`, but the library works on,
    for nothing, until the process ends.
    """

    id: int
    model: str
    format: str
    """Q8_0, Q4_K_M, ..."""
    output: str
    """Path of the file to write; one that is there already is not touched."""


@dataclass(frozen=True)
class Generate:
    """Answer the last message. Evaluates only what the KV cache does not hold yet."""

    id: int
    messages: tuple[Message, ...]
    conversation: str = ""
    """Names the saved state to look for and to write; empty keeps nothing on disk."""
    sampling: SamplingOptions = field(default_factory=SamplingOptions)
    max_tokens: int | None = None
    """None: until the model ends or the context does."""
    stop: tuple[str, ...] = ()
    json_schema: str | None = None
    """A JSON schema, as text, that the answer must follow."""
    adapters: tuple[AdapterUse, ...] | None = None
    """The set to write this reply with: it replaces the engine's set first, and the request fails where it cannot.
    None takes the set as it is."""
    dynamic: DynamicTokenization = DynamicTokenization.OFF
    """How to read the messages' texts. Replies that this engine wrote stay as they were written."""
    drafting: bool = True
    """Whether repetitions are guessed and verified in one step: faster where they are right, the same text always."""
    continues: bool = False
    """The last message is the beginning of the reply, which goes on from there: only what is new of it is told."""
    vocabulary: str = ""
    """Path of a vocabulary of spans to write with, several tokens at a step. Experimental: the text becomes worse."""


@dataclass(frozen=True)
class CountTokens:
    """How many tokens the prompt of these messages would take. Loads nothing, evaluates nothing."""

    id: int
    messages: tuple[Message, ...]
    dynamic: DynamicTokenization = DynamicTokenization.OFF


@dataclass(frozen=True)
class InspectTokens:
    """How a text would be cut, as the first message of a conversation. Evaluates nothing."""

    id: int
    text: str
    dynamic: DynamicTokenization = DynamicTokenization.OFF


@dataclass(frozen=True)
class CheckSchema:
    """Whether the loaded model can be held to a JSON schema: answered by Done, or by Failed with the reason."""

    id: int
    schema: str


@dataclass(frozen=True)
class MeasureDynamic:
    """Measure what each degree of dynamic tokenization saves and costs with the loaded model, on this machine, and keep
    it for later loads. To be asked of an engine of its own: it takes minutes, and the live sequence is lost."""

    id: int


@dataclass(frozen=True)
class ForgetConversation:
    """Delete the saved state of a conversation, because the conversation was deleted."""

    id: int
    conversation: str


@dataclass(frozen=True)
class Benchmark:
    """Measure the bare loop over the native library in this very process, with the same model, threads and sampler.

    `kind` is "prefill" (evaluate `tokens` tokens) or "decode" (draw `tokens` tokens after a short prompt).
    """

    id: int
    kind: str
    tokens: int


@dataclass(frozen=True)
class Cancel:
    """Stop the request `target`. Bypasses the queue; also stops a prefill or a load half-way. Answered at once."""

    id: int
    target: int


@dataclass(frozen=True)
class Shutdown:
    """Save what is worth saving and exit. The end of stdin does the same."""

    id: int


Request = (
    LoadModel
    | UnloadModel
    | SetAdapters
    | SetStrength
    | BakeAdapters
    | Requantize
    | Generate
    | CountTokens
    | InspectTokens
    | CheckSchema
    | MeasureDynamic
    | ForgetConversation
    | Benchmark
    | Cancel
    | Shutdown
)


# Events


@dataclass(frozen=True)
class Ready:
    """First line of every engine. A client that speaks another version must not go on."""

    protocol_version: int
    pid: int
    backends: tuple[str, ...]
    sandbox: Sandbox = field(default_factory=Sandbox)
    """What the engine has put itself into."""


@dataclass(frozen=True)
class Heartbeat:
    """The engine lives and makes progress. None comes while native code makes none."""

    busy: bool


@dataclass(frozen=True)
class Progress:
    id: int
    stage: Stage
    done: int
    total: int


@dataclass(frozen=True)
class PromptReady:
    """The prompt is fitted and counted; its evaluation starts."""

    id: int
    prompt_tokens: int
    cached_tokens: int
    dropped_messages: int
    context_length: int
    saved_positions: int = 0


@dataclass(frozen=True)
class TextDelta:
    id: int
    text: str
    tokens: int = 1
    """How many tokens the model has drawn since the delta before."""


@dataclass(frozen=True)
class ModelLoaded:
    id: int
    info: ModelInfo


@dataclass(frozen=True)
class AdaptersSet:
    id: int
    adapters: tuple[AdapterInfo, ...]
    """Those that act, in the order of the request."""
    load_ms: float
    """What it took to read and check those that were not loaded before."""
    swap_ms: float
    """What it took to exchange the set, the restoring of a conversation's state included."""


@dataclass(frozen=True)
class TokensCounted:
    id: int
    tokens: int
    context_length: int
    saved_positions: int = 0
    """The prompt takes `tokens - saved_positions` of the context."""


@dataclass(frozen=True)
class TokenSpan:
    """Tokens that share one position."""

    tokens: tuple[int, ...]
    pieces: tuple[str, ...]
    """The text of each. A character that is spread over several tokens stands with the first, the others are empty."""


@dataclass(frozen=True)
class TokensInspected:
    id: int
    spans: tuple[TokenSpan, ...]


@dataclass(frozen=True)
class DynamicMeasured:
    id: int
    prices: tuple[DynamicPrice, ...]
    default: DynamicTokenization = DynamicTokenization.OFF
    """What `ModelInfo.dynamic_default` will be from now on."""


@dataclass(frozen=True)
class BenchmarkDone:
    id: int
    tokens_per_second: float


@dataclass(frozen=True)
class Finished:
    id: int
    reason: FinishReason
    text: str
    usage: Usage
    timings: Timings


@dataclass(frozen=True)
class Done:
    """The plain end of SetStrength, CheckSchema, UnloadModel, BakeAdapters, Requantize, ForgetConversation, Cancel,
    Shutdown, and of a load or a swap that was cancelled."""

    id: int


@dataclass(frozen=True)
class Failed:
    id: int
    kind: ErrorKind
    message: str
    detail: str = ""


Event = (
    Ready
    | Heartbeat
    | Progress
    | PromptReady
    | TextDelta
    | ModelLoaded
    | AdaptersSet
    | TokensCounted
    | TokensInspected
    | DynamicMeasured
    | BenchmarkDone
    | Finished
    | Done
    | Failed
)
TERMINAL_EVENTS = (
    ModelLoaded,
    AdaptersSet,
    TokensCounted,
    TokensInspected,
    DynamicMeasured,
    BenchmarkDone,
    Finished,
    Done,
    Failed,
)


class ProtocolError(ValueError):
    """A line that is no message of this protocol. It names what is wrong with it."""


def encode(message: DataclassInstance) -> str:
    """One line of ASCII JSON without its newline: the message's fields, and its class's name as its type."""
    content = {"type": type(message).__name__} | _content(message)
    return json.dumps(content, default=_content, separators=(",", ":"))


def _content(value: object) -> dict[str, object]:
    """Shallow: `asdict` copies all that is inside, which took most of the time of a request with 10,000 messages."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no part of a message")
    return {field.name: getattr(value, field.name) for field in fields(value)}


def decode_request(line: str | bytes) -> Request:
    return cast(Request, decode(line, {cls.__name__: cls for cls in get_args(Request)}))


def decode_event(line: str | bytes) -> Event:
    return cast(Event, decode(line, {cls.__name__: cls for cls in get_args(Event)}))


def decode(line: str | bytes, kinds: Mapping[str, type[DataclassInstance]]) -> object:
    """The message of one of `kinds`, by their names, that `encode` wrote. Raises ProtocolError."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise ProtocolError("not a JSON object")
    content = cast(dict[str, object], value)
    kind = kinds.get(str(content.pop("type", "")))
    if kind is None:
        raise ProtocolError("unknown or missing message type")
    return build(kind, content)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def build(kind: type[T], content: Mapping[str, object]) -> T:
    """A dataclass of the values that JSON keeps of it; fields that it does not know are passed over, so that a newer
    writer can be read. Raises ProtocolError."""
    hints = _hints(kind)
    try:
        known = {f.name: _value(hints[f.name], content[f.name]) for f in fields(kind) if f.name in content}
        return kind(**known)
    except (TypeError, ValueError) as error:
        raise ProtocolError(f"{kind.__name__}: {error}") from error


def _value(hint: Any, value: object) -> object:
    """`value` as the type that `hint` names. JSON has no tuples, enums or dataclasses; anything else must match."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        return None if value is None else _value(options[0], value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError("a list is expected")
        items = cast(list[object], value)
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return tuple(_value(inner[0], item) for item in items)
        return tuple(_value(part, item) for part, item in zip(inner, items, strict=True))
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise TypeError("an object is expected")
        return build(cast("type[DataclassInstance]", hint), cast(dict[str, object], value))
    if issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise TypeError(f"{hint.__name__} is expected, not {type(value).__name__}")
    return value
