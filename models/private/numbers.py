"""Numbers that stand for a person: phones, cards, accounts, orders, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from models.private.checksums import is_card, is_iban
from models.private.details import Detail, Kind
from models.private.words import Spared
from models.text import Span

_THING = "|".join(
    (
        r"orders?|invoices?|accounts?|acct|customers?|clients?|members?|membership|tickets?|cases?",
        r"references?|ref|bookings?|reservations?|tracking|parcels?|shipments?|consignment",
        r"polic(?:y|ies)|contracts?|serial|s/n|licen[cs]es?(?: key)?|product key|claims?|voucher",
        r"transactions?|payments?|receipts?|subscriptions?|coupon|gift card|rma|return|quote",
        r"incident|request|imei|meter|registration|card|cvv|cvc|iban|bic|swift|sort code|routing",
        r"bank|(?:verification|security|confirmation|activation) code|confirmation|pin|otp",
        r"social security|ssn|sin|nino|ni|national insurance|insurance|passports?|id card|tax|vat",
        r"identity(?: card)?|driver'?s licen[cs]e|driving licen[cs]e|nhs|patient|student|employee",
        r"personnel|staff|phone|telephone|tel|mobile|cell|fax|whatsapp",
        r"(?:call|ring|reach) me (?:back )?(?:on|at)|zip(?: ?code)?|post ?code|postal code",
    )
)
_MARK = r"(?:numbers?|no|nr|num|id|ids|code|key|number is|#|n°|№|:|=)"
_VALUE = (
    r"(?:[A-Z]{1,4} )?#?(?=[\w./-]{0,30}\d)[A-Za-z0-9][\w./-]{0,40}"
    r"(?: (?=[A-Z0-9./-]{0,30}\d)[A-Z0-9./-]{2,30}(?!\w)| [A-Z](?![\w']))*"
)
_MARKED = re.compile(
    rf"\b(?i:{_THING})\b(?:[ \t]{{0,2}}(?i:{_MARK})(?!\w)[.:]{{0,2}}){{1,3}}"
    rf"(?:[ \t]{{0,2}}(?i:is|are|was)\b)?[ \t:(]{{0,3}}({_VALUE})"
)
_PLAIN = re.compile(
    rf"\b(?i:{_THING})(?:[ \t](?i:is|with|of|for))?[ \t:(]{{1,3}}({_VALUE})(?![\w%])"
)
_NUMBERED = re.compile(
    r"(?<![\w&:=\"'])(?:no|nr|number|#)[.:]{0,2}[ \t]?([A-Z]{0,3}[/-]?\d[\w/-]{4,20})", re.I
)

_UNIT = (
    r"(?![ \t]?(?:%|°|(?:[kmgt]i?b|bytes?|bits?|ms|s|secs?|seconds?|minutes?|mins?|hours?|hrs?"
    r"|days?|weeks?|months?|years?|times|messages?|mails?|e-?mails?|files?|items?|folders?|people"
    r"|records?|rows?|lines?|users?|contacts?|px|pixels?|mm|cm|km|kg|g|ml|l|k?hz|mhz|ghz|w|v|mah"
    r"|dpi|pcs|pieces?|bags?|usd|eur|gbp|euros?|dollars?|pounds?)\b))"
)
_RUN = re.compile(
    r"(?<![\w.,:/\\$€£#=&?+-])(?:#|\+|\(\+?|00)?\d(?:[ ()/-]{0,3}\d){5,30}"
    rf"(?:[ ,]{{0,2}}(?:x|ext\.?|extension)[ .]?\d{{1,6}})?(?![\w%]|[.,:]\d){_UNIT}",
    re.IGNORECASE,
)
_DOTTED = re.compile(
    r"(?<![\w.,-])(?:\+?1[. -]?)?(?:\(?\d{3}\)?[. ]?\d{3}\.\d{4}|\d{2}(?:\.\d{2}){4}"
    r"|\+\d{1,3}(?:[. ]\d{2,4}){2,5}|0\d{1,3}(?:[. ]\d{3,4}){2,3})(?:x\d{1,6})?(?![\w-]|\.\d)"
)
_LEADING = re.compile(
    r"(?:error|err|fehler|code|bug|kb|version|build|release|firmware|driver|update|line|port"
    r"|exception|status|v|model|rfc|id=|copyright|windows|size|hash|0x)(?:[ ]id)?[ :#(]{0,3}$",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:[$€£¥]|\b(?:usd|eur|gbp|rs|inr))[ ]?$", re.IGNORECASE)
_DATE_LIKE = re.compile(
    r"(?:(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d"
    r"|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])"
    r"|[A-Za-z]{3,9}[-.]\d{1,2}[-.]\d{2,4}|\d{1,2}[-.]?[A-Za-z]{3,9}[-.]?\d{2,4})(?: \d{1,2})?"
)
_MIXED = re.compile(r"(?<![\w.\\/#$&@-])(?=[\w-]{6,})\w+(?:-\w+){0,10}(?![\w\\/@-]|\.\w)")
_MEASURE = re.compile(r"\d+(?:[kmgt]i?b|bytes|k?hz|mhz|ghz|px|pt|ms|bit|mah|[a-z]{3,9})", re.I)
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,4})?(?!\w)", re.IGNORECASE
)
_DOTTED_CARD = re.compile(r"(?<![\w.])\d(?:[ .-]{0,2}\d){12,18}(?![\w.]\d)")
_SHORT_ID = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ\d)[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b\d{3}-\d{2}-\d{4}\b"
    r"|\b\d{3}\.\d{3}\.\d{3}-\d{2}\b"
)
_YEAR_OR_VERSION = re.compile(r"(?:19|20)\d\d|\d{1,4}(?:\.\d+)+\w*")
_LEAST_DIGITS = 7
_MOST_DIGITS = 31
"""Of a run; a longer one is none of a phone, but private all the same."""
_MOST_SINGLE_DIGITS = 3


def numbers(text: str, spared: Spared) -> Iterator[Detail]:
    """Numbers of a customer and of their things; no amounts, versions, dates or errors."""
    short = (found.span() for found in _SHORT_ID.finditer(text))
    spans = chain(_accounts(text), _marked(text), _runs(text), _mixed(text, spared), short)
    return (Detail(Span(*span), Kind.NUMBER) for span in spans)


def _accounts(text: str) -> Iterator[tuple[int, int]]:
    """Bank accounts and cards, by their check digits."""
    for found in _IBAN.finditer(text):
        ends = [*(gap.start() for gap in re.finditer(r"[ -]", found[0])), len(found[0])]
        right = [end for end in ends if is_iban(found[0][:end])]
        if right:
            yield found.start(), found.start() + right[-1]
    for found in _DOTTED_CARD.finditer(text):
        if is_card(found[0]):
            yield found.span()


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """What follows "order number", "ref:" or the like; with less to go by it has to be longer."""
    for pattern, least in ((_MARKED, 3), (_PLAIN, 4), (_NUMBERED, 5)):
        for found in pattern.finditer(text):
            value = found[1].rstrip("./-_")
            plain = pattern is not _MARKED and _YEAR_OR_VERSION.fullmatch(value)
            if sum(map(str.isdigit, value)) >= least and not plain and not _dated(value):
                yield found.start(1), found.start(1) + len(value)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Seven digits or more, in groups or not."""
    for found in _DOTTED.finditer(text):
        yield found.span()
    for found in _RUN.finditer(text):
        before = text[max(0, found.start() - 16) : found.start()]
        run = found[0].strip("#(")
        if not _is_long(run) or _dated(run.strip()):
            continue
        if not _LEADING.search(before) and not _MONEY.search(before):
            yield found.span()


