"""The command that shows what is wrong with a library: `tactful health`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.confidence import threshold_of
from api.terminal import AsJson, DataDir, as_json_text, progress, services

if TYPE_CHECKING:
    from api.wiring import Services
    from snippets.curation.finding import Evidence, HealthFinding
    from snippets.curation.health import Options
    from snippets.library import Library
    from snippets.progress import Progress

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only findings of this kind, such as contradiction; repeatable."),
]
CheckLinks = Annotated[
    bool, typer.Option("--check-links", help="Ask every address that the texts link to.")
]


def health(
    kind: Kinds = None,
    check_links: CheckLinks = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show duplicates, contradictions and what has gone stale, the worst first."""
    from snippets.curation.finding import Sort
    from snippets.curation.health import health as look
    from snippets.curation.health import untold

    unknown = [one for one in kind or () if one not in list(Sort)]
    if unknown:
        raise typer.BadParameter(
            f"{unknown[0]!r} is none of {', '.join(Sort)}", param_hint="--kind"
        )
    with services(data_dir) as parts, progress("looking", "sorts of findings") as show:
        library = parts.library()
        found = look(library, options(parts, library, kind or (), check_links, show))
        note = untold(library)
    print(as_json_text([fields(one) for one in found]) if as_json else page(found, note))


def options(
    parts: Services,
    library: Library,
    kinds: list[str] | tuple[str, ...] = (),
    check_links: bool = False,
    show: Progress | None = None,
    with_dismissed: bool = False,
) -> Options:
    """What to look for, with this service's own checks; links only where that is allowed."""
    from api.reaching import reachable
    from snippets.curation.finding import Sort
    from snippets.curation.health import Options

    return Options(
        kinds=[Sort(one) for one in kinds],
        check=_check(parts, library),
        reach=reachable if check_links else None,
        progress=show,
        with_dismissed=with_dismissed,
        threshold=threshold_of(parts, library),
    )


def fields(found: HealthFinding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return asdict(found)


def page(found: list[HealthFinding], note: str = "") -> str:
    """Findings for people: what, the sentences side by side, and what to do."""
    shown = [_shown(one) for one in found] or ["nothing found"]
    return "\n\n".join([*shown, *([f"note: {note}"] if note else [])])


def _check(parts: Services, library: Library) -> Any:
    from models.protocols import CheckContext

    known = library.vocabulary

    def check(snippet: Any) -> list[Any]:
        context = CheckContext(locale=snippet.locale, known_words=known)
        of_each = (checker.check(snippet.body, context) for checker in parts.checkers)
        return [one for of_one in of_each for one in of_one if one.category != "placeholder"]

    return check


def _shown(one: HealthFinding) -> str:
    head = f"{one.kind} {one.score:.2f} [{one.key}] {one.message}"
    return "\n".join([head, *(f"  {_said(said)}" for said in one.evidence), f"  → {one.remedy}"])


def _said(said: Evidence) -> str:
    text, start = said.text, said.span.start if said.span else 0
    for mark in sorted(said.marks, reverse=True):
        at, end = mark.start - start, mark.end - start
        text = f"{text[:at]}[{text[at:end]}]{text[end:]}"
    return f"{said.snippet_id}: {' '.join(text.split())}"
