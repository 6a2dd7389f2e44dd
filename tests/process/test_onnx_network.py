"""An engine that answers with ONNX Runtime opens no connection: official builds of that library send usage data."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.launch import engine_command
from app.pipe import EnginePipe
from engine.protocol import Finished, Generate, LoadModel, Message, ModelLoaded, Role, SamplingOptions
from tests.onnx_files import write_optimum

pytestmark = [
    pytest.mark.sockets,
    pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace: apt-get install strace"),
]


def test_no_socket_of_the_internet_is_opened(tmp_path: Path) -> None:
    folder = write_optimum(tmp_path / "tiny")
    log = tmp_path / "network.log"
    command = engine_command()
    assert command.environment["ORT_DISABLE_TELEMETRY"] == "1"
    traced = ("-f", "-qq", "-e", "trace=network,exit_group", "-o", str(log), command.program, *command.arguments)
    with EnginePipe(replace(command, program="strace", arguments=traced)) as engine:
        loaded = engine.result(LoadModel(engine.next_id(), str(folder)))
        assert isinstance(loaded, ModelLoaded)
        assert loaded.info.backend == "ONNX Runtime"
        messages = (Message(Role.USER, "Hi"),)
        sampling = SamplingOptions(seed=1)
        reply = engine.result(Generate(engine.next_id(), messages, sampling=sampling, max_tokens=8))
        assert isinstance(reply, Finished)
    calls = log.read_text(errors="replace")
    assert "exit_group(0)" in calls  # the whole life of the engine was seen
    assert not re.findall(r"AF_INET\w*|SOCK_RAW", calls)
