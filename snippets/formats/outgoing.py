"""What of a library goes to a help desk, whichever it is: nothing that only Tactful keeps apart.

A desk knows neither approval nor fragments, and our teams are not its teams.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from snippets.formats.entry import Loss, unwritten
from snippets.fragments import filled_in, fragments
from snippets.snippet import FRAGMENT_TAG, Snippet


def prepared(entries: Sequence[Snippet]) -> tuple[list[Snippet], list[Loss]]:
    """The snippets to write, fragments put in, and what of them can't be carried anywhere.

    Those that are not approved are left out; those for one team or agent are internal.
    """
    known = {one.id: one for one in entries}
    losses = [loss for one in entries for loss in _losses(one)]
    return [_plain(filled_in(one, known)) for one in entries if _is_for_all(one)], losses


def replies(
    entries: Sequence[Snippet], desk: str, losses: list[Loss], internal: bool
) -> list[Snippet]:
    """The replies, for a desk that takes no articles; internal ones only where it can say so."""
    articles = [one for one in entries if one.kind == "article"]
    losses += [Loss(one.id, f"an article (left out: {desk} has none)") for one in articles]
    chosen = [one for one in entries if one.kind == "reply"]
    return chosen if internal else shown(chosen, losses)


def shown(entries: Sequence[Snippet], losses: list[Loss]) -> list[Snippet]:
    """The public ones, for a desk where every agent would send what is there."""
    hidden = [one for one in entries if one.audience == "internal"]
    losses += [
        Loss(one.id, "an internal reply (left out: all agents would send it)") for one in hidden
    ]
    return [one for one in entries if one.audience == "public"]


def _is_for_all(snippet: Snippet) -> bool:
    return snippet.status == "approved" and FRAGMENT_TAG not in snippet.tags


def _plain(snippet: Snippet) -> Snippet:
    if snippet.team is None and snippet.owner is None:
        return snippet
    return replace(snippet, audience="internal")


def _losses(snippet: Snippet) -> Iterator[Loss]:
    if snippet.status != "approved":
        yield Loss(snippet.id, f"a snippet that is {snippet.status} (left out)")
    elif FRAGMENT_TAG in snippet.tags:
        yield Loss(snippet.id, "a fragment (left out: its text is in what holds it)")
    else:
        if snippet.team or snippet.owner:
            yield Loss(snippet.id, "for which team or agent a snippet is (internal there)")
        if fragments(snippet.body):
            yield Loss(snippet.id, "that a text is shared (it is written in full)")
        yield from unwritten(snippet, "attachments", "variant_of")
