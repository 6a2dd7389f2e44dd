"""Messages survive their way through a line of text, and anything else is refused by name."""

from __future__ import annotations

import json

import pytest

from engine.errors import ErrorKind
from engine.protocol import (
    Failed,
    Finished,
    FinishReason,
    Generate,
    LoadModel,
    LoadOptions,
    Message,
    ProtocolError,
    Role,
    SamplingOptions,
    Timings,
    Usage,
    decode_event,
    decode_request,
    encode,
)

NASTY = 'line\nbreak \u2028 "quotes" \\ \x00 \x1b 🧶 עברית \ud800 end'


def test_a_request_survives_its_way() -> None:
    request = Generate(
        id=7,
        messages=(Message(Role.SYSTEM, ""), Message(Role.USER, NASTY)),
        conversation="abc",
        sampling=SamplingOptions(temperature=0, seed=1, logit_bias=((5, -1.5),)),
        max_tokens=None,
        stop=("a", "b"),
        json_schema='{"type":"object"}',
    )
    line = encode(request)
    assert "\n" not in line
    assert line.isascii()
    assert decode_request(line) == request


def test_an_event_survives_its_way() -> None:
    event = Finished(3, FinishReason.LENGTH, NASTY, Usage(1, 2, 3, 4, 5, 6), Timings(1.0, 2.0, 3.5, 0.0))
    assert decode_event(encode(event)) == event
    failed = Failed(4, ErrorKind.OUT_OF_MEMORY, "words", "detail")
    assert decode_event(encode(failed).encode()) == failed


def test_what_is_left_out_has_its_default_and_what_is_unknown_is_ignored() -> None:
    assert decode_request('{"type":"LoadModel","id":1,"path":"x","later":[1]}') == LoadModel(1, "x", LoadOptions())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        '{"type":"Nothing","id":1}',
        '{"type":"TextDelta","id":1,"text":"an event is no request"}',
        '{"type":"LoadModel","id":1}',
        '{"type":"LoadModel","id":"1","path":"x"}',
        '{"type":"LoadModel","id":true,"path":"x"}',
        '{"type":"LoadModel","id":1,"path":"x","options":[]}',
        '{"type":"Generate","id":1,"messages":[{"role":"nobody","content":"x"}]}',
        '{"type":"Generate","id":1,"messages":"hello"}',
        '{"type":"Generate","id":1,"messages":[],"sampling":{"logit_bias":[[1]]}}',
        '{"type":"Generate","id":1,"messages":[],"max_tokens":"many"}',
        "[" * 100_000,
    ],
)
def test_what_is_no_request_is_refused(line: str) -> None:
    with pytest.raises(ProtocolError):
        decode_request(line)


def test_numbers_keep_their_kind() -> None:
    content = json.loads(encode(Generate(1, (), sampling=SamplingOptions(temperature=0.0))))
    content["sampling"]["temperature"] = 1
    request = decode_request(json.dumps(content))
    assert isinstance(request, Generate)
    assert isinstance(request.sampling.temperature, float)
