"""Scenes of reading: what a model reasoned, formulas, footnotes, scripts side by side; and of the command palette."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.store.records import MessageState
from app.ui.reasoning_head import ReasoningHead
from app.ui.window import MainWindow
from engine.protocol import Role
from tests.qt import samples

MATHEMATICS = r"""The equation $ax^2 + bx + c = 0$ with $a \neq 0$ has the roots

$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$

and for $n \to \infty$ the sum \(\sum_{k=1}^{n} \frac{1}{k^2}\) comes near $\frac{\pi^2}{6}$:

\[
\lim_{n \to \infty} \sum_{k=1}^{n} \frac{1}{k^2} = \int_0^1 \frac{-\ln(1-t)}{t}\,dt = \frac{\pi^2}{6}
\]

| Matrix | Determinant |
|:---|---:|
| $\begin{pmatrix} a & b \\ c & d \end{pmatrix}$ | $ad - bc$ |
| $\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}$ | $1$ |

### For $\alpha = 30^\circ$

It costs $5 to $10, not more. $$\boxed{\sin\alpha = \tfrac{1}{2}}$$
"""
REASONING = """<think>
The person asks for the **largest** ocean. I compare areas:

- Pacific: 165 million km²
- Atlantic: 106 million km²

So it is the Pacific.
</think>

The **Pacific** is the largest ocean.[^1] To do:

- [x] compare the areas
- [ ] compare the depths

[^1]: About a third of the Earth's surface.
"""
SCRIPTS = """שלום! The word **שלום** means peace.

هذه فقرة عربية فيها كلمة English ورقم 42.

- בראשית 1:1
- 一つの文 👩\u200d👩\u200d👧 café 🇩🇪 नमस्ते

1. أولاً
2. ثانياً
"""


def _shown(window: MainWindow, question: str, reply: str) -> None:
    shown = samples.conversations()
    window.show_conversations(shown, shown[0].id)
    window.set_profiles((samples.PROFILE,), samples.PROFILE)
    window.set_model_status(samples.ready_model())
    metadata = replace(samples.written(), reasoning_ms=12_400.0)
    messages = [samples.message(Role.USER, question), samples.message(Role.ASSISTANT, reply, metadata=metadata)]
    window.show_conversation(shown[0], messages)


def mathematics(window: MainWindow) -> None:
    _shown(window, "How are quadratic equations solved?", MATHEMATICS)


def reasoning(window: MainWindow) -> None:
    _shown(window, "What is the largest ocean?", REASONING)


def reasoning_open(window: MainWindow) -> None:
    reasoning(window)
    reply = window.transcript.latest_reply()
    assert reply is not None
    window.transcript.page.work.put(lambda: _unfold(window))


def _unfold(window: MainWindow) -> None:
    heads = window.transcript.findChildren(ReasoningHead)
    if heads:
        heads[0].button.click()
    else:
        window.transcript.page.work.put(lambda: _unfold(window))


def reasoning_streams(window: MainWindow) -> None:
    _shown(window, "", "")
    reply = samples.message(Role.ASSISTANT, "", MessageState.STREAMING)
    window.show_conversation(None, [samples.message(Role.USER, "What is the largest ocean?")])
    window.add_message(reply)
    window.append_text(reply.id, "<think>\nThe person asks for the largest")


def scripts(window: MainWindow) -> None:
    _shown(window, "Wie heißt das? מה זה؟", SCRIPTS)


def palette(window: MainWindow) -> QWidget:
    _shown(window, "What is the largest ocean?", REASONING)
    window.open_palette()
    return window.dialog("palette")


SCENES = (mathematics, reasoning, reasoning_open, reasoning_streams, scripts, palette)
EVERY_SIZE = (mathematics, reasoning, palette)
