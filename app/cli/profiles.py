"""`homespun profiles`: whom the program is used as, and what models are told of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict, replace

from app.cli.adapter_set import AdapterReferences
from app.cli.keys import shelf_of
from app.cli.model import library
from app.cli.output import for_terminal, say, write_json, write_table, write_text
from app.cli.stored import profile_named, reading, writing
from app.paths import DataFolder
from app.personal.profiles import purge_profile
from app.profiles import ProfileError, checked, preset, system_text
from app.settings import SettingsError, validate_sampling
from app.store.errors import StoreError, StoreErrorKind
from app.store.reader import Reader
from app.store.records import AdapterChoice, Profile, ProfileContents
from app.store.store import Store
from engine.errors import EngineError, ErrorKind
from engine.protocol import SamplingOptions

_BUSY = "The window of Homespun is open: change profiles there, or close it first."


def profiles(options: argparse.Namespace) -> int:
    """Raises EngineError, StoreError, DataFolderError."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "list": _list,
        "show": _show,
        "make": _make,
        "edit": _edit,
        "delete": _delete,
    }
    return actions[options.action](options)


def _list(options: argparse.Namespace) -> int:
    try:
        with reading(options) as reader:
            found = [(profile, reader.profile_contents(profile.id)) for profile in reader.profiles()]
    except StoreError as error:
        if error.kind is not StoreErrorKind.NOT_FOUND:
            raise
        found = []  # The first one is made with the first conversation, or with “make”.
    if options.json:
        write_json([_json(profile, contents) for profile, contents in found])
    elif not found:
        print("There are no profiles yet. The window makes the first one, and so does “homespun profiles make NAME”.")
    else:
        rows = [
            (profile.name, str(contents.conversations), str(contents.facts), _short(system_text(profile)))
            for profile, contents in found
        ]
        write_table(("name", "conversations", "facts", "what a model is told"), rows)
    return 0


def _show(options: argparse.Namespace) -> int:
    with reading(options) as reader:
        profile = profile_named(reader, options.name)
        _tell(options, profile, reader.profile_contents(profile.id))
    return 0


def _make(options: argparse.Namespace) -> int:
    with writing(options, _BUSY) as store:
        like = profile_named(store, options.like) if options.like is not None else Profile(0, "", "")
        if options.preset is not None:
            chosen = preset(options.preset)
            like = Profile(0, chosen.name, chosen.instructions, chosen.settings)
        made = _changed(options, store, replace(like, id=0), options.name)
        made = store.create_profile(made.name, made.system_message, made.settings)
        _tell(options, made, ProfileContents())
    return 0


def _edit(options: argparse.Namespace) -> int:
    with writing(options, _BUSY) as store:
        profile = profile_named(store, options.name)
        edited = _changed(options, store, profile, options.new_name if options.new_name is not None else profile.name)
        store.update_profile(edited.id, edited.name, edited.system_message, edited.settings)
        _tell(options, edited, store.profile_contents(edited.id))
    return 0


def _delete(options: argparse.Namespace) -> int:
    folder = DataFolder.resolve(options.data_dir)
    with writing(options, _BUSY) as store:
        profile = profile_named(store, options.name)
        contents = store.profile_contents(profile.id)
        goes = (
            f"“{profile.name}” goes with {contents.conversations} conversations, {contents.facts} facts and "
            f"{contents.versions} versions."
        )
        if not options.yes:
            raise EngineError(ErrorKind.UNSUPPORTED, f"{goes} This cannot be undone: add --yes if you want it.")
        purge_profile(store, shelf_of(options), folder.personal, profile.id)
    if options.json:
        write_json({"deleted": _json(profile, contents)})
    else:
        say(f"Deleted. {goes}")
    return 0


def _changed(options: argparse.Namespace, reader: Reader | Store, before: Profile, name: str) -> Profile:
    """`before` as the options want it; what they leave out stays, and an empty value takes away. Raises EngineError."""
    settings = before.settings
    if options.preferences is not None:
        settings = replace(settings, preferences=_text(options.preferences))
    if options.model is not None:
        model = str(library(options).resolve(options.model).absolute()) if options.model else None
        settings = replace(settings, model=model)
    if options.adapter is not None:
        settings = replace(settings, adapters=_adapters(options, settings.model))
    if options.temperature is not None:
        sampling = replace(settings.sampling or SamplingOptions(), temperature=options.temperature)
        settings = replace(settings, sampling=sampling)
    if options.program_sampling:
        settings = replace(settings, sampling=None)
    instructions = before.system_message if options.instructions is None else _text(options.instructions)
    try:
        if settings.sampling is not None:
            validate_sampling(settings.sampling)
        return checked(replace(before, name=name, system_message=instructions, settings=settings), reader.profiles())
    except (ProfileError, SettingsError) as error:
        raise EngineError(ErrorKind.UNSUPPORTED, error.message) from error


def _adapters(options: argparse.Namespace, model: str | None) -> tuple[AdapterChoice, ...]:
    """Only what is on the shelf: a profile outlives files."""
    shelf = AdapterReferences(options, library(options).resolve(model))
    chosen = shelf.choose_all([reference for reference in options.adapter if reference])
    for adapter in chosen:
        if not adapter.key:
            raise EngineError(
                ErrorKind.UNSUPPORTED,
                f"“{adapter.name}” is not on the shelf. Put it there first: homespun adapters import {adapter.path}",
            )
    return tuple(AdapterChoice(adapter.key, adapter.scale, name=adapter.name) for adapter in chosen)


def _text(given: str) -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace") if given == "-" else given


def _tell(options: argparse.Namespace, profile: Profile, contents: ProfileContents) -> None:
    if options.json:
        write_json(_json(profile, contents))
        return
    settings = profile.settings
    print(for_terminal(profile.name))
    print(f"{contents.conversations} conversations, {contents.facts} facts, {contents.versions} versions")
    print(for_terminal(f"Model: {settings.model or 'the one in use'}"))
    acting = [f"{one.name or one.key} at {one.scale:g}" for one in settings.adapters if one.active]
    print(for_terminal(f"Adapters: {', '.join(acting) or 'none'}"))
    warmth = f"{settings.sampling.temperature:g}" if settings.sampling is not None else "the program's"
    print(f"Temperature: {warmth}")
    text = system_text(profile)
    write_text(f"A model is told:\n{text}\n" if text else "A model is told nothing.\n")


def _json(profile: Profile, contents: ProfileContents) -> dict[str, object]:
    settings = asdict(profile.settings)
    return {
        "id": profile.id,
        "name": profile.name,
        "instructions": profile.system_message,
        **settings,
        "system_message": system_text(profile),
        "contents": asdict(contents),
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47].rstrip()}…"
