"""Chat models behind OpenAI's protocol: vLLM, llama.cpp, Ollama, `transformers serve`, hosted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from models.errors import EngineDown, EngineRefuses, EngineSlow, PromptRefused
from models.generators.events import lines, text_of

if TYPE_CHECKING:
    from openai import OpenAI

    from models.protocols import ChatMessage

CONNECT_SECONDS = 5.0
NO_KEY = "none"
"""Sent where no key is set: the client wants one, local servers do not look at it."""
_CODE = re.compile(r"[a-z][a-z0-9_.-]{2,60}")
"""What a server's code for an error looks like ("context_length_exceeded")."""


class OpenAIGenerator:
    """Streams chat completions; safe to use from several threads.

    `address` is the base of the API, as in "http://127.0.0.1:11434/v1".
    """

    def __init__(self, address: str, model: str, key: str = "") -> None:
        self._address = address
        self._model = model
        self._key = key
        self.id = f"openai:{model}"

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        """The model's answer as it comes. Raises EngineDown, EngineSlow or EngineRefuses."""
        import httpx2
        import openai

        try:
            yield from self._pieces(messages, max_tokens, seconds)
        except (openai.APITimeoutError, httpx2.TimeoutException) as error:
            raise EngineSlow(f"{self.id} has not answered within {seconds:g} s") from error
        except openai.APIStatusError as error:
            raise self._refusal(error.status_code, error.code) from error
        except (openai.APIError, httpx2.HTTPError, ValueError) as error:
            host = urlsplit(self._address).hostname
            kind = type(error).__name__
            raise EngineDown(f"{self.id} at {host} does not answer ({kind})") from error

    def _pieces(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        import httpx2

        ends = time.monotonic() + seconds
        chat: list[Any] = [{"role": one.role, "content": one.text} for one in messages]
        with self._client.chat.completions.with_streaming_response.create(
            model=self._model,
            messages=chat,
            max_tokens=max_tokens,
            temperature=0,
            stream=True,
            timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        ) as answer:
            for line in lines(answer.iter_bytes()):
                if time.monotonic() > ends:
                    raise EngineSlow(f"{self.id} has not finished within {seconds:g} s")
                if piece := text_of(line):
                    yield piece

    def _refusal(self, status: int, code: object) -> EngineDown:
        """Servers that are busy or broken may answer the next time; others will not."""
        if status in (400, 413, 422):
            named = f" ({code})" if isinstance(code, str) and _CODE.fullmatch(code) else ""
            return PromptRefused(
                f"{self.id} answered with status {status}{named}: it does not take this prompt, "
                "which may be too long for it"
            )
        if status in (408, 409, 429) or status >= 500:
            return EngineDown(f"{self.id} answered with status {status}")
        return EngineRefuses(
            f"{self.id} answered with status {status}; look at the model's name and "
            "TACTFUL_GENERATOR_KEY"
        )

    @cached_property
    def _client(self) -> OpenAI:
        from openai import OpenAI

        return OpenAI(base_url=self._address, api_key=self._key or NO_KEY, max_retries=0)
