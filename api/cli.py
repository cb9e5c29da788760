"""The command line: `tactful`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from api import gaps, profiles, proposals, versions
from api.analytics import analytics, ratings
from api.backing import backup, restore
from api.health import health
from api.learning import evaluate, learn
from api.syncing import sync
from api.terminal import (
    AsJson,
    DataDir,
    as_json_text,
    objects,
    print_formats,
    print_lines,
    read_text,
    services,
    settings,
)
from api.testing import run_tests
from api.tuning import tune

app = typer.Typer(
    name="tactful",
    help="Finds, drafts and checks replies for support teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(proposals.app, name="proposals")
app.add_typer(gaps.app, name="gaps")
app.add_typer(profiles.app, name="profile")

Lines = Annotated[
    Path | None, typer.Option("--jsonl", help="A file of JSON Lines, one request a line.")
]
COULD_NOT_RUN = 2


def main() -> None:
    """Run a command; an error of ours is one line on standard error and exit code 2."""
    from assistant.errors import AssistantError
    from models.errors import ModelError
    from snippets.errors import LibraryError

    try:
        app()
    except (AssistantError, LibraryError, ModelError) as error:
        print(f"tactful: {error}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        sys.exit(130)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="Fill an empty library with the starter library.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Serve the HTTP API and the console."""
    from api.server import serve as run

    run(settings(data_dir, host=host, port=port), starter)


@app.command()
def draft(
    message: Annotated[str | None, typer.Argument(help="What the customer wrote, or -.")] = None,
    jsonl: Lines = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Draft a reply to a message."""
    from api.batch import drafts

    with services(data_dir) as parts:
        if jsonl:
            print_lines(drafts(parts, objects(jsonl)))
            return
        answer = next(drafts(parts, iter([("message", {"message": {"text": read_text(message)}})])))
        print(as_json_text(answer) if as_json else answer["text"])
        for note in answer["notes"]:
            print(f"note: {note}", file=sys.stderr)


@app.command()
def check(
    text: Annotated[str | None, typer.Argument(help="The reply to check, or -.")] = None,
    message: Annotated[str | None, typer.Option(help="What the customer wrote.")] = None,
    profile: Annotated[str | None, typer.Option(help="The profile to go by.")] = None,
    jsonl: Lines = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Check a reply; exit code 1 when there is a finding at warning or above."""
    from api.batch import checks, is_grave
    from api.show import findings

    with services(data_dir) as parts:
        if jsonl:
            grave = print_lines(checks(parts, objects(jsonl)), is_grave)
        else:
            reply = read_text(text)
            fields = {"text": reply, "message": message, "profile": profile}
            answer = next(checks(parts, iter([("text", fields)])))
            print(as_json_text(answer) if as_json else findings(reply, answer))
            grave = is_grave(answer)
    raise typer.Exit(1 if grave else 0)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many matches.")] = 5,
    jsonl: Lines = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Search the library."""
    from api.batch import searches
    from api.show import matches

    with services(data_dir) as parts:
        if jsonl:
            print_lines(searches(parts, objects(jsonl), k))
            return
        line = {"message": {"text": read_text(query)}}
        answer = next(searches(parts, iter([("query", line)]), k))
        print(as_json_text(answer) if as_json else matches(answer))


@app.command("import")
def import_(
    format_: Annotated[str | None, typer.Argument(metavar="FORMAT")] = None,
    path: Annotated[
        str | None, typer.Argument(help="A file, a folder, or the https address of a help desk.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report only.")] = False,
    key_file: Annotated[
        Path | None, typer.Option(help="The desk's key, in a file (or TACTFUL_IMPORT_KEY).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="Of a desk, what has changed since: 2026-01-31.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Take snippets into the library; without arguments, list the formats."""
    from api.importing import Wanted, take_in, take_in_live
    from snippets.desks.address import is_address
    from snippets.errors import LibraryError

    if format_ is None or path is None:
        print_formats()
    elif is_address(path):
        take_in_live(Wanted(format_, path, key_file, since), data_dir, dry_run)
    elif key_file or since:
        raise LibraryError("--key-file and --since are for the https address of a help desk")
    else:
        take_in(format_, Path(path), data_dir, dry_run)


@app.command("export")
def export_(
    format_: Annotated[str | None, typer.Argument(metavar="FORMAT")] = None,
    path: Annotated[Path | None, typer.Argument()] = None,
    data_dir: DataDir = None,
) -> None:
    """Write the library to a file or folder; without arguments, list the formats."""
    from api.importing import give_out

    if format_ is None or path is None:
        print_formats()
        return
    give_out(format_, path, data_dir)


app.command()(learn)
app.command()(evaluate)
app.command("test")(run_tests)
app.command()(tune)
app.command()(sync)
for about_versions in versions.COMMANDS:
    app.command()(about_versions)
app.command()(health)
app.command()(analytics)
app.command()(ratings)
app.command()(backup)
app.command()(restore)


@app.command()
def doctor(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show engines, models, versions and paths, and what is wrong with them."""
    from api.doctor import examine
    from api.show import examination

    with services(data_dir) as parts:
        report = examine(parts)
    print(as_json_text(report) if as_json else examination(report))
    raise typer.Exit(COULD_NOT_RUN if report["problems"] else 0)


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    role: Annotated[str, typer.Option(help="plugin, agent, lead or administrator.")] = "plugin",
    data_dir: DataDir = None,
) -> None:
    """Make an API key; it is shown once."""
    from snippets.library import DEFAULT_WORKSPACE
    from snippets.store.access import Holder, Purpose, Role

    if role not in list(Role):
        raise typer.BadParameter(f"{role!r} is none of {', '.join(Role)}", param_hint="--role")
    with services(data_dir) as parts:
        parts.entries()
        holder = Holder(DEFAULT_WORKSPACE, Role(role), name)
        print(parts.access.issue(Purpose.KEY, holder))


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(help="The key that ends now.")], data_dir: DataDir = None
) -> None:
    """End an API key."""
    from snippets.errors import AccessDenied
    from snippets.store.access import Purpose

    with services(data_dir) as parts:
        if not parts.access.end(Purpose.KEY, key):
            raise AccessDenied("this key is unknown or was revoked before")
    print("revoked")


@app.command("sign-in")
def sign_in(
    role: Annotated[str, typer.Option(help="agent, lead or administrator.")] = "administrator",
    name: Annotated[str, typer.Option(help="Whose link: what stands in the history.")] = "",
    data_dir: DataDir = None,
) -> None:
    """Print a one-time link that signs a browser in."""
    from api.server import sign_in_link
    from snippets.store.access import Role

    if role not in list(Role):
        raise typer.BadParameter(f"{role!r} is none of {', '.join(Role)}", param_hint="--role")
    with services(data_dir) as parts:
        print(sign_in_link(parts, Role(role), name.strip()))
