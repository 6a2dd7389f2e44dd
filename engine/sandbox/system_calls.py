"""A filter of system calls (seccomp) for this process: no sockets, no programs, no hold on other processes.

Written as the kernel takes it, by ctypes: libseccomp would be one more library in each package, for a list. What is
refused fails with EPERM, so that a library that tries something goes on without it. Nothing can be taken back, and all
threads have it, those to come as well.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_NO_NEW_PRIVILEGES = 38
_SET_FILTER = 1
_EVERY_THREAD = 1
"""prctl.h and seccomp.h: PR_SET_NO_NEW_PRIVS, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC."""

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""bpf_common.h: BPF_LD|BPF_W|BPF_ABS, BPF_JMP with BPF_JEQ, BPF_JGE and BPF_JSET and BPF_K, BPF_RET|BPF_K."""

_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
"""SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO."""
_NOT_PERMITTED, _NO_SUCH_CALL = 1, 38
"""EPERM, ENOSYS"""

_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Offsets in struct seccomp_data; of the argument its low half, on machines that are little-endian."""

_OTHER_NUMBERS = 0x40000000
"""System calls of the x32 ABI, which has numbers of its own, are at least this."""
_NEW_THREAD = 0x00010000
"""CLONE_THREAD: with it clone makes no process."""

_REFUSED = {
    # x86-64 and arm64, as in unistd_64.h and asm-generic/unistd.h. None: this machine has no such call.
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424),
    "process_madvise": (440, 440), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    # The same by another door.
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265), "userfaultfd": (323, 282), "perf_event_open": (298, 241), "bpf": (321, 280),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "unshare": (272, 97), "setns": (308, 268),
    # What only the administrator may do, for a program that he started.
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "mount_setattr": (442, 442), "reboot": (169, 142),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "syslog": (103, 116), "quotactl": (179, 60),
}  # fmt: skip


@dataclass(frozen=True)
class _Machine:
    column: int
    """Of the table above."""
    architecture: int
    """AUDIT_ARCH of audit.h."""
    seccomp: int
    clone: int
    clone3: int
    kill: int
    tgkill: int
    prlimit: int


_MACHINES = {
    "x86_64": _Machine(0, 0xC000003E, 317, 56, 435, 62, 234, 302),
    "aarch64": _Machine(1, 0xC00000B7, 277, 220, 435, 129, 131, 261),
}


def calls_missing() -> str:
    """Why there can be no filter here, or nothing."""
    if not sys.platform.startswith("linux"):
        return "This system has no filter of system calls."
    if platform.machine() not in _MACHINES:
        return f"No filter of system calls is known for processors of the kind {platform.machine()}."
    with suppress(OSError):
        if "Seccomp:" not in Path("/proc/self/status").read_text():
            return "This kernel has no filter of system calls."
    return ""


def refuse_calls() -> str:
    """Put the filter in force for all threads of this process. Returns why it is not, or nothing. Never raises."""
    if why := calls_missing():
        return why
    machine = _MACHINES[platform.machine()]
    rules = _assemble(_rules(machine, os.getpid()))
    code = ctypes.create_string_buffer(b"".join(rules))
    program = struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code))  # struct sock_fprog
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        done = libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and (
            libc.syscall(machine.seccomp, _SET_FILTER, _EVERY_THREAD, ctypes.c_char_p(program)) == 0
        )
    except (OSError, AttributeError) as error:
        return f"The filter of system calls could not be set: {error}."
    return "" if done else f"This kernel refuses the filter of system calls: {os.strerror(ctypes.get_errno())}."


Step = tuple[int, int, str, str] | str
"""(code, value, label where it holds, label where not), an empty label being the next step; or a label's place."""


def _rules(machine: _Machine, own: int) -> list[Step]:
    """The filter, in the order in which it is run for each system call. `own` is the id of this process."""
    refused = [numbers[machine.column] for numbers in _REFUSED.values()]
    return [
        (_LOAD, _ARCHITECTURE, "", ""),
        (_EQUAL, machine.architecture, "", "refuse"),
        (_LOAD, _NUMBER, "", ""),
        (_AT_LEAST, _OTHER_NUMBERS, "refuse", ""),
        *((_EQUAL, number, "refuse", "") for number in refused if number is not None),
        # Its flags lie in memory, where a filter cannot look. Without it the C library takes clone.
        (_EQUAL, machine.clone3, "missing", ""),
        (_EQUAL, machine.clone, "clone", ""),
        (_EQUAL, machine.kill, "own", ""),
        (_EQUAL, machine.tgkill, "own", ""),
        (_EQUAL, machine.prlimit, "limits", ""),
        (_RETURN, _ALLOW, "", ""),
        "clone",
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        (_HAS_BITS, _NEW_THREAD, "allow", "refuse"),
        "limits",
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        (_EQUAL, 0, "allow", ""),
        "own",
        (_LOAD, _FIRST_ARGUMENT, "", ""),
        (_EQUAL, own, "allow", "refuse"),
        "allow",
        (_RETURN, _ALLOW, "", ""),
        "refuse",
        (_RETURN, _ERROR | _NOT_PERMITTED, "", ""),
        "missing",
        (_RETURN, _ERROR | _NO_SUCH_CALL, "", ""),
    ]


def _assemble(steps: list[Step]) -> list[bytes]:
    """Instructions (struct sock_filter), with labels turned into distances."""
    places: dict[str, int] = {}
    instructions: list[tuple[int, int, str, str]] = []
    for step in steps:
        if isinstance(step, str):
            places[step] = len(instructions)
        else:
            instructions.append(step)

    def distance(label: str, here: int) -> int:
        return places[label] - here - 1 if label else 0

    return [
        struct.pack("HBBI", code, distance(holds, here), distance(otherwise, here), value)
        for here, (code, value, holds, otherwise) in enumerate(instructions)
    ]
