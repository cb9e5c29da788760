"""LanguageTool's rules in process: the `lingotweaker` engine with its English data."""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import Any

from models.checks.grammar import Remark
from models.errors import ModelMissing
from models.text import Span

VARIANTS = ("en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA")


class LingoTweaker:
    """One variant of English as the home of spelling; words of the others pass as well.

    The rules take seconds to load, which happens at the first text or at `load()`.
    """

    id = "lingotweaker"

    def __init__(self, variant: str = "en-US") -> None:
        self.variant = variant if variant in VARIANTS else VARIANTS[0]
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load the rules now. Raises ModelMissing."""
        with self._lock:
            _ = self._engine

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All remarks on one sentence; none for a language other than English."""
        if not locale.lower().startswith("en"):
            return ()
        self.load()
        offsets = _code_points(sentence)
        return tuple(
            _remark(match, offsets)
            for match in self._engine.check(sentence)
            if not self._other_variant(match, sentence, offsets)
        )

    @cached_property
    def _engine(self) -> Any:
        try:
            import lingotweaker_data_en
            import lt_py
        except ImportError as error:
            raise ModelMissing(f"{error.name} is not installed; run `make setup`") from error
        data = lingotweaker_data_en.data_dir()
        return lt_py.Engine("en", variant=self.variant, data_dir=data)

    @cached_property
    def _variant_words(self) -> frozenset[str]:
        import lingotweaker_data_en

        path = Path(lingotweaker_data_en.data_dir(), "en", "words", "en-US-GB.txt")
        return frozenset(_uncommented(path).casefold().replace(";", " ").split())

    def _other_variant(self, match: dict[str, Any], sentence: str, offsets: list[int]) -> bool:
        if not match["rule_id"].startswith("MORFOLOGIK"):
            return False
        return _span(match, offsets).of(sentence).casefold() in self._variant_words


def _remark(match: dict[str, Any], offsets: list[int]) -> Remark:
    return Remark(
        rule=match["rule_id"],
        category=match["category_id"] or "",
        issue_type=match["issue_type"] or "",
        span=_span(match, offsets),
        message=match["message"],
        replacements=tuple(match["suggestions"]),
    )


def _span(match: dict[str, Any], offsets: list[int]) -> Span:
    return Span(offsets[match["offset"]], offsets[match["offset"] + match["length"]])


def _code_points(text: str) -> list[int]:
    """For each UTF-8 byte offset, the end included, the code point it lies in."""
    offsets = [at for at, char in enumerate(text) for _ in char.encode("utf-8", "surrogatepass")]
    return [*offsets, len(text)]


def _uncommented(path: Path) -> str:
    lines = path.read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
