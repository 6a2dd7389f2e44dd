"""An answer of a comparison while it is written, and what it is drawn with."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

from app.comparison import ComparisonRequest, SideStatus
from app.settings import Settings
from app.store.records import AdapterChoice, ReplyMetadata, SteeredBy, Structure
from engine.protocol import SamplingOptions


@dataclass
class ComparedAnswer:
    """One side of the comparison that was asked for last."""

    choices: tuple[AdapterChoice, ...]
    """Those that act."""
    model: str
    sampling: SamplingOptions
    elsewhere: str = ""
    """Path of its model, where that is not the loaded one."""
    steered_by: SteeredBy | None = None
    structure: Structure = Structure.NONE
    request_id: int | None = None
    parts: list[str] = field(default_factory=list)
    status: SideStatus = field(default_factory=SideStatus)

    def metadata(self, reason: str, error: str = "") -> ReplyMetadata:
        return ReplyMetadata(
            self.model,
            reason,
            sampling=self.sampling,
            error=error,
            adapters=self.choices,
            steered_by=self.steered_by,
            structure=self.structure,
        )


def sampling_of_both(request: ComparisonRequest, settings: Settings) -> SamplingOptions:
    """With the seed that both sides share, or with none, so that each draws its own."""
    own = request.start.conversation.settings.sampling if request.start.conversation is not None else None
    sampling = own or settings.sampling
    if not request.same_seed:
        return replace(sampling, seed=None)
    return sampling if sampling.seed is not None else replace(sampling, seed=secrets.randbits(31))
