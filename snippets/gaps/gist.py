"""What a message is about, in a few words: what groups go by."""

from __future__ import annotations

from snippets.proposals.paragraphs import paragraphs

MOST_CHARACTERS = 300
"""What somebody asks stands in the subject and the first lines; what follows are details."""


def gist(text: str) -> str:
    """The beginning of a message, without greeting, quotes and signature.

    The first line, which may be its subject, stays one. A message that says nothing is itself.
    """
    subject, _, rest = text.partition("\n")
    lines = (" ".join(one.text for one in paragraphs(part)) for part in (subject, rest))
    said = "\n".join(" ".join(line.split()) for line in lines).strip()
    return (said or " ".join(text.split()))[:MOST_CHARACTERS]
