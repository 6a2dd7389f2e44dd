"""What dynamic tokenization is and costs, in the words that the person reads."""

from __future__ import annotations

from app.dynamic import DynamicState, Inspection
from app.ui import words
from engine.protocol import DynamicPrice, DynamicTokenization, TokenSpan

NAME = "Dynamic tokens"
EXPLANATION = (
    "Pieces of text that belong together share one position of the context: the model reads the same text in fewer "
    "steps. Numbers and the latest words always stay as they are."
)
DEGREES = {
    DynamicTokenization.OFF: "Off",
    DynamicTokenization.CAREFUL: "Careful",
    DynamicTokenization.STRONG: "Strong",
}
OFF_PRICE = "Every token has a position of its own."
NOT_MEASURED = "What it saves and costs was not measured for this model yet. That takes some minutes."
MEASURED = (
    "Measured with this model on this computer. Worse: how many more bits it needs for what follows; in brackets, what "
    "that may be at most, as far as the measurement tells."
)
READ_AGAIN = "After a change, the next reply reads this conversation again."


def percent(share: float) -> str:
    """21 %, or 0.9 % where whole numbers would hide the difference."""
    value = round(100 * share, 1)
    return f"{value:.0f} %" if abs(value) >= 10 else f"{value:.1f}".removesuffix(".0") + " %"


def ratio(value: float) -> str:
    """0.8, 1.25"""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def loss_figure(price: DynamicPrice) -> str:
    """0.9 % (1.3 %)"""
    return f"{percent(price.loss)} ({percent(price.loss_upper)})"


def loss(price: DynamicPrice) -> str:
    """0.9 % worse (1.3 %)"""
    if price.loss <= 0:
        return f"no worse ({percent(max(0.0, price.loss_upper))})"
    return f"{percent(price.loss)} worse ({percent(price.loss_upper)})"


def price(found: DynamicPrice) -> str:
    """21 % fewer positions, first word in 0.8 of the time, 0.9 % worse (1.3 %)"""
    saved = f"{percent(found.reduction)} fewer positions"
    return f"{saved}, first word in {ratio(found.ttft_ratio)} of the time, {loss(found)}"


def choice(state: DynamicState, degree: DynamicTokenization) -> str:
    """What is known of a degree, under its name."""
    if degree is DynamicTokenization.OFF:
        return OFF_PRICE
    found = state.price(degree)
    return price(found) if found is not None else ""


def name(state: DynamicState, degree: DynamicTokenization) -> str:
    """Of a degree to choose: "Strong", "Off (the model's default)"."""
    usual = not state.problem and degree is state.default
    return f"{DEGREES[degree]} (the model\u2019s default)" if usual else DEGREES[degree]


def button(state: DynamicState) -> str:
    """Empty while there is no model to have them."""
    if not state.has_model:
        return ""
    return f"{NAME}: {'not with this model' if state.problem else DEGREES[state.degree].lower()}"


def counts(inspection: Inspection) -> tuple[str, str, str]:
    """58 tokens, 44 positions, 24 % saved"""
    tokens, positions = inspection.tokens, inspection.positions
    saved = f"{percent(1 - positions / tokens)} saved" if positions < tokens else "nothing saved"
    return _number(tokens, "token"), _number(positions, "position"), saved


def piece(text: str) -> str:
    """A piece of text with what cannot be seen of it, on one line."""
    return text.replace(" ", "\u00b7").replace("\n", "\u21b5").replace("\t", "\u2192").replace("\r", "\u240d")


def span_text(span: TokenSpan) -> str:
    return "".join(span.pieces)


def span(found: TokenSpan) -> str:
    """What is in one position: "·the·end, 2 tokens: ·the | ·end"."""
    whole = piece(span_text(found))
    if len(found.tokens) == 1:
        return whole or "(part of the character before)"
    pieces = " | ".join(piece(part) or "\u2026" for part in found.pieces)
    return f"{whole}   {len(found.tokens)} tokens: {pieces}"


def spoken_span(number: int, found: TokenSpan) -> str:
    """The same for a screen reader, which would pass over spaces."""
    whole = _spoken(span_text(found))
    if len(found.tokens) == 1:
        return f"Position {words.count(number)}: {whole}"
    pieces = ", ".join(_spoken(part) for part in found.pieces)
    return f"Position {words.count(number)}, {len(found.tokens)} tokens: {whole}; from {pieces}"


def _spoken(text: str) -> str:
    if not text:
        return "part of a character"
    if not text.strip():
        return "line break" if "\n" in text else "space"
    return f"space {text.strip()}" if text[0] == " " else text.strip()


def _number(count: int, noun: str) -> str:
    return f"{words.count(count)} {noun}" if count == 1 else f"{words.count(count)} {noun}s"
