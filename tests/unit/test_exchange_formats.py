"""What other programs write, as far as it can be read: trees, hidden nodes, tools, files, and what is left out."""

from __future__ import annotations

import json
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest

from app.exchange.bringing import Preview, Report
from app.exchange.markdown import as_markdown, open_branch
from app.exchange.names import file_name, is_export, whole_of
from app.exchange.results import ExchangeError, Found, PassedOver, Service, Unreadable
from app.exchange.source import conversations_in
from app.exchange.words import details, of_preview, of_report
from app.reasoning import answer_of
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


THOUGHTS = {
    "content_type": "thoughts",
    "thoughts": [{"summary": "Counting", "content": "One and one."}, {"summary": "Done", "content": ""}],
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
            "think",
            "u",
            **(text("assistant", time=40.0) | {"content": THOUGHTS}),
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

HM = "<think>\nhm\n</think>"

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


def read(path: Path, wanted: Service | None = None) -> list[Found | Unreadable | PassedOver]:
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
        ("code", "u", "<think>\nOne and one.\n\nDone\n</think>\n\n```python\n1 + 1\n```"),
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
        "messages between the model and its tools": 1,
    }
    assert one(tmp_path, CHATGPT).conversation.key == conversation.key


def test_a_conversation_of_claude(tmp_path: Path) -> None:
    found = one(tmp_path, CLAUDE)
    assert dict(found.left_out)["files that the export has no text of"] == 2  # one kept without its text, one as a name
    assert tree(found) == [("m1", None, "Read this"), ("m2", "m1", f"{HM}\n\nFirst."), ("m3", "m1", "Second.")]
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
    thinking = {"type": "contentBlock", "style": {"type": "thinking"}, "content": [{"type": "text", "text": "hm"}]}
    local_messages: Any = json.loads(json.dumps(LM_STUDIO["messages"]))
    local_messages[1]["versions"][1]["steps"].insert(0, thinking)
    path.write_text(json.dumps(LM_STUDIO | {"messages": local_messages}))
    [local] = read(path)
    assert isinstance(local, Found)
    assert [message.content for message in open_branch(local.conversation)][1] == f"{HM}\n\nGood day"


def of_open_webui(*messages: dict[str, object], **chat: object) -> dict[str, object]:
    """Each message answers the one before it."""
    names = [None, *(str(number) for number in range(len(messages)))]
    tree = {name: {"parentId": above, **one} for above, name, one in zip(names, names[1:], messages, strict=False)}
    history = {"messages": tree, "currentId": names[-1]}
    return {"id": "w", "title": "Web", "chat": {"history": history, **chat}}


def test_files_and_what_a_model_reasoned_in_open_webui(tmp_path: Path) -> None:
    quoted = "> First:\n> \n> is 1 < 2?"
    head = '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n'
    call = '<details type="tool_calls" done="true" name="x" result="&gt;"><summary>Tool Executed</summary>\n</details>'
    code = '<details type="code_interpreter" done="true"><summary>Analyzed</summary>\n```python\n1 + 1\n```\n</details>'
    own = "<details><summary>a</summary>b</details>"
    web = one(
        tmp_path,
        of_open_webui(
            {
                "role": "user",
                "content": "What is in these?",
                "files": [
                    {"type": "file", "name": "notes.pdf", "file": {"id": "f", "data": {"content": "The notes."}}},
                    {"type": "file", "file": {"filename": "old.txt", "data": {"content": "Old."}}},
                    {"type": "file", "name": "sheet.xlsx", "file": {"id": "g", "data": {}}},
                    {"type": "image", "url": "data:image/png;base64,AAAA"},
                ],
            },
            {"role": "assistant", "content": f"{head}{escape(quoted)}\n</details>\nNotes.\n{call}\n"},
            {"role": "user", "content": '<details type="reasoning">mine</details>'},
            {"role": "assistant", "content": f"{head}{quoted}\n</details>\n{code}\n{own}"},
            {"role": "system", "content": "hidden"},
            params={"system": "Be brief."},
        ),
    )
    thought = "<think>\nFirst:\n\nis 1 < 2?\n</think>"
    assert [message.content for message in web.conversation.messages] == [
        "[image]\n\nWhat is in these?",
        f"{thought}\nNotes.",
        '<details type="reasoning">mine</details>',
        f"{thought}\n```python\n1 + 1\n```\n{own}",
    ]
    assert [answer_of(message.content).splitlines()[0] for message in web.conversation.messages[1::2]] == [
        "Notes.",
        "```python",
    ]
    assert web.conversation.messages[0].attachments == (
        Attachment("notes.pdf", AttachmentKind.TEXT, "The notes."),
        Attachment("old.txt", AttachmentKind.TEXT, "Old."),
    )
    assert web.conversation.settings.system_message == "Be brief."
    assert dict(web.left_out) == {
        "images": 1,
        "files that the export has no text of": 1,
        "messages between the model and its tools": 2,
        "messages of an unknown kind": 1,
    }


