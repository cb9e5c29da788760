"""LanguageTool's HTTP protocol, so that its clients show Tactful's findings.

Offsets are UTF-16 units, as LanguageTool counts. A client that cannot send a header gives
its key as the `apiKey` field or in the path. A team's profile is named by `?profile=NAME`, or,
where a client takes no more than a server's address, in the path: `/k/KEY/p/NAME`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request

from api.compat.annotated import AnnotatedText
from api.compat.emoji import without_emoji
from api.compat.locales import listed, spoken, told
from api.compat.selection import Selection, rule_id
from api.deps import PoolDep, ServicesDep, holder, key_holder, library_of
from api.errors import InvalidRequest
from api.pool import Pool
from api.routes.findings import problems
from api.rulebook import RuleInfo
from api.wiring import Services
from assistant.pipeline import Checked
from models.checks.rule import Rule
from models.protocols import CheckContext
from models.text import Category, Finding, Fix, Span, Utf16, apply_fixes, sentence_spans
from snippets.library import Library
from snippets.profiles import DEFAULT_PROFILE
from snippets.store.access import Holder

router = APIRouter(tags=["LanguageTool"])

ISSUE_TYPES = {
    Category.SPELLING: "misspelling",
    Category.GRAMMAR: "grammar",
    Category.PLACEHOLDER: "inconsistency",
}
CONTEXT_CHARACTERS = 40
_REST_OF_WORD = re.compile(r"(?:(?<=\w)\w+)?")


@router.get("/v2/languages", summary="Languages that can be checked")
@router.get("/k/{key}/v2/languages", summary="The same, beside the check with a key in the path")
@router.get("/k/{key}/p/{profile}/v2/languages", summary="The same, beside a profile's check")
async def languages() -> list[dict[str, str]]:
    """Those whose rules are installed, in their variants; remarks on tone are for English."""
    return listed()


def selection(
    enabled_rules: Annotated[
        str, Form(alias="enabledRules", description="Ids of rules, also of contested ones")
    ] = "",
    disabled_rules: Annotated[
        str, Form(alias="disabledRules", description="Ids of rules, comma-separated")
    ] = "",
    enabled_categories: Annotated[
        str, Form(alias="enabledCategories", description="Ids of categories, for `enabledOnly`")
    ] = "",
    disabled_categories: Annotated[
        str, Form(alias="disabledCategories", description="Ids of categories, comma-separated")
    ] = "",
    enabled_only: Annotated[
        bool, Form(alias="enabledOnly", description="Nothing but what is enabled by its id")
    ] = False,
    level: Annotated[
        Literal["default", "picky"],
        Form(description="picky: contested rules and mere information, too"),
    ] = "default",
) -> Selection:
    """What of the findings a client wants. Raises InvalidRequest."""
    if enabled_only and not (enabled_rules or enabled_categories):
        raise InvalidRequest("`enabledOnly` wants `enabledRules` or `enabledCategories`")
    return Selection.of(
        enabled_rules,
        disabled_rules,
        enabled_categories,
        disabled_categories,
        enabled_only=enabled_only,
        picky=level == "picky",
    )


@router.post(
    "/v2/check",
    summary="Check a text, as LanguageTool does",
    responses=problems(400, 401, 403, 404, 413, 422, 429, 503),
)
@router.post(
    "/k/{key}/v2/check",
    summary="The same, with the key in the path",
    responses=problems(400, 401, 403, 404, 413, 422, 429, 503),
)
@router.post(
    "/k/{key}/p/{profile}/v2/check",
    summary="The same, with the key and a team's profile in the path",
    responses=problems(400, 401, 403, 404, 413, 422, 429, 503),
)
async def check(
    request: Request,
    parts: ServicesDep,
    workers: PoolDep,
    wanted: Annotated[Selection, Depends(selection)],
    text: Annotated[str | None, Form(description="The text; or use `data`")] = None,
    data: Annotated[str | None, Form(description="The text as JSON annotations")] = None,
    language: Annotated[str, Form(description="Its language, or auto")] = "auto",
    preferred_variants: Annotated[
        str, Form(alias="preferredVariants", description="For auto, like en-GB,de-AT")
    ] = "",
    api_key: Annotated[str | None, Form(alias="apiKey", description="An API key")] = None,
    key: str | None = None,
    profile: str = DEFAULT_PROFILE,
) -> dict[str, Any]:
    """Findings as LanguageTool's matches."""
    who = await _holder(request, parts, workers, key or api_key)
    sent = AnnotatedText.of_json(data) if data else await _text(request, text)
    locale = spoken(language, preferred_variants, sent.plain)

    def work() -> Checked:
        library = library_of(parts, who)
        contested = wanted.contested(_rules(parts, library))
        context = CheckContext(locale=locale)
        return parts.assistant.check(sent.plain, context, library, profile, contested)

    checked = await workers.run(work)
    return _answer(sent, locale, checked, wanted)


