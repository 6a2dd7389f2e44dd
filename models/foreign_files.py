"""Says what a file is that is not GGUF, from its first bytes: by content, never by name."""

from __future__ import annotations

import struct

from engine.errors import ErrorKind
from models.gguf_reader import BadHeader

HEAD_BYTES = 4096
"""How much of the file's start is looked at."""

_NEEDED = {
    "model": "Homespun reads models in the GGUF format: choose the GGUF file of the same model.",
    "adapter": (
        "Homespun takes adapters as GGUF files, as PEFT folders (adapter_config.json and adapter_model.safetensors) "
        "and as .onnx_adapter files."
    ),
}
_DOWNLOAD_AGAIN = {
    "model": "Download the model itself; the file is usually hundreds of megabytes long.",
    "adapter": "Download the adapter itself; the file is usually some megabytes long.",
}
_NO_PICKLE = {
    "model": _NEEDED["model"],
    "adapter": (
        "Look for adapter_model.safetensors from the same maker, or load this one with PEFT where it may run code and "
        "save it again with save_pretrained, which writes safetensors."
    ),
}
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd", b"Rar!")
_OLD_GGML = (b"lmgg", b"fmgg", b"tjgg", b"algg")


def name_foreign_file(head: bytes, what: str = "model") -> BadHeader:
    """The refusal of a file that starts with `head` and is not GGUF. `what` was wanted: a model or an adapter."""
    need = _NEEDED[what]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head:
        return BadHeader("is empty", "The download did not start; download it again.")
    if not head.strip(b"\0"):
        return BadHeader("holds nothing but zeros", "The download did not finish; download it again.")
    if b"git-lfs.github.com" in head[:200]:
        return BadHeader("is only a Git LFS placeholder", "Fetch the file itself, for example with “git lfs pull”.")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
        return BadHeader(f"is a web page that was saved in place of the {what}", _DOWNLOAD_AGAIN[what])
    if is_pickle(head):
        return BadHeader(
            "is a PyTorch checkpoint, which can run code when it is opened; Homespun never opens one",
            _NO_PICKLE[what],
            ErrorKind.UNSUPPORTED,
        )
    if head.startswith(b"PK\x03\x04") or head.startswith(_COMPRESSED):
        return BadHeader("is a compressed archive", f"Unpack it and choose the {what} in it.", ErrorKind.UNSUPPORTED)
    if is_safetensors(head):
        return BadHeader("holds weights in the safetensors format", need, ErrorKind.UNSUPPORTED)
    if head.startswith(_OLD_GGML):
        return BadHeader(
            "is in an old GGML format from before August 2023",
            "Choose a GGUF file of the same model.",
            ErrorKind.UNSUPPORTED,
        )
    if is_onnx_adapter(head):
        return BadHeader("is an adapter for ONNX Runtime", need, ErrorKind.UNSUPPORTED)
    if head[:1] == b"\x08" and head[2:3] == b"\x12" and 3 <= head[1] <= 20:  # protobuf: ir_version, producer_name
        return BadHeader("is an ONNX model", need, ErrorKind.UNSUPPORTED)
    if b"\0" not in head:
        return BadHeader(f"is a text file, not {_a(what)}", need)
    return BadHeader(f"is not {_a(what)} file that Homespun knows", need)


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def is_onnx_adapter(head: bytes) -> bool:
    """The identifier of ONNX Runtime's adapters, behind the place of a flatbuffer's root table."""
    return head[4:8] == b"TORT"


def is_pickle(head: bytes) -> bool:
    """A bare pickle (protocol 2 to 5), or the ZIP of pickles that torch writes."""
    if head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return True
    return head.startswith(b"PK\x03\x04") and b"data.pkl" in head


def is_safetensors(head: bytes) -> bool:
    """A length in 8 bytes, then that many bytes of JSON."""
    if len(head) < 9 or head[8:9] != b"{":
        return False
    (length,) = struct.unpack_from("<Q", head)
    return 2 <= length <= 100_000_000
