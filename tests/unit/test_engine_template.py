"""Templates render as their authors meant, and hostile ones end in an error that is quick and cheap."""

from __future__ import annotations

import subprocess
import sys
import threading
from time import monotonic

import psutil
import pytest

from engine.errors import EngineError, ErrorKind
from engine.limits import LimitExceeded, limited
from engine.protocol import Message, Role
from engine.template import CHATML, ChatTemplate

SYSTEM = Message(Role.SYSTEM, "Be brief.")
USER = Message(Role.USER, "Hello {{ 7 * 7 }}")


def _template(source: str) -> ChatTemplate:
    return ChatTemplate(source, "model", "<s>", "</s>")


def test_chatml_wraps_each_message_and_opens_the_reply() -> None:
    text = _template(CHATML).render((SYSTEM, USER))
    assert text == (
        "<|im_start|>system\nBe brief.<|im_end|>\n"
        "<|im_start|>user\nHello {{ 7 * 7 }}<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_model_without_a_template_gets_a_named_fallback() -> None:
    chatml = ChatTemplate.of_model(None, frozenset({"<|im_start|>", "<|im_end|>"}), "", "")
    assert chatml.name == "ChatML (fallback)"
    assert chatml.stop == ()
    plain = ChatTemplate.of_model(None, frozenset(), "", "")
    assert plain.name == "plain turns (fallback)"
    assert plain.render((SYSTEM, USER)) == "Be brief.\n\nUser: Hello {{ 7 * 7 }}\n\nAssistant:"
    assert plain.stop == ("\nUser:",)
    assert ChatTemplate.of_model("{{ bos_token }}", frozenset(), "<s>", "").name == "model"


def test_a_template_that_refuses_a_system_message_gets_it_with_the_first_turn() -> None:
    template = _template(
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
        "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert template.render((SYSTEM, USER)) == "[user]Be brief.\n\nHello {{ 7 * 7 }}"


def test_a_template_that_refuses_everything_is_an_invalid_model() -> None:
    with pytest.raises(EngineError) as caught:
        _template("{{ raise_exception('never') }}").render((SYSTEM, USER))
    assert caught.value.kind is ErrorKind.MODEL_INVALID
    assert "never" in caught.value.detail


HOSTILE = {
    "code": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "code by attr": "{{ (''|attr('__class__')).mro() }}",
    "code by format": "{{ '{0.__class__.__init__.__globals__}'.format(messages) }}{{ messages.__class__.__base__.x }}",
    "globals": "{{ raise_exception.__globals__['os'].system('true') }}",
    "import": "{% include '/etc/passwd' %}",
    "mutation": "{{ messages.append(1) }}",
    "nested loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "loops that write": "{% for a in range(99999) %}{% for b in range(99999) %}xxxxxxxx{% endfor %}{% endfor %}",
    "long string": "{{ 'a' * 4000000000 }}",
    "doubling": "{% set ns = namespace(s='a') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
    "padding": "{{ 'a'.center(4000000000) }}",
    "power": "{{ 9 ** (9 ** 9) }}",
    "squaring": "{% set ns = namespace(n=9) %}{% for i in range(60) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "syntax": "{% for %}",
    "nesting": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep blocks": "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "undefined": "{{ nothing.at.all }}",
    "output of one piece": "{{ ('a' * 9000000) }}",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_templates_end_in_a_clear_error(source: str) -> None:
    threads = threading.active_count()
    started = monotonic()
    with pytest.raises(EngineError) as caught:
        _template(source).render((SYSTEM, USER))
    assert caught.value.kind is ErrorKind.MODEL_INVALID
    assert "template" in caught.value.message
    assert monotonic() - started < 10  # far above the limit of the renderer: the machine may be busy
    assert threading.active_count() == threads


def test_after_a_hostile_template_the_process_is_as_before() -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(EngineError):
        _template(HOSTILE["doubling"]).render((USER,))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert _template(CHATML).render((USER,)).startswith("<|im_start|>")


def test_arithmetic_of_ordinary_size_works() -> None:
    assert _template("{{ 3 * 4 }} {{ 2 ** 10 }} {{ 'ab' * 2 }} {{ 2.5 * 2 }}").render((USER,)) == "12 1024 abab 5.0"


def test_a_long_message_is_no_attack() -> None:
    long = Message(Role.USER, "word " * 400_000)
    assert len(_template(CHATML).render((long,))) > 2_000_000


def _spin() -> None:
    while True:
        pass


def test_time_is_limited_and_a_limit_that_is_kept_leaves_no_trace() -> None:
    with limited(30, 64 << 20):
        pass
    with pytest.raises(LimitExceeded, match="seconds"), limited(0.05, 64 << 20):
        _spin()


def test_a_limit_leaves_nothing_to_look_out_for() -> None:
    """An interpreter that is left on the lookout for an exception never enters a traced function."""
    program = """
import sys
from engine.limits import limited

with limited(30, 64 << 20):
    pass

sys.settrace(lambda *_: None)
(lambda: print("done"))()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "done\n", done.stderr


def test_no_time_out_comes_late() -> None:
    """Where the time ends about when the work does, the exception is raised inside or never."""
    for _ in range(200):
        try:
            with limited(0.002, 64 << 20):
                started = monotonic()
                while monotonic() - started < 0.002:
                    pass
        except LimitExceeded:
            pass
        for _ in range(200):
            pass


def test_the_clock_runs_before_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that gets no memory while it starts is waited for without end."""
    resource = pytest.importorskip("resource")
    start, seen = threading.Timer.start, list[object]()

    def started(timer: threading.Timer) -> None:
        seen.append(resource.getrlimit(resource.RLIMIT_AS))
        start(timer)

    monkeypatch.setattr(threading.Timer, "start", started)
    with limited(30, 64 << 20):
        assert seen != [resource.getrlimit(resource.RLIMIT_AS)]
    assert seen == [resource.getrlimit(resource.RLIMIT_AS)]


def test_memory_is_limited() -> None:
    pytest.importorskip("resource")
    before = psutil.Process().memory_info().vms
    with pytest.raises(LimitExceeded, match="MiB"), limited(30, 32 << 20):
        bytearray(before)  # as much as the whole process has: what the tests before let go of cannot hold it
    assert psutil.Process().memory_info().vms < before + (128 << 20)
