"""Figures as people read them: percentages, minutes, scores, and "too few"."""

from __future__ import annotations

from snippets.analytics.figures import Mean, Middle, Share

TOO_FEW = "too few"


def percent(share: Share | Mean) -> str:
    """As in "71 %"."""
    return TOO_FEW if share.value is None else f"{share.value:.0%}".replace("%", " %")


def spent(time: Middle) -> str:
    """As in "40 s", "12 min" or "5 h"."""
    if time.value is None:
        return TOO_FEW
    for unit, seconds in (("h", 7_200), ("min", 60)):
        if time.value >= seconds:
            return f"{time.value // (3_600 if unit == 'h' else 60)} {unit}"
    return f"{time.value} s"


def scored(kind: str, mean: Mean) -> str:
    """From −1 to 1; of the Net Promoter Score from −100 to 100."""
    if mean.value is None:
        return TOO_FEW
    return f"{100 * mean.value:+.0f}" if kind == "nps" else f"{mean.value:+.2f}"


def rate(per_hundred: float | None) -> str:
    """As in "4.2"."""
    return TOO_FEW if per_hundred is None else f"{per_hundred:.1f}"
