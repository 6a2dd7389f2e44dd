"""Takes from this process what it does not need to look at a stranger's file: memory, time, sockets, programs.

What a system does not offer is left out, and said: on Linux all of it holds, on other systems a part. Nothing can be
taken back. The one who started the process watches its memory and its time as well, on every system.
"""

from __future__ import annotations

import ctypes
import math
import platform
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import psutil

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

_LARGEST_LOG = 16 << 20
"""Bytes that a process without output may write to any file; its log is one."""

_NOT_PERMITTED = 1
"""EPERM"""

_NO_NEW_PRIVILEGES = 38
_SET_FILTER = 1
_EVERY_THREAD = 1
"""prctl.h and seccomp.h: PR_SET_NO_NEW_PRIVS, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC."""

_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
"""bpf_common.h: BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_JMP|BPF_JGE|BPF_K, BPF_RET|BPF_K."""

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | _NOT_PERMITTED
"""SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO."""

_OTHER_NUMBERS = 0x40000000
"""System calls of the x32 ABI, which has numbers of its own, are at least this."""


@dataclass(frozen=True)
class _Machine:
    """Numbers of the system calls that are refused: those that make connections, start programs, reach into other
    processes, or do any of it aside (io_uring)."""

    architecture: int
    """AUDIT_ARCH of audit.h."""
    seccomp: int
    refused: tuple[int, ...]


_MACHINES: Mapping[str, _Machine] = {
    # socket, connect, sendto, sendmsg, bind, listen, socketpair, execve, ptrace, process_vm_readv, process_vm_writev,
    # execveat, io_uring_setup, in the numbers of unistd_64.h and of asm-generic/unistd.h
    "x86_64": _Machine(0xC000003E, 317, (41, 42, 44, 46, 49, 50, 53, 59, 101, 310, 311, 322, 425)),
    "aarch64": _Machine(0xC00000B7, 277, (198, 203, 206, 211, 200, 201, 199, 221, 117, 270, 271, 281, 425)),
}


@dataclass(frozen=True)
class Confinement:
    """What is in force."""

    memory: bool
    """The system gives no more of it than was said."""
    no_sockets: bool
    """Nor may programs be started."""


def confine(extra_bytes: int, *, writes: bool) -> Confinement:
    """Hold this process to `extra_bytes` of address space beyond what is mapped now, without sockets and programs.

    With `writes` false it can write no file of more than a log's size. Never raises: what the system refuses is missing
    in the answer.
    """
    return Confinement(memory=_bound_memory(extra_bytes, writes=writes), no_sockets=_refuse_connections())


def bound_processor_time(seconds: float) -> None:
    """From now on, after so many seconds of processor time the system ends this process: should nobody be left to
    watch it, it does not compute for ever."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, math.ceil(usage.ru_utime + usage.ru_stime + seconds))


def _bound_memory(extra_bytes: int, *, writes: bool) -> bool:
    if resource is None:
        return False
    _lower(resource.RLIMIT_CORE, 0)
    if not writes:
        _lower(resource.RLIMIT_FSIZE, _LARGEST_LOG)
    return _lower(resource.RLIMIT_AS, psutil.Process().memory_info().vms + extra_bytes) and sys.platform == "linux"


def _lower(kind: int, bound: int) -> bool:
    """Set a soft limit, never above the hard one."""
    assert resource is not None
    hard = resource.getrlimit(kind)[1]
    wanted = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    try:
        resource.setrlimit(kind, (wanted, hard))
    except (OSError, ValueError):
        return False
    return True


def _refuse_connections() -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None or not sys.platform.startswith("linux"):
        return False
    rules = _rules(machine)
    code = ctypes.create_string_buffer(b"".join(rules))
    program = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))  # struct sock_fprog
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return libc.syscall(machine.seccomp, _SET_FILTER, _EVERY_THREAD, ctypes.c_char_p(program)) == 0
    except (OSError, AttributeError):
        return False


def _rules(machine: _Machine) -> list[bytes]:
    """The filter, in the order in which it is run for each system call."""

    def rule(code: int, value: int, jump: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("HBBI", code, jump, otherwise, value)  # struct sock_filter

    left = len(machine.refused)
    rules = [
        rule(_LOAD, 4),  # the architecture
        rule(_JUMP_IF_EQUAL, machine.architecture, otherwise=left + 3),
        rule(_LOAD, 0),  # the number
        rule(_JUMP_IF_AT_LEAST, _OTHER_NUMBERS, jump=left + 1),
    ]
    rules += [rule(_JUMP_IF_EQUAL, number, jump=left - place) for place, number in enumerate(machine.refused)]
    return [*rules, rule(_RETURN, _ALLOW), rule(_RETURN, _REFUSE)]
