"""Zammad: translations, dates to come, and the table of its import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from snippets import formats
from snippets.snippet import Snippet


def shown(folder: Path, answer: dict[str, Any], contents: tuple[int, ...] = (1, 2)) -> Path:
    translations = {
        "1": {"id": 1, "title": "Lampe", "kb_locale_id": 1, "answer_id": 7, "content_id": 1},
        "2": {"id": 2, "title": "Lamp", "kb_locale_id": 2, "answer_id": 7, "content_id": 2},
    }
    assets = {
        "KnowledgeBaseAnswer": {"7": {"id": 7, "category_id": 1} | answer},
        "KnowledgeBaseLocale": {"1": {"id": 1, "primary": False}, "2": {"id": 2, "primary": True}},
        "KnowledgeBaseAnswerTranslation": translations,
        "KnowledgeBaseAnswerTranslationContent": {
            str(one): {"id": one, "body": f"<p>Text {one}.</p>"} for one in contents
        },
    }
    (folder / "answer.json").write_text(json.dumps({"id": 7, "assets": assets}), "utf-8")
    return folder / "answer.json"


def test_translations_are_variants_of_the_first(tmp_path: Path) -> None:
    first, second = formats.read(
        "zammad", shown(tmp_path, {"published_at": "2025-01-01T00:00:00Z"})
    )
    assert (first.id, first.title, first.variant_of) == ("zammad-answer-7", "Lamp", None)
    assert (second.id, second.variant_of) == ("zammad-answer-7.1", "zammad-answer-7")


@pytest.mark.parametrize(
    ("when", "audience"),
    [
        ("2025-01-01T00:00:00Z", "public"),
        ("2999-01-01T00:00:00Z", "internal"),
        (None, "internal"),
        ("soon", "internal"),
    ],
)
def test_what_is_not_published_yet_is_internal(
    when: str | None, audience: str, tmp_path: Path
) -> None:
    read = formats.read("zammad", shown(tmp_path, {"published_at": when}))
    assert {one.audience for one in read} == {audience}


def test_contents_that_were_not_asked_for_are_a_loss(tmp_path: Path) -> None:
    taken = formats.take("zammad", shown(tmp_path, {}, contents=(2,)))
    assert [one.snippet.title for one in taken.entries] == ["Lamp"]
    assert "an answer without its text: ask for its contents (left out)" in {
        one.what for one in taken.losses
    }


def test_the_table_is_what_zammad_imports(tmp_path: Path) -> None:
    entries = [
        Snippet("zammad-4", "reply", "Hours", "From 9;\nto 5.", tags=("open", "hours")),
        Snippet("b", "article", "An article", "Text."),
        Snippet("c", "reply", "For us", "Text.", audience="internal"),
    ]
    losses = formats.write("zammad", tmp_path / "out.csv", entries)
    written = (tmp_path / "out.csv").read_text("utf-8")
    assert written.startswith("id;name;keywords;content;note;active\n4;Hours;open, hours;")
    assert {one.where for one in losses if "left out" in one.what} == {"b", "c"}
    assert formats.read("zammad", tmp_path / "out.csv") == entries[:1]
