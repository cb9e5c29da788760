"""Answers in OpenAI's shapes, whole and in pieces.

`usage` counts words: there are no tokens where no model reads, and nothing is charged.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from api.compat.openai.chat import ChatIn
from api.compat.openai.serving import Served
from models.text import sentence_spans


def whole(served: Served, chat: ChatIn, model: str) -> dict[str, Any]:
    """A `chat.completion` object."""
    content = chat.until_stop(served.content)
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return _envelope(served, model, "chat.completion") | {
        "choices": [choice],
        "usage": _usage(chat, content),
        "tactful": served.tactful,
    }


def chunks(served: Served, chat: ChatIn, model: str) -> Iterator[str]:
    """The same as events: pieces that end where sentences end; `tactful` comes with the last.

    Where the client wants `usage`, it comes in an event of its own and is null before.
    """
    content = chat.until_stop(served.content)
    has_usage = bool(chat.stream_options and chat.stream_options.include_usage)
    envelope = _envelope(served, model, "chat.completion.chunk")
    envelope |= {"usage": None} if has_usage else {}
    deltas = [{"role": "assistant", "content": ""}]
    deltas += [{"content": piece} for piece in _pieces(content)]
    for delta in deltas:
        yield _event(envelope | {"choices": [_choice(delta, None)]})
    yield _event(envelope | {"choices": [_choice({}, "stop")], "tactful": served.tactful})
    if has_usage:
        yield _event(envelope | {"choices": [], "usage": _usage(chat, content)})
    yield "data: [DONE]\n\n"


def _envelope(served: Served, model: str, kind: str) -> dict[str, Any]:
    created = int(time.time())
    return {"id": f"chatcmpl-{served.id}", "object": kind, "created": created, "model": model}


def _choice(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _usage(chat: ChatIn, content: str) -> dict[str, int]:
    asked = sum(len(message.text.split()) for message in chat.messages)
    said = len(content.split())
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


def _pieces(content: str) -> list[str]:
    ends = [span.end for span in sentence_spans(content)][:-1]
    bounds = zip([0, *ends], [*ends, len(content)], strict=True)
    return [content[start:end] for start, end in bounds]


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
