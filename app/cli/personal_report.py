"""What came of a training, as the commands tell it: plain words first, then the figures."""

from __future__ import annotations

import math
from dataclasses import asdict

from app.cli.output import for_terminal, write_table
from app.store.records import PersonalVersion, VersionState
from engine.training.personal_report import PersonalReport
from models.sizes import readable


def print_report(version: PersonalVersion, report: PersonalReport) -> None:
    draft = " It is a draft and is not offered." if version.state is VersionState.DRAFT else ""
    print(for_terminal(f"“{version.name}” learned from {report.examples} examples.{draft}\n"))
    print_verdicts(report)
    for pair in report.likeness.examples if report.likeness is not None else ():
        print(for_terminal(f"\nYou: {pair.prompt}\nWithout it: {pair.without}\nWith it: {pair.with_adapter}"))
    print()
    rows = [
        (
            str(arm.name),
            f"{arm.loss:.3f}",
            "-" if not arm.change else f"{arm.change:+.3f}",
            _interval(arm.lower, arm.upper),
        )
        for arm in report.arms
    ]
    write_table(("held-out replies read", "nats a token", "change", "95 % interval"), rows)
    minutes = report.training_seconds / 60
    print(
        f"\n{report.held_out} held out; {report.training_tokens:,} tokens read in {minutes:.1f} minutes, "
        f"{readable(report.peak_bytes)} of memory; the adapter has {readable(report.adapter_bytes)}."
    )


def print_verdicts(report: PersonalReport) -> None:
    for verdict in report.verdicts:
        print(for_terminal(f"{verdict.question}: {verdict.answer}. {verdict.figures}"))


def report_json(report: PersonalReport) -> dict[str, object]:
    """An interval that one held-out reply does not give is null."""
    arms = [{**asdict(arm), "lower": _number(arm.lower), "upper": _number(arm.upper)} for arm in report.arms]
    return {**asdict(report), "arms": arms, "passes": report.passes}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _interval(lower: float, upper: float) -> str:
    if not (math.isfinite(lower) and math.isfinite(upper)):
        return "too few replies"
    return f"{lower:+.3f} to {upper:+.3f}" if lower or upper else "-"
