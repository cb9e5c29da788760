"""LanguageTool's HTTP protocol, so that its clients show Tactful's findings.

Offsets are UTF-16 units, as LanguageTool counts. A client that cannot send a header gives
its key as the `apiKey` field or in the path.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request

from api.deps import PoolDep, ServicesDep, holder, key_holder, library_of
from api.errors import InvalidRequest
from api.pool import Pool
from api.routes.findings import problems
from api.wiring import Services
from assistant.pipeline import Checked
from models.checks.language import locale_of
from models.checks.lingotweaker import LANGUAGES, installed
from models.protocols import CheckContext
from models.text import Category, Finding, Utf16, sentence_spans
from snippets.store.access import Holder

router = APIRouter(tags=["LanguageTool"])

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "nl": "Dutch",
}
ISSUE_TYPES = {
    Category.SPELLING: "misspelling",
    Category.GRAMMAR: "grammar",
    Category.PLACEHOLDER: "inconsistency",
}
CONTEXT_CHARACTERS = 40


@router.get("/v2/languages", summary="Languages that can be checked")
@router.get("/k/{key}/v2/languages", summary="The same, beside the check with a key in the path")
async def languages() -> list[dict[str, str]]:
    """Those whose rules are installed, in their variants; remarks on tone are for English."""
    return _languages()


@router.post(
    "/v2/check",
    summary="Check a text, as LanguageTool does",
    responses=problems(401, 403, 413, 422, 429, 503),
)
@router.post(
    "/k/{key}/v2/check",
    summary="The same, with the key in the path",
    responses=problems(401, 403, 413, 422, 429, 503),
)
async def check(
    request: Request,
    parts: ServicesDep,
    workers: PoolDep,
    text: Annotated[str | None, Form(description="The text; or use `data`")] = None,
    data: Annotated[str | None, Form(description="The text as JSON annotations")] = None,
    language: Annotated[str, Form(description="Its language, or auto")] = "auto",
    api_key: Annotated[str | None, Form(alias="apiKey", description="An API key")] = None,
    key: str | None = None,
) -> dict[str, Any]:
    """Findings as LanguageTool's matches."""
    who = await _holder(request, parts, workers, key or api_key)
    plain = _annotated(data) if data else text
    if plain is None:
        raise InvalidRequest("send the text as the form field `text` or `data`")
    locale = locale_of(plain, "en") if language == "auto" else language

    def work() -> Checked:
        return parts.assistant.check(plain, CheckContext(locale=locale), library_of(parts, who))

    checked = await workers.run(work)
    return _answer(plain, locale, checked)


@cache
def _languages() -> list[dict[str, str]]:
    """Each language and variant that can be checked, as LanguageTool lists them."""
    codes = ((code, variant) for code in installed() for variant in (code, *LANGUAGES[code]))
    return [
        {"name": _named(code, variant), "code": code, "longCode": variant}
        for code, variant in dict.fromkeys(codes)
    ]


def _named(code: str, variant: str) -> str:
    region = variant.partition("-")[2]
    return f"{NAMES[code]} ({region})" if region else NAMES[code]


async def _holder(request: Request, parts: Services, workers: Pool, key: str | None) -> Holder:
    if key:
        return await key_holder(parts, workers, key)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return await key_holder(parts, workers, token)
    session = request.cookies.get("tactful_session")
    return await holder(request, parts, workers, None, session)


def _annotated(data: str) -> str:
    """The text of annotations; mark-up becomes spaces, so that offsets hold.

    See the `data` parameter in LanguageTool's HTTP API.
    """
    try:
        parts = json.loads(data)["annotation"]
        text = "".join(
            part["text"] if "text" in part else _blank(part["markup"], part.get("interpretAs", ""))
            for part in parts
        )
        text.encode("utf-8")
        return text
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InvalidRequest(
            'field `data` has to be JSON like {"annotation": [{"text": "…"}, {"markup": "<b>"}]}'
        ) from error


def _blank(markup: str, stands_for: str) -> str:
    """As long as the mark-up, in UTF-16 units; line breaks where it stands for one."""
    return ("\n" if "\n" in stands_for else " ") * Utf16(markup).offset(len(markup))


def _answer(text: str, locale: str, checked: Checked) -> dict[str, Any]:
    units = Utf16(text)
    names = {one["longCode"]: one["name"] for one in _languages()}
    code = locale if locale in names else "en"
    language = {"name": names[code], "code": code}
    return {
        "software": {
            "name": "Tactful",
            "version": "0.1.0",
            "buildDate": "",
            "apiVersion": 1,
            "premium": False,
            "status": "",
        },
        "warnings": {"incompleteResults": bool(checked.review.notes)},
        "language": {**language, "detectedLanguage": {**language, "confidence": 1.0}},
        "matches": [_match(finding, text, units) for finding in checked.review.findings],
    }


def _match(finding: Finding, text: str, units: Utf16) -> dict[str, Any]:
    start, end = units.offset(finding.span.start), units.offset(finding.span.end)
    from_ = max(0, finding.span.start - CONTEXT_CHARACTERS)
    around = text[from_ : finding.span.end + CONTEXT_CHARACTERS]
    inside = (one for one in sentence_spans(text) if one.overlaps(finding.span))
    sentence = next(inside, finding.span)
    issue_type = ISSUE_TYPES.get(finding.category, "style")
    return {
        "message": finding.message,
        "shortMessage": "",
        "replacements": [{"value": fix.text} for fix in finding.fixes if fix.span == finding.span],
        "offset": start,
        "length": end - start,
        "context": {
            "text": around.replace("\n", " "),
            "offset": units.offset(finding.span.start) - units.offset(from_),
            "length": end - start,
        },
        "sentence": sentence.of(text),
        "type": {"typeName": "Other"},
        "rule": {
            "id": finding.rule.upper().replace(".", "_").replace("-", "_"),
            "description": finding.why or finding.message,
            "issueType": issue_type,
            "category": {
                "id": finding.category.upper(),
                "name": finding.category.capitalize(),
            },
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }
