"""A conversation in the terminal: lines in, streamed replies out. Nothing of it is written to disk."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.attachments.telling import told
from app.cli.adapter_set import AdapterReferences, AdapterSet, described, uses
from app.cli.model import engine, load, needed, run_cancellable, set_adapters
from app.cli.output import say, write_text
from app.cli.reading import degree, saved
from app.cli.steering import through
from app.paths import DataFolderError
from app.personal.recall import Recall, knowing
from app.pipe import EngineDied, EnginePipe
from app.store.records import Attachment
from engine.errors import EngineError, ErrorKind
from engine.protocol import (
    DynamicTokenization,
    Failed,
    Finished,
    FinishReason,
    Generate,
    LoadOptions,
    Message,
    ModelInfo,
    PromptReady,
    Role,
    TextDelta,
)
from models.library import display_name

MOST_DEATHS = 2
"""Engines that may die one after the other without a whole reply between them."""

_COMMAND = re.compile(r"/[a-z]+")
_HELP = """\
/new               forget this conversation and begin another
/adapters          the adapters in use and on the shelf
/adapter NAME:0.8  use an adapter too, or give it another scale (1 where none is named)
/adapter off       use none; off NAME leaves one out
/help              this list
/quit              end; so does Ctrl+D
Ctrl+C             stops a reply"""


ChooseFiles = Callable[[EnginePipe, Generate, str, tuple[Attachment, ...]], tuple[Attachment, ...]]
"""Takes the engine, the request without its message, the message, and files; these, or what is to be read of them."""


class _OtherFiles(Exception):
    """What was asked for lies where the engine may not read: it takes a new one."""


class Terminal:
    def __init__(
        self,
        model: Path,
        load_options: LoadOptions,
        template: Generate,
        references: AdapterReferences,
        adapters: AdapterSet = (),
        dynamic: DynamicTokenization | None = None,
        composers: Path | None = None,
        files: Sequence[Attachment] = (),
        recall: Recall | None = None,
        choose: ChooseFiles | None = None,
    ) -> None:
        """`template` is the request for a reply, with no more messages than the system message; `adapters` are those
        to begin with; `dynamic` None takes the model's default. `composers` is for the engine; `files` are read with
        the next message, or what `choose` takes of them; `recall` finds what is known of the person."""
        self._model = model
        self._load_options = load_options
        self._template = template
        self._references = references
        self._adapters = adapters
        self._dynamic = dynamic
        self._composers = composers
        self._files = tuple(files)
        self._recall = recall or Recall(())
        self._choose = choose
        self._messages: tuple[Message, ...] = ()
        self._lines: tuple[str, ...] = ()
        """What the person wrote of these."""
        self._deaths = 0

    def converse(self) -> int:
        """Until the person ends it. An engine that dies is replaced; raises EngineDied when that does not help."""
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # gives `input` its line editing and a history in memory
        while True:
            try:
                files = needed(self._model, self._adapters, self._load_options.steering, self._template.vocabulary)
                key = self._references.key_for(self._adapters)
                with engine([*files, self._references.folder], composers=self._composers, key=key) as pipe:
                    info = load(pipe, self._model, self._load_options)
                    if self._adapters:
                        set_adapters(pipe, self._adapters)
                    self._greet(info)
                    self._template = replace(self._template, dynamic=degree(self._dynamic, info))
                    self._rounds(pipe)
                return 0
            except _OtherFiles:
                say(f"(In use: {described(self._adapters)}.)")
            except EngineDied as error:
                self._deaths += 1
                if self._deaths >= MOST_DEATHS:
                    raise
                say(f"\n{error} It is started again; then send the message once more.")

    def _greet(self, info: ModelInfo) -> None:
        if not self._messages and not self._deaths:
            used = f" + {described(self._adapters)}{through(self._load_options.steering)}" if self._adapters else ""
            name = display_name(self._model)
            files = f" · with {', '.join(one.name for one in self._files)}" if self._files else ""
            say(
                f"{name}{used}{files} · context {info.context_length:,} tokens · /help lists the commands, Ctrl+D ends."
            )

    def _rounds(self, pipe: EnginePipe) -> None:
        while True:
            try:
                line = input("> ").strip()
            except EOFError:
                say("")
                return
            except KeyboardInterrupt:
                say("\n(Ctrl+D or /quit ends.)")
                continue
            match line:
                case "":
                    continue
                case "/quit":
                    return
                case "/help":
                    say(_HELP)
                case "/new":
                    self._messages = self._lines = ()
                    say("(A new conversation.)")
                case "/adapters":
                    self._list_adapters()
                case _ if line == "/adapter" or line.startswith("/adapter "):
                    self._change_adapters(pipe, line.removeprefix("/adapter").strip())
                case _ if _COMMAND.fullmatch(line):
                    say(f"There is no command {line}. /help lists them.")
                case _:
                    self._ask(pipe, line)

    def _list_adapters(self) -> None:
        say(f"In use: {described(self._adapters)}.")
        try:
            names = [entry.name for entry in self._references.shelf() if not entry.problem]
        except EngineError as error:
            say(error.message)
            return
        say(f"On the shelf: {', '.join(names) or 'none; homespun adapters import PATH puts one there'}.")

    def _change_adapters(self, pipe: EnginePipe, argument: str) -> None:
        try:
            changed = self._changed(argument)
            can_read = self._can_read(pipe, changed)
            if can_read:
                set_adapters(pipe, changed)
        except (EngineError, DataFolderError) as error:
            say(f"{error.message} In use: {described(self._adapters)}.")
        except KeyboardInterrupt:
            say(f"(Stopped. In use: {described(self._adapters)}.)")
        else:
            self._adapters = changed
            if not can_read:
                raise _OtherFiles
            say(f"(In use: {described(changed)}.)")

    def _can_read(self, pipe: EnginePipe, adapters: AdapterSet) -> bool:
        knows_key = pipe.knows_key or self._references.key_for(adapters) is None
        return knows_key and all(pipe.may_read(adapter.path) for adapter in adapters)

    def _changed(self, argument: str) -> AdapterSet:
        """The set as `argument` asks for it. Raises EngineError or DataFolderError."""
        action, _, rest = argument.partition(" ")
        if action == "off" and not rest.strip():
            return ()
        if action == "off":
            wanted = rest.strip().casefold()
            left = tuple(adapter for adapter in self._adapters if adapter.name.casefold() != wanted)
            if left == self._adapters:
                raise EngineError(ErrorKind.MODEL_NOT_FOUND, f"“{rest.strip()}” is not in use.")
            return left
        if not argument:
            raise EngineError(ErrorKind.UNSUPPORTED, "Name an adapter: /adapter NAME, /adapter NAME:0.8, or off.")
        chosen = self._references.choose(argument)
        return (*(adapter for adapter in self._adapters if adapter.path != chosen.path), chosen)

    def _ask(self, pipe: EnginePipe, line: str) -> None:
        begun = knowing(self._template, self._recall([*self._lines, line]))
        try:
            files = self._choose(pipe, begun, line, self._files) if self._choose else self._files
        except EngineError as error:
            say(f"{error.message} The message was not kept.")
            return
        except KeyboardInterrupt:
            say("(Stopped.)")
            return
        messages = (*self._messages, Message(Role.USER, told(line, files)))
        request = replace(
            begun,
            id=pipe.next_id(),
            messages=(*begun.messages, *messages),
            adapters=uses(self._adapters),
        )
        for event in run_cancellable(pipe, request):
            match event:
                case PromptReady() if event.dropped_messages:
                    say(f"(The oldest {event.dropped_messages} messages do not fit in the context any more.)")
                case TextDelta():
                    write_text(event.text)
                case Finished():
                    write_text("\n")
                    self._note(event)
                    if event.text:
                        self._messages = (*messages, Message(Role.ASSISTANT, event.text))
                        self._lines = (*self._lines, line)
                        self._files = ()
                    self._deaths = 0
                case Failed():
                    say(f"{event.message} The message was not kept.")
                case _:
                    pass

    @staticmethod
    def _note(event: Finished) -> None:
        if event.usage.saved_positions:
            say(saved(event.usage))
        if event.reason is FinishReason.CANCELLED:
            say("(Stopped.)")
        elif event.reason is FinishReason.LENGTH:
            say("(Cut at the length limit or at the end of the context.)")