def _is_long(run: str) -> bool:
    """Whether it has digits enough, and they do not stand one by one."""
    groups = re.findall(r"\d+", run)
    single = sum(len(one) == 1 for one in groups)
    return sum(map(len, groups)) >= _LEAST_DIGITS and single <= _MOST_SINGLE_DIGITS


def _mixed(text: str, spared: Spared) -> Iterator[tuple[int, int]]:
    """Letters and digits in one word that no product would be called."""
    for found in _MIXED.finditer(text):
        word = found[0]
        before = text[max(0, found.start() - 16) : found.start()]
        named = word.rstrip("0123456789") in spared
        if _is_id(word) and not named and not _LEADING.search(before):
            yield found.span()


def _is_id(word: str) -> bool:
    """Five digits in a row and a letter, or twelve characters in which both keep changing."""
    if word.lower().startswith("0x") or word.count("_") > 3:
        return False
    if _MEASURE.fullmatch(word) or _dated(word):
        return False
    digits = sum(map(str.isdigit, word))
    changes = len(re.findall(r"\d(?=[^\W\d_])|[^\W\d_](?=\d)", word))
    row = re.search(r"\d{5}", word)
    if digits == len(word):
        return digits > _MOST_DIGITS
    return bool(row) or digits >= _LEAST_DIGITS or (len(word) >= 12 and changes >= 4)


def _dated(text: str) -> bool:
    return bool(_DATE_LIKE.fullmatch(text))
