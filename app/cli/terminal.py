"""A conversation in the terminal: lines in, streamed replies out. Nothing of it is written to disk."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from pathlib import Path

from app.cli.model import engine, load, run_cancellable
from app.cli.output import say, write_text
from app.pipe import EngineDied, EnginePipe
from engine.protocol import (
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

MOST_DEATHS = 2
"""Engines that may die one after the other without a whole reply between them."""

_COMMAND = re.compile(r"/[a-z]+")
_HELP = """\
/new    forget this conversation and begin another
/help   this list
/quit   end; so does Ctrl+D
Ctrl+C  stops a reply"""


class Terminal:
    def __init__(self, model: Path, load_options: LoadOptions, template: Generate) -> None:
        """`template` is the request for a reply, with no more messages than the system message."""
        self._model = model
        self._load_options = load_options
        self._template = template
        self._messages: tuple[Message, ...] = ()
        self._deaths = 0

    def converse(self) -> int:
        """Until the person ends it. An engine that dies is replaced; raises EngineDied when that does not help."""
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # gives `input` its line editing and a history in memory
        while True:
            try:
                with engine() as pipe:
                    self._greet(load(pipe, self._model, self._load_options))
                    self._rounds(pipe)
                return 0
            except EngineDied as error:
                self._deaths += 1
                if self._deaths >= MOST_DEATHS:
                    raise
                say(f"\n{error} It is started again; then send the message once more.")

    def _greet(self, info: ModelInfo) -> None:
        if not self._messages and not self._deaths:
            say(f"{info.name} · context {info.context_length:,} tokens · /help lists the commands, Ctrl+D ends.")

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
                    self._messages = ()
                    say("(A new conversation.)")
                case _ if _COMMAND.fullmatch(line):
                    say(f"There is no command {line}. /help lists them.")
                case _:
                    self._ask(pipe, line)

    def _ask(self, pipe: EnginePipe, line: str) -> None:
        messages = (*self._messages, Message(Role.USER, line))
        request = replace(self._template, id=pipe.next_id(), messages=(*self._template.messages, *messages))
        for event in run_cancellable(pipe, request):
            match event:
                case PromptReady() if event.dropped_messages:
                    say(f"(The oldest {event.dropped_messages} messages do not fit in the context any more.)")
                case TextDelta():
                    write_text(event.text)
                case Finished():
                    write_text("\n")
                    self._note(event)
                    self._messages = (*messages, Message(Role.ASSISTANT, event.text)) if event.text else self._messages
                    self._deaths = 0
                case Failed():
                    say(f"{event.message} The message was not kept.")
                case _:
                    pass

    @staticmethod
    def _note(event: Finished) -> None:
        if event.reason is FinishReason.CANCELLED:
            say("(Stopped.)")
        elif event.reason is FinishReason.LENGTH:
            say("(Cut at the length limit or at the end of the context.)")
