"""Names that the words around them give away: greetings, sign-offs, titles, mail headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from models.lexicon import word_classes
from models.private.details import Detail, Kind
from models.private.language import is_english
from models.private.words import Spared, fillers, first_names
from models.text import Span

UPPER = f"[{''.join(char for char in map(chr, range(0x530)) if char.isupper())}]"
"""Capital letters of Latin, Greek and Cyrillic."""
WORD = rf"{UPPER}[^\W\d_]{{0,30}}(?:['-](?!(?:m|ll|ve|d|re|s|t)\b)[^\W\d_]{{1,30}}){{0,3}}"
_LINK = (
    r"(?:(?:van|von|der|den|de|del|della|di|da|do|dos|das|die|des|du|af|la|le|el|al|bin|ibn|ten|ter"
    r"|zu|y|e)\s)"
)
NAME = rf"{WORD}(?:[ \t]{{1,2}}{_LINK}{{0,2}}(?:{WORD}|{UPPER}\.)){{0,3}}"
_ANY_WORD = r"[^\W\d_]{1,30}(?:['-][^\W\d_]{1,30}){0,2}"

_SURE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?i:\b(?:my (?:full |first |last )?name|name(?:'s| is)|i am called|calls? me"
        rf"|(?:is|was) called|named(?: him| her)?))[ \t:]+({NAME})",
        rf"(?<!\w)(?i:mr|mrs|ms|miss|mx|dr|prof|professor|herr|frau|madame|monsieur|señora?"
        rf"|signora?)\.?[ \t]({_LINK}{{0,2}}{NAME})",
        rf"(?i:\b(?:contact|name|attn|recipient|customer|signed))[ \t]*[:=][ \t]*({NAME})"
        rf"(?=[ \t]*(?:$|[<,;(.]))",
        rf"^[ \t>*]*(?i:from|cc|bcc|(?:first|last|full|given|family|contact|customer|display"
        rf"|account|your) ?name|absender|von|de)[ \t]*[:=][ \t]*({NAME})(?=[ \t]*(?:$|[<,;(]))",
        rf"^[ \t>]*On [^\n]{{4,60}}?,? ({NAME})[^\n]{{0,60}} (?i:wrote|writes|said)[: ]*$",
        rf"^[ \t>]*({NAME}) (?:\([^)\n]{{0,40}}\) )?(?:wrote|writes|said|schrieb|a écrit)[ \t]*:",
        rf"^({WORD}) here(?= again|[,.!:])",
    )
)
"""What stands in the group is a name, unless all of it is spared."""

_LIKELY = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"(?i:\b(?:i am|i'm|this is|it's|it is))[ \t]({NAME})(?= (?:from|here|and I)\b|[,.!]|$)",
        rf"^[ \t]*(?i:hi|hello|hey|dear|hiya|good (?:morning|afternoon|evening|day)|hallo|bonjour"
        rf"|thanks|thank you|cheers|many thanks)(?i: again| so much| very much)?,?[ \t]({NAME})"
        rf"(?=[ \t]*(?:[,.!:;-]|$|and\b|for\b))",
        rf"({NAME})[ \t\"']{{0,3}}[<(\[]{{0,2}}(?:mailto:)?{Kind.EMAIL.cover}",
        rf"(?i:\b(?:my|our|his|her|late) (?:(?:late|ex|new|old|elder|younger) )?(?:wife|husband|son"
        rf"|daughter|colleague|co-worker|boss|manager|neighbou?r|friend|mother|father|mum|mom|dad"
        rf"|partner|assistant|brother|sister|uncle|aunt|client|customer|spouse|fianc[eé]e?)),?"
        rf"[ \t]({NAME})",
        rf"(?i:\b(?:(?:sp[eo]ak|spoke|talk(?:ed|ing)?|chat(?:ted|ting)?) (?:to|with)|told|asked))"
        rf"[ \t]({NAME})",
        rf"\b({NAME}) (?:told|promised|advised|helped|called|asked|e-?mailed) me\b",
        rf"(?i:\b(?:thanks|thank you|regards|cheers|sincerely|faithfully|wishes|best|love|truly))"
        rf"[,.!]?[ \t]+(?:-[ \t]?)?({NAME})(?=[ \t.!]*$)",
        rf"(?:^|[.!?…][ \t]|\n)[ \t]*(?:[-~][ \t]?)?({NAME})[ \t.!]*\Z",
    )
)
"""What stands in the group is a name if one of its words is no product and no everyday word."""

_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:many|kind(?:est)?|warm(?:est)?|best|with|yours|all|the|very|my) ){0,3}"
    r"(?:thanks|thank you|regards|wishes|cheers|sincerely|faithfully|truly|best|thx|rgds|br|yours"
    r"|ty|respectfully|mfg|grüße|gruß|cordialement|saludos|saluti|groeten|love|tia)"
    r"(?: (?:again|in advance|so much|a lot|very much|and regards"
    r"|for (?:your|any|the) [a-z]{2,12})){0,4}[ \t,.!-]{0,8}$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED = re.compile(
    r"\n[ \t\n]{0,8}(?:[-~*][ \t]?)?"
    rf"({_ANY_WORD}(?:[ \t]{_ANY_WORD}\.?){{0,3}})[ \t.,!]{{0,8}}(?=\n|\Z)"
)
_THANKED = re.compile(
    rf"(?i:thanks|thank you|regards|cheers|sincerely),[ \t]({WORD}(?: {WORD})?)[ \t.!]*\Z"
)
_SIGNED_INLINE = re.compile(
    rf"(?i:\b(?:thanks|thank you|regards|cheers|sincerely|wishes|thx|please help|help)),?[ \t]"
    rf"({_ANY_WORD}(?: {_ANY_WORD})?)[ \t.!]*\Z"
)
_BEFORE = re.compile(rf"(?<!\w)((?:{WORD}[ ]{_LINK}{{0,2}}){{1,2}})(?={Kind.NAME.cover})")
_AFTER = re.compile(rf"(?<={Kind.NAME.cover})([ ]{_LINK}{{0,2}}{WORD})(?!\w)")
_IN_FULL = re.compile(
    rf"(?<![\w@./\\:=-]){WORD}(?: {_LINK}{{0,2}}{WORD}){{1,2}}(?![\w@/\\=-]|\.\w)"
)
_ALONE = re.compile(rf"(?<![\w@./\\:=-]){UPPER}[^\W\d_]{{2,30}}(?![\w@/\\=-]|\.\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_][\w-]*(?:\.[^\W_]+)*")
_LAST_CHARACTERS = 80
"""Of a text, where "thanks dana" counts."""
_LOCAL_PART = re.compile(r"(?<![\w.+%'-])([\w.+%'-]{1,64})@(?=[\w-])")


def names(text: str, spared: Spared) -> Iterator[Detail]:
    """Names in the places where people put them."""
    for found in _all(_SURE, text):
        name = _without_lead(found[1])
        if any(_may_be(word, spared) for word in name.split()):
            yield Detail(Span(found.end(1) - len(name), found.end(1)), Kind.NAME)
    for found in _all(_LIKELY, text):
        name = _without_lead(found[1])
        if _is_likely(name, spared):
            yield Detail(Span(found.end(1) - len(name), found.end(1)), Kind.NAME)
    yield from _signatures(text, spared)
    yield from _first_names(text, spared)
    if is_english(text):
        yield from _in_full(text, spared)


def _without_lead(name: str) -> str:
    """Without the words that begin a sentence: "Then Mark" is Mark."""
    while " " in name:
        first, rest = name.split(maxsplit=1)
        classes = word_classes(first)
        if first.lower() not in fillers() and (not classes or "NOUN" in classes):
            break
        name = rest
    return name


def _first_names(text: str, spared: Spared) -> Iterator[Detail]:
    """First names that no everyday word and no product is called by."""
    for found in _ALONE.finditer(text):
        if not found[0].isupper() and spared.is_first_name(found[0]):
            yield Detail(Span(*found.span()), Kind.NAME)


def _in_full(text: str, spared: Spared) -> Iterator[Detail]:
    """Two or three words with capitals in a row, none of them everyday, a product or short."""
    for found in _IN_FULL.finditer(text):
        parts = [part for part in found[0].split() if part[0].isupper()]
        if max(map(len, parts)) > 3 and all(
            not part.isupper() and spared.like_a_name(part) for part in parts
        ):
            yield Detail(Span(*found.span()), Kind.NAME)


def repeated(text: str, rest: str, details: Iterable[Detail], spared: Spared) -> Iterator[Detail]:
    """Other places of the words of names found, and of names that e-mail addresses are made of.

    `rest` is the text with the details covered.
    """
    of_names = (one.span.of(text) for one in details if one.kind is Kind.NAME)
    parts = {
        word.lower()
        for piece in (*of_names, *_LOCAL_PART.findall(text))
        for word in _LETTERS.findall(piece)
        if len(word) > 2 and spared.like_a_name(word)
    }
    for found in _TOKEN.finditer(rest):
        if not found[0][0].islower() and not parts.isdisjoint(
            map(str.lower, _LETTERS.findall(found[0]))
        ):
            yield Detail(Span(*found.span()), Kind.NAME)


def completed(rest: str, spared: Spared) -> Iterator[Detail]:
    """The first or last names beside a name found; `rest` is the text with details covered."""
    for found in _BEFORE.finditer(rest):
        if all(spared.like_a_name(word) for word in found[1].split() if word[0].isupper()):
            yield _name(found)
    for found in _AFTER.finditer(rest):
        last = found[1].split()[-1]
        if spared.like_a_name(last) or (_may_be(last, spared) and last[1:].islower()):
            yield _name(found)


def _signatures(text: str, spared: Spared) -> Iterator[Detail]:
    """The line after "Kind regards," even in small letters, and "thanks dana" at the end."""
    signed = (_SIGNED.match(text, sign_off.end()) for sign_off in _SIGN_OFF.finditer(text))
    thanked = _THANKED.search(text, max(0, len(text) - _LAST_CHARACTERS))
    for found in filter(None, (*signed, thanked)):
        parts = found[1].split()
        titled = all(part[0].isupper() for part in parts)
        if all(_may_be(part, spared) for part in parts) or (
            titled and any(map(spared.like_a_name, parts))
        ):
            yield _name(found)
    inline = _SIGNED_INLINE.search(text, max(0, len(text) - _LAST_CHARACTERS))
    if inline and all(map(spared.like_a_name, inline[1].split())):
        yield _name(inline)


def _is_likely(name: str, spared: Spared) -> bool:
    """Whether a word of it looks like a name, and none greets a team or is a product."""
    parts = name.split()
    return all(_may_be(part, spared) for part in parts) and any(
        (spared.like_a_name(part) and not part.isupper()) or part.lower() in first_names()
        for part in parts
    )


def _may_be(word: str, spared: Spared) -> bool:
    """Whether the word may be a name where people put names."""
    return not spared.product(word) and word.lower().rstrip(".,!") not in fillers()


def _all(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    return chain.from_iterable(pattern.finditer(text) for pattern in patterns)


def _name(found: re.Match[str]) -> Detail:
    return Detail(Span(*found.span(1)), Kind.NAME)
