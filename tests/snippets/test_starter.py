"""The starter library as data: complete, consistent with its facts."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import snippets.starter
from snippets.snippet import Snippet, placeholders
from snippets.starter import starter

ENTRIES = starter()
REPLIES = [one for one in ENTRIES if one.kind == "reply"]
ARTICLES = [one for one in ENTRIES if one.kind == "article"]
FACTS = (Path(snippets.starter.__file__).parent / "FACTS.md").read_text("utf-8")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LIST_MARK = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)


def named(snippet: Snippet) -> str:
    return snippet.id


def test_there_are_enough() -> None:
    assert len(REPLIES) >= 60
    assert len(ARTICLES) >= 40


@pytest.mark.parametrize("snippet", REPLIES, ids=named)
def test_every_reply_has_examples(snippet: Snippet) -> None:
    assert len(snippet.examples) >= 5


@pytest.mark.parametrize("snippet", ENTRIES, ids=named)
def test_every_number_is_a_fact(snippet: Snippet) -> None:
    known = set(NUMBER.findall(FACTS))
    body = LIST_MARK.sub("", snippet.body)
    assert [number for number in NUMBER.findall(body) if number not in known] == []


@pytest.mark.parametrize("snippet", ARTICLES, ids=named)
def test_every_article_has_the_address_of_its_id(snippet: Snippet) -> None:
    assert snippet.url == f"https://help.larkspur.example/articles/{snippet.id}"


@pytest.mark.parametrize("snippet", ENTRIES, ids=named)
def test_every_link_leads_to_an_article(snippet: Snippet) -> None:
    addresses = {one.url for one in ARTICLES}
    links = re.findall(r"https://help\.larkspur\.example/articles/[\w-]+", snippet.body)
    assert [link for link in links if link not in addresses] == []


@pytest.mark.parametrize("snippet", ENTRIES, ids=named)
def test_every_placeholder_has_a_fallback_or_is_the_agents(snippet: Snippet) -> None:
    assert all(one.fallback or "." in one.name for one in placeholders(snippet.body))


def test_no_two_replies_share_an_example() -> None:
    counts = Counter(example.casefold() for one in REPLIES for example in one.examples)
    assert [example for example, count in counts.items() if count > 1] == []


def test_no_two_snippets_share_a_title() -> None:
    counts = Counter(one.title.casefold() for one in ENTRIES)
    assert [title for title, count in counts.items() if count > 1] == []
