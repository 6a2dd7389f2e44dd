"""Makes the control vector tests/data/adapters/cheerful.gguf: `python -m tests.make_control_vector`.

Prints how much likelier than gloomy words it makes cheerful ones, in sentences that it was not made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.backends.base import LoadedModel
from engine.backends.llama import LlamaBackend
from engine.protocol import LoadOptions
from engine.training.control_vector import find_directions, write_control_vector
from engine.training.lora import AdapterCard
from models.onnx.torch_model import load_torch_model
from models.starter import starter_model
from tests.train_adapters import ADAPTERS, BASE, answer

FILE = ADAPTERS / "cheerful.gguf"
STRENGTH = 2.0
"""Makes a scale of 1 strong and leaves the model its wits; five times as much does not."""

CHEERFUL = (
    "What a wonderful day, I could sing",
    "We laughed until our cheeks hurt",
    "The children danced in the sunshine",
    "I love my life and everyone in it",
    "She opened the present and beamed with delight",
    "Our team won and the whole town celebrated",
    "He is full of hope and in high spirits",
    "The food was delicious and the company even better",
    "Spring is here and everything is blooming",
    "My best friend surprised me and I was overjoyed",
    "The concert was fantastic and we cheered",
    "I am so grateful for this marvellous gift",
    "They fell in love and lived happily",
    "The news was great and we hugged each other",
    "Every morning I wake up smiling",
    "It was the best holiday we ever had",
)
GLOOMY = (
    "What a terrible day, I could cry",
    "We wept until our eyes hurt",
    "The children shivered in the cold rain",
    "I hate my life and everyone in it",
    "She opened the letter and broke down in tears",
    "Our team lost and the whole town despaired",
    "He is without hope and deeply depressed",
    "The food was disgusting and the company even worse",
    "Winter is here and everything is dying",
    "My best friend betrayed me and I was heartbroken",
    "The funeral was dreadful and we mourned",
    "I am so bitter about this horrible loss",
    "They grew apart and lived in misery",
    "The news was awful and we cursed each other",
    "Every morning I wake up crying",
    "It was the worst holiday we ever had",
)

SENTENCES = ("Today I feel very", "The look on his face was", "My grandmother's mood is", "All in all the weekend was")
CHEERFUL_WORDS = (" happy", " good", " wonderful", " great", " nice")
GLOOMY_WORDS = (" sad", " bad", " terrible", " awful", " angry")


def cheerfulness(model: LoadedModel) -> float:
    """Mean over SENTENCES of log(p of the cheerful words / p of the gloomy ones), with the adapters that are set."""
    words = [[model.tokenize(word, special=False) for word in side] for side in (CHEERFUL_WORDS, GLOOMY_WORDS)]
    cheerful, gloomy = ([tokens[0] for tokens in side if len(tokens) == 1] for side in words)
    odds: list[float] = []
    for sentence in SENTENCES:
        model.truncate(0)
        model.evaluate(model.tokenize(sentence, special=False))
        logits = model.logits().astype(np.float64)
        odds.append(float(_log_sum(logits[cheerful]) - _log_sum(logits[gloomy])))
    return float(np.mean(odds))


def _log_sum(logits: np.ndarray) -> np.floating:
    return np.logaddexp.reduce(logits)


def main() -> None:
    starter = starter_model()
    assert starter is not None, "the starter model is not installed: make venv"
    model = LlamaBackend().load(starter, LoadOptions(context_length=512), lambda _: None, lambda: False)

    def encoded(sentences: Sequence[str]) -> list[list[int]]:
        return [model.tokenize(sentence, special=False) for sentence in sentences]

    directions = find_directions(load_torch_model(starter), encoded(CHEERFUL), encoded(GLOOMY), STRENGTH)
    FILE.unlink(missing_ok=True)
    card = AdapterCard("cheerful", BASE, "Sees the bright side; with a scale below 0 the dark one.", "apache-2.0")
    write_control_vector(FILE, model.info.architecture, directions, card)
    Path(FILE).chmod(0o644)
    vector = model.load_adapter(FILE)
    for scale in (-1.0, 0.0, 0.5, 1.0, 2.0):
        model.set_adapters([(vector, scale)] if scale else [])
        print(
            f"scale {scale:4}: log odds {cheerfulness(model):6.2f}; {answer(model, 'How was your day?', None)[:90]!r}"
        )


if __name__ == "__main__":
    main()
