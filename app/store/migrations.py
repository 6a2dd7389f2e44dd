"""The schema, as the ordered list of functions that lead to it from an empty file.

`PRAGMA user_version` counts how many of them a database has been through. A released function never changes: what
comes later is appended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.store.connection import transaction
from app.store.driver import dbapi2
from app.store.errors import StoreError, StoreErrorKind
from app.store.text_index import create_index, update_index, with_files

Migration = Callable[[dbapi2.Connection], None]
"""Changes schema and content inside a transaction that its caller begins and ends. Foreign keys are checked at the
end, not in between, so a table may be made again under its name."""


def first_schema(connection: dbapi2.Connection) -> None:
    """Profiles, conversations, and messages as a tree: a message may have several answers."""
    for statement in _FIRST_SCHEMA:
        connection.execute(statement)
    create_index(connection)


def profile_settings(connection: dbapi2.Connection) -> None:
    """A profile brings settings of its own to its conversations, as JSON like those of a conversation."""
    connection.execute("ALTER TABLE profiles ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'")


def personalization(connection: dbapi2.Connection) -> None:
    """What a person thinks of replies, facts about them, and the adapters that were trained on both."""
    for statement in _PERSONALIZATION:
        connection.execute(statement)


def learning_sources(connection: dbapi2.Connection) -> None:
    """What else a model may learn from: documents, votes between two answers, and facts that were only guessed."""
    for statement in _LEARNING_SOURCES:
        connection.execute(statement)


def branches(connection: dbapi2.Connection) -> None:
    """Messages can be deleted, every branch knows when it was left, and what is being written is kept."""
    for statement in _BRANCHES:
        connection.execute(statement)


def learning_choices(connection: dbapi2.Connection) -> None:
    """What the person has taken in, left out or rewritten of what could be learned."""
    for statement in _LEARNING_CHOICES:
        connection.execute(statement)


def attachments(connection: dbapi2.Connection) -> None:
    """A message may bring the texts of files."""
    for statement in _ATTACHMENTS:
        connection.execute(statement)


def order(connection: dbapi2.Connection) -> None:
    """Conversations can be pinned, archived and put into folders, and it is known who gave a title and where a message
    was brought in from."""
    for statement in _ORDER:
        connection.execute(statement)


def summaries(connection: dbapi2.Connection) -> None:
    """The first messages of a branch may have a summary that a model sees in their place."""
    connection.execute(_SUMMARIES)


def files_found(connection: dbapi2.Connection) -> None:
    """Messages are found by the names and the texts of their files, and the files of a prompt stay with its vote."""
    for statement in _FILES_FOUND:
        connection.execute(statement)
    found = connection.execute(
        "SELECT id, content FROM messages WHERE state <> 'streaming' AND id IN (SELECT message_id FROM attachments)"
    ).fetchall()
    update_index(connection, gone=found, come=with_files(connection, found))


def profiles_deleted(connection: dbapi2.Connection) -> None:
    """A profile can be taken out of sight, and brought back."""
    connection.execute("ALTER TABLE profiles ADD COLUMN deleted_at REAL")


MIGRATIONS: tuple[Migration, ...] = (
    first_schema,
    profile_settings,
    personalization,
    learning_sources,
    branches,
    learning_choices,
    attachments,
    order,
    summaries,
    files_found,
    profiles_deleted,
)


def version(connection: dbapi2.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def refuse_newer(connection: dbapi2.Connection, migrations: Sequence[Migration]) -> None:
    found = version(connection)
    if found > len(migrations):
        raise StoreError(
            StoreErrorKind.NEWER,
            "Your conversations were saved by a newer version of Homespun. Start that version, or update this one.",
            f"schema version {found}, this program knows {len(migrations)}",
        )


def migrate(connection: dbapi2.Connection, migrations: Sequence[Migration], back_up: Callable[[], Path]) -> Path | None:
    """Bring the database up to date, each step in one transaction; returns the backup made before the first.

    A new file needs none. When a step fails, the database is as the step before left it.
    """
    start = version(connection)
    if start == len(migrations):
        return None
    backup = back_up() if start else None
    # The setting is ignored inside a transaction, so it is changed around them.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for number, step in enumerate(migrations[start:], start + 1):
            with transaction(connection):
                step(connection)
                broken = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
                if broken:
                    raise StoreError(
                        StoreErrorKind.INTERNAL,
                        "Your conversations could not be brought up to date and are as they were. "
                        "Start the version of Homespun that you had, and report this.",
                        f"migration {number} leaves rows without what they refer to: {broken}",
                    )
                connection.execute(f"PRAGMA user_version = {number}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


_FIRST_SCHEMA = (
    """
    CREATE TABLE profiles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        system_message TEXT NOT NULL
    ) STRICT
    """,
    # `touched` grows with every use of any conversation: the order of the list, whatever the clock says.
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        title TEXT NOT NULL,
        head_id INTEGER,
        settings TEXT NOT NULL,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        touched INTEGER NOT NULL,
        deleted_at REAL,
        FOREIGN KEY (id, head_id) REFERENCES messages (conversation_id, id)
    ) STRICT
    """,
    "CREATE INDEX conversations_by_use ON conversations (touched)",
    # Ids are never used again, and a parent is older than its children: the tree has no cycles.
    """
    CREATE TABLE messages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER NOT NULL REFERENCES conversations (id),
        parent_id INTEGER CHECK (parent_id < id),
        role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
        state TEXT NOT NULL CHECK (state IN ('complete', 'streaming', 'stopped', 'failed')),
        created_at REAL NOT NULL,
        metadata TEXT NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (conversation_id, id),
        FOREIGN KEY (conversation_id, parent_id) REFERENCES messages (conversation_id, id)
    ) STRICT
    """,
    "CREATE INDEX messages_by_parent ON messages (parent_id)",
    "CREATE INDEX messages_unfinished ON messages (id) WHERE state = 'streaming'",
)

