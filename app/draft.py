"""What a person is about to send."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.records import Attachment


@dataclass(frozen=True)
class Draft:
    text: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.attachments)


NO_DRAFT = Draft()
