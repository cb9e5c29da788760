"""`tactful test`: the snippets' own tests; and what a change would do, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import typer

from api.confidence import threshold_of
from api.terminal import AsJson, DataDir, as_json_text, progress, services

SHOWN = 3
"""Messages that are shown of each kind."""
_MOVES = {
    "moved": "would be answered from another snippet",
    "newly_answered": "would be answered that an agent answers now",
    "no_longer_answered": "would be left to an agent",
}


def run_tests(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Of these snippets only.")
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Run the tests of the snippets; exit code 1 where some fail.

    Each message is asked as if no snippet had it as an example.
    """
    with services(data_dir) as parts, progress("testing", "messages") as show:
        library = parts.library()
        found = library.rehearsal.test(threshold_of(parts, library), ids or (), progress=show)
    report = tested([one.to_dict() for one in found])
    print(as_json_text(report) if as_json else page(report))
    raise typer.Exit(1 if report["failing"] else 0)


def tested(outcomes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many tests pass, and those that do not; `unsure` passes, but drafts nothing."""
    failing = [one for one in outcomes if not one["passes"]]
    unsure = [
        one for one in outcomes if one["passes"] and one["must"] == "find" and not one["sure"]
    ]
    passed = len(outcomes) - len(failing)
    return {"tests": len(outcomes), "passed": passed, "failing": failing, "unsure": unsure}


def page(report: Mapping[str, Any]) -> str:
    """The failing tests with what won instead, then the counts."""
    if not report["tests"]:
        return "no snippet has tests; give some in its field `tests` (docs/library.md)"
    lines = [line for one in report["failing"] for line in _failed(one)]
    lines += [f"unsure: {_of(one)}: an agent would answer this" for one in report["unsure"]]
    failing = len(report["failing"])
    return "\n".join([*lines, f"{report['tests']} tests: {report['passed']} pass, {failing} fail"])


def effect_text(effect: Mapping[str, Any]) -> str:
    """What a change would do, in words."""
    tests = effect["tests"]
    others = [one for one in effect["touched"] if one != effect["snippet_id"]]
    lines = [f"changes the text of {', '.join(others)}, too"] if others else []
    for name, what in (("newly_failing", "newly fails"), ("newly_passing", "newly passes")):
        lines += [f"{what}: {_of(one)}" for one in tests[name]]
    new = [*tests["newly_failing"], *tests["newly_passing"]]
    lines += [f"fails: {_of(one)}" for one in tests["failing"] if one not in new]
    lines += [line for name in _MOVES for line in _moved(name, effect[name])]
    asked = f"{tests['tested']} tests and {effect['looked_at']} known messages were tried"
    return "\n".join([*(lines or ["nothing moves"]), asked])


def _moved(name: str, moves: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in moves:
        ends = " → ".join(one[end]["id"] if one[end] else "an agent" for end in ("from", "to"))
        yield f"{one['count']} messages {_MOVES[name]}: {ends}"
        yield from (f"     “{_short(text)}”" for text in one["samples"][:SHOWN])


def _failed(one: Mapping[str, Any]) -> Iterator[str]:
    must = "must find it" if one["must"] == "find" else "must not find it"
    found = one["found"]["id"] if one["found"] else "nothing"
    yield f"fails: {_of(one)}"
    yield f"     {must}; found {found} ({one['confidence']:.2f})"


def _of(one: Mapping[str, Any]) -> str:
    return f"{one['snippet_id']}: “{_short(one['message'])}”"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 100 else f"{words[:99]}…"
