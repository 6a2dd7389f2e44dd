"""Conversations that show every kind of block, state and script; for tests and screenshots."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

from app.state import AdapterChip, ModelChoice, ModelPhase, ModelStatus, ShelfAdapter
from app.store.records import (
    AdapterChoice,
    Conversation,
    ConversationSettings,
    MessageState,
    Profile,
    ReplyMetadata,
    StoredMessage,
)
from engine.protocol import ModelInfo, Role, Timings, Usage
from models.adapters.entry import AdapterEntry

_ids = count(1)
DAY = 86_400.0

ANSWER = """Yes. The Pacific is the **largest ocean on Earth**, about a third of the planet's surface.

| Ocean    | Area (million km²) | Share |
|:---------|-------------------:|------:|
| Pacific  |              165.2 |  46 % |
| Atlantic |              106.5 |  24 % |
| Indian   |               70.6 |  20 % |

Three things to know:

1. It is deeper than the others, on average 4,280 m.
2. It holds the *Challenger Deep*.
   - 10,935 m below the surface
   - reached first in 1960
3. It shrinks a little every year, see [the survey](https://example.org/survey).

> The name means "peaceful", which it is not always.

### Working it out

```python
AREAS = {"Pacific": 165.2, "Atlantic": 106.5}

def share(name: str, total: float = 361.0) -> float:
    \"\"\"Percent of the ocean's surface.\"\"\"
    return 100 * AREAS[name] / total  # about 46 for the Pacific

print(f"{share('Pacific'):.0f} %")
```

Use `share("Atlantic")` for the next one.
"""

ARABIC = """المحيط الهادئ هو **أكبر محيط** على الأرض، ويغطي نحو ثلث سطحها.

- أعمق نقطة: خندق ماريانا
- المساحة: 165.2 مليون كيلومتر مربع

In English: the Pacific is the largest.
"""


def message(
    role: Role,
    content: str,
    state: MessageState = MessageState.COMPLETE,
    metadata: ReplyMetadata | None = None,
) -> StoredMessage:
    return StoredMessage(next(_ids), 1, None, role, content, state, metadata or ReplyMetadata())


def written(reason: str = "stop", dropped: int = 0, rate: float = 83.4) -> ReplyMetadata:
    return ReplyMetadata(
        model="SmolLM2 135M",
        finish_reason=reason,
        usage=Usage(3110, 64, 212, 8192, dropped),
        timings=Timings(0, 212, 283, rate),
    )


def conversation(title: str, days_ago: float = 0.0) -> Conversation:
    moment = time.time() - days_ago * DAY
    number = next(_ids)
    return Conversation(number, f"key{number}", 1, title, None, ConversationSettings(), moment, moment)


def conversations() -> list[Conversation]:
    return [
        conversation("The largest ocean on Earth"),
        conversation("Rewrite the grant letter so that the second paragraph is shorter"),
        conversation("Sourdough that is too wet", 1.0),
        conversation("Règlement intérieur, résumé", 4),
        conversation("Regex for invoice numbers", 9),
        conversation("محضر الاجتماع", 30),
    ]


def rich_messages() -> list[StoredMessage]:
    return [
        message(Role.USER, "What is the largest ocean on Earth? Please with a table, and some code."),
        message(Role.ASSISTANT, ANSWER, metadata=written()),
        message(Role.USER, "ما هو أكبر محيط؟"),
        message(Role.ASSISTANT, ARABIC, metadata=written()),
    ]


def ready_model() -> ModelStatus:
    info = ModelInfo(
        path="/models/smollm2-135m-instruct-q4_1.gguf",
        name="SmolLM2 135M Instruct",
        backend="llama.cpp",
        architecture="llama",
        quantization="Q4_1",
        parameters=134_515_008,
        bytes=98_362_432,
        layers=30,
        hidden_size=576,
        vocabulary_size=49_152,
        trained_context_length=8192,
        context_length=8192,
        threads=2,
        kv_type="f16",
        kv_bytes=188_743_680,
        devices=("CPU",),
        template="model",
        fingerprint="x",
        load_ms=310,
    )
    return ModelStatus(ModelPhase.READY, "SmolLM2 135M", info.path, 1.0, info)


def models() -> list[ModelChoice]:
    return [
        ModelChoice("SmolLM2 135M", "/models/smollm2-135m-instruct-q4_1.gguf", "Q4_1 · 98 MB", True),
        ModelChoice("Qwen3 4B & friends", "/models/qwen3-4b-q4_k_m.gguf", "Q4_K_M · 2.5 GB"),
    ]


def adapter(
    name: str, scale: float = 1.0, *, active: bool = True, tokens: int | None = 0, **fields: object
) -> AdapterChip:
    """As it stands in the row."""
    return AdapterChip(AdapterChoice(name.casefold(), scale, active, name), switch_tokens=tokens, **fields)  # type: ignore[arg-type]


def shelved(name: str, misfit: str = "", **fields: object) -> ShelfAdapter:
    """As it stands on the shelf."""
    known = {"architecture": "llama", "base": "SmolLM2 135M", "rank": 8, "tensors": 210, "bytes": 4_900_000}
    entry = AdapterEntry(name.casefold(), name, Path(f"/adapters/{name.casefold()}/adapter.gguf"), **known | fields)  # type: ignore[arg-type]
    return ShelfAdapter(entry, misfit)


def shelf() -> list[ShelfAdapter]:
    return [
        shelved("Capitals", description="Answers in capital letters."),
        shelved("Legal French", description="Formal French, as contracts have it."),
        shelved("My letters", description="Writes like my letters."),
        shelved("Pirate & crew"),
        shelved("Poems", "It was made for Qwen3 4B, and SmolLM2 135M is loaded."),
    ]


PROFILE = Profile(1, "Maren", "")
