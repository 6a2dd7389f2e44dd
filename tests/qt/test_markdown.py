"""Markdown as it arrives: bounded work, the same blocks however it is cut, nothing but harmless HTML."""

from __future__ import annotations

import random
import re
import time

import pytest

from app.ui.highlighting import highlight
from app.ui.markdown import TAIL, Block, Code, MarkdownStream, Prose, plain_blocks
from app.ui.markdown_html import is_safe_address
from tests.qt.samples import ANSWER, ARABIC


def streamed(text: str, sizes: list[int]) -> tuple[Block, ...]:
    stream, blocks, position = MarkdownStream(), [], 0
    for size in sizes:
        change = stream.feed(text[position : position + size])
        blocks[change.first :] = change.blocks
        position += size
    change = stream.finish(text[position:])
    blocks[change.first :] = change.blocks
    return tuple(blocks)


def whole(text: str) -> tuple[Block, ...]:
    return MarkdownStream().finish(text).blocks


def html(text: str) -> str:
    return "".join(block.html for block in whole(text) if isinstance(block, Prose))


@pytest.mark.parametrize(
    "text", [ANSWER, ARABIC, "~~~~js\na\n~~~\n~~~~\nafter", "  ```\n  x\n  ```\ny", "a\n\n    code\n\nb"]
)
def test_however_a_reply_is_cut_its_blocks_are_the_same(text: str) -> None:
    chance = random.Random(1)
    for size in (1, 2, 3, 7, 40):
        assert streamed(text, [size] * (len(text) // size)) == whole(text)
    for _ in range(20):
        assert streamed(text, [chance.randint(0, 60) for _ in range(40)]) == whole(text)


def test_tables_lists_tasks_and_strikethrough_are_understood() -> None:
    assert '<th align="right">' in html("| a |\n|--:|\n| 1 |\n")
    assert html("- [ ] open\n- [x] done\n") == "<ul>\n<li>☐ open</li>\n<li>☑ done</li>\n</ul>"
    assert "<s>no</s>" in html("~~no~~")
    assert '<ol start="4">' in html("4. four\n5. five\n")


def test_line_ends_of_a_paragraph_are_kept() -> None:
    assert html("one\ntwo") == "<p>one<br>\ntwo</p>"


def test_code_has_its_language_its_text_and_coloured_lines() -> None:
    (block,) = whole("```python title=x\nif True:\n    pass\n```\n")
    assert isinstance(block, Code)
    assert (block.language, block.text) == ("python", "if True:\n    pass")
    assert block.highlights[0][0] == (0, 2, "code_keyword")
    assert len(block.highlights) == 2


def test_an_open_code_block_is_shown_as_code() -> None:
    stream = MarkdownStream()
    change = stream.feed("Look:\n\n```sh\necho 1\n``")
    assert [type(block) for block in change.blocks] == [Prose, Code]
    assert change.blocks[1] == Code("sh", "echo 1\n``", "echo 1\n``", change.blocks[1].highlights)  # type: ignore[union-attr] - it is Code
    change = stream.feed("`\nDone")
    assert isinstance(change.blocks[-1], Prose)


def test_spans_are_counted_as_qt_counts() -> None:
    (line,) = highlight("python", "x = '😀' # y")
    assert (9, 3, "code_comment") in line


def test_an_overlong_line_of_code_is_broken_for_the_eye_only() -> None:
    (block,) = whole("```\n" + "x" * 5000 + "\n```\n")
    assert isinstance(block, Code)
    assert block.text == "x" * 5000
    assert [len(line) for line in block.shown.split("\n")] == [2000, 2000, 1000]


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "[" * 7_000,
        "*a **b " * 2_000,
        "> " * 4_000,
        "- " * 4_000,
        "`" * 7_000,
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b" * 2_000,
        "![" * 4_000,
        "<a " * 4_000,
        "&amp" * 4_000,
        "[a](" * 4_000,
        "1. " * 4_000,
        "```" + "`" * 7_000,
        "a\n" * 7_000,
        "\n" * 50_000,
        "- a\n" * 7_000,
    ],
)
def test_no_text_takes_long_and_no_view_is_large(text: str) -> None:
    start = time.perf_counter()
    blocks = whole(text)
    assert time.perf_counter() - start < 10
    assert all(len(re.sub("<[^>]*>", "", b.html)) <= 3 * TAIL for b in blocks if isinstance(b, Prose))


def test_what_is_settled_is_not_parsed_again() -> None:
    stream = MarkdownStream()
    firsts = [stream.feed("A sentence that stands alone. " * 20 + "\n\n").first for _ in range(100)]
    assert firsts[-1] > 5
    assert all(len(stream.feed("x ").blocks) <= 2 for _ in range(3))


def test_a_long_open_code_block_is_not_parsed_again() -> None:
    stream = MarkdownStream()
    stream.feed("```\n")
    start = time.perf_counter()
    changes = [stream.feed("a line of code that is forty characters\n" * 25) for _ in range(200)]
    assert time.perf_counter() - start < 3
    (block,) = changes[-1].blocks
    assert isinstance(block, Code)
    assert len(block.text) == 200 * 25 * 40 - 1


def test_bidi_overrides_are_taken_out_of_text_and_named_in_code() -> None:
    assert "\u202e" not in html("evil \u202etxt.exe [a\u2066](https://a.example)")
    (block,) = whole("```\nif \u202eadmin\n```\n")
    assert isinstance(block, Code)
    assert block.text == "if [U+202E]admin"
    assert "[U+202D]" in html("`a\u202db`")


def test_text_that_no_font_or_database_can_carry_is_replaced() -> None:
    assert html("a\ud800b\0c\r\nd") == "<p>a\ufffdb\ufffdc<br>\nd</p>"
    assert html("a\u2028b\x0bc\x85d\n\n# e\n").endswith("<h1>e</h1>")


def test_plain_blocks_hold_the_whole_text() -> None:
    blocks = plain_blocks("<b> &\n" * 5_000)
    assert sum(block.html.count("&lt;b&gt; &amp;") for block in blocks if isinstance(block, Prose)) == 5_000


@pytest.mark.parametrize("address", ["https://a.example", "https://a.example/b?c=d#e", "https://[::1]/x"])
def test_whole_https_addresses_are_offered(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize(
    "address",
    ["http://a.example", "HTTPS://x y", "https:a", "https://", "//a.example", "https://good.example@evil.example/",
     "https://a.example\\@b", "https://a.example/\u202ex", "file:///etc/passwd", "https://a.example/\nb"],
)  # fmt: skip
def test_no_other_address_is(address: str) -> None:
    assert not is_safe_address(address)
