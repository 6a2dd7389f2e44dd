from __future__ import annotations

import threading

import pytest

from app.store.errors import StoreError, StoreErrorKind
from app.store.thread import StoreThread
from tests.unit.store_samples import contents, open_store, talk


@pytest.fixture
def thread(tmp_path):
    thread = StoreThread(lambda: open_store(tmp_path))
    yield thread
    thread.close().result(10)


def test_the_store_lives_on_one_thread_that_is_not_ours(thread):
    assert thread.opened.result(10).checked
    threads = {thread.call(lambda _: threading.current_thread().name).result(10) for _ in range(5)}
    assert len(threads) == 1
    assert threads != {threading.current_thread().name}


def test_what_is_asked_is_done_in_order(thread):
    conversation = thread.call(lambda store: talk(store, "0")).result(10)
    done = [thread.call(lambda store, n=n: store.rename_conversation(conversation.id, str(n)).title) for n in range(20)]
    assert [future.result(10) for future in done] == [str(n) for n in range(20)]


def test_a_failure_reaches_the_one_who_asked_and_nobody_else(thread):
    failed = thread.call(lambda store: store.message(99))
    with pytest.raises(StoreError) as caught:
        failed.result(10)
    assert caught.value.kind is StoreErrorKind.NOT_FOUND
    assert thread.call(lambda store: len(store.profiles())).result(10) == 1


def test_a_store_that_cannot_be_opened_says_why_at_every_call(tmp_path):
    (tmp_path / "homespun.db").write_text("no database " * 1000)
    thread = StoreThread(lambda: open_store(tmp_path))
    asked = thread.call(lambda store: store.profiles())
    for future in (thread.opened, asked, thread.call(lambda store: store.profiles())):
        with pytest.raises(StoreError) as caught:
            future.result(10)
        assert caught.value.kind is StoreErrorKind.DAMAGED
    thread.close().result(10)


def test_closing_finishes_what_was_asked_and_then_refuses(tmp_path):
    thread = StoreThread(lambda: open_store(tmp_path))
    release = threading.Event()
    thread.call(lambda _: release.wait(10))
    written = thread.call(lambda store: talk(store, "last words"))
    closed = thread.close()
    assert not closed.done()
    release.set()
    closed.result(10)
    assert written.result(0).title == ""
    with pytest.raises(StoreError) as caught:
        thread.call(lambda store: store.profiles()).result(10)
    assert caught.value.kind is StoreErrorKind.CLOSED
    thread.close().result(10)
    store = open_store(tmp_path)
    assert contents(store.messages(written.result().id)) == ["last words"]
    store.close()
