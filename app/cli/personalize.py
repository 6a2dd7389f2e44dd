"""`homespun personalize`: what a model may learn from a person, what came of it, and the way back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from app.cli.keys import shelf_of
from app.cli.output import for_terminal, write_json, write_table
from app.cli.personal_report import print_report, report_json
from app.cli.personal_review import estimated, print_review, review_json
from app.cli.stored import profile_named, reading, writing
from app.personal import versions
from app.personal.documents import look_through
from app.personal.review import Review, gather
from app.personal.secrets import home_region
from app.store.reader import Reader
from app.store.records import PersonalVersion
from engine.errors import EngineError, ErrorKind


def personalize(options: argparse.Namespace) -> int:
    if options.action == "train":
        from app.cli.personal_training import train

        return train(options)
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "preview": _preview,
        "report": _report,
        "list": _list,
        "rollback": _roll_back,
        "merge": _merge,
        "delete": _delete,
    }
    return actions[options.action](options)


def review_of(options: argparse.Namespace, reader: Reader) -> Review:
    """What would be learned from: documents that are named, which must be readable, and those that the profile has.
    Raises EngineError, StoreError."""
    profile = profile_named(reader, options.profile)
    named = [str(path.expanduser().absolute()) for path in options.documents]
    documents = look_through([*named, *(path for path in reader.documents(profile.id) if path not in named)])
    for source in documents[: len(named)]:
        if source.unread:
            raise EngineError(ErrorKind.UNSUPPORTED, source.unread[0])
    return gather(reader, profile.id, documents, home_region())


def _preview(options: argparse.Namespace) -> int:
    with reading(options, begin=bool(options.documents)) as reader:
        review = review_of(options, reader)
    expected = estimated(options, review)
    if options.json:
        write_json(review_json(review, expected))
    else:
        print_review(review, expected)
    return 0


def _report(options: argparse.Namespace) -> int:
    with reading(options) as reader:
        profile = profile_named(reader, options.profile)
        found = reader.versions(profile.id)
        wanted = [version for version in found if options.version in (None, version.id)]
        report = versions.report_of(reader, wanted[0]) if wanted else None
    if not wanted:
        what = f"no version {options.version}" if options.version else "nothing that was learned yet"
        raise EngineError(
            ErrorKind.UNSUPPORTED, f"There is {what} for “{profile.name}”. “homespun personalize list” shows all."
        )
    version = wanted[0]
    if merged := versions.merged_from(version):
        parts = ", ".join(map(str, merged))
        raise EngineError(
            ErrorKind.UNSUPPORTED,
            f"“{version.name}” was merged from {parts} and not tested as one. Ask for the reports of these.",
        )
    if report is None:
        raise EngineError(ErrorKind.MODEL_INVALID, f"The report of “{version.name}” cannot be read any more.")
    if options.json:
        write_json(report_json(report) | {"id": version.id, "name": version.name, "state": str(version.state)})
    else:
        print_report(version, report)
    return 0


def _list(options: argparse.Namespace) -> int:
    with reading(options) as reader:
        profile = profile_named(reader, options.profile)
        found = reader.versions(profile.id)
        used = versions.in_use(profile, found)
        deleted = {version.id: reader.deleted_sources(version.id) for version in found}
    if options.json:
        write_json(
            [
                version_json(version, is_used=version == used) | {"deleted_sources": deleted[version.id]}
                for version in found
            ]
        )
    elif found:
        rows = [
            (
                str(version.id),
                version.name,
                f"{datetime.fromtimestamp(version.created_at):%Y-%m-%d %H:%M}",
                Path(version.model).stem,
                "in use" if version == used else str(version.state),
                str(version.parent_id or "-"),
            )
            for version in found
        ]
        write_table(("id", "name", "made", "model", "state", "after"), rows)
        for version in found:
            if deleted[version.id]:
                print(
                    for_terminal(
                        f"“{version.name}” still knows what you have deleted since: {deleted[version.id]} of what it "
                        f"learned from. Train again, or delete it: homespun personalize delete {version.id}"
                    )
                )
    else:
        print(for_terminal(f"Nothing was learned for “{profile.name}” yet. “homespun personalize train” does it."))
    return 0


def _roll_back(options: argparse.Namespace) -> int:
    busy = "The window of Homespun is open: take the version back there, or close it first."
    with writing(options, busy) as store:
        undone, before = versions.roll_back(store, profile_named(store, options.profile).id)
    if options.json:
        write_json({"undone": version_json(undone), "in_use": version_json(before, is_used=True) if before else None})
    else:
        now = f"“{before.name}”" if before else "the model as it was made"
        print(for_terminal(f"“{undone.name}” is taken back. New conversations are written with {now}."))
    return 0


def _merge(options: argparse.Namespace) -> int:
    shelf = shelf_of(options)
    with writing(options, "The window of Homespun is open: merge the versions there, or close it first.") as store:
        found = store.versions(profile_named(store, options.profile).id)
        newest = [version.id for version in found if version.adapter][:2]
        merged = versions.merge(store, shelf, options.versions or newest)
    if options.json:
        write_json(version_json(merged))
    else:
        parts = " and ".join(f"“{one.name}”" for one in found if one.id in versions.merged_from(merged))
        print(for_terminal(f"“{merged.name}” does what {parts} do on average. Nothing uses it yet."))
        print(for_terminal(f"It was not tested as one. Try it: homespun chat --adapter {merged.adapter}"))
    return 0


def _delete(options: argparse.Namespace) -> int:
    shelf = shelf_of(options)
    with writing(options, "The window of Homespun is open. Close it first, then delete the version.") as store:
        gone = versions.delete(store, shelf, options.version)
    if options.json:
        write_json({"deleted": version_json(gone)})
    else:
        print(for_terminal(f"“{gone.name}” is deleted, with all that it had learned."))
    return 0


def version_json(version: PersonalVersion, *, is_used: bool = False) -> dict[str, object]:
    """Without its report, which has a command of its own."""
    content = asdict(version) | {"state": str(version.state), "in_use": is_used}
    del content["report"]
    return content
