"""A loaded model with what belongs to it."""

from __future__ import annotations

from pathlib import Path

from engine.adapters import Adapters
from engine.backends.base import LoadedModel
from engine.conversation import LiveContext
from engine.dynamic import DynamicReading
from engine.prompt import PromptBuilder
from engine.snapshots import SnapshotCache
from engine.states import ContextKey, StateCache
from engine.template import ChatTemplate
from engine.tokenization.composer_file import vocabulary_digest
from engine.tokenization.drafting import Drafting
from engine.tokenization.span_vocabulary import SpanVocabulary, read_vocabulary
from models.encryption.files import PLAIN, PlainFiles


class Session:
    """Owns all of it, from the load to `close`."""

    def __init__(
        self,
        model: LoadedModel,
        states: StateCache | None,
        kept: SnapshotCache,
        composers: Path | None = None,
        files: PlainFiles = PLAIN,
    ) -> None:
        self.model = model
        self.template = ChatTemplate.of_model(model.chat_template, model.special_tokens, model.bos, model.eos)
        self.prompts = PromptBuilder(model, self.template)
        key = ContextKey(model.info.fingerprint, model.info.kv_type)
        self.kept = kept
        self.live = LiveContext(model, key, states, kept)
        self.adapters = Adapters(model, self.live, files=files)
        self.drafting = Drafting()
        self.dynamic = DynamicReading(model, composers)
        self._vocabulary: tuple[str, SpanVocabulary] | None = None  # the one used last, and its path

    def vocabulary(self, path: str) -> SpanVocabulary:
        """Raises EngineError where there is none for this model at `path`."""
        if self._vocabulary is None or self._vocabulary[0] != path:
            digest, base = vocabulary_digest(self.model), self.model.info.vocabulary_size
            self._vocabulary = path, read_vocabulary(Path(path), digest, base)
        return self._vocabulary[1]

    @property
    def bytes(self) -> int:
        """Memory that closing it gives back."""
        info = self.model.info
        return info.bytes + info.kv_bytes + self.kept.bytes + self.adapters.bytes

    def close(self) -> None:
        self.live.save()
        self.dynamic.close()
        self.adapters.close()
        self.model.close()