def test_files_of_jan(tmp_path: Path) -> None:
    listed_files = (
        '\n\n[ATTACHED_FILES]\n- {"file_id": "a", "name": "a.pdf", "mode": "inline"}\n- file_id: b, name: b.pdf\n'
        "[/ATTACHED_FILES]"
    )
    thread_of_jan(
        tmp_path / "threads",
        "01HX",
        [
            of_jan(
                0,
                "user",
                f"Compare [ATTACHED_FILES] these.{listed_files}",
                metadata={"inline_file_contents": [{"name": "a.pdf", "content": "Text of a."}]},
            ),
            of_jan(1, "assistant", "They agree."),
            of_jan(2, "user", "", {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}),
            of_jan(3, "assistant", "A cat."),
        ],
    )
    [found] = read(tmp_path / "threads")
    assert isinstance(found, Found)
    assert [message.content for message in found.conversation.messages] == [
        "Compare [ATTACHED_FILES] these.",
        "They agree.",
        "[image]",
        "A cat.",
    ]
    assert found.conversation.messages[0].attachments == (Attachment("a.pdf", AttachmentKind.TEXT, "Text of a."),)
    assert dict(found.left_out) == {"files that the export has no text of": 1, "images": 1}


def test_what_claude_keeps_beside_its_conversations_is_named(tmp_path: Path) -> None:
    project = {"uuid": "p", "name": "Bread", "prompt_template": "Be brief.", "docs": [{"filename": "a"}, {}]}
    own = {"uuid": "q", "name": "How to use Claude", "prompt_template": "", "docs": [{}], "is_starter_project": True}
    memory = {"conversations_memory": "Bakes.", "project_memories": {"p": "Rye.", "q": " "}, "account_uuid": "u"}
    told = {
        "projects of Claude": 1,
        "instructions of a project": 1,
        "documents of a project": 2,
        "notes of Claude about you": 2,
    }
    files = {
        "data/conversations.json": [CLAUDE],
        "data/memories.json": [memory],
        "data/projects.json": [project, own],
        "data/users.json": [{"uuid": "u", "full_name": "A"}],
    }
    apart = {
        "conversations.json": [CLAUDE],
        "memories/u.json": memory,
        "projects/p.json": project,
        "projects/q.json": own,
        "projects/other.json": {"something": "else"},
        "projects/chats/1.conversation.json": LM_STUDIO,
    }
    for number, content in enumerate((files, apart)):
        path = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, value in content.items():
                archive.writestr(name, json.dumps(value))
        with zipfile.ZipFile(path) as archive:
            archive.extractall(tmp_path / str(number))
        for place in (path, tmp_path / str(number)):
            *found, passed_over = read(place)
            assert all(isinstance(one, Found) for one in found)
            assert len(found) == 1 + number
            assert isinstance(passed_over, PassedOver)
            assert dict(passed_over.left_out) == told
    alone = tmp_path / "memories.json"
    alone.write_text(json.dumps([memory]))
    [passed_over] = read(alone)
    assert isinstance(passed_over, PassedOver)
    assert of_preview(Preview(alone, left_out=passed_over.left_out)) == (
        "Nothing in this file can be brought in. Left out: notes of Claude about you."
    )
    with zipfile.ZipFile(tmp_path / "damaged.zip", "w") as archive:
        archive.writestr("conversations.json", json.dumps([CLAUDE]))
        archive.writestr("projects.json", "no JSON")
    whole, damaged = read(tmp_path / "damaged.zip")
    assert isinstance(whole, Found)
    assert isinstance(damaged, Unreadable)
    assert damaged.name == "projects.json"


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([CHATGPT, 7, {"title": "Foreign", "x": 1}, {"title": "Empty", "mapping": {}}, CLAUDE]))
    found = read(path)
    assert [one.name for one in found if isinstance(one, Unreadable)] == [
        "",
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
    assert of_report(report) == (
        "1 conversation brought in, 5 messages added, 1 not readable. Left out: images, files that the export has no "
        "text of and messages between the model and its tools."
    )
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
    thinking = {"type": "reasoning", "text": {"value": "hm"}}
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
        ("m1", "m0", f"{HM}\n\nThe moon."),
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
        "messages between the model and its tools": 1,
        "messages that are damaged": 1,
    }
    assert isinstance(found[1], Found)
    assert found[1].conversation.title == "Hello"
    assert found[2] == Unreadable("", "It has no messages.")
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
