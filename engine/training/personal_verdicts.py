"""Turns what was measured of a person's adapter into words: the acceptance gate. No torch here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.training.personal_report import Arm, ArmName, Grade, Likeness, Verdict

if TYPE_CHECKING:
    from engine.training.personal_export import Exported
    from engine.training.personal_gate import Measured

Floats = NDArray[np.float64]

_UNTOLD = "cannot be told from {} held-out replies; talk or correct some more"
_FORESEES = "Foresees your replies better"
_RESAMPLES = 4000
_LEAST = 6
"""Held-out replies."""
_CLEAR = 0.1
"""Nats a token: a gain from here on is “yes”, a smaller one “a little”."""
_SEEN = 0.1
"""chrF: so much more like the person's is seen, also where too few replies were written to exclude chance. That the
adapter has learned is said by the losses."""
_FORGOTTEN = (1.01, 1.02)
"""Growth of the perplexity of general text that is still “no”, and that is still accepted."""
FLIPS_ALLOWED = 0.05
"""Two of the forty questions."""
_LEAK = (0.05, 0.5)
"""Nats a token of difference on unrelated questions that is still “hardly”, and still “a little”."""
_EXPORT = 3.0
"""How many times the difference that the model has without any adapter, for its number formats."""
_EXPORT_LEAST = 0.01
"""Nats: a difference below it is none that anybody could see."""


def paired_interval(changes: Floats, tokens: Floats, seed: int = 0) -> tuple[float, float, float]:
    """The change in nats a token, and its 95 % interval: a bootstrap over examples (percentiles of resampled ratios).

    `changes` are differences of summed losses, in nats, `tokens` what they are summed over, both of shape (examples,).
    Fewer than six examples cannot exclude 0 at 95 %, whatever they say (2 * 0.5^5 > 0.05, the sign test): the interval
    is stretched to hold it then.
    """
    mean = float(changes.sum() / tokens.sum())
    draws = np.random.default_rng(seed).integers(0, len(changes), (_RESAMPLES, len(changes)))
    ratios = changes[draws].sum(axis=1) / tokens[draws].sum(axis=1)
    lower, upper = np.quantile(ratios, (0.025, 0.975))
    if len(changes) < _LEAST:
        lower, upper = min(lower, 0.0), max(upper, 0.0)
    return mean, float(lower), float(upper)


def verdicts(measured: Measured, exported: Exported, likeness: Likeness | None) -> list[Verdict]:
    """The whole gate in words, the most telling first."""
    return [
        *((likeness_verdict(likeness),) if likeness is not None else ()),
        *held_out_verdicts(measured.arms, measured.judged),
        forgetting_verdict(measured.perplexity_before, measured.perplexity_after),
        flips_verdict(measured.right_before, measured.right_after),
        *((weakened_verdict(),) if measured.weakened else ()),
        leakage_verdict(measured.leakage),
        export_verdict(exported.divergence, exported.without),
    ]


def forgets(measured: Measured) -> bool:
    """Whether it would be refused for what it forgot."""
    told = (
        forgetting_verdict(measured.perplexity_before, measured.perplexity_after),
        flips_verdict(measured.right_before, measured.right_after),
    )
    return any(verdict.grade is Grade.BAD for verdict in told)


def held_out_verdicts(arms: Sequence[Arm], examples: int) -> list[Verdict]:
    """Whether the person's replies surprise less, and whether the profile's text alone does it as well."""
    by_name = {arm.name: arm for arm in arms}
    if ArmName.ADAPTER not in by_name:
        return [Verdict(_FORESEES, _UNTOLD.format(0), Grade.BAD, "No reply was held out to judge by.")]
    arm = by_name[ArmName.ADAPTER]
    share = 100 * (1 - math.exp(arm.change))
    figures = (
        f"Your {examples} held-out replies cost {-arm.change:.3f} nats a token less (95 % interval "
        f"{-arm.upper:.3f} to {-arm.lower:.3f}): each word became {abs(share):.0f} % less surprising."
        if arm.change < 0
        else f"Your {examples} held-out replies cost {arm.change:.3f} nats a token more."
    )
    if arm.upper < 0:
        clear = -arm.change >= _CLEAR
        first = Verdict(_FORESEES, "yes" if clear else "a little", Grade.GOOD, figures)
    elif arm.change < 0:
        first = Verdict(_FORESEES, _UNTOLD.format(examples), Grade.BAD, figures)
    else:
        first = Verdict(_FORESEES, "no", Grade.BAD, figures)
    verdicts = [first]
    prompt = by_name.get(ArmName.PROFILE_PROMPT)
    if prompt is not None:
        better = arm.loss < prompt.loss
        figures = f"{arm.loss:.3f} nats a token with the adapter, {prompt.loss:.3f} with the profile's text instead."
        verdicts.append(
            Verdict(
                "Does more than the profile's text alone",
                "yes" if better else "no",
                Grade.GOOD if better else Grade.FAIR,
                figures,
            )
        )
    return verdicts


def likeness_verdict(likeness: Likeness) -> Verdict:
    """What the person would see. Held-out replies can become far less surprising, and those that the model writes be
    no more like them: the likeliest word may stay what it was."""
    adapter, without = f"{100 * likeness.with_adapter:.0f}", f"{100 * likeness.without:.0f}"
    lower, upper = f"{100 * likeness.lower:+.0f}", f"{100 * likeness.upper:+.0f}"
    figures = (
        f"On a scale to 100, replies to {likeness.replies} held-out messages are {adapter} like those that you kept, "
        f"less what they are like those that you refused, and {without} without it (chrF, 95 % interval of the change "
        f"{lower} to {upper})."
        if likeness.refused
        else f"On a scale to 100, replies to {likeness.replies} held-out messages are {adapter} like those that you "
        f"kept, and {without} without it (chrF, 95 % interval of the change {lower} to {upper})."
    )
    question = "Answers more like you"
    if likeness.lower > 0:
        return Verdict(question, "yes", Grade.GOOD, figures)
    if likeness.with_adapter - likeness.without >= _SEEN:
        return Verdict(question, "a little", Grade.FAIR, figures)
    return Verdict(question, "hardly", Grade.BAD, figures)


def forgetting_verdict(before: float, after: float) -> Verdict:
    """`before`, `after`: perplexities of general text."""
    growth = after / before
    figures = f"The perplexity of general text went from {before:.2f} to {after:.2f} ({100 * (growth - 1):+.1f} %)."
    if growth <= _FORGOTTEN[0]:
        return Verdict("Forgot what it knew", "no", Grade.GOOD, figures)
    if growth <= _FORGOTTEN[1]:
        return Verdict("Forgot what it knew", "a little", Grade.FAIR, figures)
    return Verdict("Forgot what it knew", "yes", Grade.BAD, figures)


def flips_verdict(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Verdict:
    """Negative flips (arXiv 2407.09435): `before`, `after` say which of the fixed questions were right."""
    flips = int((before & ~after).sum())
    figures = (
        f"Of {len(before)} fixed questions {int(before.sum())} were right before and {int(after.sum())} after; "
        f"{flips} went from right to wrong."
    )
    question = "Still answers simple questions"
    if flips <= FLIPS_ALLOWED * len(before):
        return Verdict(question, "yes" if not flips else "nearly all", Grade.GOOD, figures)
    return Verdict(question, "not all", Grade.BAD, figures)


def weakened_verdict() -> Verdict:
    figures = "At full strength it made the model forget too much. It was weakened and judged again."
    return Verdict("Works at full strength", "no", Grade.FAIR, figures)


def leakage_verdict(leakage: float) -> Verdict:
    """Never bad: a way of writing is meant to act on every subject, and only the person can say whether it should."""
    figures = f"Replies to unrelated questions differ by {leakage:.3f} nats a token (KL) from those without it."
    question = "Leaks into other subjects"
    if leakage <= _LEAK[0]:
        return Verdict(question, "hardly", Grade.GOOD, figures)
    if leakage <= _LEAK[1]:
        return Verdict(question, "a little", Grade.GOOD, figures)
    return Verdict(question, "clearly: look at a few answers before you use it", Grade.FAIR, figures)


def export_verdict(divergence: float, without: float) -> Verdict:
    """`divergence`: KL of the saved adapter on the model as it is stored from what was learnt, nats; `without`: the
    same where no adapter acts, which number formats alone make."""
    figures = (
        f"What was saved differs by {divergence:.4f} nats (KL) from what was learnt; without any adapter the two ways "
        f"of computing differ by {without:.4f}."
    )
    good = divergence <= max(_EXPORT_LEAST, _EXPORT * without)
    return Verdict("Saved as it was learnt", "yes" if good else "no", Grade.GOOD if good else Grade.BAD, figures)
