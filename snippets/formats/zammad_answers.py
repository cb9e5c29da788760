"""Answers of Zammad's knowledge base, as the call gives them that shows one.

What belongs to an answer stands beside it, by kind and number: its translations, their
texts, and the categories above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from snippets.formats import bodies, folders
from snippets.formats.documents import Record
from snippets.formats.entry import Item, Loss, entry

DIALECT = "zammad"
Assets = dict[str, dict[str, dict[str, Any]]]
"""Objects by their kind and number."""


def shown(record: Record) -> Iterator[Item]:
    """The answer of a page, each translation of it. Raises FileInvalid."""
    assets = {name: _by_id(value) for name, value in _dict(record.fields["assets"]).items()}
    answers = assets.get("KnowledgeBaseAnswer", {})
    wanted = str(record.fields.get("id") or "")
    for key in [wanted] if wanted in answers else list(answers):
        yield from _translations(record.where, key, answers[key], assets)


def _translations(where: str, key: str, answer: dict[str, Any], assets: Assets) -> Iterator[Item]:
    every = assets.get("KnowledgeBaseAnswerTranslation", {}).values()
    contents = assets.get("KnowledgeBaseAnswerTranslationContent", {})
    mine = [one for one in every if str(one.get("answer_id")) == key]
    if answer.get("archived_at"):
        yield Loss(where, "an answer that is archived (left out)")
        return
    first = f"zammad-answer-{key}"
    for number, one in enumerate(sorted(mine, key=lambda one: not _is_primary(one, assets))):
        own = first if not number else f"{first}.{one.get('kb_locale_id')}"
        content = Record(where, "", contents.get(str(one.get("content_id")), {}))
        if content.maybe("body") is None:
            yield Loss(where, "an answer without its text: ask for its contents (left out)")
            continue
        body = bodies.from_html(content.text("body"), DIALECT, where)
        yield from body.losses(where)
        yield from (Loss(where, what) for what in _unread(answer, content, number))
        is_public = _has_come(answer.get("published_at"))
        if not is_public:
            yield Loss(where, "that an answer is not published (it is internal now)")
        fields = {
            "id": own,
            "kind": "article",
            "title": Record(where, "", one).line("title"),
            "body": body.text,
            "tags": Record(where, "", answer).texts("tags"),
            "audience": "public" if is_public else "internal",
            "variant_of": first if number else None,
        }
        yield entry(where, fields, _folder(where, answer, assets))


def _unread(answer: dict[str, Any], content: Record, number: int) -> Iterator[str]:
    if answer.get("attachments") or content.fields.get("attachments"):
        yield "attachments"
    if answer.get("internal_note"):
        yield "a note"
    if number:
        yield "the language of a translation (only its number is known)"


def _is_primary(translation: dict[str, Any], assets: Assets) -> bool:
    locales = assets.get("KnowledgeBaseLocale", {})
    return bool(locales.get(str(translation.get("kb_locale_id")), {}).get("primary"))


def _folder(where: str, answer: dict[str, Any], assets: Assets) -> folders.Path:
    titles: dict[str, str] = {}
    for one in assets.get("KnowledgeBaseCategoryTranslation", {}).values():
        titles.setdefault(str(one.get("category_id")), str(one.get("title") or ""))
    categories = [
        Record(where, "", one | {"id": key, "name": titles[key]})
        for key, one in assets.get("KnowledgeBaseCategory", {}).items()
        if titles.get(key, "").strip()
    ]
    return folders.paths(categories, "parent_id").get(str(answer.get("category_id")), ())


def _has_come(moment: Any) -> bool:
    """Whether a time is past; an answer may be published at one to come."""
    try:
        when = datetime.fromisoformat(str(moment or ""))
    except ValueError:
        return False
    return when.replace(tzinfo=when.tzinfo or UTC) <= datetime.now(UTC)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _by_id(value: Any) -> dict[str, dict[str, Any]]:
    return {str(key): one for key, one in _dict(value).items() if isinstance(one, dict)}