async def _text(request: Request, text: str | None) -> AnnotatedText:
    """The text that was sent, be it empty. Raises InvalidRequest."""
    if text is None and "text" not in await request.form():
        raise InvalidRequest("send the text as the form field `text` or `data`")
    return AnnotatedText.of_text(text or "")


def _rules(parts: Services, library: Library) -> list[Rule | RuleInfo]:
    """All rules that may be contested."""
    return [*parts.rules.values(), *library.profiles.rules()]


async def _holder(request: Request, parts: Services, workers: Pool, key: str | None) -> Holder:
    if key:
        return await key_holder(parts, workers, key)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return await key_holder(parts, workers, token)
    session = request.cookies.get("tactful_session")
    return await holder(request, parts, workers, None, session)


def _answer(
    sent: AnnotatedText, locale: str, checked: Checked, wanted: Selection
) -> dict[str, Any]:
    units = Utf16(sent.sent)
    findings = (one for one in checked.review.findings if wanted.wants(one))
    matches = (_match(finding, sent, units) for finding in findings)
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
        "language": told(locale, sent.plain),
        "matches": [match for match in matches if match],
    }


def _match(finding: Finding, sent: AnnotatedText, units: Utf16) -> dict[str, Any] | None:
    """A finding in LanguageTool's words; None where it is about mark-up alone."""
    covered = _replaced(finding, sent)
    values = _replacements(finding, covered, sent.plain) if sent.is_bare(covered) else []
    span, values = without_emoji(sent.plain, covered, values)
    place = sent.place(span)
    if place is None:
        return None
    start, end = units.offset(place.start), units.offset(place.end)
    from_ = max(0, place.start - CONTEXT_CHARACTERS)
    around = sent.sent[from_ : place.end + CONTEXT_CHARACTERS]
    inside = (one for one in sentence_spans(sent.plain) if one.overlaps(span))
    sentence = next(inside, span)
    return {
        "message": finding.message,
        "shortMessage": "",
        "replacements": [{"value": value} for value in values],
        "offset": start,
        "length": end - start,
        "context": {
            "text": around.replace("\n", " "),
            "offset": start - units.offset(from_),
            "length": end - start,
        },
        "sentence": sentence.of(sent.plain),
        "type": {"typeName": "Other"},
        "rule": {
            "id": rule_id(finding.rule),
            "description": finding.why or finding.message,
            "issueType": ISSUE_TYPES.get(finding.category, "style"),
            "category": {
                "id": finding.category.upper(),
                "name": finding.category.capitalize(),
            },
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _replaced(finding: Finding, sent: AnnotatedText) -> Span:
    """What a match covers: what is flagged, and all that the best fix replaces, in whole words.

    Where there is mark-up in that, it is what is flagged alone.
    """
    flagged = finding.span
    best = finding.fixes[0].span if finding.fixes else flagged
    if flagged.contains(best):
        return flagged
    end = max(flagged.end, best.end)
    rest = _REST_OF_WORD.match(sent.plain, end)
    wide = Span(min(flagged.start, best.start), rest.end() if rest else end)
    return wide if sent.is_bare(wide) else flagged


def _replacements(finding: Finding, span: Span, text: str) -> list[str]:
    """What to write for the whole span, by each fix that lies in it."""
    inside = (fix for fix in finding.fixes if span.contains(fix.span))
    moved = (Fix(fix.span.shifted(-span.start), fix.text) for fix in inside)
    return list(dict.fromkeys(apply_fixes(span.of(text), [fix]) for fix in moved))
