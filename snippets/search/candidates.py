"""Which of all that was found may be an answer."""

from __future__ import annotations

import numpy as np

from snippets.scope import Scope
from snippets.search.index import Index
from snippets.search.neighbours import Vectors
from snippets.search.signals import Found, Signals
from snippets.snippet import Kind


def candidates(
    index: Index, found: Found, vector: Vectors, scope: Scope, kind: Kind | None = None
) -> Signals:
    """What speaks for which snippet that the scope sees, of one kind where one is named."""
    table = index.signals(found, vector)
    if kind is not None:
        table = table.at(table.column("article") == (kind == "article"))
    seen = [scope.sees(index.snippet(number)) for number in table.numbers.tolist()]
    return table.at(np.array(seen, bool))
