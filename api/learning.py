"""The commands that teach a library and test what it has learned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.confidence import threshold_of
from api.terminal import AsJson, DataDir, as_json_text, copied, progress, services
from snippets.snippet import Kind

if TYPE_CHECKING:
    from api.wiring import Services
    from snippets.library import Library

Precision = Annotated[
    float, typer.Option(min=0.01, max=1, help="The share of drafts that shall be right.")
]


def learn(
    history: Annotated[Path | None, typer.Argument(metavar="HISTORY.jsonl")] = None,
    precision: Precision = 0.6,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last learning back.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Learn from past conversations which snippets answer which messages.

    Without a history, learn anew from the messages that are known already.
    """
    from snippets.learning.history import read_history

    past = read_history(history) if history else []
    with services(data_dir) as parts:
        if undo:
            print(_undone(parts))
            return
        lesson = parts.library().begin_lesson()
        if past:
            _learn_from(parts, past, lesson)
        with progress("comparing", "states") as show:
            show(0, 1)
            report = parts.library().adapt(lesson, precision)
            show(1, 1)
        print(told(report))


def evaluate(
    examples: Annotated[Path | None, typer.Argument(metavar="EXAMPLES.jsonl")] = None,
    own: Annotated[
        bool, typer.Option("--own", help="Test the library on its own examples, leaving each out.")
    ] = False,
    replay: Annotated[
        Path | None, typer.Option(help="A history; learn what came before each example.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option(help="Search for this kind only; else for what is expected.")
    ] = None,
    precision: Precision = 0.9,
    html: Annotated[Path | None, typer.Option(help="Write a report with plots here.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Measure how well the library answers these messages, or its own examples."""
    from api.report import page
    from api.show import evaluation
    from snippets.formats.jsonl import replace
    from snippets.learning.evaluate import evaluate as measure
    from snippets.learning.evaluate import evaluate_own, read_examples
    from snippets.learning.history import read_history

    if own == (examples is not None):
        raise typer.BadParameter("give a file of examples, or --own for the library's own")
    cases = read_examples(examples) if examples else []
    history = read_history(replay) if replay else []
    with copied(data_dir) as parts, progress("evaluating", "messages") as show:
        library = parts.library()
        report = (
            evaluate_own(library, show, precision)
            if own
            else measure(library, cases, history, show, kind, precision)
        )
        if own:
            report |= _own_tests(parts, library)
    if html:
        replace(html, page(report, examples.name if examples else "the library's own examples"))
    print(as_json_text(report) if as_json else evaluation(report))


def _own_tests(parts: Services, library: Library) -> dict[str, int]:
    """How many tests the snippets have, and how many pass; `tactful test` shows the others."""
    found = library.rehearsal.test(threshold_of(parts, library))
    return {"tests": len(found), "tests_passed": sum(one.passes for one in found)}


def told(report: dict[str, Any]) -> str:
    """What came of learning, in a sentence or two."""
    if "before" not in report:
        return f"search stays as it was: {report['reason']}"
    before, after = report["before"], report["after"]
    figures = (
        f"on {after['messages']} messages held back, the right one first: "
        f"{before['recall_1']:.2f} before, {after['recall_1']:.2f} after; "
        f"among five: {before['recall_5']:.2f} before, {after['recall_5']:.2f} after"
    )
    if not report["kept"]:
        return f"{figures}\nsearch stays as it was: {report['reason']}"
    threshold = report["threshold"]
    drafts = f"; drafts from a confidence of {threshold:.2f}" if threshold is not None else ""
    kept = "kept" if report["real"] else "kept, being no clear harm (examples find each other)"
    return f"{figures}\n{kept}{drafts}; `tactful learn --undo` takes it back"


def _learn_from(parts: Services, past: list[Any], lesson: int) -> None:
    from snippets.learning.history import learned
    from snippets.proposals.proposing import proposed

    library = parts.library()
    mask = parts.mask(library)
    examples = learned(past, library.in_use(), mask)
    with progress("embedding", "messages") as show:
        new = library.learn(examples, show, lesson)
    with progress("looking for new snippets", "replies") as show:
        found = proposed(past, library.in_use(), mask, show)
    fresh, waiting = library.proposals.keep(found), library.proposals.all("open")
    missed = _keep_unanswered(parts, past, {one.conversation_id for one in examples}, lesson)
    print(
        f"{len(past)} conversations: {len({one.conversation_id for one in examples})} show "
        f"which snippet answered; {new} new examples"
    )
    if waiting:
        print(f"{len(waiting)} proposals ({fresh} new): `tactful proposals` lists them")
    if missed:
        print(f"{missed} new messages that no snippet answered: `tactful gaps` shows what they ask")


def _keep_unanswered(parts: Services, past: list[Any], answered: set[str], lesson: int) -> int:
    """Keep the messages that no snippet answered, and group them; how many are new."""
    from snippets.gaps.finding import group_anew
    from snippets.gaps.past import unanswered

    library = parts.library()
    known = library.messages.known([one.id for one in past])
    missed = unanswered(past, answered, known, parts.mask(library))
    new = library.messages.learn(missed, lesson)
    if new:
        with progress("grouping what was not answered", "messages") as show:
            group_anew(library, show)
    return new


def _undone(parts: Services) -> str:
    run = parts.library().unlearn()
    if run is None:
        return "there is nothing to take back"
    left = len(parts.library().lessons())
    return f"took the last learning back; {left} known messages are left"
