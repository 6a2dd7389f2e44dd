"""What a training would learn from, example by example, as the person looks through it before it starts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.personal.documents import Source
from app.personal.duplicates import repeated
from app.personal.examples import Basis, Candidate, LeftOut, from_conversations, from_documents, from_votes
from app.personal.secrets import SecretKind, clean_secrets
from app.profiles import system_text
from app.store.reader import Reader
from app.store.records import LearningChoice, PersonalSource, Profile
from engine.protocol import Message
from engine.training.personal_job import ExampleKind, PersonalExample, PersonalJob

LEAST = 18
"""Examples of what the person wants below which nothing is trained: a third of them is then held out, which are just as
many as can show that anything was learned."""

_HELD_OUT, _MOST_HELD_OUT = 0.15, 1 / 3
_LEAST_HELD_OUT = 6
"""Fewer cannot tell a change from chance, see `engine.training.personal_verdicts.paired_interval`."""

_ORDER = (Basis.CORRECTED, Basis.VOTED, Basis.LIKED, Basis.CHOSEN, Basis.WRITING, Basis.DISLIKED, Basis.UNJUDGED)
"""Of two examples that are alike, the one that says more stays."""


@dataclass(frozen=True)
class Review:
    """Made by `gather`; a change of it is a new one."""

    profile: Profile
    candidates: tuple[Candidate, ...]
    """The oldest first."""
    memories: tuple[str, ...]
    """What the person has confirmed about themselves."""
    region: str | None = None
    documents: tuple[Source, ...] = ()
    """Files and folders that were looked through."""

    @property
    def training(self) -> list[Candidate]:
        return [one for one in self.candidates if one.included and not one.held_out]

    @property
    def held_out(self) -> list[Candidate]:
        return [one for one in self.candidates if one.held_out]

    @property
    def secrets(self) -> Mapping[SecretKind, int]:
        """How many were replaced in what is used."""
        return Counter(finding.kind for one in self.candidates if one.included for finding in one.found)

    @property
    def problem(self) -> str:
        """For a person: why nothing can be trained yet, and what to do; empty where it can."""
        count = sum(one.included and one.basis is not Basis.DISLIKED for one in self.candidates)
        if count >= LEAST:
            return ""
        have = f"Too little to learn from yet ({count} of {LEAST} examples)" if count else "Nothing to learn from yet"
        return f"{have}: give a thumb up to replies that you like, and write what you would have said under others."

    def choose(self, *keys: str, included: bool) -> Review:
        """Take examples in, or leave them out."""
        return self._changed(keys, lambda one: replace(one, left_out=None if included else LeftOut.PERSON))

    def edit(self, key: str, text: str) -> Review:
        """Learn `text` in the place of an example's reply: from then on the person's own words, and taken in. What
        they would not leave standing is the other half of a pair. An empty text changes nothing."""
        if not text.strip():
            return self
        cleaned = clean_secrets(text, self.region)

        def edited(one: Candidate) -> Candidate:
            example = one.example
            kind, rejected = example.kind, example.rejected
            if kind is ExampleKind.DISLIKED:
                kind, rejected = ExampleKind.CORRECTED, one.reply
            messages = (*example.messages[:-1], Message(example.messages[-1].role, cleaned.text))
            basis = one.basis if one.basis is Basis.WRITING else Basis.CORRECTED
            return replace(
                one,
                example=replace(example, kind=kind, messages=messages, rejected=rejected),
                basis=basis,
                found=(*clean_secrets(one.question, self.region).found, *cleaned.found),
                left_out=None,
            )

        return self._changed((key,), edited)

    def job(self, model: Path, folder: Path, name: str, *, seed: int = 0, threads: int = 0) -> PersonalJob:
        """The training that learns what is included."""
        return PersonalJob(
            model=str(model.absolute()),
            folder=str(folder.absolute()),
            name=name,
            training=_examples(self.training),
            held_out=_examples(self.held_out),
            profile_prompt=system_text(self.profile),
            memories=self.memories,
            seed=seed,
            threads=threads,
        )

    def sources(self) -> list[PersonalSource]:
        """Where everything that the training sees comes from, what is held out too: it decided when to stop."""
        return [
            PersonalSource(one.example.key, one.conversation_id, one.document)
            for one in self.candidates
            if one.included
        ]

    def from_source_of(self, chosen: Candidate) -> list[Candidate]:
        """The examples of the same conversation or document, itself included."""
        source = chosen.conversation_id, chosen.document
        return [one for one in self.candidates if (one.conversation_id, one.document) == source]

    def decided(self, choices: Sequence[LearningChoice]) -> Review:
        """As the person has decided before."""
        known = {one.example.key for one in self.candidates}
        review = self
        for choice in choices:
            if choice.text and choice.example in known:
                review = review.edit(choice.example, choice.text)
        for included in (True, False):
            review = review.choose(*(one.example for one in choices if one.included is included), included=included)
        return review

    def _changed(self, keys: Collection[str], change: Callable[[Candidate], Candidate]) -> Review:
        wanted = frozenset(keys)
        changed = [change(one) if one.example.key in wanted else one for one in self.candidates]
        return replace(self, candidates=_held_out_last(changed))


def gather(reader: Reader, profile_id: int, documents: Sequence[Source] = (), region: str | None = None) -> Review:
    """Everything that a profile may learn from, with what is left out and why. Reads every conversation of it: not for
    the thread that draws. Raises StoreError. `region` is for telephone numbers, see `clean_secrets`."""
    found = from_conversations(reader, profile_id, region)
    found += from_votes(reader, profile_id, region)
    found += from_documents([passage for source in documents for passage in source.passages], region)
    found.sort(key=lambda one: (one.example.written_at, one.example.key))
    # Of those alike the one with the most to say stays, and of these the newest: a habit may have changed.
    ranked = sorted(found, key=lambda one: (_ORDER.index(one.basis), -one.example.written_at))
    alike = repeated([(one.question, one.reply) for one in ranked])
    doubled = {ranked[at].example.key for at in alike}
    candidates = [
        replace(one, left_out=LeftOut.DUPLICATE) if one.included and one.example.key in doubled else one
        for one in found
    ]
    memories = tuple(memory.text for memory in reader.memories(profile_id) if memory.confirmed)
    review = Review(reader.profile(profile_id), _held_out_last(candidates), memories, region, tuple(documents))
    return review.decided(reader.learning_choices(profile_id))


def _held_out_last(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Mark the newest of the included ones as held out, of replies and of the person's writing each their share."""
    usable = [one for one in candidates if one.included and one.basis is not Basis.DISLIKED]
    share = max(_HELD_OUT, min(_MOST_HELD_OUT, _LEAST_HELD_OUT / max(1, len(usable))))
    held: set[str] = set()
    for writing in (False, True):
        alike = [one for one in usable if (one.basis is Basis.WRITING) is writing]
        held |= {one.example.key for one in alike[len(alike) - round(share * len(alike)) :]}
    return tuple(replace(one, held_out=one.example.key in held) for one in candidates)


def _examples(candidates: Sequence[Candidate]) -> tuple[PersonalExample, ...]:
    return tuple(one.example for one in candidates)
