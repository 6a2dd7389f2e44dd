"""Files of conversations, read in a process that may die of them, and the commands that take out and bring in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.exchange.bringing import bring_in, preview
from app.exchange.markdown import as_markdown
from app.exchange.reading import Reading, Stopped
from app.exchange.results import ExchangeError
from app.exchange.words import of_report
from app.exchange.writing import json_text, write_file
from app.launch import module_command
from app.paths import DataFolder
from app.store.message_tree import covering
from app.store.portable_reader import PortableReader
from app.store.records import Attachment, AttachmentKind, Summary, Thumb
from tests.unit.cli_driver import homespun
from tests.unit.store_samples import METADATA, open_store, talk
from tests.unit.test_exchange_formats import CHATGPT, CLAUDE, of_jan, thread_of_jan

Tell = Any


def ignore(_done: int, _total: int) -> None:
    pass


def export_of(path: Path, count: int, size: int = 100) -> Path:
    one = CHATGPT | {"filler": "x" * size}
    path.write_text(
        json.dumps([one | {"conversation_id": str(number), "title": f"No. {number}"} for number in range(count)])
    )
    return path


def test_a_preview_and_then_all_of_it(tmp_path: Path) -> None:
    path = export_of(tmp_path / "conversations.json", 20, 20_000)
    store = open_store(tmp_path)
    told: list[tuple[int, int]] = []
    seen = preview(Reading(path, whole=False), path, store.known_keys, lambda done, total: told.append((done, total)))
    assert (seen.conversations, seen.messages, seen.known, seen.last) == (20, 100, 0, 1_700_000_100.0)
    assert told[-1] == (path.stat().st_size,) * 2
    report = bring_in(Reading(path, whole=True), path, lambda one: store.take_in(one, 1), ignore)
    assert (report.new, report.messages, report.unreadable_count, report.stopped) == (20, 100, 0, False)
    assert preview(Reading(path, whole=False), path, store.known_keys, ignore).known == 20
    again = bring_in(Reading(path, whole=True), path, lambda one: store.take_in(one, 1), ignore)
    assert (again.new, again.known, again.messages) == (0, 20, 0)
    store.close()


def test_what_is_passed_over_is_told_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "claude.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conversations.json", json.dumps([CLAUDE]))
        archive.writestr("memories.json", json.dumps([{"conversations_memory": "Bakes."}]))
    store = open_store(tmp_path)
    seen = preview(Reading(path, whole=False), path, store.known_keys, ignore)
    assert (seen.conversations, dict(seen.left_out)["notes of Claude about you"]) == (1, 1)
    for new in (1, 0):
        report = bring_in(Reading(path, whole=True), path, lambda one: store.take_in(one, 1), ignore)
        assert (report.new, dict(report.left_out)["notes of Claude about you"]) == (new, 1)
        assert "Left out: " in of_report(report)
    store.close()


def test_votes_summaries_and_files_come_through_whole(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    conversation = talk(store, "One?", "One.")
    first, second = store.messages(conversation.id)
    store.put_summary(Summary(second.id, covering([first.id, second.id]), "One was asked.", "SmolLM2", True))
    prices = Attachment("prices.csv", AttachmentKind.CODE, "flour, 1\u2028\n")
    store.add_vote(
        1, conversation_id=conversation.id, before_id=second.id, prompt="Two?", answer="Two.", other="Too.",
        answer_metadata=METADATA, other_metadata=METADATA, better=-1, attachments=(prices,),
    )  # fmt: skip
    before = store.portable(conversation.id)
    path = tmp_path / "all.json"
    write_file(path, json_text([before]))
    (tmp_path / "other").mkdir()
    other = open_store(tmp_path / "other")
    for new in (1, 0):
        report = bring_in(Reading(path, whole=True), path, lambda one: other.take_in(one, 1), ignore)
        assert (report.new, report.unreadable_count) == (new, 0)
        assert other.portable(other.conversation_ids()[0]) == before
    assert "> **Summary of the conversation up to here, by you**\n>\n> One was asked.\n" in as_markdown(before)
    for one in (store, other):
        one.close()


def test_threads_of_jan_by_a_command(tmp_path: Path) -> None:
    threads = tmp_path / "jan" / "threads"
    thread_of_jan(threads, "01HX", [of_jan(0, "user", "Why are there tides?"), of_jan(1, "assistant", "The moon.")])
    thread_of_jan(threads, "02HX", [of_jan(0, "user", "Hello")])
    done = homespun("conversations", "import", str(threads / "01HX" / "thread.json"), "--format", "jan", "--json")
    assert json.loads(done.stdout)["new"] == 1
    done = homespun("conversations", "import", str(threads), "--json")
    assert {name: json.loads(done.stdout)[name] for name in ("new", "known", "messages")} == {
        "new": 1, "known": 1, "messages": 1
    }  # fmt: skip
    assert "The moon." in homespun("conversations", "show", "1").stdout


def test_it_is_stopped_between_two_conversations(tmp_path: Path) -> None:
    path = export_of(tmp_path / "conversations.json", 200, 20_000)
    store = open_store(tmp_path)
    reading = Reading(path, whole=True)

    def take(conversations: Any) -> Any:
        reading.stop()
        return store.take_in(conversations, 1)

    report = bring_in(reading, path, take, ignore)
    assert report.stopped
    assert 0 < report.new == len(store.conversation_ids()) < 200
    for number in store.conversation_ids():
        assert len(store.portable(number).messages) == 5
    with pytest.raises(Stopped):
        list(reading.answers(ignore))  # before there is a process
    store.close()


def test_a_file_that_ends_the_process_is_told(tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text("[]")
    command = module_command("no_module_of_this_name")
    with pytest.raises(ExchangeError, match="made the process that reads it end") as raised:
        list(Reading(path, whole=True, command=lambda *_: command).answers(ignore))
    assert "No module named" in raised.value.detail


@pytest.mark.parametrize(("before", "piece", "times"), [('{"x": "', "x" * 1000, 60_000), ("", "[", 300_000)])
def test_what_takes_too_much_memory_does_not_lose_what_comes_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, piece: str, times: int
) -> None:
    monkeypatch.setattr("app.exchange.reading.MOST_MEMORY", 24 << 20)
    path = tmp_path / "conversations.json"
    path.write_text(f"[{json.dumps(CHATGPT)}, {before}{piece * times}")
    store = open_store(tmp_path)
    report = bring_in(Reading(path, whole=True), path, lambda one: store.take_in(one, 1), ignore)
    store.close()
    assert report.new == 1
    assert report.failure or "more memory" in report.unreadable[0].why


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[Any]:
    assert main(["conversations", *arguments]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_commands(data_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = DataFolder.resolve()
    folder.create()
    store = open_store(data_home)
    mine = talk(store, "one", "first", title="Mine")
    store.set_feedback(store.messages(mine.id)[-1].id, thumb=Thumb.UP, correction="better")
    expected = store.portable(mine.id)
    store.close()

    file = tmp_path / "out.json"
    assert run(capsys, "export", "--output", str(file), "--json") == [{"path": str(file), "conversations": 1}]
    elsewhere = ("--data-dir", str(tmp_path / "elsewhere"))
    [seen] = run(capsys, "import", str(file), "--preview", "--json", *elsewhere)
    assert (seen["type"], seen["conversations"], seen["known"]) == ("preview", 1, 0)
    [report] = run(capsys, "import", str(file), "--json", *elsewhere)
    assert (report["new"], report["messages"]) == (1, 2)
    reader = PortableReader.open_read_only(tmp_path / "elsewhere" / "homespun.db")
    assert reader.portable(1) == expected
    reader.close()

    notes_too = tmp_path / "claude.zip"
    with zipfile.ZipFile(notes_too, "w") as written:
        written.writestr("conversations.json", json.dumps([CLAUDE]))
        written.writestr("memories.json", json.dumps([{"conversations_memory": "Bakes."}]))
    for only in (("--preview",), ()):
        assert main(["conversations", "import", str(notes_too), *only, "--data-dir", str(tmp_path / "third")]) == 0
        told = capsys.readouterr().err
        assert told.count("Left out") == 1
        assert "1 \u00d7 notes of Claude about you" in told

    archive = tmp_path / "chatgpt.zip"
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("conversations.json", json.dumps([CHATGPT, CLAUDE]))
    [report] = run(capsys, "import", str(archive), "--format", "chatgpt", "--json", *elsewhere)
    assert (report["new"], report["unreadable_count"]) == (1, 1)
    listed = run(capsys, "list", "--json", *elsewhere)[0]
    assert [(one["title"], one["archived"]) for one in listed] == [("Mine", False), ("Baking", True)]

    notes = tmp_path / "notes"
    notes.mkdir()
    assert main(["conversations", "export", "--format", "markdown", "--output", str(notes), *elsewhere]) == 0
    assert sorted(one.suffix for one in notes.iterdir()) == [".md", ".md"]
    capsys.readouterr()
    assert main(["conversations", "export", "1", "--format", "markdown", "--output", "-", *elsewhere]) == 0
    assert capsys.readouterr().out.startswith("# Mine\n")
    pdf = tmp_path / "mine.pdf"
    done = homespun("conversations", "export", "1", "--format", "pdf", "--output", str(pdf), *elsewhere)
    assert done.returncode == 0, done.stderr
    assert pdf.read_bytes().startswith(b"%PDF")
    capsys.readouterr()

    [refused] = run(capsys, "import", str(pdf), "--json", *elsewhere, code=1)
    assert refused["type"] == "failed"
    assert "no JSON file" in refused["message"]
    with folder.lock():
        [busy] = run(capsys, "import", str(file), "--json", code=1)
    assert "window of Homespun is open" in busy["message"]
