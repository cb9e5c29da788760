"""The commands about versions: what was, what is proposed, and what is decided."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.confidence import threshold_of
from api.terminal import AsJson, DataDir, as_json_text, services
from api.testing import effect_text

if TYPE_CHECKING:
    from api.wiring import Services
    from snippets.difference import Changed
    from snippets.rehearsal.effect import Effect
    from snippets.versions import Version

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the snippet.")]
Number = Annotated[int, typer.Argument(metavar="N", help="The number of the version.")]
Author = Annotated[str, typer.Option("--author", help="Whose name stands at the version.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, for the history.")]
Word = Annotated[str, typer.Option("--word", help="What to tell whoever proposed it.")]


def history(
    snippet_id: Id,
    number: Annotated[
        int | None, typer.Argument(metavar="N", help="Show what this version changed.")
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List the versions of a snippet, newest first, or show what one of them changed."""
    from snippets.difference import difference, shown

    with services(data_dir) as parts:
        review = parts.library().review
        if number is None:
            found = review.history(snippet_id)
            print(as_json_text([_fields(one) for one in found]) if as_json else _table(found))
            return
        one = review.version(snippet_id, number)
        old = review.version(snippet_id, one.based_on) if one.based_on else None
    changes = difference(old.snippet, one.snippet) if old else ()
    if as_json:
        print(as_json_text(_fields(one) | {"changes": [shown(each) for each in changes]}))
    else:
        print("\n".join([_line(one), *map(_change, changes)] if old else [_line(one), _text(one)]))


def rollback(
    snippet_id: Id,
    number: Number,
    reason: Reason = "",
    author: Author = "",
    data_dir: DataDir = None,
) -> None:
    """Make what a version says the newest one, also of a deleted snippet."""
    from snippets.versions import Signed

    with services(data_dir) as parts:
        made = parts.library().review.restore(snippet_id, number, Signed(author, reason))
    print(f"{snippet_id} is as in version {number} again; this is version {made.number}")


def propose(
    path: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Lines of a library file.")],
    reason: Reason = "",
    author: Author = "",
    data_dir: DataDir = None,
) -> None:
    """Propose the snippets of a file; none is in use before it is approved."""
    from snippets import formats
    from snippets.versions import Signed

    proposed = formats.read("jsonl", path)
    with services(data_dir) as parts:
        for snippet in proposed:
            made = parts.library().review.propose(snippet, Signed(author, reason))
            print(f"proposed {snippet.id}: version {made.number}")


def review(
    snippet_id: Annotated[
        str | None, typer.Argument(metavar="[ID", help="Show what one of them would do.")
    ] = None,
    number: Annotated[int | None, typer.Argument(metavar="N]")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List the versions that wait for approval, the oldest first, or what one would do."""
    with services(data_dir) as parts:
        if snippet_id is not None:
            effect = _effect(parts, snippet_id, _given(number)).to_dict()
            print(as_json_text(effect) if as_json else effect_text(effect))
            return
        found = parts.library().review.queue()
    if as_json:
        print(as_json_text([_fields(one) for one in found]))
    else:
        print(_queue(found) if found else "nothing waits for approval")


def approve(
    snippet_id: Id,
    number: Number,
    word: Word = "",
    author: Author = "",
    over: Annotated[
        int | None,
        typer.Option(
            "--over", metavar="N", help="Replace this newer version, which you have seen."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Even if tests of other snippets would fail.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Put a proposed version into use, and tell what that does.

    Exit code 1, and nothing is done, where tests of other snippets would newly fail.
    """
    with services(data_dir) as parts:
        effect = _effect(parts, snippet_id, number)
        print(effect_text(effect.to_dict()))
        if effect.others_failing and not yes:
            print(f"{snippet_id} stays as it is: {_REFUSED}", file=sys.stderr)
            raise typer.Exit(1)
        parts.library().review.approve(snippet_id, number, author, word, over)
    print(f"{snippet_id}: version {number} is in use")


def reject(
    snippet_id: Id, number: Number, word: Word = "", author: Author = "", data_dir: DataDir = None
) -> None:
    """Keep a proposed version out of use."""
    with services(data_dir) as parts:
        parts.library().review.reject(snippet_id, number, author, word)
    print(f"{snippet_id}: version {number} is rejected")


_REFUSED = "tests of other snippets would fail; change the text, or say --yes"
COMMANDS = (history, rollback, propose, review, approve, reject)


def _effect(parts: Services, snippet_id: str, number: int) -> Effect:
    """What a version would do, were it in use. Raises VersionNotFound."""
    library = parts.library()
    wanted = replace(library.review.version(snippet_id, number).snippet, status="approved")
    return library.rehearsal.effect(wanted, threshold_of(parts, library))


def _given(number: int | None) -> int:
    if number is None:
        raise typer.BadParameter("name the number of its version, too", param_hint="N")
    return number


def _fields(one: Version) -> dict[str, Any]:
    return {
        "snippet_id": one.snippet.id,
        "number": one.number,
        "state": one.state,
        "current": one.current,
        "author": one.author,
        "reason": one.reason,
        "created_at": one.created_at.isoformat(timespec="seconds") + "Z",
        "based_on": one.based_on,
        "decided_by": one.decided_by,
        "word": one.word,
        "snippet": one.snippet.to_dict(),
    }


def _table(found: list[Version]) -> str:
    return "\n".join(map(_line, found))


def _queue(found: list[Version]) -> str:
    rows = (f"{one.snippet.id}  version {one.number}  {one.snippet.title}" for one in found)
    return "\n".join(rows)


def _line(one: Version) -> str:
    mark = "*" if one.current else " "
    when = one.created_at.strftime("%Y-%m-%d %H:%M")
    word = f'"{one.word}"' if one.word else ""
    said = "  ".join(filter(None, (one.author, one.reason, word)))
    return f"{mark} {one.number:4}  {one.state:9}  {when}  {said}".rstrip()


def _text(one: Version) -> str:
    return f"\n{one.snippet.title}\n\n{one.snippet.body}"


def _change(one: Changed) -> str:
    if one.field not in ("title", "body"):
        return f"{one.field}: {one.before!r} → {one.after!r}"
    gone = [f"[-{one.before[span.start : span.end]}-]" for span in one.gone]
    new = [f"[+{one.after[span.start : span.end]}+]" for span in one.new]
    return f"{one.field}: {' '.join([*gone, *new])}"
