"""Which degree of dynamic tokenization a chat in the terminal reads with, and what it saved, in words."""

from __future__ import annotations

from app.cli.output import say
from engine.protocol import DynamicTokenization, ModelInfo, Usage


def degree(chosen: DynamicTokenization | None, info: ModelInfo) -> DynamicTokenization:
    """What is chosen, else the model's default; says so where the model cannot do it."""
    if chosen not in (None, DynamicTokenization.OFF) and info.dynamic_problem:
        say(f"(Every token has a position of its own. {info.dynamic_problem})")
        return DynamicTokenization.OFF
    return info.dynamic_default if chosen is None else chosen


def saved(usage: Usage) -> str:
    """What merging did for a prompt, in a line for the terminal."""
    positions = usage.prompt_tokens - usage.saved_positions
    return f"({usage.prompt_tokens:,} tokens read in {positions:,} positions: {usage.saved_positions:,} saved.)"
