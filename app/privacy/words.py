"""What is said of privacy to a person, in the window and in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from app.privacy.kept import Holds, Protection
from app.privacy.processes import Part, Running
from app.translation import number, plural, tr
from engine.sandbox.state import Sandbox


def holds(what: Holds) -> str:
    match what:
        case Holds.CONVERSATIONS:
            return tr("Conversations, profiles, facts, votes, attached files")
        case Holds.STATES:
            return tr("What the model has read, saved so that it need not read it again")
        case Holds.ADAPTERS:
            return tr("Adapters: those that you brought, and those that learned from you")
        case Holds.PERSONAL:
            return tr("Trainings: examples of what you wrote, until they are done")
        case Holds.BACKUPS:
            return tr("Copies of what is yours, made before an update or a restore")
        case Holds.MODELS:
            return tr("Models")
        case Holds.ENCODERS:
            return tr("Encoders, which find passages of long files")
        case Holds.COMPOSERS:
            return tr("What was measured of models")
        case Holds.SETTINGS:
            return tr("Settings")
        case Holds.LOGS:
            return tr("Log of what the program did; names of files may be in it")


def protection(kind: Protection) -> str:
    match kind:
        case Protection.ENCRYPTED:
            return tr("encrypted")
        case Protection.PARTLY:
            return tr("partly encrypted")
        case Protection.PLAIN:
            return tr("not encrypted")
        case Protection.IMPERSONAL:
            return tr("holds no word of yours")


def part(process: Part) -> str:
    match process:
        case Part.WINDOW:
            return tr("Window")
        case Part.ENGINE:
            return tr("Engine, which runs the model")
        case Part.READER:
            return tr("Reader of a file")
        case Part.DOWNLOAD:
            return tr("Download that you asked for")
        case Part.TRAINER:
            return tr("Trainer, which learns from you")
        case Part.CONVERTER:
            return tr("Converter of models")
        case Part.ENCODER:
            return tr("Encoder, which compares passages with a message")
        case Part.COMMAND:
            return tr("Import or export of conversations")
        case Part.OTHER:
            return tr("Another program, started from here")


def connections(process: Running) -> str:
    if process.connections is None:
        return tr("the system does not tell its connections")
    if not process.connections:
        return tr("no connection, and the system refuses it any") if process.confined else tr("no connection")
    return plural("{n} connection to a network", "{n} connections to a network", process.connections)


def all_connections(processes: Sequence[Running]) -> str:
    """In one sentence, for the top of the page."""
    if any(process.connections is None for process in processes):
        return tr("The system does not tell which connections are open.")
    open_ones = sum(process.connections or 0 for process in processes)
    if not open_ones:
        return tr("No connection to any network is open.")
    return plural("{n} connection to a network is open.", "{n} connections to a network are open.", open_ones)


def may_connect(downloads_allowed: bool) -> str:
    if downloads_allowed:
        return tr(
            "Models that you ask for are downloaded, by a process of its own that ends afterwards. Nothing else ever "
            "connects to anything."
        )
    return tr("Nothing connects to anything: downloads of models are switched off in the settings.")


def sandbox(state: Sandbox) -> str:
    """What the engine, the readers, the trainer and the converter are kept from."""
    if state.calls and state.files:
        return tr(
            "The processes that run models, read files and train are confined by the system: no network, no other "
            "programs, no hold on other processes, and no files but the program's own and those that they are given."
        )
    if state.calls:
        held = tr(
            "The processes that run models, read files and train are confined by the system: no network, no other "
            "programs, no hold on other processes. They are not confined to their files."
        )
    elif state.files:
        held = tr("The processes that run models, read files and train are confined to their files, and no further.")
    else:
        held = tr("The processes that run models, read files and train are not confined by this system.")
    return f"{held} {state.why_not}"


def size(number_of_bytes: int) -> str:
    if number_of_bytes >= 1_000_000_000:
        return tr("{size} GB", size=number(number_of_bytes / 1e9, 1))
    if number_of_bytes >= 100_000:
        return tr("{size} MB", size=number(number_of_bytes / 1e6, 0 if number_of_bytes >= 1e7 else 1))
    return tr("{size} KB", size=number(max(number_of_bytes / 1e3, 0.1), 1))