_PERSONALIZATION = (
    """
    CREATE TABLE feedback (
        message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        thumb INTEGER NOT NULL CHECK (thumb IN (-1, 0, 1)),
        correction TEXT NOT NULL,
        changed_at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE memories (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        text TEXT NOT NULL,
        message_id INTEGER REFERENCES messages (id) ON DELETE SET NULL,
        confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
        created_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX memories_by_profile ON memories (profile_id)",
    "CREATE INDEX memories_by_message ON memories (message_id)",
    """
    CREATE TABLE personal_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        name TEXT NOT NULL,
        model TEXT NOT NULL,
        adapter TEXT NOT NULL,
        parent_id INTEGER REFERENCES personal_versions (id) CHECK (parent_id < id),
        state TEXT NOT NULL CHECK (state IN ('draft', 'offered', 'rolled back')),
        report TEXT NOT NULL,
        folder TEXT NOT NULL,
        created_at REAL NOT NULL
    ) STRICT
    """,
    # The conversation's number outlives the conversation: what was trained on it can be named after it is gone.
    """
    CREATE TABLE personal_sources (
        version_id INTEGER NOT NULL REFERENCES personal_versions (id) ON DELETE CASCADE,
        example TEXT NOT NULL,
        conversation_id INTEGER,
        document TEXT NOT NULL,
        PRIMARY KEY (version_id, example)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX personal_sources_by_conversation ON personal_sources (conversation_id)",
)

