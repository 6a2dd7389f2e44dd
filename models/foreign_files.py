"""Says what a file is that is not GGUF, from its first bytes: by content, never by name."""

from __future__ import annotations

import struct

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader

HEAD_BYTES = 4096
"""How much of the file's start is looked at."""

_NEED_GGUF = "Homespun reads models in the GGUF format: choose the GGUF file of the same model."
_DOWNLOAD_AGAIN = "Download the model itself; the file is usually hundreds of megabytes long."
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd", b"Rar!")
_OLD_GGML = (b"lmgg", b"fmgg", b"tjgg", b"algg")


def name_foreign_file(head: bytes) -> BadHeader:
    """The refusal of a file that starts with `head` and is not GGUF."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        return BadHeader("is empty", "The download did not start; download it again.")
    if not head.strip(b"\0"):
        return BadHeader("holds nothing but zeros", "The download did not finish; download it again.")
    if b"git-lfs.github.com" in head[:200]:
        return BadHeader("is only a Git LFS placeholder", "Fetch the file itself, for example with “git lfs pull”.")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return BadHeader("is a web page that was saved in place of a model", _DOWNLOAD_AGAIN)
    if _is_pickle(head):
        return BadHeader(
            "is a PyTorch checkpoint, which can run code when it is opened; Homespun never opens one",
            _NEED_GGUF,
            ErrorKind.UNSUPPORTED,
        )
    if head.startswith(b"PK\x03\x04") or head.startswith(_COMPRESSED):
        return BadHeader("is a compressed archive", "Unpack it and choose the GGUF file in it.", ErrorKind.UNSUPPORTED)
    if _is_safetensors(head):
        return BadHeader("holds weights in the safetensors format", _NEED_GGUF, ErrorKind.UNSUPPORTED)
    if head.startswith(_OLD_GGML):
        return BadHeader(
            "is in an old GGML format from before August 2023",
            "Choose a GGUF file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if head[:1] == b"\x08" and head[2:3] == b"\x12" and 3 <= head[1] <= 20:  # protobuf: ir_version, producer_name
        return BadHeader("is an ONNX model", _NEED_GGUF, ErrorKind.UNSUPPORTED)
    if b"\0" not in head:
        return BadHeader("is a text file, not a model", _NEED_GGUF)
    return BadHeader("is not a model file that Homespun knows", _NEED_GGUF)


def _is_pickle(head: bytes) -> bool:
    """A bare pickle (protocol 2 to 5), or the ZIP of pickles that torch writes."""
    if head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return True
    return head.startswith(b"PK\x03\x04") and b"data.pkl" in head


def _is_safetensors(head: bytes) -> bool:
    """A length in 8 bytes, then that many bytes of JSON."""
    if len(head) < 9 or head[8:9] != b"{":
        return False
    (length,) = struct.unpack_from("<Q", head)
    return 2 <= length <= 100_000_000
