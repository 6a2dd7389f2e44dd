"""What dynamic tokenization is and costs, in the words that the person reads."""

from __future__ import annotations

from app.dynamic import DynamicState, Inspection
from app.translation import number, plural, tr, tr_noop
from app.ui import words
from engine.protocol import SHORTEST_MERGED, DynamicPrice, DynamicTokenization, TokenSpan

NAME = tr_noop("Dynamic tokens")
EXPLANATION = tr_noop(
    "Pieces of text that belong together share one position of the context: the model reads the same text in fewer "
    "steps. Numbers and the latest words always stay as they are."
)
DEGREES = {
    DynamicTokenization.OFF: tr_noop("Off"),
    DynamicTokenization.CAREFUL: tr_noop("Careful"),
    DynamicTokenization.STRONG: tr_noop("Strong"),
}
SHOWN = {
    DynamicTokenization.OFF: tr_noop("Dynamic tokens: off"),
    DynamicTokenization.CAREFUL: tr_noop("Dynamic tokens: careful"),
    DynamicTokenization.STRONG: tr_noop("Dynamic tokens: strong"),
}
OFF_PRICE = tr_noop("Every token has a position of its own.")
NOT_MEASURED = tr_noop("What it saves and costs was not measured for this model yet. That takes some minutes.")
HERE = tr_noop("Measured with this model on this computer, on an English manual.")
ELSEWHERE = tr_noop(
    "Measured with this model on another computer, on an English manual; the figures came with the program."
)
WORSE = tr_noop(
    "Worse: how many more bits it needs for what follows; in brackets, what that may be at most, as far as the "
    "measurement tells. Other languages may lose more."
)
READ_AGAIN = tr_noop("After a change, the next reply reads this conversation again.")


def percent(share: float) -> str:
    """21 %, or 0.9 % where whole numbers would hide the difference."""
    value = round(100 * share, 1)
    whole = abs(value) >= 10 or value == round(value)
    return tr("{percent} %", percent=number(value, 0 if whole else 1))


def measured(state: DynamicState) -> str:
    """Where the prices come from, and what they mean."""
    if not state.prices:
        return tr(NOT_MEASURED)
    return f"{tr(ELSEWHERE if state.prices[0].elsewhere else HERE)} {tr(WORSE)}"


def ratio(value: float) -> str:
    """0.8, 1.25"""
    return words.scale(value)


def loss_figure(price: DynamicPrice) -> str:
    """0.9 % (1.3 %)"""
    return f"{percent(price.loss)} ({percent(price.loss_upper)})"


def loss(price: DynamicPrice) -> str:
    """0.9 % worse (1.3 %)"""
    if price.loss <= 0:
        return tr("no worse ({at_most})", at_most=percent(max(0.0, price.loss_upper)))
    return tr("{loss} worse ({at_most})", loss=percent(price.loss), at_most=percent(price.loss_upper))


def price(found: DynamicPrice) -> str:
    """21 % fewer positions, first word in 0.8 of the time, 0.9 % worse (1.3 %)"""
    return tr(
        "{saved} fewer positions, first word in {ratio} of the time, {loss}",
        saved=percent(found.reduction),
        ratio=ratio(found.ttft_ratio),
        loss=loss(found),
    )


def choice(state: DynamicState, degree: DynamicTokenization) -> str:
    """What is known of a degree, under its name."""
    if degree is DynamicTokenization.OFF:
        return tr(OFF_PRICE)
    found = state.price(degree)
    return price(found) if found is not None else ""


def name(state: DynamicState, degree: DynamicTokenization) -> str:
    """Of a degree to choose: "Strong", "Off (the model's default)"."""
    usual = not state.problem and degree is state.default
    shown = tr(DEGREES[degree])
    return tr("{degree} (the model\u2019s default)", degree=shown) if usual else shown


def button(state: DynamicState) -> str:
    """Empty while there is no model to have them."""
    if not state.has_model:
        return ""
    if state.problem:
        return tr("Dynamic tokens: not with this model")
    return tr(SHOWN[state.degree])


def counts(inspection: Inspection) -> tuple[str, str, str]:
    """58 tokens, 44 positions, 24 % saved"""
    tokens, positions = inspection.tokens, inspection.positions
    saved = tr("nothing saved")
    if positions < tokens:
        saved = tr("{percent} saved", percent=percent(1 - positions / tokens))
    return words.tokens(tokens), plural("{n} position", "{n} positions", positions), saved


def remark(inspection: Inspection) -> str:
    """What else is to be known of it."""
    if inspection.is_too_short:
        return tr("Texts of fewer than {n} tokens stay as they are: they take little time anyway.", n=SHORTEST_MERGED)
    if inspection.inspected < inspection.characters:
        return tr(
            "The first {inspected} of {characters} characters.",
            inspected=inspection.inspected,
            characters=inspection.characters,
        )
    return ""


def piece(text: str) -> str:
    """A piece of text with what cannot be seen of it, on one line."""
    return text.replace(" ", "\u00b7").replace("\n", "\u21b5").replace("\t", "\u2192").replace("\r", "\u240d")


def span_text(span: TokenSpan) -> str:
    return "".join(span.pieces)


def span(found: TokenSpan) -> str:
    """What is in one position: "·the·end, 2 tokens: ·the | ·end"."""
    whole = piece(span_text(found))
    if len(found.tokens) == 1:
        return whole or tr("(part of the character before)")
    pieces = " | ".join(piece(part) or "\u2026" for part in found.pieces)
    return f"{whole}   {words.tokens(len(found.tokens))}: {pieces}"


def spoken_span(number: int, found: TokenSpan) -> str:
    """The same for a screen reader, which would pass over spaces."""
    whole = _spoken(span_text(found))
    if len(found.tokens) == 1:
        return tr("Position {number}: {text}", number=number, text=whole)
    pieces = tr(", ").join(_spoken(part) for part in found.pieces)
    return tr(
        "Position {number}, {tokens}: {text}; from {pieces}",
        number=number,
        tokens=words.tokens(len(found.tokens)),
        text=whole,
        pieces=pieces,
    )


def _spoken(text: str) -> str:
    if not text:
        return tr("part of a character")
    if not text.strip():
        return tr("line break") if "\n" in text else tr("space")
    return tr("space {text}", text=text.strip()) if text[0] == " " else text.strip()
