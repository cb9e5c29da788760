"""What may be relied on, with figures: `python -m tests.trust [NAME …]`, or `make trust`.

Each name of MEASURES is a function that gives lines of the table; without names all run. Exit
code 1 where a line falls short; what could not be told, without a network say, is no failure.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping

from tests.trust import auditing, crashing, licences, pins, repository, wheel
from tests.trust.measure import Line

MEASURES: Mapping[str, Callable[[], Iterator[Line]]] = {
    "pins": pins.measure,
    "audit": auditing.measure,
    "licences": licences.measure,
    "repository": repository.measure,
    "wheel": wheel.measure,
    "crashes": crashing.measure,
}


def main(names: list[str]) -> int:
    """Print the table, a line as soon as it is known."""
    if unknown := set(names) - set(MEASURES):
        print(f"no measure is named {unknown.pop()!r}; use {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    failed = False
    print("| measured | figure | |\n| --- | --- | --- |", flush=True)
    for name in names or MEASURES:
        for line in MEASURES[name]():
            print(line, flush=True)
            failed = failed or line.good is False
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
