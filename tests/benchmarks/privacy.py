"""How well private details are masked: `python -m tests.benchmarks.privacy`.

Made-up details in support messages of our own (see private_messages). A detail counts as
found when nothing of it is left standing; a harmless word as lost when any of it is masked.
Tactful's engines stand beside the patterns that they replaced and Presidio's analyzer with
its own recognizers and the same spaCy model. Nothing here needs the network.

The engines were written with these templates in sight, if not with these details in them, so
expect less on other messages.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from models.private.patterns import PatternFinder
from models.private.spacy import MODEL, SpacyFinder
from models.protocols import DetailFinder
from models.text import Span
from tests.benchmarks.private_messages import Made, messages

MESSAGES = 1_040
Find = Callable[[Sequence[str]], list[list[Span]]]

_OLD = (
    re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"),
    re.compile(r"https?://\S+"),
    re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    re.compile(r"(?<![\w.])\+?\d[\d ()/-]{5,20}\d\b"),
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}\b"),
    re.compile(r"\b(?=\w*\d\w*\d\w*\d)\w{6,}\b"),
    re.compile(
        r"(?i:\b(?:my name is|regards|sincerely|cheers|thanks|thank you),?)\s+"
        r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?=[\s.,!]*$)",
        re.MULTILINE,
    ),
)
"""What masked details before there were engines."""
_WORD = re.compile(r"\w[\w.]*")


def main() -> None:
    """Measure each engine and print a Markdown table."""
    made = list(messages(MESSAGES))
    engines = {
        "patterns before": _old,
        "Presidio": lambda texts: _presidio(texts, ()),
        "Presidio without dates": lambda texts: _presidio(texts, ("DATE_TIME",)),
        "tactful, patterns": _spans(PatternFinder()),
        "tactful, spacy": _spans(SpacyFinder()),
    }
    columns = {name: _column(find, made) for name, find in engines.items()}
    print(f"| | {' | '.join(columns)} |\n| --- |{' ---: |' * len(columns)}")
    for row in next(iter(columns.values())):
        print(f"| {row} | {' | '.join(column[row] for column in columns.values())} |")


def _column(find: Find, made: Sequence[Made]) -> dict[str, str]:
    """Recall by kind, the share of harmless words masked, and speed."""
    find([made[0].text])
    start = time.process_time()
    found = find([one.text for one in made])
    spent = time.process_time() - start
    whole: Counter[str] = Counter()
    total: Counter[str] = Counter()
    harmless = lost = 0
    for one, spans in zip(made, found, strict=True):
        covered = _places(spans)
        for kind, span in one.details:
            total[kind] += 1
            whole[kind] += _is_whole(one.text, span, covered)
        private = _places(span for _, span in one.details)
        words = [_places([Span(*word.span())]) for word in _WORD.finditer(one.text)]
        words = [word for word in words if not word & private]
        harmless += len(words)
        lost += sum(bool(word & covered) for word in words)
    recall = {
        f"{kind} ({total[kind]})": f"{whole[kind] / total[kind]:.3f}" for kind in sorted(total)
    }
    return recall | {
        "harmless words masked": f"{lost / harmless:.2%}",
        "messages a second": f"{len(made) / spent:.0f}",
    }


def _places(spans: Any) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _is_whole(text: str, span: Span, covered: set[int]) -> bool:
    return all(at in covered for at in range(span.start, span.end) if text[at].isalnum())


def _spans(finder: DetailFinder) -> Find:
    return lambda texts: [[one.span for one in details] for details in finder.find(texts)]


def _old(texts: Sequence[str]) -> list[list[Span]]:
    return [
        [Span(*found.span()) for pattern in _OLD for found in pattern.finditer(text)]
        for text in texts
    ]


@cache
def _analyzer() -> Any:
    """Presidio with all that it finds by default, kept from asking for domain endings."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    model = {"lang_code": "en", "model_name": MODEL}
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]})
    return AnalyzerEngine(nlp_engine=provider.create_engine())


def _presidio(texts: Sequence[str], left_out: Sequence[str]) -> list[list[Span]]:
    return [
        [
            Span(found.start, found.end)
            for found in _analyzer().analyze(text, "en")
            if found.entity_type not in left_out
        ]
        for text in texts
    ]


if __name__ == "__main__":
    main()
