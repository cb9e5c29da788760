"""Links that lead nowhere; asked only where somebody allows it and says how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from models.text import Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.curation.statements import links
from snippets.progress import Progress
from snippets.snippet import Snippet

Reach = Callable[[str], bool | None]
"""Whether an address can be reached, None where it is not asked; makes the request."""
WEB = ("http://", "https://")


def dead_links(
    snippets: Iterable[Snippet], reach: Reach, progress: Progress | None = None
) -> Iterator[HealthFinding]:
    """A finding for each snippet with links that can't be reached; each is asked once."""
    where: dict[str, list[Snippet]] = defaultdict(list)
    for snippet in snippets:
        for link in links(snippet.body):
            if link.startswith(WEB) and "{{" not in link:
                where[link].append(snippet)
    dead: dict[str, list[str]] = defaultdict(list)
    known = {}
    for done, (link, of) in enumerate(where.items(), start=1):
        for snippet in of if reach(link) is False else ():
            known[snippet.id] = snippet
            dead[snippet.id].append(link)
        if progress:
            progress(done, len(where))
    for key, found in dead.items():
        yield _finding(known[key], found)


def _finding(snippet: Snippet, found: list[str]) -> HealthFinding:
    spans = [Span(at, at + len(one)) for one in found for at in [snippet.body.index(one)]]
    return finding(
        Sort.DEAD_LINK,
        [snippet],
        [Evidence(snippet.id, span.of(snippet.body), span, (span,)) for span in spans],
        0.6,
        f"{found[0]} can't be reached.",
        "Put the new address in, or take the link out.",
        about=" ".join(found),
    )
