"""Serving what a chat wants: a draft, a rewritten text, an extract of a conversation, labels."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from api.compat.openai.chat import ChatIn
from api.compat.openai.labels import labels
from api.compat.openai.markup import Marked
from api.compat.openai.prompts import Other, says
from api.compat.openai.reading import Reading, read
from api.compat.openai.structured import Form, emotion, fill, form
from api.routes.drafted import DraftOut
from assistant.editing.improve import Reviewer, Wish, improve
from assistant.editing.summary import extract
from assistant.message import Draft
from assistant.pipeline import Assistant, require_text
from assistant.review import Review
from models.checks.language import AUTO, resolved
from models.protocols import CheckContext
from snippets.library import Library

HANDOVER = "conversation_handoff"
NOT_REFINED = "this word on the text needs a language model; the text stands as it was"
LABELS_NOTE = "labels are given only where the conversation names them"


@dataclass(frozen=True, slots=True)
class Served:
    """The answer to a chat: its text, and what stands behind it as the `tactful` object."""

    id: str
    content: str
    tactful: dict[str, Any]
    draft: Draft | None = None


def serve(chat: ChatIn, assistant: Assistant, library: Library) -> Served:
    """What a chat wants. Raises ApiError or AssistantError."""
    chat.require_possible()
    reading = read(chat)
    wanted = form(chat.response_format, reading.prompt)
    if reading.wish is Other.REPLY:
        draft = assistant.draft(reading.to_request(tight=chat.is_tight), library)
        served = _drafted(draft, reading, wanted)
    else:
        served = _worked(reading, wanted, assistant, library)
    served.tactful["notes"] += chat.notes
    return served


def _drafted(draft: Draft, reading: Reading, wanted: Form | None) -> Served:
    told = {"wish": reading.wish.value, **DraftOut.of(draft).model_dump(mode="json")}
    unsure = draft.outcome == "needs_agent" or bool(draft.slots)
    content = HANDOVER if unsure and says("handover", reading.prompt) else draft.text
    if wanted is not None:
        filled = fill(wanted, _known(draft, content))
        content = filled.content
        told["notes"] += filled.notes
    return Served(draft.id, content, told, draft)


def _worked(
    reading: Reading, wanted: Form | None, assistant: Assistant, library: Library
) -> Served:
    """What a wish for anything but a reply is served with."""
    content, known, notes = _rewritten(reading, assistant, library)
    if wanted is not None:
        filled = fill(wanted, known)
        content, notes = filled.content, [*notes, *filled.notes]
    told = {"wish": reading.wish.value, "changed": known["text"] != reading.text, "notes": notes}
    return Served(uuid.uuid4().hex, content, told)


def _known(draft: Draft, content: str) -> dict[str, Any]:
    """What a draft can put into a JSON object."""
    sources = list(dict.fromkeys(one for said in draft.sentences for one in said.sources))
    mood = draft.understanding.mood
    return {
        "text": content,
        "reasoning": f"from the library: {', '.join(sources)}" if sources else draft.outcome,
        "language": draft.understanding.locale,
        "confidence": draft.confidence,
        "sources": sources,
        "mood": mood,
        "emotion": emotion(mood),
    }


def _rewritten(
    reading: Reading, assistant: Assistant, library: Library
) -> tuple[str, dict[str, Any], list[str]]:
    """The text that answers a wish, what is known for a JSON object, and notes."""
    require_text("".join(turn.text for turn in reading.conversation))
    if reading.wish is Wish.SUMMARISE and reading.turns:
        return _summarised(reading)
    if reading.wish is Other.LABELS:
        found = ", ".join(labels(reading.text))
        return found, {"text": found}, [LABELS_NOTE]
    if not isinstance(reading.wish, Wish):
        return reading.text, {"text": reading.text}, [NOT_REFINED]
    marked = Marked(reading.text)
    improved = improve(
        marked.plain,
        reading.wish,
        _reviewer(marked.plain, assistant, library),
        greets=not says("no_frame", reading.prompt),
        closes=not (says("no_frame", reading.prompt) or says("no_closing", reading.prompt)),
    )
    changed = marked.with_changes(improved.text)
    return changed.text, {"text": changed.text}, [*improved.notes, *changed.notes]


def _summarised(reading: Reading) -> tuple[str, dict[str, Any], list[str]]:
    turns = reading.turns if not reading.text else reading.conversation
    found = extract(turns)
    known = {
        "text": found.text,
        "language": found.locale,
        "request": found.request,
        "summary": "\n".join(f"{role.capitalize()}: {said}" for role, said in found.course),
        "open_asks": list(found.open_asks),
        "mood": found.mood,
        "emotion": emotion(found.mood),
    }
    return found.text, known, ["these are the conversation's own sentences, not a free summary"]


def _reviewer(text: str, assistant: Assistant, library: Library) -> Reviewer:
    context = CheckContext(locale=resolved(AUTO, text))

    def review(new: str) -> Review:
        return assistant.check(new, context, library).review

    return review
