"""The models that a person has: those that were copied in, and those in folders that are used as they are."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from types import MappingProxyType

from engine.errors import EngineError, ErrorKind
from models.library.copies import Copies, Copy, Original, proper_name, stamp_of
from models.library.digests import digest_of
from models.library.entry import Keeping, ModelEntry
from models.library.facts import ModelFacts
from models.library.importing import (
    cache_of,
    files_to_copy,
    first_file,
    loaded_from,
    onnx_files,
    originals,
    possible_name,
    refuse_link,
)
from models.library.knowledge import Knowledge
from models.library.looking import InProcess, Inspector
from models.library.manifest import Manifest, Manifests
from models.library.names import model_name
from models.library.placing import Placed, Places, files_in, find_places
from models.library.progress import Interrupt, Progress, never, unwatched
from models.library.results import Imported, Listing, Removed, Verified
from models.library.seeing import is_folder, is_link, is_there
from models.library.sources import Source, SourceFile, SourceKind, recognize, usual_places
from models.ordinary_file import shown

OWN = ".library"
"""What the library keeps about models, in a folder within its own."""


class Library:
    """Reads files and starts processes: not for the GUI thread. Raises EngineError with a message for the person."""

    def __init__(
        self,
        folder: Path,
        starter: Path | None = None,
        *,
        inspector: Inspector | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """A `folder` that is not there holds no models, and is made by the first import. Listing makes no folder, but
        keeps what it saw where there is one."""
        self._folder = folder
        self._starter = starter
        self._clock = clock
        self._manifests = Manifests(folder / OWN / "manifests", folder)
        self._knowledge = Knowledge(self._manifests, inspector or InProcess(), clock)
        self._sources = SourceFile(folder / OWN / "sources.json")
        self._copies = Copies(folder)

    def models(self) -> list[ModelEntry]:
        """All models, the starter model first, then the library's own by name, then those of each source."""
        return list(self.listing().models)

    def listing(self, progress: Progress = unwatched, interrupt: Interrupt = never, *, look: bool = True) -> Listing:
        """All models, and what was passed over. What was seen before is not opened again unless it changed; with
        `look` false nothing is opened, and the others are pending. `progress` counts models; an interrupt leaves the
        rest pending."""
        places = self._places()
        manifests = [self._knowledge.known(one) for one in places.models]
        unseen = [number for number, manifest in enumerate(manifests) if not manifest.is_seen]
        if look and unseen:
            answers = self._knowledge.look_at([places.models[number].found.path for number in unseen])
            for done, (number, answer) in enumerate(zip(unseen, answers, strict=False), start=1):
                manifests[number] = self._knowledge.learned(manifests[number], answer)
                progress(done, len(unseen))
                if interrupt():
                    break
        entries = (self._knowledge.entry(one, manifest) for one, manifest in zip(places.models, manifests, strict=True))
        return Listing(tuple(entries), places.notes)

    def resolve(self, reference: str | None) -> Path:
        """What `reference` means: a path, or a name in the library in any case, with or without its ending; None is
        the starter model. Raises EngineError(MODEL_NOT_FOUND), naming what comes close.

        The file is not looked into."""
        if reference is None:
            if self._starter is None:
                raise EngineError(
                    ErrorKind.MODEL_NOT_FOUND,
                    "The starter model is not installed. Name a model file, or run “make venv” again.",
                )
            return self._starter
        path = Path(reference).expanduser()
        if path.is_absolute() and is_there(path):
            return path
        places = self._places()
        one = places.named(reference)
        if one is not None:
            return one.found.path
        if is_there(path):
            return path
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, places.not_found(reference), reference)

    def entry(self, reference: str) -> ModelEntry:
        """The model of the library that `reference` names: by its key, name or path."""
        return self._knowledge.told(self._one(reference))

    def name_of(self, path: Path) -> str:
        """What the model at `path` is called, in the library or not: Ollama's files have digests for names."""
        return next((one.found.name for one in self._places().models if one.found.path == path), model_name(path))

    def look(self, path: Path) -> ModelFacts:
        """What the model at `path` is, in the library or not. Raises EngineError: MODEL_NOT_FOUND, MODEL_INVALID, or
        UNSUPPORTED for a sound file of another kind; the message says what it is."""
        return self._knowledge.look(path)

    def import_(
        self, source: Path, progress: Progress = unwatched, interrupt: Interrupt = never, *, name: str = ""
    ) -> Imported:
        """Copy a model into the library: a GGUF file, all parts of a split one, or an ONNX folder.

        It is looked into first, and its copy before it gets its place. `name` is the person's; empty takes that of the
        file or folder. Raises Stopped, too.
        """
        path = source.expanduser().absolute()
        refuse_link(path)
        wanted = proper_name(name) if name else possible_name(self.name_of(path))
        # Weights of an ONNX model may not be links, as they are in that cache; its copy has none, and is looked into.
        in_cache = onnx_files(path) if cache_of(path) is not None and is_folder(path) else []
        files = in_cache or files_to_copy(path, self.look(path))
        parts = originals(path, files, wanted)
        same = self._same(parts, progress, interrupt)
        if same is not None:
            return Imported(same, was_there=True)
        self._copies.check_room(sum(part.bytes for part in parts))
        with self._copies.making(parts, progress, interrupt) as copy:
            facts = self.look(_loaded(copy, copy.folder))
            place = self._keep(copy, facts, self._copies.free_name(wanted), f"copied from {path}")
        return Imported(self._knowledge.told(self._one(str(place))), was_there=False)

    def adopt(
        self, made: Path, origin: str, *, name: str = "", digests: Mapping[str, str] = MappingProxyType({})
    ) -> ModelEntry:
        """Count what the program itself has just made as a copy of the library, to be deleted with it.

        `made` is a GGUF file, or a folder with a split one or an ONNX model, on the library's disk: its files move; a
        folder directly in the library's stays there. `origin` says in words how it came to be; `digests` are those that
        are known, by file name. Where the library has the same content, that is told, and `made` stays."""
        if made.parent == self._folder and is_folder(made) and not is_link(made):
            copy = self._copies.found(made, files_in(made))
            place = self._record(copy, self.look(_loaded(copy, made)), made.name, origin)
            return self._knowledge.told(self._one(str(place)))
        path = first_file(made)
        facts = self.look(path)
        wanted = proper_name(name) if name else possible_name(model_name(path))
        parts = originals(path, files_to_copy(path, facts), wanted)
        same = self._same(parts, unwatched, never, digests)
        if same is not None:
            return same
        with self._copies.taking(parts, digests) as copy:
            moved = tuple(str(copy.folder / part.name) for part in parts[: len(facts.files)])
            place = self._keep(copy, replace(facts, files=moved), self._copies.free_name(wanted), origin)
        return self._knowledge.told(self._one(str(place)))

    def use(self, path: Path) -> Source:
        """Use the models of a folder, or one model, where they are. Raises EngineError where there is nothing to use.

        Folders are not entered through links that lead out; of a file that is such a link the entry says so."""
        source = recognize(path)
        if source.path.is_relative_to(os.path.realpath(self._folder)):
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"“{shown(source.path)}” is in the library's own folder, and what is there is listed already.",
            )
        if source.kind is SourceKind.MODEL:
            self.look(source.path)
        self._sources.write(self._sources.read().with_source(source))
        return source

    def sources(self) -> list[Source]:
        """The places that are used where they are."""
        return list(self._sources.read().sources)

    def stop_using(self, path: Path) -> Source:
        """Forget a place. Nothing in it is changed. Raises EngineError where it is none of the sources."""
        listed = self._sources.read()
        named = path.expanduser()
        wanted = {named.absolute(), Path(os.path.realpath(named))}
        found = next((source for source in listed.sources if source.path in wanted), None)
        if found is None:
            names = ", ".join(f"“{source.path}”" for source in listed.sources)
            uses = f" It uses {names}." if names else " It uses none."
            raise EngineError(ErrorKind.MODEL_NOT_FOUND, f"The library does not use the folder “{path}”.{uses}")
        models = [one for one in self._places().models if one.source == found]
        self._sources.write(listed.without_source(found.path))
        for one in models:
            self._manifests.forget(one.found.path)
        return found

    def offered(self, home: Path, environment: Mapping[str, str]) -> list[Source]:
        """Places of other programs that could be used and are not."""
        used = {source.path for source in self.sources()}
        return [source for source in usual_places(home, environment) if source.path not in used]

    def unhashed(self) -> list[ModelEntry]:
        """The models that can be used and whose digest is not known."""
        return [entry for entry in self.listing(look=False).models if not entry.problem and not entry.sha256]

    def hash(self, key: str, progress: Progress = unwatched, interrupt: Interrupt = never) -> ModelEntry:
        """Compute the digest of a model where it is not known. Of several files, what is done is kept when it is
        stopped. Raises Stopped, too."""
        one = self._one(key)
        manifest = self._knowledge.looked(one)
        if manifest.facts is not None:
            missing = [stamp for stamp in manifest.hashed if not stamp.sha256]
            total, done = sum(stamp.bytes for stamp in missing), 0
            for stamp in missing:
                digest = digest_of(self._manifests.path(stamp.path), progress, interrupt, done, total)
                done += stamp.bytes
                manifest = self._knowledge.with_digests(manifest, {stamp.path: digest})
        return self._knowledge.told(one)

    def verify(self, reference: str, progress: Progress = unwatched, interrupt: Interrupt = never) -> Verified:
        """Read a model whole and compare it with what was copied, with what its place promises, or with its digest of
        before. Raises EngineError(MODEL_INVALID) where it is another one; or Stopped."""
        one = self._one(reference)
        self.look(one.found.path)
        manifest = self._knowledge.looked(one)
        expected = self._expected(one, manifest)
        files = manifest.hashed if not manifest.copied else manifest.files
        missing = expected.keys() - {stamp.path for stamp in files} if manifest.copied else set[str]()
        for place in sorted(missing):
            raise EngineError(
                ErrorKind.MODEL_INVALID,
                f"“{shown(Path(place))}” is missing from the model. Remove the model and get it again.",
                place,
            )
        total, done, digests = sum(stamp.bytes for stamp in files), 0, dict[str, str]()
        for stamp in files:
            digest = digest_of(self._manifests.path(stamp.path), progress, interrupt, done, total)
            if expected.get(stamp.path, digest) != digest:
                raise EngineError(
                    ErrorKind.MODEL_INVALID,
                    f"“{shown(Path(stamp.path))}” is not what it was: its content was changed or is damaged. "
                    "Remove the model and get it again.",
                    f"{stamp.path}: SHA-256 {digest}, expected {expected[stamp.path]}",
                )
            digests[stamp.path] = digest
            done += stamp.bytes
        self._knowledge.with_digests(manifest, digests)
        return Verified(self._knowledge.told(one), was_known=digests.keys() <= expected.keys())

    def remove(self, reference: str) -> Removed:
        """Delete a model that the library copied, or forget one that is used where it is: of that nothing is touched.
        Raises EngineError for any other."""
        one = self._one(reference)
        entry = self._knowledge.told(one)
        if one.keeping is Keeping.COPIED:
            manifest = self._manifests.read(one.found.path)
            self._copies.remove(self._home(one), manifest.copied if manifest else ())
        elif one.source is not None:
            listed = self._sources.read()
            alone = one.source.kind is SourceKind.MODEL
            kept = listed.without_source(one.source.path) if alone else listed.without_model(one.found.path)
            self._sources.write(kept)
        elif one.keeping is Keeping.STARTER:
            raise EngineError(ErrorKind.UNSUPPORTED, "The starter model belongs to the program and is not removed.")
        else:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"“{entry.name}” was put into the library's folder by hand, and Homespun deletes only what it copied. "
                "Delete it with your file manager.",
                str(entry.path),
            )
        self._manifests.forget(one.found.path)
        return Removed(entry, deleted=one.keeping is Keeping.COPIED)

    def _places(self) -> Places:
        return find_places(self._folder, self._starter, self._sources.read(), self._manifests)

    def _one(self, reference: str) -> Placed:
        places = self._places()
        path = Path(reference).expanduser().absolute()
        for one in places.models:
            if reference == self._manifests.key(one.found.path):
                return one
        named = places.named(reference)
        if named is not None:
            return named
        for one in places.models:
            if path in (one.found.path, *one.files) or (one.keeping is Keeping.COPIED and path == self._home(one)):
                return one
        message = f"“{shown(path)}” is not in the library." if is_there(path) else places.not_found(reference)
        raise EngineError(ErrorKind.MODEL_NOT_FOUND, message, reference)

    def _home(self, one: Placed) -> Path:
        """The folder of a copy."""
        return self._folder / one.found.path.relative_to(self._folder).parts[0]

    def _expected(self, one: Placed, manifest: Manifest) -> dict[str, str]:
        """The digests that the files of a model must have, by their places."""
        if manifest.copied:
            home = self._home(one)
            return {self._manifests.place(home / stamp.path): stamp.sha256 for stamp in manifest.copied}
        if one.found.sha256:
            return {self._manifests.place(one.found.path): one.found.sha256}
        return {stamp.path: stamp.sha256 for stamp in manifest.files if stamp.sha256}

    def _same(
        self,
        parts: Sequence[Original],
        progress: Progress,
        interrupt: Interrupt,
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> ModelEntry | None:
        """The copy in the library that has the same content, if there is one. What has other sizes is not read, nor
        those whose digest is `known` by their names."""
        sizes = sorted(part.bytes for part in parts)
        alike: list[tuple[Placed, Manifest]] = []
        for one in self._places().models:
            if one.keeping is Keeping.COPIED:
                manifest = self._knowledge.known(one)
                if sorted(stamp.bytes for stamp in manifest.copied) == sizes and manifest.is_seen:
                    alike.append((one, manifest))
        if not alike:
            return None
        total, done, digests = sum(sizes), 0, list[str]()
        for part in parts:
            name = part.path.name
            digests.append(known.get(name) or digest_of(part.path, progress, interrupt, done, total))
            done += part.bytes
        same = (one for one, manifest in alike if sorted(stamp.sha256 for stamp in manifest.copied) == sorted(digests))
        found = next(same, None)
        return self._knowledge.told(found) if found else None

    def _keep(self, copy: Copy, facts: ModelFacts, name: str, origin: str) -> Path:
        """Give a copy its place, and tell what is loaded from there. Its manifest comes first, so that nothing is ever
        there that is not known to be ours."""
        loaded = self._record(copy, facts, name, origin)
        try:
            self._copies.keep(copy, name)
        except BaseException:
            self._manifests.forget(loaded)
            raise
        return loaded

    def _record(self, copy: Copy, facts: ModelFacts, name: str, origin: str) -> Path:
        """Write the manifest of a copy for when it is called `name`."""
        place = self._folder / name
        loaded = _loaded(copy, place)
        files = [
            replace(stamp_of(copy.folder / file.path, self._manifests.place(place / file.path)), sha256=file.sha256)
            for file in copy.files
        ]
        manifest = Manifest(
            place=self._manifests.place(loaded),
            files=tuple(sorted(files, key=lambda file: file.path)),
            facts=replace(facts, files=tuple(str(place / Path(file).relative_to(copy.folder)) for file in facts.files)),
            copied=copy.files,
            origin=origin,
            added_at=self._clock(),
        )
        self._manifests.write(manifest)
        return loaded


def _loaded(copy: Copy, folder: Path) -> Path:
    return loaded_from(folder, [PurePath(stamp.path) for stamp in copy.files])
