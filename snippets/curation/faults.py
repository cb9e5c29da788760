"""Faults of single texts: what our own checks say, and placeholders that nobody fills."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from models.text import Finding, Severity, Span
from snippets.curation.finding import Evidence, HealthFinding, Sort, finding
from snippets.snippet import PLACEHOLDER, Snippet

Check = Callable[[Snippet], Sequence[Finding]]
"""What checkers say of a snippet's body, with spans in it."""
MOST_SHOWN = 5


def failing(snippet: Snippet, check: Check) -> HealthFinding | None:
    """A finding for a text of which our own checks say a warning or worse."""
    grave = [one for one in check(snippet) if one.severity.rank <= Severity.WARNING.rank]
    if not grave:
        return None
    return finding(
        Sort.CHECKS,
        [snippet],
        [Evidence(snippet.id, one.text, one.span, (one.span,)) for one in grave[:MOST_SHOWN]],
        0.5 if any(one.severity is Severity.ERROR for one in grave) else 0.35,
        grave[0].message,
        "Change the text as the check proposes.",
        about=" ".join(sorted({one.rule for one in grave})),
    )


def unknown_placeholders(snippet: Snippet, known: Collection[str]) -> HealthFinding | None:
    """A finding for placeholders that no desk fills and for which nothing stands in."""
    unknown = list(_unknown(snippet.body, known))
    if not unknown:
        return None
    names = [span.of(snippet.body) for span in unknown]
    return finding(
        Sort.PLACEHOLDER,
        [snippet],
        [Evidence(snippet.id, span.of(snippet.body), span, (span,)) for span in unknown],
        0.7,
        f"No desk fills {names[0]}.",
        "Use the name that your desk knows, or give it a fallback: {{name|what else to say}}.",
        about=" ".join(names),
    )


def _unknown(body: str, known: Collection[str]) -> Iterator[Span]:
    for found in PLACEHOLDER.finditer(body):
        is_known = found["name"] in known or found["name"].startswith("custom.")
        if not is_known and not (found["fallback"] or "").strip():
            yield Span(*found.span())
