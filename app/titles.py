"""What a conversation is called as long as nobody has said so: its first words, then what a model makes of them.

A model is held to a form, and its answer is cleaned; what is empty, too long, chatter, or made up is refused.
"""

from __future__ import annotations

import json
import re

from app.found import fold
from engine.protocol import Message, Role

TITLE_LENGTH = 40
"""Characters."""


def title_of(text: str) -> str:
    """The first words of a message, at most `TITLE_LENGTH` characters, cut at a word where there is one."""
    words = " ".join(text[:1000].split())
    if len(words) <= TITLE_LENGTH:
        return words
    cut = words[:TITLE_LENGTH].rstrip()
    whole, space, _ = words[: TITLE_LENGTH + 1].rpartition(" ")
    if space and len(whole) >= TITLE_LENGTH // 2:
        cut = whole.rstrip(" ,;:.–—-")
    return f"{cut}…"


LONGEST_TITLE = 60
"""Characters of a title that a model may give."""
MOST_TITLE_TOKENS = 48
_READ = 600
"""Characters of the message, from its start, that a title is made from."""
_GROUNDED = 0.75
"""Share of a title's pieces of three letters that must stand in the message: a small model makes up what it does not
find, or repeats an example."""
_TASK = "Name the topic of the person's message in two to six of its own words. Answer in JSON."
_EXAMPLES = (
    ("How do I make my sourdough less wet?", "Sourdough that is too wet"),
    ("Can you write a letter to cancel my gym membership?", "Letter to cancel the gym"),
    ("what is 17 * 23", "17 * 23"),
)
"""In one language: with a second one among them the starter model takes that for all."""
_LABEL = re.compile(r"^(the )?(short )?(title|titel|titre|t\u00edtulo|titolo)\s*[:\uff1a-]\s*", re.IGNORECASE)
_CHATTER = re.compile(
    r"(sure|certainly|of course|okay|here('s| is| are)|i('m| am|'ll| will| can| would)|as an ai|sorry|hello|hi)\b",
    re.IGNORECASE,
)
_EDGES = " \t\"'`*_#.,;:\u2026\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u300c\u300d\u3002"


def title_question(message: str) -> tuple[Message, ...]:
    """What a model is asked about the first message of a conversation."""
    messages = [Message(Role.SYSTEM, _TASK)]
    for asked, title in _EXAMPLES:
        answer = json.dumps({"title": title}, ensure_ascii=False)
        messages += [Message(Role.USER, asked), Message(Role.ASSISTANT, answer)]
    return (*messages, Message(Role.USER, message[:_READ].strip()))


def title_schema() -> str:
    """What the answer must look like, as a JSON schema."""
    title = {"type": "string", "minLength": 2, "maxLength": LONGEST_TITLE}
    return json.dumps(
        {"type": "object", "properties": {"title": title}, "required": ["title"], "additionalProperties": False}
    )


def answered_title(answer: str, message: str) -> str:
    """The title in a model's answer; empty where it is none that could be used."""
    try:
        given = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    title = given.get("title") if isinstance(given, dict) else None
    if not isinstance(title, str):
        return ""
    title = _LABEL.sub("", " ".join(title.split()).strip(_EDGES)).strip(_EDGES)
    if len(title) < 2 or len(title) > LONGEST_TITLE or _CHATTER.match(title):
        return ""
    return title if _share(title, message[:_READ]) >= _GROUNDED else ""


def _share(title: str, text: str) -> float:
    """Of the title's pieces of three letters (of a shorter title, of itself), how many stand in the text."""
    folded, whole = _letters(title), _letters(text)
    pieces = [folded[at : at + 3] for at in range(max(1, len(folded) - 2))]
    return sum(piece in whole for piece in pieces) / len(pieces)


def _letters(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(text)).split())
