"""Reads of attached files only the passages that have to do with a message, in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.attachments.choosing import CHARACTERS_PER_TOKEN, SHARE, Fitting, RankedFiles
from app.attachments.passages import kept_of
from app.attachments.telling import told
from app.cli.model import run_cancellable
from app.cli.output import StepProgress, say
from app.encoding import ChildEncoder
from app.paths import DataFolder
from app.pipe import EnginePipe
from app.store.records import Attachment
from engine.errors import EngineError
from engine.protocol import CountTokens, DynamicTokenization, Failed, Generate, Message, Role, TokensCounted
from models.encoders import EncoderShelf


class PassageReader:
    def __init__(self, encoder: Path | None, share: float = SHARE) -> None:
        """`encoder` is a folder; without one words alone decide. `share`: of the context."""
        self._encoder = encoder
        self._share = share

    @classmethod
    def of(cls, options: argparse.Namespace) -> PassageReader:
        used = EncoderShelf(DataFolder.resolve(options.data_dir).encoders).used()
        return cls(used.path if used is not None else None)

    def __call__(
        self, pipe: EnginePipe, template: Generate, message: str, files: Sequence[Attachment]
    ) -> tuple[Attachment, ...]:
        """The files, or of those that are too long together as much as has room in the context beside the reply. The
        engine has its model loaded; `template` is the request without the message. Raises EngineError, or
        KeyboardInterrupt."""
        room = round(self._share * _count(pipe, template, message, ()).context_length)
        characters = CHARACTERS_PER_TOKEN * room
        if sum(len(file.text) for file in files) <= characters:
            whole = _count(pipe, template, message, files)
            if whole.tokens - whole.saved_positions <= room:
                return tuple(files)
        fitting = Fitting(self._ranked(files, message, template.dynamic), room, characters)
        while True:
            counted = _count(pipe, template, message, fitting.choice.files)
            if fitting.note(counted.tokens - counted.saved_positions):
                break
        for file in fitting.choice.files:
            if kept := kept_of(file):
                say(f"({file.name}: {kept.passages:,} of {kept.of:,} passages are read.)")
        return fitting.choice.files

    def _ranked(self, files: Sequence[Attachment], message: str, dynamic: DynamicTokenization) -> RankedFiles:
        if self._encoder is None:
            say("(Passages are chosen by words. An encoder would find paraphrases, too: homespun encoders add FOLDER.)")
            return RankedFiles(files, message, None)
        encoder = ChildEncoder(self._encoder, dynamic)
        try:
            with StepProgress("Comparing passages") as progress:
                return RankedFiles(files, message, lambda asked, found: encoder(asked, found, progress.show))
        except EngineError as error:
            say(f"({error.message})")
            return RankedFiles(files, message, None)


def _count(pipe: EnginePipe, template: Generate, message: str, files: Sequence[Attachment]) -> TokensCounted:
    messages = (*template.messages, Message(Role.USER, told(message, files)))
    for event in run_cancellable(pipe, CountTokens(pipe.next_id(), messages, template.dynamic)):
        match event:
            case TokensCounted():
                return event
            case Failed():
                raise EngineError(event.kind, event.message, event.detail)
            case _:
                pass
    raise KeyboardInterrupt
