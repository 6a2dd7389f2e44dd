"""What is known of the models that were found: from their manifests, or from a look that goes into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from engine.errors import EngineError, ErrorKind
from models.library.entry import Keeping, ModelEntry
from models.library.facts import ModelFacts
from models.library.looking import Inspector
from models.library.manifest import Manifest, Manifests
from models.library.placing import Placed
from models.ordinary_file import shown

_LASTING = (ErrorKind.MODEL_INVALID, ErrorKind.UNSUPPORTED)
"""What is wrong with a file until it changes."""


class Knowledge:
    """Of models that changed, nothing is known any more but where they came from."""

    def __init__(self, manifests: Manifests, inspector: Inspector, clock: Callable[[], float]) -> None:
        """`clock` tells the seconds since 1970, UTC."""
        self._manifests = manifests
        self._inspector = inspector
        self._clock = clock

    def known(self, one: Placed) -> Manifest:
        """What is kept about a model, as far as it still holds."""
        files = self._manifests.stamps(one.files)
        manifest = self._manifests.read(one.found.path)
        if manifest is None:
            return Manifest(self._manifests.place(one.found.path), files, added_at=self._clock())
        return manifest if manifest.describes(files) else manifest.at(files)

    def look_at(self, paths: list[Path]) -> Iterator[ModelFacts | EngineError]:
        """One answer for each path, in their order."""
        return self._inspector.look(paths)

    def looked(self, one: Placed) -> Manifest:
        """The same after a look, where none was taken."""
        manifest = self.known(one)
        if not manifest.is_seen:
            for answer in list(self._inspector.look([one.found.path])):
                manifest = self.learned(manifest, answer)
        return manifest

    def learned(self, manifest: Manifest, answer: ModelFacts | EngineError) -> Manifest:
        """With what a look told, which is kept if it lasts."""
        if isinstance(answer, EngineError):
            learned = replace(manifest, problem=(str(answer.kind), answer.message))
        else:
            learned = replace(manifest, facts=answer)
        if manifest.files and (not isinstance(answer, EngineError) or answer.kind in _LASTING):
            self._manifests.note(learned)
        return learned

    def with_digests(self, manifest: Manifest, digests: Mapping[str, str]) -> Manifest:
        """With the digests of files, if those are still what they were before they were read."""
        now = {stamp.path: stamp for stamp in self._manifests.stamps(map(self._manifests.path, digests))}
        sure = {
            stamp.path: digests[stamp.path]
            for stamp in manifest.files
            if stamp.path in now and now[stamp.path].is_same_moment(stamp)
        }
        changed = manifest.with_digests(sure)
        self._manifests.note(changed)
        return changed

    def look(self, path: Path) -> ModelFacts:
        """What the model at `path` is, in the library or not. Raises EngineError: MODEL_NOT_FOUND, MODEL_INVALID, or
        UNSUPPORTED for a sound file of another kind; the message says what it is."""
        for answer in list(self._inspector.look([path])):
            if isinstance(answer, EngineError):
                raise answer
            return answer
        raise EngineError(ErrorKind.INTERNAL, f"“{shown(path)}” could not be looked into. Try again.", str(path))

    def told(self, one: Placed) -> ModelEntry:
        return self.entry(one, self.looked(one))

    def entry(self, one: Placed, manifest: Manifest) -> ModelEntry:
        facts, found = manifest.facts, one.found
        entry = ModelEntry(
            name=one.name,
            path=found.path,
            bytes=facts.bytes if facts else sum(stamp.bytes for stamp in manifest.files),
            starter=one.keeping is Keeping.STARTER,
            problem=manifest.problem[1] if manifest.problem else "",
            key=self._manifests.key(found.path),
            keeping=one.keeping,
            origin=_origin(one, manifest),
            source=one.source.path if one.source else None,
            leads_to=found.leads_to,
            added_at=manifest.added_at,
            pending=not manifest.is_seen,
        )
        if facts is None:
            return entry
        return replace(
            entry,
            format=facts.format,
            architecture=facts.architecture,
            parameters=facts.parameters,
            quantization=facts.quantization,
            context_length=facts.context_length,
            license=facts.license or found.license,
            title=facts.name,
            tokenizer=facts.tokenizer,
            has_template=bool(facts.template),
            sha256=manifest.sha256,
        )


def _origin(one: Placed, manifest: Manifest) -> str:
    match one.keeping:
        case Keeping.STARTER:
            return "came with Homespun"
        case Keeping.COPIED:
            return manifest.origin
        case Keeping.PUT_THERE:
            return "put into the library's folder"
        case Keeping.REFERENCED:
            return one.found.origin
