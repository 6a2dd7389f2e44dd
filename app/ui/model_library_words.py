"""Models of the library in the words that the person reads: what they are, how they are kept, whether they fit."""

from __future__ import annotations

from app.state import LibraryModel, ModelFit, ModelPhase, ModelStatus
from app.translation import plural, told, tr, tr_noop
from app.ui import words
from app.ui.adapter_words import date, short
from app.ui.words import State, Tone
from models.library.entry import Keeping, ModelEntry

_FORMATS = {"gguf": "GGUF", "onnx": "ONNX"}
_TOKENIZERS = {"gpt2": tr_noop("byte pairs (in the file)"), "llama": tr_noop("sentencepiece (in the file)")}


def is_in_use(entry: ModelEntry, status: ModelStatus) -> bool:
    return status.path == str(entry.path) and status.phase in (ModelPhase.READY, ModelPhase.LOADING)


def is_usable(model: LibraryModel) -> bool:
    return not (model.entry.problem or (model.fit is not None and model.fit.problem))


def state(model: LibraryModel, status: ModelStatus) -> State:
    """`status` is that of the engine."""
    entry, fit = model.entry, model.fit
    if entry.problem:
        return State(tr("Cannot be used"), told(entry.problem), Tone.DANGER)
    if is_in_use(entry, status):
        if status.phase is ModelPhase.LOADING:
            share = round(status.progress * 100)
            whole = tr("It is being loaded: {percent} %.", percent=share)
            return State(tr("Loading, {percent} %", percent=share), whole, Tone.ACTIVE)
        return State(tr("In use"), tr("In use: it writes the replies."), Tone.ACTIVE)
    if entry.pending:
        return State(tr("Not looked at yet"), tr("It has not been looked into yet."), Tone.CALM)
    if fit is not None and fit.problem:
        return State(tr("Does not fit"), told(fit.problem), Tone.WARNING)
    if fit is None or not fit.memory:
        return State("", "", Tone.CALM)
    memory = words.size(fit.memory)
    if not fit.context_length:
        return State("", tr("It fits: {memory} of memory.", memory=memory), Tone.CALM)
    context = words.tokens(fit.context_length)
    return State(
        "", tr("It fits: {memory} of memory with a context of {tokens}.", memory=memory, tokens=context), Tone.CALM
    )


def summary(entry: ModelEntry) -> str:
    """One line below the name: "llama · 135M · Q4_1 · 98 MB"."""
    parts = [entry.architecture, parameters(entry.parameters), entry.quantization] if not entry.problem else []
    return " · ".join(part for part in (*parts, words.size(entry.bytes) if entry.bytes else "") if part)


def parameters(number: int) -> str:
    """134,515,008 as "135M"."""
    if not number:
        return ""
    return f"{number / 1e9:.1f}B" if number >= 1_000_000_000 else f"{max(1, round(number / 1e6))}M"


def facts(model: LibraryModel) -> tuple[tuple[str, str], ...]:
    """(what, its value), for a table. Nothing is told of what nobody knows, except the licence, which is missed."""
    entry, fit = model.entry, model.fit
    known = not (entry.problem or entry.pending)
    rows = (
        (tr("Maker's name"), entry.title if entry.title != entry.name else ""),
        (tr("Architecture"), entry.architecture),
        (tr("Parameters"), words.count(entry.parameters) if entry.parameters else ""),
        (tr("Stored as"), " · ".join(part for part in (_FORMATS.get(entry.format, ""), entry.quantization) if part)),
        (tr("Context"), words.tokens(entry.context_length) if entry.context_length else ""),
        (tr("Size"), words.size(entry.bytes) if entry.bytes else ""),
        (tr("Memory"), _memory(fit) if fit is not None else ""),
        (tr("Speed"), _capital(told(fit.speed)) if fit is not None else ""),
        (tr("Tokenizer"), tr(_TOKENIZERS.get(entry.tokenizer, entry.tokenizer))),
        (tr("Chat template"), _template(entry) if known else ""),
        (tr("Licence"), entry.license or (tr("Not stated") if known else "")),
        (tr("Origin"), _origin(entry)),
        (tr("Kept"), kept(entry)),
        (tr("File") if entry.format != "onnx" else tr("Folder"), str(entry.path)),
        (tr("Leads to"), tr("{path} (it is a link)", path=entry.leads_to) if entry.leads_to else ""),
        (tr("Added"), date(entry.added_at) if entry.keeping is not Keeping.STARTER else ""),
        (tr("Checksum"), checksum(model)),
    )
    return tuple(row for row in rows if row[1])


def kept(entry: ModelEntry) -> str:
    match entry.keeping:
        case Keeping.STARTER:
            return tr("With the program. It stays there.")
        case Keeping.COPIED:
            return tr("As a copy in the library. Removing it deletes the copy.")
        case Keeping.PUT_THERE:
            return tr("In the library's folder, where somebody put it. Homespun never deletes it.")
        case Keeping.REFERENCED:
            return tr("Where it is, in {folder}. Removing it leaves its files alone.", folder=_home(entry))


def checksum(model: LibraryModel) -> str:
    """SHA-256, in groups that a line can be broken between."""
    entry = model.entry
    if entry.problem:
        return ""
    if model.hashed is not None:
        return tr("Being computed, {percent} %", percent=round(100 * model.hashed))
    if not entry.sha256:
        return tr("Not known yet")
    return "SHA-256 " + " ".join(entry.sha256[start : start + 8] for start in range(0, len(entry.sha256), 8))


def removal(model: LibraryModel) -> tuple[str, str]:
    """(question, what becomes of it); the word of `removing` answers it."""
    entry = model.entry
    if entry.keeping is Keeping.COPIED:
        return (
            tr("Delete {name}?", name=short(model.name)),
            tr(
                "The library's copy is deleted, and {size} are free again. The file that it was copied from is not "
                "touched, and conversations keep every text.",
                size=words.size(entry.bytes),
            ),
        )
    return (
        tr("Take {name} off the list?", name=short(model.name)),
        tr("No file is deleted: the model stays in {folder}, and is only no longer listed.", folder=_home(entry)),
    )


def removing(entry: ModelEntry) -> str:
    return tr("Delete") if entry.keeping is Keeping.COPIED else tr("Take it off")


def can_be_removed(entry: ModelEntry) -> bool:
    return entry.keeping in (Keeping.COPIED, Keeping.REFERENCED)


def number_of_models(number: int) -> str:
    return plural("{n} model", "{n} models", number)


def _origin(entry: ModelEntry) -> str:
    """Empty where what is said of its keeping says it already."""
    is_said = entry.keeping is Keeping.COPIED or (
        entry.keeping is Keeping.REFERENCED and str(entry.source) not in entry.origin
    )
    return _capital(told(entry.origin)) if is_said else ""


def _memory(fit: ModelFit) -> str:
    if not fit.memory:
        return ""
    working = words.size(fit.memory - fit.weights - fit.cache)
    return tr(
        "{memory}: weights {weights}, context {context}, engine and working memory {working}",
        memory=words.size(fit.memory),
        weights=words.size(fit.weights),
        context=words.size(fit.cache),
        working=working,
    )


def _template(entry: ModelEntry) -> str:
    return tr("Its own") if entry.has_template else tr("None: a general one is used")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _home(entry: ModelEntry) -> str:
    return str(entry.source or entry.path.parent)
