"""Lets a training be paused, resumed and stopped: by lines on standard input, by signals, and by the battery."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

import psutil

from engine.training.personal_events import Command, Paused, PauseReason, Resumed

_BATTERY_SECONDS = 10.0
"""Between two looks at the battery."""


class TrainingControl:
    """Asked between two steps. `tell` takes Paused and Resumed; `on_battery` says what the computer runs on."""

    def __init__(self, tell: Callable[[Paused | Resumed], None], on_battery: Callable[[], bool]) -> None:
        self._tell, self._on_battery = tell, on_battery
        self._changed = threading.Condition()
        self._stopped = self._asked = self._on_anyway = self._battery = False
        self._looked = -_BATTERY_SECONDS

    @property
    def wanted(self) -> bool:
        """Whether the training is to pause or to stop: what it holds should be kept first."""
        self._look()
        with self._changed:
            return self._stopped or self._reason() is not None

    def __call__(self) -> bool:
        """Waits as long as the training is to pause. True: stop now."""
        paused: PauseReason | None = None
        while True:
            self._look()
            with self._changed:
                reason = None if self._stopped else self._reason()
                if reason is not None and reason is paused:
                    self._changed.wait(_BATTERY_SECONDS)
                    continue
                stopped = self._stopped
            if reason is not None:
                self._tell(Paused(reason))
                paused = reason
                continue
            if paused is not None and not stopped:
                self._tell(Resumed())
            return stopped

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def obey(self, line: str) -> None:
        """Do what a line of standard input says; one that says nothing known is passed over."""
        word = line.strip()
        if word == Command.STOP:
            self.stop()
            return
        with self._changed:
            if word == Command.PAUSE:
                self._asked, self._on_anyway = True, False
            elif word == Command.RESUME:
                # Said while it waits for the battery alone, it means to go on all the same, until the computer is
                # plugged in and out again; the end of a reply that it waited for says nothing of the battery.
                self._asked, self._on_anyway = False, self._battery and not self._asked
            self._changed.notify_all()

    def listen(self, descriptor: int) -> None:
        """Obey the lines that come from `descriptor`; its end stops the training. SIGINT and SIGTERM stop it too."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)
        threading.Thread(target=self._read, args=(descriptor,), daemon=True).start()

    def _signalled(self, _signal: int, _frame: Any) -> None:
        # The main thread may hold the lock at this very moment, so another one takes it.
        threading.Thread(target=self.stop, daemon=True).start()

    def _read(self, descriptor: int) -> None:
        """With bare reads: a thread that waits in `sys.stdin` keeps Python from ending."""
        rest = b""
        while True:
            try:
                content = os.read(descriptor, 4096)
            except OSError:
                content = b""
            if not content:
                self.stop()
                return
            *lines, rest = (rest + content).split(b"\n")
            for line in lines:
                self.obey(line.decode("utf-8", "replace"))

    def _reason(self) -> PauseReason | None:
        if self._asked:
            return PauseReason.ASKED
        return PauseReason.BATTERY if self._battery and not self._on_anyway else None

    def _look(self) -> None:
        if monotonic() - self._looked < _BATTERY_SECONDS:
            return
        self._looked = monotonic()
        battery = self._on_battery()
        with self._changed:
            self._battery = battery
            self._on_anyway = self._on_anyway and battery


def on_battery() -> bool:
    """Whether the computer has a battery and runs on it."""
    battery: Any = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False
