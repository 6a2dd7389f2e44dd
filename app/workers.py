"""Threads for what takes long: one for each kind of work, so that none of it waits for another kind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


class Workers:
    """Each has one thread, made when it is first needed."""

    def __init__(self) -> None:
        self.files = _one("files")
        """Short work on the program's own files; it is the last to end, as settings are saved there."""
        self.adapters = _one("adapters")
        self.models = _one("models")
        self.library = _one("library")
        self.exchange = _one("exchange")
        self.personal = _one("personal")
        self.passages = _one("passages")
        self.attachments = _one("attachments")

    def close(self) -> None:
        """Wait for nothing. What was to be done to the program's own files is still done; the rest is not begun."""
        self.files.shutdown(wait=False)
        for worker in (
            self.adapters,
            self.models,
            self.library,
            self.exchange,
            self.personal,
            self.passages,
            self.attachments,
        ):
            worker.shutdown(wait=False, cancel_futures=True)


def _one(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
