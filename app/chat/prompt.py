"""From stored messages to what the engine is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.attachments.telling import told
from app.draft import NO_DRAFT, Draft
from app.profiles import system_text
from app.store.records import Conversation, Profile, StoredMessage
from app.summary import with_summary
from app.turns import as_messages, turns
from engine.protocol import Message, Role


@dataclass(frozen=True)
class PromptStart:
    """What a model is told before the messages."""

    system: str
    """Without the summary."""
    summary: str = ""
    count: int = 0
    """How many of the first messages the summary stands for: they are left out."""

    @property
    def told(self) -> str:
        return with_summary(self.system, self.summary) if self.summary else self.system


NO_START = PromptStart("")


def engine_messages(system_message: str, path: Sequence[StoredMessage], draft: Draft = NO_DRAFT) -> tuple[Message, ...]:
    """The conversation as the engine takes it: the system message if there is one, then turns, at last the draft.

    Replies that stayed empty are left out. Two messages of the person that then follow each other become one, since
    many chat templates refuse anything but turns.
    """
    messages = as_messages(turns(path))
    if not draft.is_empty:
        text = told(draft.text, draft.attachments)
        if messages and messages[-1].role is Role.USER:
            messages[-1] = Message(Role.USER, f"{messages[-1].content}\n\n{text}")
        else:
            messages.append(Message(Role.USER, text))
    system = (Message(Role.SYSTEM, system_message),) if system_message.strip() else ()
    return (*system, *messages)


def stored_messages_dropped(path: Sequence[StoredMessage], dropped: int) -> int:
    """How many of the first messages of `path` the model did not see, when the engine says that it dropped the first
    `dropped` turns of what `engine_messages` had made of them."""
    gone = turns(path)[:dropped]
    if not gone:
        return 0
    return path.index(gone[-1][-1]) + 1


def system_message(conversation: Conversation | None, profile: Profile | None) -> str:
    """The conversation's own, else its profile's."""
    own = conversation.settings.system_message if conversation is not None else None
    if own is not None:
        return own
    return system_text(profile)
