"""LanguageTool's rules in process: the `lingotweaker` engine and its data, by language."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.checks.english import is_of_another_english
from models.checks.language import language
from models.checks.policy import Remark
from models.checks.spelling import nearest_first, words_first
from models.errors import EngineDown, ModelMissing
from models.text import Span

VARIANTS = ("en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA")
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "en": VARIANTS,
    "de": ("de-DE", "de-AT", "de-CH"),
    "fr": ("fr",),
    "es": ("es",),
    "pt": ("pt", "pt-BR", "pt-PT"),
    "nl": ("nl",),
}
"""The languages that are tried and known to work, each with its variants, the usual one first."""
OTHER_ENGLISH = "OTHER_ENGLISH"
"""The rule for a word that another variant of English spells like this."""


def installed() -> tuple[str, ...]:
    """The languages whose data is installed."""
    return tuple(code for code in LANGUAGES if find_spec(f"lingotweaker_data_{code}"))


class LingoTweaker:
    """The rules of each language, loaded when the first text in it comes, or at `load()`.

    `variant` is how English is spelt where a locale names no region, or one without rules of
    its own; words of the other variants pass then. Loading takes 1 to 12 s, and 0.15 to 0.6 GB
    for each language or variant.
    """

    id = "lingotweaker"

    def __init__(self, variant: str = "en-US") -> None:
        self.variant = variant if variant in VARIANTS else VARIANTS[0]
        self._engines: dict[str, Any] = {}
        self._locks = {name: threading.Lock() for names in LANGUAGES.values() for name in names}

    def load(self, locale: str = "en") -> None:
        """Load the rules of a language now. Raises ModelMissing or EngineDown."""
        self._engine(self._name(locale))

    def remarks(self, sentence: str, locale: str) -> tuple[Remark, ...]:
        """All remarks on one sentence. Raises EngineDown for a language that is not installed."""
        name = self._name(locale)
        offsets = _code_points(sentence)
        matches = self._engine(name).check(sentence)
        by_use = name in VARIANTS
        remarks = [_ordered(_remark(match, offsets), sentence, by_use) for match in matches]
        if not by_use:
            return tuple(remarks)
        marked = (_as_other_english(remark, sentence) for remark in remarks)
        is_asked = _tag(locale) == name.lower()
        return tuple(one for one in marked if is_asked or one.rule != OTHER_ENGLISH)

    def _name(self, locale: str) -> str:
        """The variant that checks this locale. Raises EngineDown."""
        code = language(locale)
        if code not in LANGUAGES:
            raise EngineDown(f"it has no rules for {locale!r}; it knows {', '.join(LANGUAGES)}")
        by_tag = {name.lower(): name for name in LANGUAGES[code]}
        usual = self.variant if code == "en" else LANGUAGES[code][0]
        return by_tag.get(_tag(locale), usual)

    def _engine(self, name: str) -> Any:
        with self._locks[name]:
            if name not in self._engines:
                self._engines[name] = _loaded(name)
            return self._engines[name]


def _tag(locale: str) -> str:
    return locale.replace("_", "-").lower()


def _loaded(name: str) -> Any:
    """The engine of a variant. Raises ModelMissing where it is English, else EngineDown."""
    code = language(name)
    try:
        import lt_py

        data = _data(code)
    except ImportError as error:
        if code == "en":
            raise ModelMissing(f"{error.name} is not installed; run `make setup`") from error
        raise EngineDown(
            f"{code!r} needs lingotweaker-data-{code}; run `pip install 'tactful[languages]'`"
        ) from error
    variant = name if name != code else None
    return lt_py.Engine(code, variant=variant, data_dir=str(data))


def _data(code: str) -> Path:
    return Path(import_module(f"lingotweaker_data_{code}").data_dir())


def _as_other_english(remark: Remark, sentence: str) -> Remark:
    """The remark as one of another English, where the word is only unknown to this one."""
    if not remark.rule.startswith("MORFOLOGIK"):
        return remark
    word = remark.span.of(sentence)
    other = is_of_another_english(word, _data("en"))
    return replace(remark, rule=OTHER_ENGLISH) if other else remark


def _ordered(remark: Remark, sentence: str, by_use: bool) -> Remark:
    """The remark with the likeliest correction first; only English ones come in order of use."""
    if remark.issue_type != "misspelling":
        return remark
    word = remark.span.of(sentence)
    corrections = remark.replacements if by_use else words_first(word, remark.replacements)
    return replace(remark, replacements=nearest_first(word, corrections))


def _remark(match: dict[str, Any], offsets: list[int]) -> Remark:
    start, end = match["offset"], match["offset"] + match["length"]
    return Remark(
        rule=match["rule_id"],
        category=match["category_id"] or "",
        issue_type=match["issue_type"] or "",
        span=Span(offsets[start], offsets[end]),
        message=match["message"],
        replacements=tuple(match["suggestions"]),
    )


def _code_points(text: str) -> list[int]:
    """For each UTF-8 byte offset, the end included, the code point it lies in."""
    offsets = [at for at, char in enumerate(text) for _ in char.encode("utf-8", "surrogatepass")]
    return [*offsets, len(text)]
