"""Reads PEFT's adapter_config.json, and refuses in words what is more, or something else, than a plain LoRA."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from engine.errors import ErrorKind
from models.adapters.header import MAX_INVOCATION
from models.gguf_reader import BadHeader
from models.ordinary_file import shown_text

MAX_CONFIG_BYTES = 2**20
_MAX_PATTERNS = 4096
_MAX_PATTERN_LENGTH = 256
MATCHING_SECONDS = 10.0
_PATTERN = re.compile(r"(?:[\w.^$|()\[\]\-]|\\[.dw]|[*+]\??)*", re.ASCII)
"""What a pattern may be made of: no lookarounds, no back references, no counted repeats."""


@dataclass(frozen=True)
class PeftConfig:
    alpha: float
    rank_stabilized: bool
    alpha_patterns: tuple[tuple[str, float], ...]
    """Regular expressions for module names, with their alpha; the first that matches counts."""
    base: str
    invocation: tuple[int, ...]

    def strength_of(self, module: str, rank: int, deadline: float) -> float:
        """What multiplies B A of a module (peft 0.21, `LoraModel._create_and_replace`, `LoraLayer.update_layer`).

        Of the ranks the tensors' shapes are believed, which must agree with the configuration for PEFT to load them.
        Raises BadHeader past `deadline` (time.monotonic): the patterns are the file's own.
        """
        alpha = self.alpha
        for pattern, own in self.alpha_patterns:
            if time.monotonic() > deadline:
                raise BadHeader("has an alpha_pattern that takes too long to apply", _PLAIN_ADVICE)
            if re.match(rf"(.*\.)?({pattern})$", module):  # as `get_pattern_key` does it
                alpha = own
                break
        return alpha / math.sqrt(rank) if self.rank_stabilized else alpha / rank


_PLAIN_ADVICE = "Train the adapter again as a plain LoRA on the linear layers."

_MORE_THAN_LORA = {
    "use_dora": "is a DoRA adapter, which also rescales the model's own weights",
    "use_qalora": "is a QA-LoRA adapter, whose input is averaged in groups",
    "use_bdlora": "is a block-diagonal LoRA adapter",
    "kasa_config": "is a KaSA adapter, which also changes the model's own weights",
    "monteclora_config": "is a MonteCLoRA adapter",
    "arrow_config": "routes between several adapters (Arrow)",
    "layer_replication": "was made for a model with repeated layers",
    "lora_bias": "also changes biases (lora_bias)",
    "modules_to_save": "holds whole layers besides the LoRA (modules_to_save)",
    "trainable_token_indices": "changes the words of the model (trainable_token_indices)",
    "target_parameters": "changes parameters that are no linear layers, such as fused experts (target_parameters)",
}
"""Why a LoRA is refused in whose configuration one of these is set."""

_MERGE_ADVICE = (
    "Merge it into its model with PEFT (merge_and_unload) and convert that model, or train the adapter without it."
)

_CHANGED_BASES = {
    "pissa": "PiSSA",
    "corda": "CorDA",
    "olora": "OLoRA",
    "loftq": "LoftQ",
    "lora_ga": "LoRA-GA",
}


def read_peft_config(content: bytes) -> PeftConfig:
    """Raises BadHeader for what is damaged, or no LoRA that can be applied exactly."""
    config = _parsed(content)
    kind = config.get("peft_type")
    if kind != "LORA":
        raise BadHeader(
            f"is a PEFT adapter of the kind {shown_text(str(kind))}" if kind else "does not say of what kind it is",
            "Homespun applies LoRA: train the adapter again as one, or merge it into its model.",
            ErrorKind.UNSUPPORTED,
        )
    for key, reason in _MORE_THAN_LORA.items():
        if config.get(key):
            raise BadHeader(reason, _MERGE_ADVICE, ErrorKind.UNSUPPORTED)
    _check_base_unchanged(config.get("init_lora_weights"))
    return PeftConfig(
        alpha=_strength(config.get("lora_alpha", 8), "lora_alpha"),
        rank_stabilized=config.get("use_rslora") is True,
        alpha_patterns=_alpha_patterns(config.get("alpha_pattern")),
        base=_base_name(config.get("base_model_name_or_path")),
        invocation=_invocation(config.get("alora_invocation_tokens")),
    )


def _parsed(content: bytes) -> Mapping[str, object]:
    try:
        config = json.loads(content)
    except (ValueError, RecursionError):
        raise BadHeader("is damaged: its adapter_config.json is not JSON") from None
    if not isinstance(config, dict):
        raise BadHeader("is damaged: its adapter_config.json does not describe an adapter")
    return cast(dict[str, object], config)


def _check_base_unchanged(start: object) -> None:
    """Some ways to start a LoRA take a part out of the model's own weights: it fits only what was left of them."""
    if not isinstance(start, str):
        return
    name = next((name for key, name in _CHANGED_BASES.items() if start.lower().startswith(key)), None)
    if name:
        raise BadHeader(
            f"was started with {name}, so it fits only a copy of its model whose weights were changed with it",
            "Save it again with PEFT's save_pretrained(..., path_initial_model_for_weight_conversion=...), which makes "
            "a LoRA for the original model.",
            ErrorKind.UNSUPPORTED,
        )


def _strength(value: object, key: str) -> float:
    if type(value) not in (int, float):
        raise BadHeader(f"is damaged: its {key} is not a number")
    try:
        number = float(cast(float, value))
    except OverflowError:
        number = math.inf
    # As GGUF stores it: a float32, in which 0 would mean that there is no alpha.
    if not 1e-30 < abs(number) < 1e30:
        raise BadHeader(f"is damaged: with a {key} of {number:g} it would do nothing or everything")
    return number


def _alpha_patterns(value: object) -> tuple[tuple[str, float], ...]:
    if not value:
        return ()
    if not isinstance(value, dict) or len(cast(dict[str, object], value)) > _MAX_PATTERNS:
        raise BadHeader("is damaged: its alpha_pattern does not name layers")
    patterns: list[tuple[str, float]] = []
    for pattern, alpha in cast(dict[str, object], value).items():
        _check_pattern(pattern)
        patterns.append((pattern, _strength(alpha, "alpha_pattern")))
    return tuple(patterns)


def _check_pattern(pattern: str) -> None:
    """Regular expressions can take for ever: only those pass that have no more than two places to try anew from."""
    choices = sum(pattern.count(sign) for sign in "*+(")
    simple = len(pattern) <= _MAX_PATTERN_LENGTH and _PATTERN.fullmatch(pattern) is not None
    if simple and choices <= 2 and not re.search(r"\)[*+]", pattern):
        try:
            re.compile(pattern)
            return
        except re.error:
            pass
    raise BadHeader(f"has an alpha_pattern that is not read here: {shown_text(pattern)}", _PLAIN_ADVICE)


def _base_name(value: object) -> str:
    """A name on a hub, or the last part of a path: what lies before it on its maker's machine is nobody's business."""
    if not isinstance(value, str):
        return ""
    name = value.replace("\\", "/").rstrip("/")
    return shown_text(name if name.count("/") == 1 and not name.startswith((".", "/")) else name.rpartition("/")[2])


def _invocation(value: object) -> tuple[int, ...]:
    if value is None:
        return ()
    tokens = cast(list[object], value) if isinstance(value, list) else []
    if not 1 <= len(tokens) <= MAX_INVOCATION or not all(type(t) is int and 0 <= t < 2**31 for t in tokens):
        raise BadHeader("is damaged: its alora_invocation_tokens are not a list of token numbers")
    return tuple(cast(list[int], tokens))
