"""The adapters that a person has: finds, imports, merges, describes and removes them."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.adapters.base import ONNX_DESCRIPTION, BaseDescription, check_fits
from models.adapters.entry import AdapterEntry
from models.adapters.header import AdapterHeader
from models.adapters.importing import AdapterImporter, describe_base, import_here
from models.adapters.inspect import inspect_adapter
from models.adapters.merge import merge
from models.adapters.shelf import Shelf
from models.encryption.files import PLAIN, PlainFiles
from models.inspect_gguf import is_gguf
from models.library.copies import refuse_strange_file
from models.library.importing import refuse_link
from models.ordinary_file import shown

MOST_NAME = 100
"""Characters."""

Progress = Callable[[int, int], None]
"""Takes what is done and what there is to do."""


class ImportStopped(Exception):
    """An import ended early because the interrupt said so. Nothing of it is left."""


class AdapterLibrary:
    """Every method raises EngineError with a message for the person, and leaves the shelf as it was where it does."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        importer: AdapterImporter = import_here,
        files: PlainFiles = PLAIN,
    ) -> None:
        """A folder that is not there is an empty shelf, and is made by the first adapter. `importer` reads what
        strangers made. `files` keeps what is on the shelf, encrypted or not."""
        self.files = files
        self._shelf = Shelf(folder, files)
        self._clock = clock
        self._importer = importer
        self._misfits: dict[tuple[object, ...], str] = {}
        self._last_base: tuple[tuple[object, ...], BaseDescription] | None = None

    def entries(self) -> list[AdapterEntry]:
        """All adapters by name. Reads their manifests and no more; a damaged one is an entry with a problem."""
        return sorted(self._shelf.entries(), key=lambda entry: (entry.name.casefold(), entry.key))

    def entry(self, key: str) -> AdapterEntry:
        """The adapter that a conversation knows by `key`."""
        found = self._shelf.read(key)
        if found is None:
            raise EngineError(
                ErrorKind.MODEL_NOT_FOUND, "This adapter is not on the shelf any more. Import it again.", key
            )
        return found

    def find(self, reference: str) -> AdapterEntry:
        """The one adapter that `reference` means: its key, its name in any case, or a start of either that no other
        has. A damaged one is found too."""
        entries = self.entries()
        wanted = reference.strip().casefold()
        meanings: tuple[Callable[[AdapterEntry], bool], ...] = (
            lambda entry: wanted == entry.key,
            lambda entry: wanted == entry.name.casefold(),
            lambda entry: bool(wanted) and (entry.name.casefold().startswith(wanted) or entry.key.startswith(wanted)),
        )
        for means in meanings:
            found = [entry for entry in entries if means(entry)]
            if len(found) == 1:
                return found[0]
            if found:
                choices = ", ".join(f"“{entry.name}” ({entry.key[:8]})" for entry in found[:5])
                raise EngineError(
                    ErrorKind.MODEL_NOT_FOUND,
                    f"“{_word(reference)}” may mean several adapters: {choices}. Write more of the name, or the key.",
                    reference,
                )
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, _not_found(_word(reference), entries), reference)

    def import_(
        self,
        source: Path,
        base: Path | None = None,
        progress: Progress = lambda done, total: None,  # noqa: ARG005 - a progress that nobody watches
        interrupt: Callable[[], bool] = lambda: False,
        *,
        name: str = "",
    ) -> AdapterEntry:
        """Put an adapter on the shelf: a GGUF file, a PEFT folder or its safetensors file, or an `.onnx_adapter`.

        With `base`, a model, one that does not fit it is refused; all but GGUF files need it, to be converted.
        `name` is the person's; empty takes the file's own.
        The same content is the same entry: then that one is returned as it is. Raises ImportStopped too.
        """

        def told(done: int, total: int) -> None:
            if interrupt():
                raise ImportStopped
            progress(done, total)

        refuse_link(source)
        if source.is_file():
            refuse_strange_file(source, source.stat())
        with self._shelf.making() as path:
            self._importer(source, base, path, told)
            header = inspect_adapter(path)
            entry = self._entry(path, header, name or header.name or _name_of(source), _origin(source))
            return self._shelf.keep(path, replace(entry, license=header.license, description=header.description))

    def merge(self, choices: Sequence[tuple[str, float]], name: str) -> AdapterEntry:
        """A new adapter that does what these (key, scale) do together, exactly."""
        parts = [(self._usable(key), scale) for key, scale in choices]
        words = [part.name if scale == 1 else f"{part.name} at {scale:g}" for part, scale in parts]
        with self._shelf.making() as path, ExitStack() as opened:
            header = merge([(opened.enter_context(self._shelf.opened(part)), by) for part, by in parts], path, name)
            entry = replace(
                self._entry(path, header, name, f"merged from {_listed(words)}"),
                license=" and ".join(dict.fromkeys(part.license for part, _ in parts if part.license)),
                description="\n".join(dict.fromkeys(part.description for part, _ in parts if part.description)),
                examples=tuple(dict.fromkeys(example for part, _ in parts for example in part.examples)),
            )
            return self._shelf.keep(path, entry)

    def describe(
        self,
        key: str,
        *,
        name: str | None = None,
        description: str | None = None,
        examples: Sequence[str] | None = None,
        license: str | None = None,
    ) -> AdapterEntry:
        """Change what the shelf says of an adapter; None leaves it as it is."""
        entry = self._usable(key)
        if name is not None and name.strip().casefold() != entry.name.casefold():
            self._refuse_taken(name, key)
        changed = replace(
            entry,
            name=entry.name if name is None else _proper_name(name),
            description=entry.description if description is None else description.strip(),
            examples=entry.examples if examples is None else tuple(text.strip() for text in examples if text.strip()),
            license=entry.license if license is None else license.strip(),
        )
        self._shelf.rewrite(changed)
        return changed

    def remove(self, key: str) -> None:
        """Delete an adapter. Conversations keep their text and the name of what wrote it."""
        self.entry(key)
        self._shelf.remove(key)

    def verify(self, key: str) -> AdapterEntry:
        """Read all of an adapter's file and compare it with what was imported."""
        entry = self._usable(key)
        if self._shelf.is_changed(entry):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                f"The file of “{entry.name}” is not what was imported. Remove it and import it again.",
                str(entry.path),
            )
        return entry

    def misfit(self, entry: AdapterEntry, model: Path) -> str:
        """For a person: why `model` cannot take this adapter; empty where it can. Reads two headers the first time.

        A model that cannot be looked at gives no answer: it is for the engine to refuse."""
        if entry.problem:
            return entry.problem
        asked = (entry.key, *_stamp(entry.path), *_stamp(model))
        if asked not in self._misfits:
            try:
                base = self._base(model)
            except EngineError:
                return ""
            self._misfits[asked] = self._misfit(entry, base)
        return self._misfits[asked]

    def _misfit(self, entry: AdapterEntry, base: BaseDescription) -> str:
        try:
            with self._shelf.opened(entry) as path:
                check_fits(inspect_adapter(path), base)
        except EngineError as error:
            return error.message
        return ""

    def _base(self, model: Path) -> BaseDescription:
        """The last one is kept: a whole shelf is compared with it."""
        stamp = _stamp(model)
        if self._last_base is None or self._last_base[0] != stamp:
            self._last_base = (stamp, describe_base(model))
        return self._last_base[1]

    def _usable(self, key: str) -> AdapterEntry:
        entry = self.entry(key)
        if entry.problem:
            raise EngineError(ErrorKind.MODEL_INVALID, entry.problem, str(entry.path))
        return entry

    def _entry(self, path: Path, header: AdapterHeader, name: str, origin: str) -> AdapterEntry:
        """Of a file that the shelf is about to keep."""
        return AdapterEntry(
            key="",
            name=self._free_name(_proper_name(name[:MOST_NAME])),
            path=path,
            kind=header.kind,
            base=header.base,
            architecture=header.architecture,
            rank=header.rank,
            tensors=header.tensors,
            origin=origin,
            added_at=self._clock(),
        )

    def _free_name(self, name: str) -> str:
        taken = {entry.name.casefold() for entry in self.entries()}
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def _refuse_taken(self, name: str, key: str) -> None:
        wanted = name.strip().casefold()
        if any(entry.name.casefold() == wanted and entry.key != key for entry in self.entries()):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"There is another adapter with the name “{_word(name)}”. Choose a different one.",
            )


