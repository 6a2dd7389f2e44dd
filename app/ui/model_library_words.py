"""Models of the library in the words that the person reads: what they are, how they are kept, whether they fit."""

from __future__ import annotations

from app.state import LibraryModel, ModelFit, ModelPhase, ModelStatus
from app.ui import words
from app.ui.adapter_words import date, short
from app.ui.words import State, Tone
from models.library.entry import Keeping, ModelEntry

_FORMATS = {"gguf": "GGUF", "onnx": "ONNX"}
_TOKENIZERS = {"gpt2": "byte pairs (in the file)", "llama": "sentencepiece (in the file)"}


def is_in_use(entry: ModelEntry, status: ModelStatus) -> bool:
    return status.path == str(entry.path) and status.phase in (ModelPhase.READY, ModelPhase.LOADING)


def is_usable(model: LibraryModel) -> bool:
    return not (model.entry.problem or (model.fit is not None and model.fit.problem))


def state(model: LibraryModel, status: ModelStatus) -> State:
    """`status` is that of the engine."""
    entry, fit = model.entry, model.fit
    if entry.problem:
        return State("Cannot be used", entry.problem, Tone.DANGER)
    if is_in_use(entry, status):
        if status.phase is ModelPhase.LOADING:
            share = f"{round(status.progress * 100)} %"
            return State(f"Loading, {share}", f"It is being loaded: {share}.", Tone.ACTIVE)
        return State("In use", "In use: it writes the replies.", Tone.ACTIVE)
    if entry.pending:
        return State("Not looked at yet", "It has not been looked into yet.", Tone.CALM)
    if fit is not None and fit.problem:
        return State("Does not fit", fit.problem, Tone.WARNING)
    if fit is None or not fit.memory:
        return State("", "", Tone.CALM)
    return State("", f"It fits: {words.size(fit.memory)} of memory{_context(fit.context_length)}.", Tone.CALM)


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
        ("Maker's name", entry.title if entry.title != entry.name else ""),
        ("Architecture", entry.architecture),
        ("Parameters", words.count(entry.parameters) if entry.parameters else ""),
        ("Stored as", " · ".join(part for part in (_FORMATS.get(entry.format, ""), entry.quantization) if part)),
        ("Context", f"{words.count(entry.context_length)} tokens" if entry.context_length else ""),
        ("Size", words.size(entry.bytes) if entry.bytes else ""),
        ("Memory", _memory(fit) if fit is not None else ""),
        ("Speed", fit.speed[:1].upper() + fit.speed[1:] if fit is not None else ""),
        ("Tokenizer", _TOKENIZERS.get(entry.tokenizer, entry.tokenizer)),
        ("Chat template", ("Its own" if entry.has_template else "None: a general one is used") if known else ""),
        ("Licence", entry.license or ("Not stated" if known else "")),
        ("Origin", _origin(entry)),
        ("Kept", kept(entry)),
        ("File" if entry.format != "onnx" else "Folder", str(entry.path)),
        ("Leads to", f"{entry.leads_to} (it is a link)" if entry.leads_to else ""),
        ("Added", date(entry.added_at) if entry.keeping is not Keeping.STARTER else ""),
        ("Checksum", checksum(model)),
    )
    return tuple(row for row in rows if row[1])


def kept(entry: ModelEntry) -> str:
    match entry.keeping:
        case Keeping.STARTER:
            return "With the program. It stays there."
        case Keeping.COPIED:
            return "As a copy in the library. Removing it deletes the copy."
        case Keeping.PUT_THERE:
            return "In the library's folder, where somebody put it. Homespun never deletes it."
        case Keeping.REFERENCED:
            return f"Where it is, in {entry.source or entry.path.parent}. Removing it leaves its files alone."


def checksum(model: LibraryModel) -> str:
    """SHA-256, in groups that a line can be broken between."""
    entry = model.entry
    if entry.problem:
        return ""
    if model.hashed is not None:
        return f"Being computed, {round(100 * model.hashed)} %"
    if not entry.sha256:
        return "Not known yet"
    return "SHA-256 " + " ".join(entry.sha256[start : start + 8] for start in range(0, len(entry.sha256), 8))


def removal(model: LibraryModel) -> tuple[str, str]:
    """(question, what becomes of it); the word of `removing` answers it."""
    entry = model.entry
    if entry.keeping is Keeping.COPIED:
        return (
            f"Delete {short(model.name)}?",
            f"The library's copy is deleted, and {words.size(entry.bytes)} are free again. The file that it was copied "
            "from is not touched, and conversations keep every text.",
        )
    return (
        f"Take {short(model.name)} off the list?",
        f"No file is deleted: the model stays in {entry.source or entry.path.parent}, and is only no longer listed.",
    )


def removing(entry: ModelEntry) -> str:
    return "Delete" if entry.keeping is Keeping.COPIED else "Take it off"


def can_be_removed(entry: ModelEntry) -> bool:
    return entry.keeping in (Keeping.COPIED, Keeping.REFERENCED)


def number_of_models(number: int) -> str:
    return "1 model" if number == 1 else f"{words.count(number)} models"


def _origin(entry: ModelEntry) -> str:
    """Empty where what is said of its keeping says it already."""
    told = entry.keeping is Keeping.COPIED or (
        entry.keeping is Keeping.REFERENCED and str(entry.source) not in entry.origin
    )
    return entry.origin[:1].upper() + entry.origin[1:] if told else ""


def _memory(fit: ModelFit) -> str:
    if not fit.memory:
        return ""
    working = words.size(fit.memory - fit.weights - fit.cache)
    return (
        f"{words.size(fit.memory)}: weights {words.size(fit.weights)}, context {words.size(fit.cache)}, "
        f"engine and working memory {working}"
    )


def _context(length: int) -> str:
    return f" with a context of {words.count(length)} tokens" if length else ""
