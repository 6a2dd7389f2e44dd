"""One content in several languages, to see what a tokenizer makes of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources


def language_texts() -> Mapping[str, str]:
    """By the English name of the language; English is the first. The first ten articles of the Universal Declaration of
    Human Rights, which was translated by the United Nations and others and may be copied by everybody."""
    content = json.loads(resources.files("assets").joinpath("languages.json").read_text(encoding="utf-8"))
    return {str(language): str(text) for language, text in content["texts"].items()}
