"""Sentences with a verdict: should a support team reword them?

`written.tsv` is our own, in part in pairs that say the same thing badly and well.
`forum.tsv` has verdicts on sentences of the Thunderbird forum (CC BY-SA 3.0, annotated
once, by a language model reading each) by the hash of the sentence: the texts are read from
the measuring data, where it is present. Sentences that stand in a measuring set were left out
of it.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from snippets.snippet import plain

FOLDER = Path(__file__).parent
STOCK = {"HOLLOW", "CANNED"}
"""Stock phrases are a matter of taste: nobody is trained to see them as bad."""
KINDS = {
    "blaming": "BLAME DISBELIEF SUSPICION CALLBACK REPEATED THREAT",
    "cold": "COLD DISMISSIVE DISMISS RUDE SENDAWAY BUCK COMMAND ORDERS SHOUT SHOUTING NONAPOLOGY"
    " SORRYBUT BUTS",
    "talking-down": "CONDESCENSION SARCASM LECTURE MINIMISE BELITTLING PRESUMING",
    "dead-end": "REFUSAL UNAVAIL POLICY UNSURE HELPLESS VAGUE VAGUETIME NEGATIVE NONEXT UNFORT"
    " PILEUP DOUBLENEG",
    "complaining": "COMPLAINT COMPLAINING",
    "unclear": "UNCLEAR CARELESS JARGON OFFICIALESE CLARITY PASSIVE",
}
"""What is told to the agent, by categories of verdicts."""
RANDOM_PARTS = (0, 1, 6)
"""Parts of the forum's sentences that were drawn at random; the others look like bad ones."""
FOLDS = 4
"""One sentence in so many is held back: nothing is taught by it."""
_MILD = 0.5
_BORDER = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, its verdict and how much it counts; `part` is None for our own."""

    text: str
    bad: bool
    weight: float = 1.0
    part: int | None = None
    category: str = ""
    group: str = ""

    @property
    def held_back(self) -> bool:
        """Whether it is kept for measuring; sentences of one group go together."""
        return zlib.crc32((self.group or self.text).encode()) % FOLDS == 0

    @property
    def is_typical(self) -> bool:
        """Whether it is as often bad as its like are in real replies, or our own."""
        return self.part is None or self.part in RANDOM_PARTS


def written() -> list[Judged]:
    """Our own sentences."""
    rows = _rows(FOLDER / "written.tsv")
    return [
        Judged(
            row["text"],
            row["verdict"] == "bad",
            category=row["category"],
            group=f"pair{row['pair']}" if row["pair"] else "",
        )
        for row in rows
        if not (row["verdict"] == "bad" and row["category"] in STOCK)
    ]


def forum(data: Path) -> list[Judged]:
    """The forum's sentences; those that are borderline are left out."""
    verdicts = {row["sha256"]: row for row in _rows(FOLDER / "forum.tsv")}
    judged = []
    for sentence in _sentences(data / "thunderbird" / "history-early.jsonl.gz"):
        row = verdicts.pop(hashlib.sha256(sentence.encode()).hexdigest()[:16], None)
        if row and row["verdict"] != "mid":
            weight = _MILD if row["grave"] == "1" else 1.0
            bad, part = row["verdict"] == "bad", int(row["part"])
            judged.append(Judged(sentence, bad, weight, part, row["category"]))
    return judged


def _sentences(history: Path) -> Iterator[str]:
    with gzip.open(history, "rt", encoding="utf-8") as lines:
        for line in lines:
            reply = plain(json.loads(line)["reply"])
            yield from filter(None, (one.strip() for one in _BORDER.split(reply)))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    lines = path.read_text("utf-8").splitlines()
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
