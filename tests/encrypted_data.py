"""A data folder with a sentence in everything that the program keeps, and where that sentence can be found in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from app.paths import DataFolder
from app.safe.key_file import Cost, NewKey, Phase, new_key, write_key_file
from app.store.backup import back_up
from app.store.records import Attachment, AttachmentKind, Thumb
from app.store.store import Store
from engine.protocol import Role
from engine.states import ContextKey, Position, SavedState, StateCache
from models.adapters.library import AdapterLibrary
from models.encryption.files import files_of
from models.encryption.keys import DataKey
from tests.adapter_files import random_pairs, write_lora
from tests.unit.store_samples import talk

MARKER = "the heron keeps the secret of the seventh weir"
PASSPHRASE = "four words without sense"
CHEAP = Cost(passes=1, memory=8192)
STATE = SavedState(ContextKey("model", "f16"), "one", (), (Position((1,)),), {MARKER: (1,)})


def fill(folder: DataFolder, key: DataKey | None = None) -> None:
    """As the program itself writes all of it."""
    folder.create()
    store = Store.open(folder.database, folder.backups, key=key)
    try:
        conversation = talk(store, f"Hello, {MARKER}.", f"Indeed, {MARKER}!", title=MARKER)
        attachment = Attachment("notes.txt", AttachmentKind.TEXT, MARKER)
        message = store.append_message(
            conversation.id, conversation.head_id, Role.USER, "With a file", attachments=[attachment]
        )
        message = store.append_message(conversation.id, message.id, Role.ASSISTANT, MARKER)
        store.keep_draft(conversation.id, None, MARKER)
        store.add_memory(1, MARKER)
        store.set_feedback(message.id, thumb=Thumb.UP, correction=MARKER)
        back_up(store._connection, folder.backups)
    finally:
        store.close()
    states = StateCache(folder.states, 1 << 20, files_of(key))
    assert states.store(STATE, 1000, lambda path: path.write_bytes(MARKER.encode() * 10))
    gguf = folder.path / "new.gguf"
    write_lora(gguf, random_pairs({"blk.0.attn_q.weight": (32, 32)}), name=MARKER)
    library = AdapterLibrary(folder.adapters, files=files_of(key))
    library.describe(library.import_(gguf, name="Mine").key, description=MARKER)
    gguf.unlink()
    training = folder.personal / "1"
    training.mkdir(exist_ok=True)
    for name in ("job.json", "origin.json", "checkpoint.training", "report.json"):
        content = files_of(key).encoded(json.dumps({"text": MARKER}).encode())
        (training / name).write_bytes(content)


def make_key(folder: DataFolder, phase: Phase = Phase.ENCRYPTING) -> NewKey:
    made = new_key(PASSPHRASE, CHEAP)
    folder.create()
    write_key_file(folder, made.file.in_phase(phase))
    return made


def found_in(folder: Path, text: str = MARKER) -> list[str]:
    """Every file below `folder` that holds `text`, however it is stored."""
    forms = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
    return sorted(
        path.relative_to(folder).as_posix() for path in _files(folder) if any(map(path.read_bytes().count, forms))
    )


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())
