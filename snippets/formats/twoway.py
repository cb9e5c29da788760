"""A folder and a library in step: what has changed on which side since both were the same.

Who deletes has not seen a change of the other side, so that a change wins over a deletion.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from snippets.snippet import Snippet

Side = Mapping[str, Snippet]
"""The snippets of one side by id."""
Verdict = Literal["same", "in", "out", "gone here", "gone there", "conflict"]


@dataclass(slots=True)
class Steps:
    """What brings both sides into step, as ids in order.

    `into` and `gone_here` are changes of the library, `out` and `gone_there` of the folder.
    `revived` are those that one side has deleted and the other has changed: they are in
    `into` or `out`, too. Conflicts change nothing.
    """

    into: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    gone_here: list[str] = field(default_factory=list)
    gone_there: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether both are in step already."""
        return not any((self.into, self.out, self.gone_here, self.gone_there, self.conflicts))


def mark(snippet: Snippet | None) -> str | None:
    """What two snippets have in common that say the same, None for none.

    Line ends, and white space around a body, are what files and git change. A snippet without
    tests has the mark that it had before there were any.
    """
    if snippet is None:
        return None
    body = snippet.body.replace("\r\n", "\n").strip()
    fields = snippet.whole() | {"body": body}
    if not fields["tests"]:
        del fields["tests"]
    text = json.dumps(fields, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def steps(
    folder: Side, library: Side, last: Mapping[str, str], unsettled: Collection[str] = ()
) -> Steps:
    """Compare both with the marks of the `last` time; `unsettled` are conflicts of before."""
    made = Steps()
    lists = {
        "in": made.into,
        "out": made.out,
        "gone here": made.gone_here,
        "gone there": made.gone_there,
        "conflict": made.conflicts,
    }
    for one in sorted({*folder, *library, *last}):
        ours, theirs, before = mark(folder.get(one)), mark(library.get(one)), last.get(one)
        verdict = _verdict(ours, theirs, before, one in unsettled)
        if verdict != "same":
            lists[verdict].append(one)
        if before and verdict in ("in", "out") and None in (ours, theirs):
            made.revived.append(one)
    return made


def _verdict(ours: str | None, theirs: str | None, before: str | None, open_: bool) -> Verdict:
    if ours == theirs:
        return "same"
    if open_:
        return "out" if ours is None and theirs else "conflict"
    if ours == before or (ours is None and theirs != before):
        return "out" if theirs else "gone there"
    if theirs == before or theirs is None:
        return "in" if ours else "gone here"
    return "conflict"
