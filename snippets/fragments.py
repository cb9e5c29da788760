"""Fragments: `{{> opening-hours}}` in a body stands for the body of the snippet with that id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from snippets.errors import FragmentInvalid
from snippets.fields import MOST_CHARACTERS
from snippets.snippet import Snippet

FRAGMENT = re.compile(r"\{\{>([^{}\n]*)\}\}")

MOST_DEEP = 20
"""So many fragments may stand in each other."""

Bodies = Mapping[str, Snippet]
"""The snippets that may be put in, by id."""


def fragments(body: str) -> tuple[str, ...]:
    """The ids of the fragments in a body, each once, in order."""
    return tuple(dict.fromkeys(found[1].strip() for found in FRAGMENT.finditer(body)))


def filled_in(snippet: Snippet, known: Bodies) -> Snippet:
    """The snippet with the texts of its fragments put in; what is not known stays."""
    if not fragments(snippet.body):
        return snippet
    return replace(snippet, body=_text(snippet, known, {}, (snippet.id,)))


def check(snippet: Snippet, known: Bodies) -> None:
    """Refuse what can't be put in. Raises FragmentInvalid.

    `known` has every snippet that this one holds, directly or not. A fragment has to be
    there, in use where the snippet is, and for all who may see the snippet; no fragment may
    come round to itself, and the whole may not become too long.
    """
    lengths: dict[str, int] = {}
    _check(snippet, snippet, known, lengths, (snippet.id,))
    most = MOST_CHARACTERS["body"]
    if lengths[snippet.id] > most:
        raise FragmentInvalid(
            f"{snippet.id!r} is longer than {most:,} characters with its fragments put in"
        )


def _check(
    top: Snippet, one: Snippet, known: Bodies, lengths: dict[str, int], path: tuple[str, ...]
) -> None:
    """Look at what `one` holds, and note how long it is when all is put in."""
    if len(path) > MOST_DEEP:
        raise FragmentInvalid(f"{top.id!r}: fragments stand more than {MOST_DEEP} deep")
    length = len(FRAGMENT.sub("", one.body))
    held = [found[1].strip() for found in FRAGMENT.finditer(one.body)]
    for name in dict.fromkeys(held):
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            raise FragmentInvalid(f"fragments go round in a circle: {circle}")
        if name not in known:
            raise FragmentInvalid(f"{one.id!r} holds the fragment {name!r}, which does not exist")
        _check_fits(top, known[name])
        if name not in lengths:
            _check(top, known[name], known, lengths, (*path, name))
    lengths[one.id] = length + sum(lengths[name] for name in held)


def _check_fits(top: Snippet, fragment: Snippet) -> None:
    """Whether all who may read `top` may read the fragment."""
    wrong = ""
    if top.status == "approved" and fragment.status != "approved":
        wrong = f"is not in use (it is {fragment.status})"
    elif fragment.team not in (None, top.team):
        wrong = f"is for the team {fragment.team!r} alone"
    elif fragment.owner not in (None, top.owner):
        wrong = "is private"
    elif fragment.audience == "internal" and top.audience == "public":
        wrong = "is internal, and this would make it public"
    if wrong:
        raise FragmentInvalid(f"{top.id!r} can't hold the fragment {fragment.id!r}: it {wrong}")


def _text(one: Snippet, known: Bodies, done: dict[str, str], path: tuple[str, ...]) -> str:
    def put(found: re.Match[str]) -> str:
        name = found[1].strip()
        if name in path:
            return ""
        if name not in known:
            return found[0]
        if name not in done:
            done[name] = _text(known[name], known, done, (*path, name))
        return done[name]

    return FRAGMENT.sub(put, one.body)


def all_held(snippets: Iterable[Snippet]) -> set[str]:
    """The ids of all that these snippets hold directly."""
    return {name for one in snippets for name in fragments(one.body)}
