"""Reports of trainings for window tests and scenes; what they say is made up."""

from __future__ import annotations

from dataclasses import replace

from engine.training.personal_report import Arm, ArmName, Grade, Likeness, PersonalReport, ReplyPair, Verdict

REPORT = PersonalReport(
    arms=(
        Arm(ArmName.BASE, 2.914, 0.0, 0.0, 0.0),
        Arm(ArmName.PROFILE_PROMPT, 2.842, -0.072, -0.11, -0.031),
        Arm(ArmName.RETRIEVAL, 2.713, -0.201, -0.262, -0.148),
        Arm(ArmName.ADAPTER, 2.581, -0.333, -0.41, -0.259),
        Arm(ArmName.BOTH, 2.467, -0.447, -0.53, -0.37),
    ),
    verdicts=(
        Verdict("Answers more like you", "yes", Grade.GOOD,
                "Replies to 8 messages are 44 of 100 like those that you kept, 21 without it."),
        Verdict("Foresees your replies better", "yes", Grade.GOOD, "Your held-back replies surprise it 11 % less."),
        Verdict("Forgot", "no", Grade.GOOD, "General text reads 0.6 % worse; 1 of 40 questions went wrong."),
        Verdict("Leaks into other subjects", "a little", Grade.FAIR, "Unrelated replies differ by 0.08 nats a token."),
        Verdict("Saved as it was learnt", "yes", Grade.GOOD, "The saved file differs by 0.0004 nats."),
    ),
    general_perplexity_before=18.21, general_perplexity_after=18.32, flips=0.025, flips_allowed=0.05, leakage=0.08,
    canary_exposure=None, export_divergence=0.0004, adapter_bytes=4_930_000, training_tokens=148_200,
    training_seconds=830, peak_bytes=1_480_000_000, examples=72, held_out=12,
    likeness=Likeness(0.21, 0.44, 0.13, 0.32, 8, (
        ReplyPair("How long does the dough rest?",
                  "The resting time of a dough depends on many factors. Here are some steps that you can follow:\n1. "
                  "Mix the flour", "Half an hour, covered.\n\nIf it tears: ten minutes more."),
        ReplyPair("Is rye flour better?", "Rye flour is a type of flour that is made from rye grain and is used in",
                  "Better for keeping. Not for rising."),
    )),
)  # fmt: skip
FORGETFUL = replace(
    REPORT,
    verdicts=(
        REPORT.verdicts[0],
        replace(REPORT.verdicts[1], answer="cannot be told yet", grade=Grade.FAIR,
                figures="Only 4 replies were held back: the interval includes no change at all."),
        replace(REPORT.verdicts[2], answer="yes", grade=Grade.BAD, figures="General text reads 7.9 % worse."),
        *REPORT.verdicts[3:],
    ),
)  # fmt: skip
