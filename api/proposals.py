"""The commands that show proposals of new snippets, and decide about them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import AsJson, DataDir, as_json_text, services

if TYPE_CHECKING:
    from snippets.proposals.proposing import Proposal

app = typer.Typer(help="Show proposals of new snippets, and accept or reject them.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of the proposal.")]
MOST_EXAMPLE_CHARACTERS = 300


@app.callback(invoke_without_command=True)
def proposals(context: typer.Context, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List the open proposals that `tactful learn` has made, the most used lately first."""
    if context.invoked_subcommand:
        given = {"data_dir": data_dir, "as_json": as_json}
        context.default_map = {context.invoked_subcommand: given}
        return
    with services(data_dir) as parts:
        found = parts.library().proposals.all("open")
    print(as_json_text([_fields(one) for one in found]) if as_json else _table(found))


@app.command()
def show(proposal_id: Id, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show a proposal with the messages that it answered."""
    with services(data_dir) as parts:
        found = parts.library().proposals.get(proposal_id)
    print(as_json_text(_fields(found)) if as_json else _page(found))


@app.command()
def accept(
    proposal_id: Id,
    title: Annotated[str | None, typer.Option(help="Another title.")] = None,
    body_file: Annotated[
        Path | None, typer.Option(help="A Markdown file with another text.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Make a proposal a reply of the library."""
    body = read_body(body_file) if body_file else None
    with services(data_dir) as parts:
        snippet = parts.library().proposals.accept(proposal_id, title, body)
    print(f"added {snippet.id}: {snippet.title}")


@app.command()
def reject(proposal_id: Id, data_dir: DataDir = None) -> None:
    """Keep a proposal out of the library; it is not proposed again."""
    with services(data_dir) as parts:
        parts.library().proposals.reject(proposal_id)
    print("rejected")


def read_body(path: Path) -> str:
    """The text of a Markdown file. Raises FileInvalid."""
    from snippets.errors import FileInvalid

    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileInvalid(f"{path} can't be read: {error}") from error


def _fields(proposal: Proposal) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in asdict(proposal).items()
    }


def _table(found: list[Proposal]) -> str:
    if not found:
        return "no open proposals; `tactful learn HISTORY.jsonl` makes them"
    rows = (f"{one.id:12}  {one.lately:6}  {one.count:5}  {one.title}" for one in found)
    return "\n".join([f"{'id':12}  lately  in all  title", *rows])


def _page(one: Proposal) -> str:
    seen = f", {one.first_seen} to {one.last_seen}" if one.first_seen else ""
    agents = f" by {one.agents} agents" if one.agents > 1 else ""
    used = f"{one.count} times{agents}{seen}; {one.lately} times in the last 90 days"
    examples = (f"- {_short(example)}" for example in one.examples)
    return "\n".join([one.title, used, "", one.body, "", "It answered:", *examples])


def _short(example: str) -> str:
    line = " ".join(example.split())
    return f"{line[:MOST_EXAMPLE_CHARACTERS]} …" if len(line) > MOST_EXAMPLE_CHARACTERS else line
