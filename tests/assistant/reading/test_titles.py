"""Academic titles before and after names."""

from __future__ import annotations

import pytest

from assistant.reading.titles import may_be_place, titled, without_titles


@pytest.mark.parametrize(
    ("line", "rank", "name"),
    [
        ("Dr Osei", "Dr", "Osei"),
        ("Dr. med. Eva Lang", "Dr", "Eva Lang"),
        ("Prof. Dr. rer. nat. Eva Lang", "Prof", "Eva Lang"),
        ("Univ.-Prof. Dr. Eva Lang", "Prof", "Eva Lang"),
        ("Dr.-Ing. Max Braun", "Dr", "Max Braun"),
        ("Associate Professor Eva Lang", "Prof", "Eva Lang"),
        ("Frau Dr. Eva Lang", "Dr", "Eva Lang"),
        ("Eva Lang, PhD", "Dr", "Eva Lang"),
        ("Eva Lang, Ph.D., Head of Physics", "Dr", "Eva Lang"),
        ("Eva Lang (PhD)", "Dr", "Eva Lang"),
        ("Prof. Jan van der Berg", "Prof", "Jan van der Berg"),
    ],
)
def test_a_titled_name_is_read(line: str, rank: str, name: str) -> None:
    assert titled(line) == (rank, name)
    assert without_titles(line) == name


@pytest.mark.parametrize(
    "line",
    ["", "Eva Lang", "Mr Lang", "Eva Lang, MSc", "Dr. Martens 1460", "Dr Lang called me",
     "12 Hill Dr, Leeds", "My doctor", "Prof", "A" * 200],
)  # fmt: skip
def test_other_lines_are_none(line: str) -> None:
    assert titled(line) is None
    assert without_titles(line) == line


def test_a_town_in_maryland_may_be_a_physician() -> None:
    assert may_be_place("Rockville, MD")
    assert not may_be_place("Eva Lang, PhD")
