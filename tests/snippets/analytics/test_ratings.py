"""Scores of all kinds on one scale, and the files they come in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from snippets.analytics.rating_files import read
from snippets.analytics.ratings import Rating, bounds, rating, valued
from snippets.errors import FileInvalid, RatingInvalid


@pytest.mark.parametrize(
    ("score", "kind", "value"),
    [
        ("Good", "csat", 1), ("bad", "csat", -1), ("not good", "csat", -1), ("okay", "csat", 0),
        ("1", "csat", -1), ("3", "csat", 0), ("4", "csat", 0.5), ("4,5", "csat", 0.75),
        ("10", "nps", 1), ("9", "nps", 1), ("8", "nps", 0), ("7", "nps", 0), ("6", "nps", -1),
        ("0", "nps", -1), ("7", "ces", 1), ("4", "ces", 0),
    ],
)  # fmt: skip
def test_scores_have_one_scale(score: str, kind: str, value: float) -> None:
    assert valued(score, kind) == value


def test_the_mean_of_nps_is_the_net_promoter_score() -> None:
    scores = [10, 9, 9, 8, 7, 6, 3, 0, 10, 10]
    mean = sum(valued(str(one), "nps") for one in scores) / len(scores)
    assert mean == pytest.approx((5 - 3) / 10)


def test_another_scale_may_be_told() -> None:
    assert valued("2", "csat", "1-3") == 0
    assert valued("75", "nps", "0 to 100") == 0.5
    assert bounds("-103..103") == (-103, 103)


@pytest.mark.parametrize("score", ["6", "0", "nan", "inf", "very good", ""])
def test_what_is_no_score_is_refused(score: str) -> None:
    with pytest.raises(RatingInvalid, match=r"score: .* is no csat of 1 to 5, good or bad"):
        rating("c", score)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"conversation_id": " "}, "conversation_id"),
        ({"kind": "mood"}, "kind: 'mood' is none of csat, nps, ces"),
        ({"scale": "5-1"}, "scale"),
        ({"created_at": "yesterday"}, "created_at"),
    ],
)
def test_what_is_wrong_is_named(fields: dict[str, str], named: str) -> None:
    with pytest.raises(RatingInvalid, match=named):
        rating(**({"conversation_id": "c", "score": "5"} | fields))


def test_times_are_utc() -> None:
    told = rating("c", "5", created_at="2026-03-01T01:00:00+02:00").created_at
    assert told == datetime(2026, 2, 28, 23)
    assert rating("c", "5", created_at="2026-03-01 10:00:00 UTC").created_at == datetime(
        2026, 3, 1, 10
    )


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "conversation_id,score\n12,good\n",
        "Ticket ID;Satisfaction Score;Comment\n12;Good;They were, well, kind\n",
        '"Ticket ID"\t"CSAT rating"\n12\t5\n',
        "id,conversation_id,rating\nsurvey-9,12,5\n",
        "ticket id,ticket id,score\n12,other,5\n",
    ],
)
def test_headers_of_desks_are_understood(tmp_path: Path, text: str) -> None:
    (found,) = read(written(tmp_path, "r.csv", text)).ratings
    assert (found.conversation_id, found.kind, found.value) == ("12", "csat", 1)


def test_a_column_may_tell_the_kind(tmp_path: Path) -> None:
    path = written(tmp_path, "r.csv", "ticket,nps score,csat,date\n7,9,4,2026-03-01\n8,,2,\n")
    assert [(one.conversation_id, one.kind, one.value) for one in read(path).ratings] == [
        ("7", "csat", 0.5),
        ("7", "nps", 1),
        ("8", "csat", -0.5),
    ]


def test_lines_of_json_are_read_alike(tmp_path: Path) -> None:
    lines = '{"conversation_id": 12, "score": 9, "kind": "NPS"}\n{"ticket_id": "x", "score": null}'
    path = written(tmp_path, "r.jsonl", lines.replace("null", '"offered"'))
    found = read(path)
    assert found.ratings == (Rating("12", "nps", "9", 1.0),)
    assert found.unrated == 1


def test_kind_and_scale_hold_where_the_file_says_none(tmp_path: Path) -> None:
    path = written(tmp_path, "r.csv", "conversation_id,score,kind\n1,2,\n2,10,nps\n")
    with pytest.raises(FileInvalid, match=r"r\.csv:3: score"):
        read(path, scale="1-3")
    first, second = read(path, kind="ces").ratings
    assert (first.kind, second.kind) == ("ces", "nps")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("conversation_id,score\n1,5\n2,eleven\n", "r.csv:3: score: 'eleven' is no csat"),
        ("conversation_id,colour\n1,5\n", "r.csv:2: no score; call its column score"),
        ("colour,score\n1,5\n", "r.csv:2: no conversation; call its column conversation_id"),
        ("conversation_id,score\n1,5,6\n", "r.csv:2: 3 cells"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FileInvalid) as raised:
        read(written(tmp_path, "r.csv", text))
    assert said in str(raised.value)
