"""What goes to help desks: their limits, codes and tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from snippets import formats
from snippets.errors import FileInvalid
from snippets.snippet import Snippet


def test_short_codes_are_made_from_titles_and_never_twice(tmp_path: Path) -> None:
    entries = [
        Snippet("a", "reply", "Refund", "One."),
        Snippet("b", "reply", "Refund!", "Two."),
        Snippet("c", "reply", "Third", "Three.", shortcut="refund"),
    ]
    formats.write("chatwoot", tmp_path / "out.json", entries)
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))["canned_responses"]
    assert [one["short_code"] for one in written] == ["refund-2", "refund-3", "refund"]


def test_a_title_given_here_is_not_taken_back_by_chatwoot() -> None:
    here = Path(__file__).parent / "fixtures" / "chatwoot" / "export" / "canned_responses.json"
    first = formats.take("chatwoot", here).entries[0]
    assert "title" not in first.given


def test_a_text_that_is_too_long_for_libredesk_is_left_out(tmp_path: Path) -> None:
    (loss,) = formats.write(
        "libredesk", tmp_path / "out", [Snippet("a", "reply", "A", "b" * 5_000)]
    )
    assert loss.what == "a text of more than 5,000 characters (left out)"


def test_a_table_for_osticket_is_read_again(tmp_path: Path) -> None:
    entry = Snippet("osticket-3", "reply", "A", "Dear {{customer.first_name}},\n\nbye", locale="de")
    formats.write("osticket", tmp_path / "out.csv", [entry])
    assert formats.read("osticket", tmp_path / "out.csv") == [entry]


@pytest.mark.parametrize("name", ["ost_ticket", "canned_responses_old"])
def test_another_table_of_osticket_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"type": "table", "name": name, "data": []}]))
    with pytest.raises(FileInvalid, match="not canned_response"):
        formats.read("osticket", tmp_path)
