"""What would be learned from a person, in the words that the person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.learning import ReviewState
from app.personal.documents import Source
from app.personal.examples import Basis, Candidate, LeftOut
from app.personal.review import Review
from app.ui import learn_words, words
from app.ui.words import State, Tone

PROMISE = (
    "The model learns from replies that you kept and from your own words, on this computer. Nothing leaves it, and one "
    "click takes it back."
)
NOTHING = "Nothing to learn from yet"
HOW_TO_BEGIN = (
    "Chat as usual, give good replies a thumb up, and where you would have said it in other words, write them with "
    "\u201cI would have said\u2026\u201d below the reply. Letters, notes and other texts that you wrote teach it how "
    "you write: drop them here."
)
LOOKING = "Looking through your conversations"
LOOKING_AGAIN = "Looking through your texts"
DROP = "Drop texts that you wrote, to learn from them"

KINDS = {
    Basis.CORRECTED: "Corrected",
    Basis.VOTED: "Better of two",
    Basis.LIKED: "Thumb up",
    Basis.CHOSEN: "Chosen",
    Basis.WRITING: "Your writing",
    Basis.DISLIKED: "Thumb down",
    Basis.UNJUDGED: "Not judged",
}
_KINDS_WHOLE = {
    Basis.CORRECTED: "Your own words. The model learns to prefer them to what it had said.",
    Basis.VOTED: "The better of two answers side by side. The model learns to prefer it to the other one.",
    Basis.LIKED: "A reply with a thumb up. The model learns to answer like this.",
    Basis.CHOSEN: "A reply that you kept and not the others. The model learns to answer like this.",
    Basis.WRITING: "A passage that you wrote. The model learns to write like this.",
    Basis.DISLIKED: (
        "A reply with a thumb down. The model learns to answer like this less often; write over it what you would have "
        "said, and it learns that instead."
    ),
    Basis.UNJUDGED: "A reply that you said nothing of. It is used only if you take it in.",
}
_LEFT_OUT = {
    LeftOut.UNJUDGED: ("", ""),
    LeftOut.DUPLICATE: ("Twice there", "Left out because another example says the same."),
    LeftOut.PERSON: ("Left out", "You left it out."),
}
_COUNTED = {
    Basis.CORRECTED: ("correction", "corrections"),
    Basis.VOTED: ("better answer", "better answers"),
    Basis.LIKED: ("thumb up", "thumbs up"),
    Basis.CHOSEN: ("chosen reply", "chosen replies"),
    Basis.WRITING: ("passage of yours", "passages of yours"),
    Basis.DISLIKED: ("thumb down", "thumbs down"),
    Basis.UNJUDGED: ("reply that you took in", "replies that you took in"),
}


def kind(row: Candidate) -> str:
    """What an example is, in a sentence or two."""
    held = " It is held back to test the result." if row.held_out and row.included else ""
    return _KINDS_WHOLE[row.basis] + held


def note(row: Candidate) -> str:
    """Why it is left out, and what was replaced in it; empty where there is nothing to say."""
    said = [_LEFT_OUT[row.left_out][1]] if row.left_out is not None else []
    found = Counter(finding.kind for finding in row.found)
    if found:
        secrets = ", ".join(str(each) if number == 1 else f"{number} \u00d7 {each}" for each, number in found.items())
        said.append(f"Replaced by a mark, so that it is not learned: {secrets}.")
    return " ".join(part for part in said if part)


def row_state(row: Candidate) -> State:
    """For the list."""
    if row.left_out is not None:
        return State(_LEFT_OUT[row.left_out][0], _LEFT_OUT[row.left_out][1] or "Left out", Tone.CALM)
    if row.found:
        return State("Secrets replaced", note(row), Tone.WARNING)
    if row.held_out:
        return State("Tests the result", "It is held back to test the result", Tone.CALM)
    return State("", "Used", Tone.CALM)


def headline(state: ReviewState) -> str:
    if state.review is None:
        return LOOKING
    if state.looking:
        return LOOKING_AGAIN
    return counts(state.review) if state.review.candidates else NOTHING


def counts(review: Review) -> str:
    """What is used and what is left out, by kind."""
    used = [row for row in review.candidates if row.included]
    left = len(review.candidates) - len(used)
    parts = [
        f"{words.count(number)} {one if number == 1 else many}"
        for each, (one, many) in _COUNTED.items()
        if (number := sum(row.basis is each for row in used))
    ]
    said = f"{learn_words.examples(len(used))}: {', '.join(parts)}." if parts else "No example is used."
    return f"{said} {words.count(left)} left out." if left else said


def all_of(alike: Sequence[Candidate]) -> str:
    """What a click does with all examples of a conversation or document."""
    number = words.count(len(alike))
    return f"Leave out all {number} from here" if any(one.included for one in alike) else f"Use all {number} from here"


def source(one: Source) -> str:
    """What of a file or folder can be learned from."""
    number = len(one.passages)
    passages = "no passage" if not number else "1 passage" if number == 1 else f"{words.count(number)} passages"
    if one.cut:
        return f"the first {passages}"
    return f"{passages} in {words.count(one.files)} files" if one.files > 1 else passages


def more_unread(number: int) -> str:
    return "1 more file could not be read." if number == 1 else f"{words.count(number)} more files could not be read."


def estimate(state: ReviewState) -> str:
    """What a training takes, as far as it is known."""
    if state.review is None:
        return ""
    parts = []
    if state.seconds is not None:
        parts.append(f"at most {learn_words.duration(state.seconds)}")
    if state.needed_bytes is not None:
        parts.append(f"{words.size(state.needed_bytes)} of memory")
    said = f"Takes {' and '.join(parts)}." if parts else ""
    held = len(state.review.held_out)
    tests = f"{learn_words.examples(held)} held back to test the result." if held else ""
    return " ".join(part for part in (said, tests) if part)