def _stamp(path: Path) -> tuple[object, ...]:
    """What changes when a file, or the description of a model's folder, is replaced."""
    seen = path / ONNX_DESCRIPTION if path.is_dir() else path
    try:
        found = seen.stat()
    except OSError:
        return (str(path),)
    return str(path), found.st_size, found.st_mtime_ns


def _proper_name(name: str) -> str:
    proper = _word(" ".join(name.split()))
    if not proper:
        raise EngineError(ErrorKind.UNSUPPORTED, "An adapter needs a name. Give it one of a few words.")
    if len(proper) > MOST_NAME:
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"The name has {len(proper)} characters; {MOST_NAME} are possible. Shorten it."
        )
    return proper


def _word(text: str) -> str:
    return "".join(c for c in text.strip() if c.isprintable())


def _name_of(source: Path) -> str:
    return source.name if source.is_dir() else source.stem


def _origin(source: Path) -> str:
    if source.is_dir():
        return f"PEFT folder {shown(source)}"
    if is_gguf(source):
        return f"file {shown(source)}"
    if source.suffix == ".onnx_adapter":
        return f"ONNX adapter {shown(source)}"
    return f"PEFT folder {shown(source.parent)}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _not_found(reference: str, entries: Sequence[AdapterEntry]) -> str:
    message = f"There is no adapter “{reference}” on the shelf."
    if not entries:
        return f"{message} It is empty: import one, or name the path of a GGUF adapter or a PEFT folder."
    folded = {entry.name.casefold(): entry.name for entry in entries}
    wanted = reference.casefold()
    near = [name for fold, name in folded.items() if wanted and wanted in fold]
    near += [folded[fold] for fold in difflib.get_close_matches(wanted, folded, n=3, cutoff=0.5)]
    named = list(dict.fromkeys(near or folded.values()))[:5]
    words = ", ".join(f"“{name}”" for name in named)
    return f"{message} Did you mean {words}?" if near else f"{message} It holds {words}."
