"""The commands that show what nothing in the library answers, and decide about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.proposals import read_body
from api.terminal import AsJson, DataDir, as_json_text, progress, services

if TYPE_CHECKING:
    from snippets.gaps.gap import Gap

app = typer.Typer(help="Show questions that nothing in the library answers, and answer them.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the gap.")]
Most = Annotated[int, typer.Option("-n", min=1, max=1_000, help="How many, the biggest first.")]
MOST_CHARACTERS = 300
_ARROWS = {"growing": "↑ growing", "steady": "→ steady", "fading": "↓ fading"}


@app.callback(invoke_without_command=True)
def gaps(
    context: typer.Context, most: Most = 20, as_json: AsJson = False, data_dir: DataDir = None
) -> None:
    """List the questions that customers ask and nothing in the library answers."""
    from snippets.gaps.finding import current

    if context.invoked_subcommand:
        given = {"data_dir": data_dir, "as_json": as_json}
        context.default_map = {context.invoked_subcommand: given}
        return
    with services(data_dir) as parts, progress("grouping", "messages") as show:
        library = parts.library()
        found = current(library, most, parts.settings.min_confidence, show)
        closed = len(library.gaps.all("answered"))
    print(as_json_text([fields(one) for one in found]) if as_json else _table(found, closed))


@app.command()
def show(gap_id: Id, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show a gap with its most typical messages and a reply made of what agents sent."""
    with services(data_dir) as parts:
        found = parts.library().gaps.get(gap_id)
    print(as_json_text(fields(found)) if as_json else _page(found))


@app.command()
def accept(
    gap_id: Id,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    body_file: Annotated[Path | None, typer.Option(help="A Markdown file with the text.")] = None,
    author: Annotated[str, typer.Option(help="Whose name stands at the version.")] = "",
    data_dir: DataDir = None,
) -> None:
    """Answer a gap: make its reply a snippet, with its messages as examples."""
    from snippets.versions import Signed

    body = read_body(body_file) if body_file else None
    with services(data_dir) as parts:
        library = parts.library()
        snippet = library.gaps.accept(gap_id, title, body, signed=Signed(author))
        library.refresh()
    print(f"added {snippet.id}: {snippet.title}")


@app.command()
def dismiss(
    gap_id: Id,
    author: Annotated[str, typer.Option(help="Whose decision it is.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the dismissal back.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Say that this is no gap; it is shown again only if it grows much."""
    with services(data_dir) as parts:
        kept = parts.library().gaps
        kept.restore(gap_id) if undo else kept.dismiss(gap_id, author)
    print("shown again" if undo else "dismissed")


def fields(gap: Gap) -> dict[str, Any]:
    """A gap as JSON shows it."""
    return {
        "id": gap.id,
        "state": gap.state,
        "name": gap.name,
        "size": gap.size,
        "trend": gap.trend,
        "periods": [{"start": one.start.isoformat(), "count": one.count} for one in gap.periods],
        "typical": list(gap.typical),
        "body": gap.body,
        "written": gap.written,
        "snippet_id": gap.snippet_id,
    }


def _table(found: list[Gap], closed: int) -> str:
    """A line a gap; `closed` is how many the library answers by now."""
    told = [f"{closed} more are answered by the library now"] if closed else []
    if not found:
        return "\n".join(
            [
                "no open gaps; `tactful learn` and a service that keeps messages "
                "(TACTFUL_KEEP_MESSAGES_DAYS) find them",
                *told,
            ]
        )
    rows = (f"{one.id:12}  {one.size:8}  {_ARROWS[one.trend]:9}  {one.name}" for one in found)
    return "\n".join([f"{'id':12}  messages  trend      about", *rows, *told])


def _page(one: Gap) -> str:
    counts = ", ".join(f"{each.start.isoformat()}: {each.count}" for each in one.periods)
    lines = [one.name, f"{one.size} messages, {one.trend}; {one.state}", counts, "", "They ask:"]
    lines += [f"- {_short(text)}" for text in one.typical]
    return "\n".join([*lines, "", *_reply(one)])


def _reply(one: Gap) -> list[str]:
    if not one.body:
        return ["Nothing is known of what agents sent: accept it with --body-file."]
    shared = f"{one.written} agents' replies share" if one.written > 1 else "one agent sent"
    return [f"What {shared}:", "", one.body]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:MOST_CHARACTERS]} …" if len(line) > MOST_CHARACTERS else line
