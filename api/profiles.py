"""The commands that show, set and list profiles of the checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.terminal import AsJson, DataDir, as_json_text, services

app = typer.Typer(help="Show, set and list profiles: what your team wants the checks to say.")

SWITCHES = {True: "on", False: "off"}
"""The fields that YAML 1.1 reads as truth values where they stand without quotes."""
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the profile.")]


@app.command()
def show(name: Name = "default", as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show a profile, as YAML that `set` takes, or as JSON."""
    import yaml

    with services(data_dir) as parts:
        fields = parts.library().profiles.get(name).to_fields()
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False).rstrip()
    print(as_json_text(fields) if as_json else text)


@app.command("set")
def set_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML or JSON file.")],
    name: Annotated[str, typer.Option(help="The name of the profile.")] = "default",
    data_dir: DataDir = None,
) -> None:
    """Keep a file as a profile; what it leaves out is as usual."""
    fields = _read(file)
    with services(data_dir) as parts:
        parts.library().profiles.put(name, fields, parts.rules)
    print(f"{name} is as {file} says; checks go by it from now on")


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List the names of all profiles."""
    with services(data_dir) as parts:
        names = parts.library().profiles.names()
    print(as_json_text(names) if as_json else "\n".join(names))


def _read(path: Path) -> dict[str, Any]:
    """The fields of a file; JSON is YAML, too. Raises FileInvalid."""
    import yaml

    from snippets.errors import FileInvalid

    try:
        fields = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise FileInvalid(f"{path} can't be read as YAML or JSON: {reason}") from error
    if not isinstance(fields, dict):
        raise FileInvalid(f"{path}: expected the fields of a profile, as `profile show` prints")
    return {_name(key): value for key, value in fields.items()}


def _name(key: object) -> str:
    return SWITCHES[key] if isinstance(key, bool) else str(key)
