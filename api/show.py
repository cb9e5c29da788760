"""Answers as people read them on a terminal."""

from __future__ import annotations

from typing import Any


def findings(text: str, answer: dict[str, Any]) -> str:
    """Findings with their fixes, then the score and the better text."""
    lines = []
    for found in answer["findings"]:
        line = text.count("\n", 0, found["span"]["start"]) + 1
        lines.append(f"{line}: {found['severity']}: {found['message']} [{found['rule']}]")
        lines.append(f"     “{found['text']}”")
        lines += [f"   → {fix['text'] or '(leave it out)'}" for fix in found["fixes"]]
        lines += [f"   no rewrite: {found['missing']}"] if found["missing"] else []
    lines.append(f"score {_score(answer)}, {'ready' if answer['ready'] else 'not ready'} to send")
    if answer["rewritten"]:
        lines += ["", answer["rewritten"]]
    return "\n".join([*lines, *(f"note: {note}" for note in answer["notes"])])


def _score(answer: dict[str, Any]) -> str:
    """The score, and in brackets the parts that cost points."""
    lost = [f"{one['part']} −{one['lost']}" for one in answer["score_parts"] if one["lost"]]
    return f"{answer['score']} ({', '.join(lost)})" if lost else str(answer["score"])


def matches(answer: dict[str, Any]) -> str:
    """A line a match."""
    lines = [
        f"{match['score']:.2f}  {match['snippet_id']:32}  {match['title']}"
        for match in answer["matches"]
    ]
    return "\n".join([*lines, f"confidence {answer['confidence']:.2f}"])


def evaluation(report: dict[str, Any]) -> str:
    """A figure a line, then the worst misses and the snippets most often confused."""
    simple = (int, float, str, type(None))
    report = {"searched for": report["kind"] or "replies and articles", **report}
    del report["kind"]
    rows = {name: value for name, value in report.items() if isinstance(value, simple)}
    rows |= {f"milliseconds {name}": value for name, value in report["milliseconds"].items()}
    covered = report["coverage"]
    rows[f"coverage at {covered['precision']:.0%} right"] = covered["share"]
    rows["  from confidence"] = covered["threshold"]
    lines = [f"{name:26} {'-' if value is None else value}" for name, value in rows.items()]
    for miss in report["misses"][:5]:
        claimed = f"{miss['found'][0]} ({miss['confidence']:.2f})" if miss["found"] else "nothing"
        lines.append(f"miss: {miss['id']}: {claimed} for {', '.join(miss['expected'])}")
    confused = (
        f"confused {pair['messages']} times: {pair['found']} for {pair['expected']}"
        for pair in report["confusions"][:5]
    )
    return "\n".join([*lines, *confused])


def examination(report: dict[str, Any]) -> str:
    """Versions, paths, parts, and then what is wrong."""
    lines = [
        f"{name:14} {value}"
        for part in ("versions", "paths", "parts")
        for name, value in report[part].items()
    ]
    lines += [f"problem: {problem}" for problem in report["problems"]]
    return "\n".join(lines if report["problems"] else [*lines, "all is well"])
