"""Language variants: snippets that say the same in several languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from snippets.snippet import Snippet

Groups = Mapping[str, Sequence[Snippet]]


def group_of(snippet: Snippet) -> str:
    """What variants have in common: the id of the one that all others are variants of."""
    return snippet.variant_of or snippet.id


def groups(snippets: Iterable[Snippet]) -> Groups:
    """The groups that have variants, by the id of the first."""
    found: dict[str, list[Snippet]] = defaultdict(list)
    for one in snippets:
        found[group_of(one)].append(one)
    return {name: of_one for name, of_one in found.items() if len(of_one) > 1}


def first_of_groups(ranked: Iterable[Snippet]) -> list[int]:
    """The places of those that come first in their groups."""
    seen: set[str] = set()
    places = []
    for place, one in enumerate(ranked):
        if group_of(one) not in seen:
            places.append(place)
        seen.add(group_of(one))
    return places


def preferred(found: Snippet, same: Sequence[Snippet], locale: str) -> Snippet:
    """Of `found` and its variants the one for a locale: the exact one, or one of its language."""
    exact = _folded(locale)
    language = exact.partition("-")[0]
    candidates = [found, *same]
    for wanted in (
        [one for one in candidates if _folded(one.locale) == exact],
        [one for one in candidates if _folded(one.locale).partition("-")[0] == language],
    ):
        if wanted:
            return wanted[0]
    return found


def _folded(locale: str) -> str:
    return locale.replace("_", "-").lower()
