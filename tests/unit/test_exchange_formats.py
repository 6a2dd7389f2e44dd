"""What other programs write, as far as it can be read: trees, hidden nodes, tools, files, and what is left out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from app.exchange.bringing import Report
from app.exchange.markdown import as_markdown, open_branch
from app.exchange.names import file_name, is_export, whole_of
from app.exchange.results import ExchangeError, Found, Service, Unreadable
from app.exchange.source import conversations_in
from app.exchange.words import details, of_report
from app.store.portable import PortableConversation, PortableMessage
from app.store.records import Attachment, AttachmentKind, MessageState, ReplyMetadata, TitledBy
from engine.protocol import Role


def node(key: str, parent: str | None, *children: str, **message: object) -> dict[str, object]:
    return {"id": key, "parent": parent, "children": list(children), "message": message or None}


def text(role: str, *parts: object, time: float = 0.0, kind: str = "text", **more: object) -> dict[str, object]:
    content = {"content_type": kind, "parts": list(parts)}
    return {
        "author": {"role": role},
        "create_time": time,
        "content": content,
        "status": "finished_successfully",
        **more,
    }


CHATGPT: dict[str, object] = {
    "title": "Baking",
    "create_time": 1_700_000_000.5,
    "update_time": 1_700_000_100.0,
    "current_node": "a2",
    "conversation_id": "6650f2c1-0000-0000-0000-000000000000",
    "is_archived": True,
    "mapping": {
        "root": node("root", None, "hidden"),
        "a1": node("a1", "u", **text("assistant", "Wet.", time=30.0, metadata={"model_slug": "gpt-4o"})),
        "a2": node(
            "a2",
            "tool",
            **text("assistant", "Dry it.\ue200cite\ue202turn0search1\ue201", time=60.0, status="in_progress"),
        ),
        "hidden": node("hidden", "root", **text("system", "", metadata={"is_visually_hidden_from_conversation": True})),
        "u": node(
            "u",
            "hidden",
            **text(
                "user",
                {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"},
                "Too wet?",
                kind="multimodal_text",
                time=20.0,
                metadata={"attachments": [{"name": "dough.jpg"}]},
            ),
        ),
        "think": node(
            "think", "u", **(text("assistant", time=40.0) | {"content": {"content_type": "thoughts", "thoughts": []}})
        ),
        "code": node(
            "code",
            "think",
            **(
                text("assistant", time=45.0)
                | {"content": {"content_type": "code", "language": "python", "text": "1 + 1"}}
            ),
        ),
        "run": node(
            "run",
            "code",
            **(text("tool", time=46.0) | {"content": {"content_type": "execution_output", "text": "2\n```"}}),
        ),
        "tool": node("tool", "run", **text("tool", "found on the web", time=50.0)),
        "none": node("none", "a2", **text("assistant", None, time=70.0)),
    },
}

ROOT = "00000000-0000-4000-8000-000000000000"
CLAUDE: dict[str, object] = {
    "uuid": "c-1",
    "name": "",
    "created_at": "2025-03-01T10:00:00.000000Z",
    "updated_at": "2025-03-01T11:00:00.000000+00:00",
    "chat_messages": [
        {
            "uuid": "m1",
            "sender": "human",
            "text": "Read this",
            "content": [{"type": "text", "text": "Read this"}],
            "created_at": "2025-03-01T10:00:00Z",
            "attachments": [
                {"file_name": "notes.txt", "extracted_content": "The notes."},
                {"file_name": "sounds.bin", "extracted_content": ""},
            ],
            "files": [{"file_name": "photo.png"}],
            "parent_message_uuid": ROOT,
        },
        {
            "uuid": "m2",
            "sender": "assistant",
            "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "First."}],
            "created_at": "2025-03-01T10:01:00Z",
            "parent_message_uuid": "m1",
        },
        {
            "uuid": "m3",
            "sender": "assistant",
            "content": [{"type": "text", "text": "Second."}, {"type": "tool_use", "name": "x", "input": {}}],
            "created_at": "2025-03-01T10:02:00Z",
            "parent_message_uuid": "m1",
        },
    ],
}

OPEN_WEBUI: dict[str, object] = {
    "id": "w-1",
    "title": "Web",
    "archived": False,
    "pinned": True,
    "created_at": 1_700_000_000,
    "updated_at": 1_700_000_500,
    "chat": {
        "title": "Web",
        "history": {
            "currentId": "2",
            "messages": {
                "2": {
                    "id": "2",
                    "parentId": "1",
                    "role": "assistant",
                    "content": "Yes.",
                    "model": "llama3",
                    "timestamp": 9,
                },
                "1": {"id": "1", "parentId": None, "role": "user", "content": "Is it?", "timestamp": 5},
            },
        },
    },
}

LM_STUDIO: dict[str, object] = {
    "name": "Local",
    "createdAt": 1_700_000_000_000,
    "systemPrompt": "Be brief.",
    "messages": [
        {
            "versions": [{"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "Hello"}]}],
            "currentlySelected": 0,
        },
        {
            "versions": [
                {
                    "type": "multiStep",
                    "role": "assistant",
                    "steps": [{"type": "contentBlock", "content": [{"type": "text", "text": answer}]}],
                }
                for answer in ("Hi", "Good day")
            ],
            "currentlySelected": 1,
        },
        {
            "versions": [{"type": "singleStep", "role": "user", "content": [{"type": "text", "text": "Bye"}]}],
            "currentlySelected": 0,
        },
    ],
}


def read(path: Path, wanted: Service | None = None) -> list[Found | Unreadable]:
    return list(conversations_in(path, wanted, lambda _done, _total: None))


def one(tmp_path: Path, item: object) -> Found:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([item]))
    [found] = read(path)
    assert isinstance(found, Found), found
    return found


def tree(found: Found) -> list[tuple[str, str | None, str]]:
    return [(message.key, message.parent, message.content) for message in found.conversation.messages]


def test_a_conversation_of_chatgpt(tmp_path: Path) -> None:
    found = one(tmp_path, CHATGPT)
    assert tree(found) == [
        ("u", None, "[image]\n\nToo wet?"),
        ("a1", "u", "Wet."),
        ("code", "u", "```python\n1 + 1\n```"),
        ("run", "code", "````text\n2\n```\n````"),
        ("a2", "run", "Dry it."),
    ]
    conversation = found.conversation
    assert (found.service, conversation.title, conversation.archived) == (Service.CHATGPT, "Baking", True)
    assert conversation.head == "a2"
    assert (conversation.created_at, conversation.updated_at) == (1_700_000_000.5, 1_700_000_100.0)
    messages = {message.key: message for message in conversation.messages}
    assert messages["a1"].metadata == ReplyMetadata(model="gpt-4o")
    assert (messages["a1"].state, messages["a2"].state) == (MessageState.COMPLETE, MessageState.STOPPED)
    assert messages["u"].role is Role.USER
    assert dict(found.left_out) == {
        "images": 1,
        "files that the export has no text of": 1,
        "notes of the model's reasoning": 1,
        "messages between the model and its tools": 1,
    }
    assert one(tmp_path, CHATGPT).conversation.key == conversation.key


def test_a_conversation_of_claude(tmp_path: Path) -> None:
    found = one(tmp_path, CLAUDE)
    assert dict(found.left_out)["files that the export has no text of"] == 2  # one kept without its text, one as a name
    assert tree(found) == [("m1", None, "Read this"), ("m2", "m1", "First."), ("m3", "m1", "Second.")]
    conversation = found.conversation
    assert (conversation.title, conversation.titled, conversation.head) == ("Read this", TitledBy.WORDS, "m3")
    assert conversation.messages[0].attachments == (Attachment("notes.txt", AttachmentKind.TEXT, "The notes."),)
    assert conversation.created_at == 1_740_823_200.0
    old = CLAUDE | {"chat_messages": [{**m, "parent_message_uuid": None} for m in CLAUDE["chat_messages"]]}  # type: ignore[union-attr]
    for message in old["chat_messages"]:  # type: ignore[union-attr]
        del message["parent_message_uuid"]
    assert [message.parent for message in one(tmp_path, old).conversation.messages] == [None, "m1", "m2"]


def test_conversations_of_open_webui_and_lm_studio(tmp_path: Path) -> None:
    web = one(tmp_path, OPEN_WEBUI)
    assert tree(web) == [("1", None, "Is it?"), ("2", "1", "Yes.")]
    assert (web.service, web.conversation.pinned, web.conversation.head) == (Service.OPEN_WEBUI, True, "2")
    path = tmp_path / "1700000000000.conversation.json"
    path.write_text(json.dumps(LM_STUDIO))
    [local] = read(path)
    assert isinstance(local, Found)
    branch = [message.content for message in open_branch(local.conversation)]
    assert (local.service, branch) == (Service.LM_STUDIO, ["Hello", "Good day", "Bye"])
    assert len(local.conversation.messages) == 4
    assert local.conversation.settings.system_message == "Be brief."
    assert local.conversation.created_at == 1_700_000_000.0


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([CHATGPT, 7, {"title": "Foreign", "x": 1}, {"title": "Empty", "mapping": {}}, CLAUDE]))
    found = read(path)
    assert [one.name for one in found if isinstance(one, Unreadable)] == [
        "A conversation without a title",
        "Foreign",
        "Empty",
    ]
    assert [one.service for one in found if isinstance(one, Found)] == [Service.CHATGPT, Service.CLAUDE]
    [first, *rest] = read(path, Service.CHATGPT)
    assert isinstance(first, Found)
    assert all(isinstance(one, Unreadable) for one in rest)
    # Cut off in the middle of the second one: the first is there.
    path.write_text(json.dumps([CHATGPT, CLAUDE])[:-200])
    whole, broken = read(path)
    assert isinstance(whole, Found)
    assert isinstance(broken, Unreadable)
    report = Report(path, new=1, messages=5, unreadable=(broken,), unreadable_count=1, left_out=whole.left_out)
    assert of_report(report) == "1 conversation brought in, 5 messages added, 1 not readable."
    assert "cut off" in details(report.unreadable, 1, report.left_out)


def test_archives_and_folders(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/conversations-001.json", json.dumps([CLAUDE]))
        archive.writestr("export/conversations-000.json", "\ufeff" + json.dumps([CHATGPT]))
        archive.writestr("export/user.json", "{}")
        archive.writestr("__MACOSX/export/._conversations-000.json", "junk")
    progress: list[tuple[int, int]] = []
    found = list(conversations_in(path, None, lambda done, total: progress.append((done, total))))
    assert [one.service for one in found if isinstance(one, Found)] == [Service.CHATGPT, Service.CLAUDE]
    assert progress[-1][0] >= progress[-1][1] - 3  # the byte order mark
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "folder")
    assert len(read(tmp_path / "folder")) == 2
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("chat.html", "<p>")
    with pytest.raises(ExchangeError, match="no conversations"):
        read(path)


def test_markdown_has_the_open_branch(tmp_path: Path) -> None:
    conversation = one(tmp_path, CHATGPT).conversation
    markdown = as_markdown(conversation)
    assert markdown.startswith("# Baking\n\n## You · ")
    assert "Wet." not in markdown
    assert markdown.endswith("\nDry it.\n\n*(This reply was cut off.)*\n")


def test_names_of_files() -> None:
    def named(title: str, taken: set[str]) -> str:
        return file_name(PortableConversation("0" * 32, title), taken)

    taken: set[str] = set()
    assert [named("A/B: c?", taken), named("a b  C", taken)] == ["A B c", "a b C (2)"]
    assert named("con", taken) == "Conversation con"
    assert "/" not in named("../..", taken)
    long = named("é" * 400, taken)
    assert len(long.encode()) <= 120
    assert named("", set()) == "Untitled"
    exports = (
        "/a/conversations.json",
        "conversations-003.json",
        "Chat export.ZIP",
        "chat-export-17.json",
        "1.conversation.json",
    )
    assert all(map(is_export, exports))
    assert not any(map(is_export, ("notes.json", "adapter_config.json", "chat.txt", "conversations.json/x", "t.jsonl")))


def test_a_very_long_chain_and_a_deep_one(tmp_path: Path) -> None:
    mapping = {"0": node("0", None)}
    for number in range(1, 5000):
        mapping[str(number)] = node(str(number), str(number - 1), **text("user" if number % 2 else "assistant", "x"))
    found = one(tmp_path, {"title": "Long", "mapping": mapping, "current_node": "4999"})
    assert len(open_branch(found.conversation)) == 4999
    deep = tmp_path / "deep.json"
    deep.write_text('[{"title": "Deep", "mapping": ' + "[" * 1000 + "]" * 1000 + "}]")
    assert isinstance(read(deep)[0], Unreadable)


def test_the_last_message_of_a_circle_is_kept() -> None:
    from app.exchange.tree import Node, grown

    message = PortableMessage("", None, Role.USER, "x")
    messages, _ = grown([Node("a", "b", message), Node("b", "a", message), Node("c", "b", message)])
    assert [(one.key, one.parent) for one in messages] == [("a", None), ("b", "a"), ("c", "b")]
    messages, stands = grown(
        [Node("a", "b", None), Node("b", "a", None), Node("c", "a", message), Node("c", None, message)]
    )
    assert [(one.key, one.parent) for one in messages] == [("c", None)]
    assert stands["a"] is None


def thread_of_jan(folder: Path, name: str, messages: list[object], **thread: object) -> Path:
    place = folder / name
    place.mkdir(parents=True)
    (place / "thread.json").write_text(json.dumps({"id": name, "object": "thread", "title": "Tides", **thread}))
    lines = (one if isinstance(one, str) else json.dumps(one) for one in messages)
    (place / "messages.jsonl").write_text("\n".join(lines) + "\n")
    return place


def of_jan(number: int, role: str, *parts: object, **more: object) -> dict[str, object]:
    content = [one if isinstance(one, dict) else {"type": "text", "text": {"value": one}} for one in parts]
    created_at = 1_700_000_000_000 + 1000 * number
    return {"id": f"m{number}", "role": role, "content": content, "created_at": created_at, "status": "ready", **more}


def test_threads_of_jan(tmp_path: Path) -> None:
    threads = tmp_path / "threads"
    thinking = {"type": "reasoning", "text": {"value": "Hm."}}
    first = thread_of_jan(
        threads,
        "01HX",
        [
            of_jan(0, "user", "Why are there tides?", attachments=[{"file_id": "f"}]),
            of_jan(1, "assistant", thinking, "The moon.", metadata={"modelId": "qwen3"}),
            "{ damaged",
            of_jan(2, "tool", "42"),
            of_jan(3, "user", "And the sun?"),
            of_jan(4, "assistant", "It", status="stopped"),
        ],
        created=1_700_000_000,
        updated=1_700_000_009.5,
        assistants=[{"instructions": "Be brief."}],
        metadata={"is_favorite": True},
    )
    thread_of_jan(threads, "02HX", [of_jan(0, "user", "Hello")], title="")
    (threads / "03HX").mkdir()
    (threads / "03HX" / "thread.json").write_text("{}")
    found = read(threads)
    one = found[0]
    assert isinstance(one, Found)
    assert one.service is Service.JAN
    assert tree(one) == [
        ("m0", None, "Why are there tides?"),
        ("m1", "m0", "The moon."),
        ("m3", "m1", "And the sun?"),
        ("m4", "m3", "It"),
    ]
    conversation = one.conversation
    assert (conversation.title, conversation.pinned, conversation.head) == ("Tides", True, "m4")
    assert conversation.settings.system_message == "Be brief."
    assert (conversation.created_at, conversation.updated_at) == (1_700_000_000, 1_700_000_009.5)
    assert [message.metadata.model for message in conversation.messages] == ["", "qwen3", "", ""]
    assert conversation.messages[3].state is MessageState.STOPPED
    assert conversation.messages[1].created_at == 1_700_000_001
    assert dict(one.left_out) == {
        "files that the export has no text of": 1,
        "notes of the model's reasoning": 1,
        "messages that are damaged": 1,
        "messages of an unknown kind": 1,
    }
    assert isinstance(found[1], Found)
    assert found[1].conversation.title == "Hello"
    assert found[2] == Unreadable("A conversation without a title", "It has no messages.")
    # Packed, and by one of its own files.
    archive = tmp_path / "jan.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(threads.rglob("*.json*")):
            packed.write(path, path.relative_to(tmp_path))
    assert read(archive) == found
    assert read(whole_of(first / "messages.jsonl")) == read(whole_of(first / "thread.json")) == [one]
    assert is_export(str(threads))


def test_hostile_threads_of_jan(tmp_path: Path) -> None:
    threads = tmp_path / "threads"
    thread_of_jan(threads, "a", ["[" * 100_000, "null", "3", '{"content": 5}', '{"role": []}'])
    thread_of_jan(threads, "b", [of_jan(0, "user", "Hi", created_at=-1e300)], assistants=[3], created="x", metadata=7)
    place = thread_of_jan(threads, "c", [])
    (place / "messages.jsonl").unlink()
    (place / "messages.jsonl").symlink_to("/dev/zero")
    thread_of_jan(threads, "d", [])
    (threads / "d" / "thread.json").write_bytes(b" " * (5 << 20))
    reading = conversations_in(threads, None, lambda _done, _total: None)
    assert [type(next(reading)) for _ in range(2)] == [Unreadable, Found]
    with pytest.raises(ExchangeError):  # no device is read
        next(reading)
    (place / "messages.jsonl").unlink()
    assert [type(one) for one in read(threads)] == [Unreadable, Found, Unreadable, Unreadable]
