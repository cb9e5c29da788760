"""The languages of LanguageTool's protocol: which there are, and which one a text is checked in."""

from __future__ import annotations

from functools import cache

from api.errors import LanguageUnknown
from models.checks.language import AUTO, NAMES, language, locale_of, resolved
from models.checks.lingotweaker import LANGUAGES, installed
from models.checks.masks import mask


@cache
def listed() -> list[dict[str, str]]:
    """Each language and variant that can be checked, as LanguageTool lists them."""
    codes = ((code, variant) for code in installed() for variant in (code, *LANGUAGES[code]))
    return [
        {"name": _named(variant), "code": code, "longCode": variant}
        for code, variant in dict.fromkeys(codes)
    ]


def spoken(asked: str, preferred: str, text: str) -> str:
    """The locale to check a text in: the one asked for, or for "auto" what the text is in.

    Of the `preferred` variants, comma-separated, the first of that language is taken then.
    Raises LanguageUnknown.
    """
    if asked.strip().lower() != AUTO:
        return _known(asked)
    found = resolved(AUTO, text)
    variants = [_known(one) for one in preferred.split(",") if one.strip()]
    return next((one for one in variants if language(one) == found), found)


def told(locale: str, text: str) -> dict[str, object]:
    """The language of an answer: what was asked for, and what the text plainly is in."""
    detected = {**_described(locale_of(mask(text), locale)), "confidence": 1.0}
    return {**_described(locale), "detectedLanguage": detected}


def _described(locale: str) -> dict[str, str]:
    return {"name": _named(locale), "code": locale}


def _known(asked: str) -> str:
    """The variant asked for, or its language where there is no such variant."""
    tag = asked.strip().replace("_", "-")
    codes = {one["longCode"].lower(): one["longCode"] for one in listed()}
    if tag.lower() in codes:
        return codes[tag.lower()]
    if language(tag) in NAMES:
        return language(tag)
    raise LanguageUnknown(
        f"{asked!r} is not a language code known here; `GET /v2/languages` lists all, "
        "and `auto` finds out"
    )


def _named(locale: str) -> str:
    code, _, region = locale.partition("-")
    return f"{NAMES[code]} ({region})" if region else NAMES[code]
