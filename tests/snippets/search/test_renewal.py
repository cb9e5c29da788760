"""An index takes in changes that search does not compare without computing anything anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.embedders.hashing import HashingEmbedder
from snippets.library import Library
from snippets.search.index import Index
from snippets.snippet import Known, Past, Snippet


@pytest.fixture
def index() -> Index:
    index = Index(4)
    index.put([Known(Snippet("a", "reply", "T", "b"))], [np.eye(2, 4, dtype=np.float32)])
    return index


def test_what_says_the_same_is_taken_in(index: Index) -> None:
    tagged = Snippet("a", "reply", "T", "b", tags=("x",), team="blue")
    assert index.renew([Known(tagged)]) == []
    assert index.snippets["a"] == tagged


@pytest.mark.parametrize(
    "entry",
    [
        Known(Snippet("a", "reply", "T", "other")),
        Known(Snippet("a", "article", "T", "b")),
        Known(Snippet("a", "reply", "T", "b", examples=("e",))),
        Known(Snippet("a", "reply", "T", "b"), (Past("p", 1),)),
        Known(Snippet("new", "reply", "T", "b")),
    ],
    ids=["body", "kind", "examples", "past", "new"],
)
def test_what_says_something_else_has_to_be_put(index: Index, entry: Known) -> None:
    assert index.renew([entry]) == [entry]


def test_what_was_removed_has_to_be_put_again(index: Index) -> None:
    index.remove(["a"])
    entry = Known(Snippet("a", "reply", "T", "b"))
    assert index.renew([entry]) == [entry]


def test_a_search_sees_the_new_fields(
    library: Library, embedder: HashingEmbedder, entries: list[Snippet]
) -> None:
    library.put([replace(entries[0], tags=("new",))])
    best = library.search("When do I get my money back?").best
    assert best is not None
    assert best.snippet.tags == ("new",)
