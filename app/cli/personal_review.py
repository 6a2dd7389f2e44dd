"""What would be learned from, as the commands show it."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict

from app.cli.model import library
from app.cli.output import for_terminal, write_table
from app.personal.examples import Basis, Candidate, LeftOut
from app.personal.review import Review
from engine.training.personal_estimate import Estimate, estimate
from models.available_memory import available_memory
from models.sizes import readable

MORE_TEXTS = "Texts that you wrote count, too: name them with --documents."

_LONGEST = 44
"""Characters of a text in a table."""

_BASES = {
    Basis.CORRECTED: "your words",
    Basis.VOTED: "better of two",
    Basis.LIKED: "thumb up",
    Basis.CHOSEN: "kept of several",
    Basis.DISLIKED: "thumb down",
    Basis.WRITING: "your text",
    Basis.UNJUDGED: "not judged",
}
_REASONS = {
    LeftOut.UNJUDGED: "no",
    LeftOut.DUPLICATE: "no, repeats another",
    LeftOut.PERSON: "no",
}


def estimated(options: argparse.Namespace, review: Review) -> Estimate:
    """What a training on a review would take at most. Raises EngineError."""
    model = library(options).resolve(options.model)
    return estimate(model, [candidate.example for candidate in review.training])


def print_review(review: Review, expected: Estimate) -> None:
    if review.candidates:
        rows = [
            (
                _use(candidate),
                _BASES[candidate.basis],
                _short(candidate.title or "Untitled", 20),
                _short(candidate.question),
                _short(candidate.reply),
            )
            for candidate in review.candidates
        ]
        write_table(("use", "why", "from", "message", "reply"), rows)
        print()
    print(for_terminal(summary(review, expected)))


def summary(review: Review, expected: Estimate) -> str:
    """What a training would be, in a few lines."""
    left_out = sum(not candidate.included for candidate in review.candidates)
    lines = [
        f"{len(review.training)} examples to learn from, {len(review.held_out)} held back to test what came of it."
    ]
    if left_out:
        lines.append(f"Left out: {left_out} that nobody judged, or that repeat another one.")
    if review.secrets:
        found = ", ".join(f"{count} × {kind}" for kind, count in review.secrets.items())
        lines.append(f"Replaced by marks, so that they are not learned: {found}.")
    lines += [told for source in review.documents for told in source.unread]
    if review.problem:
        lines.append(f"{review.problem} {MORE_TEXTS}")
    else:
        lines.append(
            f"At most about {_time(expected.seconds)} on this computer, with the test of the outcome; "
            f"{readable(expected.bytes)} of memory."
        )
        if (free := available_memory()) < expected.bytes:
            lines.append(f"Only {readable(free)} are free: close other programs first, or it is refused.")
    return "\n".join(lines)


def review_json(review: Review, expected: Estimate) -> dict[str, object]:
    return {
        "profile": review.profile.name,
        "problem": review.problem,
        "training": len(review.training),
        "held_out": len(review.held_out),
        "secrets": {str(kind): count for kind, count in review.secrets.items()},
        "estimate": asdict(expected),
        "memories": list(review.memories),
        "documents": [
            {
                "path": source.path,
                "files": source.files,
                "passages": len(source.passages),
                "unread": list(source.unread),
                "cut": source.cut,
            }
            for source in review.documents
        ],
        "examples": [_example(candidate) for candidate in review.candidates],
    }


def _example(candidate: Candidate) -> dict[str, object]:
    return {
        "key": candidate.example.key,
        "kind": str(candidate.example.kind),
        "basis": str(candidate.basis),
        "included": candidate.included,
        "left_out": str(candidate.left_out) if candidate.left_out else None,
        "held_out": candidate.held_out,
        "title": candidate.title,
        "conversation_id": candidate.conversation_id,
        "document": candidate.document,
        "messages": [{"role": str(one.role), "content": one.content} for one in candidate.example.messages],
        "rejected": candidate.example.rejected,
        "secrets": [str(finding.kind) for finding in candidate.found],
        "written_at": candidate.example.written_at,
    }


def _use(candidate: Candidate) -> str:
    if candidate.left_out is not None:
        return _REASONS[candidate.left_out]
    return "test" if candidate.held_out else "yes"


def _short(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{10 * math.ceil(max(seconds, 1) / 10)} seconds"
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{seconds / 3600:.1f} hours"
