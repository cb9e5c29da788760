"""Chat models in this process, with PyTorch: a folder, a GGUF file or a hub's name."""

from __future__ import annotations

import atexit
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from models.errors import EngineSlow, ModelMissing

if TYPE_CHECKING:
    from models.protocols import ChatMessage

WORKER = "transformers"
"""The name of the thread in which a model runs."""


class TransformersGenerator:
    """Loads a model when it is made, and writes one answer at a time, greedily.

    Raises ModelMissing where there is no such model, or no transformers.
    """

    def __init__(self, model: str) -> None:
        source, files = _source(model)
        self.id = f"transformers:{Path(model).name}"
        self._lock = Lock()
        try:
            self._tokenizer, self._model = _load(source, files)
        except Exception as error:
            told = str(error).replace(source, Path(source).name).strip().splitlines()
            reason = told[0] if told else type(error).__name__
            raise ModelMissing(
                f"{self.id} can't be loaded ({reason}); name a chat model's folder or GGUF file, "
                "and pip install 'tactful[generators]'"
            ) from error

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """The model's answer as it comes. Raises EngineSlow."""
        ends = time.monotonic() + seconds
        if not self._lock.acquire(timeout=seconds):
            raise EngineSlow(f"{self.id} is still writing for others; try again later")
        try:
            yield from self._pieces(messages, max_tokens, ends)
        finally:
            self._lock.release()
        if time.monotonic() > ends:
            raise EngineSlow(f"{self.id} has not finished within {seconds:g} s")

    def _pieces(
        self, messages: Sequence[ChatMessage], max_tokens: int, ends: float
    ) -> Iterator[str]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        streamer: Any = TextIteratorStreamer(
            self._tokenizer, skip_prompt=True, skip_special_tokens=True
        )
        arguments = {
            **self._encoded(messages),
            "streamer": streamer,
            "max_new_tokens": max_tokens,
            "max_time": max(0.0, ends - time.monotonic()),
            "do_sample": False,
        }
        unwanted = Event()
        stop: Any = lambda *_, **__: unwanted.is_set()  # noqa: E731
        arguments["stopping_criteria"] = StoppingCriteriaList([stop])
        failed: list[BaseException] = []
        worker = Thread(target=self._generate, args=(arguments, failed), name=WORKER, daemon=True)
        stop = partial(_stop, unwanted, worker)
        atexit.register(stop)
        worker.start()
        try:
            yield from (piece for piece in streamer if piece)
        finally:
            stop()
            atexit.unregister(stop)
        if failed:
            raise failed[0]

    def _generate(self, arguments: dict[str, Any], failed: list[BaseException]) -> None:
        """Run the model; the streamer ends in any case, so that nobody waits for it."""
        try:
            self._model.generate(**arguments)
        except BaseException as error:
            failed.append(error)
            arguments["streamer"].end()

    def _encoded(self, messages: Sequence[ChatMessage]) -> dict[str, Any]:
        chat = [{"role": one.role, "content": one.text} for one in messages]
        encoded: dict[str, Any] = self._tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        return encoded


def _stop(unwanted: Event, worker: Thread) -> None:
    """End a model's writing; a process that ends while a model runs in it would crash."""
    unwanted.set()
    worker.join()


def _source(model: str) -> tuple[str, dict[str, str]]:
    """What transformers calls the model, and the file in it where it is a GGUF file."""
    if not model.endswith(".gguf"):
        return model, {}
    return str(Path(model).parent), {"gguf_file": Path(model).name}


def _load(source: str, files: dict[str, str]) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    quiet: Any = logging.disable_progress_bar
    quiet()
    tokenizer = AutoTokenizer.from_pretrained(source, **files)
    model: Any = AutoModelForCausalLM.from_pretrained(source, **files)
    return tokenizer, model.eval()