_LEARNING_SOURCES = (
    """
    CREATE TABLE personal_documents (
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        path TEXT NOT NULL,
        PRIMARY KEY (profile_id, path)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE votes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE,
        before_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
        prompt TEXT NOT NULL,
        answer TEXT NOT NULL,
        other TEXT NOT NULL,
        answer_metadata TEXT NOT NULL,
        other_metadata TEXT NOT NULL,
        better INTEGER NOT NULL CHECK (better IN (-1, 0, 1)),
        created_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX votes_by_profile ON votes (profile_id)",
    "CREATE INDEX votes_by_conversation ON votes (conversation_id)",
    "CREATE INDEX votes_by_message ON votes (before_id)",
    "ALTER TABLE memories ADD COLUMN sentence TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE memories ADD COLUMN refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1))",
    # A fact that the person has confirmed is their own; what was only guessed, or quoted, goes with its message.
    """
    CREATE TRIGGER guessed_facts_go BEFORE DELETE ON messages BEGIN
        DELETE FROM memories WHERE message_id = old.id AND NOT confirmed;
        UPDATE memories SET sentence = '' WHERE message_id = old.id;
    END
    """,
    # The last message in which facts were looked for.
    """
    CREATE TABLE fact_searches (
        profile_id INTEGER PRIMARY KEY REFERENCES profiles (id),
        message_id INTEGER NOT NULL
    ) STRICT
    """,
)

_BRANCHES = (
    "ALTER TABLE messages ADD COLUMN deleted_at REAL",
    # When it was last the end of what was shown; NULL for one that was never left for another branch.
    "ALTER TABLE messages ADD COLUMN seen_at REAL",
    "CREATE INDEX messages_deleted ON messages (deleted_at) WHERE deleted_at IS NOT NULL",
    """
    CREATE TABLE drafts (
        conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE,
        message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX drafts_by_conversation ON drafts (conversation_id)",
    "CREATE INDEX drafts_by_message ON drafts (message_id)",
)

_LEARNING_CHOICES = (
    """
    CREATE TABLE learning_choices (
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        example TEXT NOT NULL,
        message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
        vote_id INTEGER REFERENCES votes (id) ON DELETE CASCADE,
        included INTEGER NOT NULL CHECK (included IN (0, 1)),
        text TEXT NOT NULL,
        PRIMARY KEY (profile_id, example)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX learning_choices_by_message ON learning_choices (message_id)",
    "CREATE INDEX learning_choices_by_vote ON learning_choices (vote_id)",
)

# Without a message it is in the message box of its conversation, without that in the one of a new conversation.
_ATTACHMENTS = (
    """
    CREATE TABLE attachments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE,
        message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('text', 'markdown', 'code', 'html', 'pdf', 'word')),
        pages INTEGER NOT NULL,
        note TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX attachments_by_conversation ON attachments (conversation_id, message_id)",
    "CREATE INDEX attachments_by_message ON attachments (message_id)",
)

_ORDER = (
    """
    CREATE TABLE folders (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile_id INTEGER NOT NULL REFERENCES profiles (id),
        name TEXT NOT NULL,
        UNIQUE (profile_id, name)
    ) STRICT
    """,
    "ALTER TABLE conversations ADD COLUMN folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL",
    "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))",
    "ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))",
    # Of a title that is there already nobody knows whether the person typed it, so it is treated as if they had.
    "ALTER TABLE conversations ADD COLUMN titled TEXT NOT NULL DEFAULT 'person' "
    "CHECK (titled IN ('words', 'model', 'person'))",
    "CREATE INDEX conversations_by_folder ON conversations (folder_id)",
    "CREATE INDEX conversations_in_order ON conversations (archived, pinned, touched, updated_at)",
    "CREATE INDEX conversations_by_time ON conversations (updated_at)",
    # What a message is called in the file that it came from; NULL for one that was written here.
    "ALTER TABLE messages ADD COLUMN origin TEXT",
)

_SUMMARIES = """
    CREATE TABLE summaries (
        message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
        covered TEXT NOT NULL,
        text TEXT NOT NULL,
        model TEXT NOT NULL,
        edited INTEGER NOT NULL CHECK (edited IN (0, 1))
    ) STRICT
"""

_FILES_FOUND = (
    "ALTER TABLE attachments ADD COLUMN vote_id INTEGER REFERENCES votes (id) ON DELETE CASCADE",
    "CREATE INDEX attachments_by_vote ON attachments (vote_id)",
)
