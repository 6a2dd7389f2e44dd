"""Which sockets of the internet a program and its children make, seen by strace, or that a whole suite makes none.

    python -m tests.network_trace -- COMMAND ARGUMENT …     runs a command without a network, and tells its sockets

The command runs in a network namespace of its own, in which there is no network (`unshare -rn`), and under
`strace -f -e trace=network`. Exit code 0: it succeeded, and no socket of the internet was made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALL = re.compile(r"^(?P<pid>\d+)\s+(?P<call>socket|execve)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)")
_INTERNET = re.compile(r"AF_INET6?|AF_PACKET|AF_NETLINK")
_ENDED = re.compile(r"^\d+\s+\+\+\+ (exited|killed)")
_STARTED = re.compile(r"^(?P<pid>\d+)\s+.*(?:clone3?|v?fork)\(.*\)\s+= (?P<child>\d+)")


@dataclass
class Sockets:
    """Of a command and all that it started."""

    made: Counter[str] = field(default_factory=Counter[str])
    """By family and program, "AF_INET by strace": how many were made."""
    refused: Counter[str] = field(default_factory=Counter[str])
    """That the system refused to make: a process in its sandbox tried."""
    processes: int = 0

    def __str__(self) -> str:
        lines = [f"{self.processes} programs were started."]
        lines += [f"made: {count} × {what}" for what, count in self.made.items()]
        lines += [f"tried and refused: {count} × {what}" for what, count in self.refused.items()]
        return "\n".join([*lines, *([] if self.made else ["No socket of the internet was made."])])


def traced(log: Path) -> tuple[str, ...]:
    """What to put before a command."""
    # With the filter of system calls all other calls run at full speed.
    calls = "trace=socket,execve,clone,clone3,fork,vfork"
    return ("strace", "-f", "-q", "--seccomp-bpf", "-s", "300", "-e", calls, "-o", str(log))


def offline() -> tuple[str, ...]:
    """What to put before a command so that it has no network at all."""
    return ("unshare", "--map-root-user", "--net")


def missing() -> str:
    """Why it cannot be done here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "unshare and strace are Linux's"
    for tool in ("strace", "unshare"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    done = subprocess.run([*offline(), "true"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"network namespaces are not allowed here: {done.stderr.strip()}"


def sockets_in(log: Path) -> Sockets:
    """What a trace holds. Lines of calls that another process interrupted are put together by strace's own numbers."""
    found, programs, unfinished = Sockets(), dict[str, str](), dict[str, str]()
    with log.open(errors="replace") as lines:
        for line in lines:
            pid = line.split(maxsplit=1)[0]
            if _ENDED.match(line):  # its number may come again
                programs.pop(pid, None)
                continue
            if "<unfinished ...>" in line:
                unfinished[pid] = line.split(" <unfinished")[0]
                continue
            if resumed := re.match(r"^\d+\s+<\.\.\. \w+ resumed>(.*)", line):
                line = unfinished.pop(pid, pid) + resumed[1]
            if child := _STARTED.match(line):
                programs.setdefault(child["child"], programs.get(pid, "?"))
            call = _CALL.match(line)
            if call is None:
                continue
            if call["call"] == "execve":
                if call["result"] == "0":
                    found.processes += 1
                    programs[pid] = _program(call["arguments"])
            elif family := _INTERNET.search(call["arguments"]):
                counter = found.refused if call["result"].startswith("-") else found.made
                counter[f"{family[0]} by {programs.get(pid, '?')}"] += 1
    return found


def _program(arguments: str) -> str:
    """The words of a command that say what it is, without its paths."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', arguments)[1:6]
    return " ".join(Path(word).name or word for word in words)


def main(arguments: Sequence[str]) -> int:
    command = list(arguments[1:] if arguments[:1] == ["--"] else arguments)
    if why := missing():
        print(f"Not shown: {why}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="homespun-trace-") as folder:
        log = Path(folder) / "trace"
        code = subprocess.run([*offline(), *traced(log), *command], env=dict(os.environ), check=False).returncode
        found = sockets_in(log)
    print(f"\nWithout a network, under strace: exit code {code}.\n{found}")
    return code or (1 if found.made else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
