"""What would be learned from a person, in the words that the person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.learning import ReviewState
from app.personal.documents import Source
from app.personal.examples import Basis, Candidate, LeftOut
from app.personal.review import Review
from app.translation import plural, tr, tr_noop
from app.ui import learn_words, words
from app.ui.words import State, Tone

PROMISE = tr_noop(
    "The model learns from replies that you kept and from your own words, on this computer. Nothing leaves it, and one "
    "click takes it back."
)
NOTHING = tr_noop("Nothing to learn from yet")
HOW_TO_BEGIN = tr_noop(
    "Chat as usual, give good replies a thumb up, and where you would have said it in other words, write them with "
    "\u201cI would have said\u2026\u201d below the reply. Letters, notes and other texts that you wrote teach it how "
    "you write: drop them here."
)
LOOKING = tr_noop("Looking through your conversations")
LOOKING_AGAIN = tr_noop("Looking through your texts")
DROP = tr_noop("Drop texts that you wrote, to learn from them")

KINDS = {
    Basis.CORRECTED: tr_noop("Corrected"),
    Basis.VOTED: tr_noop("Better of two"),
    Basis.LIKED: tr_noop("Thumb up"),
    Basis.CHOSEN: tr_noop("Chosen"),
    Basis.WRITING: tr_noop("Your writing"),
    Basis.DISLIKED: tr_noop("Thumb down"),
    Basis.UNJUDGED: tr_noop("Not judged"),
}
_KINDS_WHOLE = {
    Basis.CORRECTED: tr_noop("Your own words. The model learns to prefer them to what it had said."),
    Basis.VOTED: tr_noop("The better of two answers side by side. The model learns to prefer it to the other one."),
    Basis.LIKED: tr_noop("A reply with a thumb up. The model learns to answer like this."),
    Basis.CHOSEN: tr_noop("A reply that you kept and not the others. The model learns to answer like this."),
    Basis.WRITING: tr_noop("A passage that you wrote. The model learns to write like this."),
    Basis.DISLIKED: tr_noop(
        "A reply with a thumb down. The model learns to answer like this less often; write over it what you would have "
        "said, and it learns that instead."
    ),
    Basis.UNJUDGED: tr_noop("A reply that you said nothing of. It is used only if you take it in."),
}
_LEFT_OUT = {
    LeftOut.UNJUDGED: ("", ""),
    LeftOut.DUPLICATE: (tr_noop("Twice there"), tr_noop("Left out because another example says the same.")),
    LeftOut.PERSON: (tr_noop("Left out"), tr_noop("You left it out.")),
}
HELD_BACK = tr_noop("It is held back to test the result.")


def kind(row: Candidate) -> str:
    """What an example is, in a sentence or two."""
    whole = tr(_KINDS_WHOLE[row.basis])
    return f"{whole} {tr(HELD_BACK)}" if row.held_out and row.included else whole


def note(row: Candidate) -> str:
    """Why it is left out, and what was replaced in it; empty where there is nothing to say."""
    said = [_why(row.left_out)] if row.left_out is not None else []
    found = Counter(finding.kind for finding in row.found)
    if found:
        secrets = [tr(each) if number == 1 else f"{number} \u00d7 {tr(each)}" for each, number in found.items()]
        said.append(tr("Replaced by a mark, so that it is not learned: {secrets}.", secrets=tr(", ").join(secrets)))
    return " ".join(part for part in said if part)


def row_state(row: Candidate) -> State:
    """For the list."""
    if row.left_out is not None:
        short = _LEFT_OUT[row.left_out][0]
        return State(tr(short) if short else "", _why(row.left_out) or tr("Left out"), Tone.CALM)
    if row.found:
        return State(tr("Secrets replaced"), note(row), Tone.WARNING)
    if row.held_out:
        return State(tr("Tests the result"), tr(HELD_BACK), Tone.CALM)
    return State("", tr("Used"), Tone.CALM)


def headline(state: ReviewState) -> str:
    if state.review is None:
        return tr(LOOKING)
    if state.looking:
        return tr(LOOKING_AGAIN)
    return counts(state.review) if state.review.candidates else tr(NOTHING)


def counts(review: Review) -> str:
    """What is used and what is left out, by kind."""
    used = [row for row in review.candidates if row.included]
    left = len(review.candidates) - len(used)
    parts = [_counted(each, number) for each in _COUNTED if (number := sum(row.basis is each for row in used))]
    said = tr("No example is used.")
    if parts:
        said = tr("{examples}: {kinds}.", examples=learn_words.examples(len(used)), kinds=tr(", ").join(parts))
    return f"{said} {plural('{n} left out.', '{n} left out.', left)}" if left else said


def all_of(alike: Sequence[Candidate]) -> str:
    """What a click does with all examples of a conversation or document."""
    if any(one.included for one in alike):
        return plural("Leave out all {n} from here", "Leave out all {n} from here", len(alike))
    return plural("Use all {n} from here", "Use all {n} from here", len(alike))


def source(one: Source) -> str:
    """What of a file or folder can be learned from."""
    number = len(one.passages)
    if one.cut:
        return plural("the first {n} passage", "the first {n} passages", number)
    passages = plural("{n} passage", "{n} passages", number) if number else tr("no passage")
    if one.files < 2:
        return passages
    return plural("{passages} in {n} file", "{passages} in {n} files", one.files, passages=passages)


def more_unread(number: int) -> str:
    return plural("{n} more file could not be read.", "{n} more files could not be read.", number)


def estimate(state: ReviewState) -> str:
    """What a training takes, as far as it is known."""
    if state.review is None:
        return ""
    parts = []
    if state.seconds is not None:
        parts.append(tr("Takes at most {time}.", time=learn_words.duration(state.seconds)))
    if state.needed_bytes is not None:
        parts.append(tr("Takes {size} of memory.", size=words.size(state.needed_bytes)))
    if state.seconds is not None and state.needed_bytes is not None:
        time, size = learn_words.duration(state.seconds), words.size(state.needed_bytes)
        parts = [tr("Takes at most {time} and {size} of memory.", time=time, size=size)]
    if state.needed_bytes is not None and state.free_bytes is not None and state.free_bytes < state.needed_bytes:
        parts.append(tr("Only {size} are free: close other programs first.", size=words.size(state.free_bytes)))
    if held := len(state.review.held_out):
        parts.append(
            plural("{n} example held back to test the result.", "{n} examples held back to test the result.", held)
        )
    return " ".join(parts)


def _why(left_out: LeftOut) -> str:
    whole = _LEFT_OUT[left_out][1]
    return tr(whole) if whole else ""


_COUNTED = (
    Basis.CORRECTED, Basis.VOTED, Basis.LIKED, Basis.CHOSEN, Basis.WRITING, Basis.DISLIKED, Basis.UNJUDGED,
)  # fmt: skip


def _counted(basis: Basis, number: int) -> str:
    match basis:
        case Basis.CORRECTED:
            return plural("{n} correction", "{n} corrections", number)
        case Basis.VOTED:
            return plural("{n} better answer", "{n} better answers", number)
        case Basis.LIKED:
            return plural("{n} thumb up", "{n} thumbs up", number)
        case Basis.CHOSEN:
            return plural("{n} chosen reply", "{n} chosen replies", number)
        case Basis.WRITING:
            return plural("{n} passage of yours", "{n} passages of yours", number)
        case Basis.DISLIKED:
            return plural("{n} thumb down", "{n} thumbs down", number)
        case Basis.UNJUDGED:
            return plural("{n} reply that you took in", "{n} replies that you took in", number)
