"""A child that is spoken with through pipes, by threads that may wait for it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from types import TracebackType
from typing import IO, Self, cast

from app.launch import EngineCommand, working_folder
from app.outcome import STDERR_TAIL, decode_tail


class PipedChild:
    """Runs in an empty folder of its own; what it logs is kept aside. As a context it is gone at the end."""

    def __init__(self, command: EngineCommand) -> None:
        """Raises OSError where it cannot be started."""
        self._folder = working_folder()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        try:
            self.process = subprocess.Popen(
                [command.program, *command.arguments],
                env=dict(command.environment),
                cwd=self._folder.name,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                start_new_session=True,  # Ctrl+C in the terminal is for us
            )
        except OSError:
            self._log.close()
            self._folder.cleanup()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def output(self) -> IO[bytes]:
        return cast(IO[bytes], self.process.stdout)

    def tell(self, line: bytes) -> None:
        """Blocks while the pipe is full. Raises OSError when the child is gone."""
        pipe = cast(IO[bytes], self.process.stdin)
        pipe.write(line)
        pipe.flush()

    def tell_if_it_lives(self, line: bytes) -> None:
        """The same; that it is gone will be told by the end of its output."""
        with contextlib.suppress(OSError, ValueError):  # ValueError: the pipe was closed meanwhile
            self.tell(line)

    def hang_up(self) -> None:
        """Close its input."""
        with contextlib.suppress(OSError, ValueError):  # what was not sent to a dead process is of no use any more
            cast(IO[bytes], self.process.stdin).close()

    def report(self) -> str:
        """End it if it lives, and say how it ended, and what it logged last, for a report of a problem."""
        self.process.kill()
        code = self.process.wait()
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - 2 * STDERR_TAIL))
        return f"exit code {code}\n{decode_tail(self._log.read())}".strip()

    def close(self) -> None:
        """End it if it lives. No thread may be reading its output any more, except one that ends with it."""
        self.process.kill()
        self.process.wait()
        self.hang_up()
        self.output.close()
        self._log.close()
        self._folder.cleanup()
