"""Forms of English words and phrases for fix templates: gerunds, agreement, prepositions.

Each filter takes a phrase and gives it back in another form, or None where it has none:
a fix that cannot be said properly is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_DETERMINERS = re.compile(r"(?:your|my|our|his|her|their)\b", re.I)
_PLURAL = frozenset({"they", "these", "those", "we", "you", "both", "all", "people", "some"})
_SINGULAR = frozenset({"it", "this", "that", "everything", "nothing", "something"})
_PREPOSITION = re.compile(r"\s(?:of|for|in|on|with|from|to|at|by|about|without|as)\s", re.I)
_JOINED = re.compile(r"\b(?:and|or|then)\b|,", re.I)
_LOWERED = re.compile(
    r"the|an?|th(?:is|at|ese|ose|ey|ere|eir)|its?|we|you|your|our|my|his|her|all|some|any|each"
    r"|every|both|no|another|such|most|many|several|here|s?he|one",
    re.I,
)
_ACRONYMS = frozenset({"ID", "LED", "PIN", "POP", "RAM", "SIM", "VAT", "EU", "US", "UK"})
_SMALL = re.compile(
    r"[A-Z]+['’][A-Z]+|THE|AN?|AND|OR|NOT|TO|OF|IN|ON|AT|IS|ARE|WAS|IT|THIS|THAT|YOU|YOUR|WE|OUR|MY"
    r"|FOR|FROM|WITH|IF|WHEN|WHAT|WHY|HOW|WHO|ANY|ALL|NO|BUT|SO|AS|BY|BE|WILL|CAN|CANNOT|MUST|SHOULD"
    r"|DO|DID|DOES|HAVE|HAS|HAD|NOW|GET|SEE|USE|TRY|ONE|YES|ADD|OFF|OUT|OLD|NEW|PUT|BEFORE|UNTIL"
    r"|THEN|NEVER|THEY|THESE|THOSE|WOULD|COULD|WITHOUT|BECAUSE|SINCE|VERY|ONLY|BOTH|WHICH|EVERYTHING"
)
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*"
_ON = re.compile(
    rf"(?:\w+day\b|mon\b|tue\b|wed\b|thu\b|fri\b|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?! ?[ap]\.?m|:)"
    rf"|{_MONTHS}\.? \d{{1,2}}(?!\d)|\d{{1,2}}[/.-]\d{{1,2}}|the (?:first|second|third|last)\b"
    rf"|\d{{4}}-\d\d-\d\d)",
    re.I,
)
_IN = re.compile(
    rf"(?:(?:early|mid|late)[ -]|{_MONTHS}\b|(?:19|20)\d\d\b|spring|summer|autumn|winter|fall\b"
    r"|q[1-4]\b|the (?:new year|spring|summer|autumn|winter|fall|coming|second half|first half"
    r"|(?:first|second|third|fourth) quarter)"
    r"|an? |(?:about |around )?(?:\d+|two|three|four|five|six|ten|twelve) )",
    re.I,
)
_AT = re.compile(
    r"(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m|noon|midnight|(?:the )?end of|the start)", re.I
)
_BARE = re.compile(
    r"(?:next|tomorrow|tonight|later|after|this|some time|sometime|around|about|then|today)\b", re.I
)
_CLAUSE = re.compile(
    r"(?:we|you|i|it|they|he|she|(?:the|our|your|that|this|these|a|an) [\w' -]{1,40}?) "
    r"(?:is|are|has|have|'ve|'re|can|get|gets|\w+s|\w+ed|restock|receive|finish|complete)\b",
    re.I,
)


@cache
def _inflect(word: str, tag: str) -> str | None:
    import lemminflect  # takes 0.1 s; only texts with findings need it

    forms: tuple[str, ...] = lemminflect.getInflection(word, tag)
    plain = [form for form in forms if form.count("-") == word.count("-")]
    british = [form for form in plain if re.search(r"ll(?:ing|ed)$", form)]
    return next(iter(british or plain), None)


@cache
def _lemma(word: str, kind: str) -> str:
    import lemminflect

    lemmas: tuple[str, ...] = lemminflect.getLemma(word, kind)
    return lemmas[0] if lemmas else word


@cache
def _known(word: str) -> bool:
    import lemminflect

    return bool(lemminflect.getAllLemmas(word.lower()))


def _first_word(tag: str) -> Callable[[str], str | None]:
    """A filter that puts the first word, a verb, in another form."""

    def change(phrase: str) -> str | None:
        adverb = re.match(r"(?:also|first|then|always|now) ", phrase, re.I)
        lead = adverb[0] if adverb else ""
        verb, space, rest = phrase[len(lead) :].partition(" ")
        if not re.fullmatch(r"[A-Za-z-]+", verb) or _JOINED.search(rest):
            return None
        form = _inflect(verb.lower(), tag)
        return f"{lead}{form}{space}{rest}" if form else None

    return change


def base(phrase: str) -> str | None:
    """The base form of the first word: "attached" → "attach"."""
    verb, space, rest = phrase.partition(" ")
    return f"{_lemma(verb.lower(), 'VERB')}{space}{rest}"


def upper_first(phrase: str) -> str:
    """With a capital at the beginning."""
    return phrase[:1].upper() + phrase[1:]


def lower_first(phrase: str) -> str:
    """Without the capital that it had only as a sentence's first word; names keep theirs."""
    word = re.match(r"[\w'’-]*", phrase)
    first = word[0] if word else ""
    if not first[1:].islower() and len(first) > 1:
        return phrase
    if first in {"I", ""} or first.startswith(("I'", "I’")):
        return phrase
    if _LOWERED.fullmatch(first) or _known(first):
        return phrase[:1].lower() + phrase[1:]
    return phrase


def is_plural(phrase: str) -> bool:
    """Whether a verb after this noun phrase is in the plural."""
    lower = phrase.lower().strip()
    first = lower.split(" ")[0]
    head = _PREPOSITION.split(f"{lower} ")[0].strip().split(" ")[-1].strip("'’")
    if " and " in lower or lower in _PLURAL or first in {"these", "those", "both"}:
        return True
    if lower in _SINGULAR or first in {"this", "that", "each", "every", "a", "an"}:
        return False
    return head in _PLURAL or (
        head.endswith("s")
        and not head.endswith(("ss", "us", "is"))
        and _lemma(head, "NOUN") != head
    )


def be(phrase: str) -> str:
    """ "is" or "are", as the noun phrase asks."""
    return "are" if is_plural(phrase) else "is"


def have(phrase: str) -> str:
    """ "has" or "have", as the noun phrase asks."""
    return "have" if is_plural(phrase) or phrase.lower() in {"i", "you", "we"} else "has"


def come(phrase: str) -> str:
    """ "comes" or "come", as the noun phrase asks."""
    return "come" if is_plural(phrase) else "comes"


def do(phrase: str) -> str:
    """ "does" or "do", as the noun phrase asks."""
    return "do" if is_plural(phrase) else "does"


def dont(phrase: str) -> str:
    """ "doesn't" or "don't", as the noun phrase asks."""
    return "don't" if is_plural(phrase) else "doesn't"


def pronoun(phrase: str) -> str:
    """ "it" or "them", for the noun phrase."""
    return "them" if is_plural(phrase) else "it"


def neutral(phrase: str) -> str:
    """ "your receipt" → "the receipt": about the thing, not the person."""
    return (
        _DETERMINERS.sub(lambda m: "The" if m[0][0].isupper() else "the", phrase, count=1)
        if (_DETERMINERS.match(phrase))
        else phrase
    )


def definite(phrase: str) -> str:
    """ "a Linux app" → "the Linux app"."""
    return re.sub(r"^(?:an?|any) ", "the ", phrase, flags=re.I)


def second_word(phrase: str) -> str:
    """The second word: "your request has been received" → "request"."""
    return phrase.split(" ")[1]


def simple_past(phrase: str) -> str | None:
    """From the participle: "overlooked" stays, "forgotten" → "forgot"."""
    return FILTERS["past"](base(phrase) or "")


def indefinite(phrase: str) -> str:
    """With its article: "oversight" → "an oversight"."""
    return f"{'an' if phrase[:1].lower() in 'aeiou' else 'a'} {phrase}"


def some(phrase: str) -> str:
    """Not "any" once the negative is gone: "any proof" → "proof"."""
    return re.sub(r"^any ", "", phrase, flags=re.I)


def on_date(phrase: str) -> str | None:
    """When something begins that lasts "until" this: "Monday" → "on Monday"."""
    text = phrase.strip().rstrip(",")
    if _BARE.match(text):
        return text
    for pattern, preposition in ((_AT, "at"), (_IN, "in"), (_ON, "on")):
        if pattern.match(text) and not (preposition == "in" and _ON.match(text)):
            whole_end = re.match(r"end of", text, re.I)
            return f"{preposition} {'the ' if whole_end else ''}{text}"
    if _CLAUSE.match(text):
        return f"once {text}"
    return None


def cause(phrase: str) -> str | None:
    """What a reason is after "the wait is": "due to a backorder", "because …"."""
    text = phrase.strip()
    noun = re.match(
        r"(?:due to|because of|owing to|on account of|thanks to|as a result of) ", text, re.I
    )
    if noun:
        return f"due to {text[noun.end() :]}"
    clause = re.match(r"(?:because|since|as) ", text, re.I)
    return f"because {text[clause.end() :]}" if clause else None


def calm(phrase: str) -> str:
    """Without capitals: "PLEASE READ" → "please read"; acronyms keep theirs."""

    def lower(match: re.Match[str]) -> str:
        plain = match[0] not in _ACRONYMS and (_SMALL.fullmatch(match[0]) or _known(match[0]))
        return match[0].lower() if plain else match[0]

    return re.sub(r"[A-Z]{2,}(?:['’][A-Z]+)?|\bA\b", lower, phrase)


def noun_cause(phrase: str) -> str | None:
    """What a reason is after "the reason is": the thing alone, "due to a strike" → "a strike"."""
    noun = re.match(
        r",? ?(?:due to|because of|owing to|on account of|as a result of) ", phrase, re.I
    )
    return phrase[noun.end() :] if noun else None


def customer_first(phrase: str) -> str | None:
    """ "us your file" stays; a phrase that speaks of "you must" has no polite form."""
    return (
        None if re.match(r"(?:be|have|not|wait|understand|know|accept)\b", phrase, re.I) else phrase
    )


FILTERS: dict[str, Callable[[str], str | None]] = {
    "gerund": _first_word("VBG"),
    "participle": _first_word("VBN"),
    "past": _first_word("VBD"),
    "third": _first_word("VBZ"),
    "base": base,
    "upper_first": upper_first,
    "lower_first": lower_first,
    "be": be,
    "have": have,
    "come": come,
    "do": do,
    "dont": dont,
    "pronoun": pronoun,
    "neutral": neutral,
    "definite": definite,
    "noun_cause": noun_cause,
    "calm": calm,
    "simple_past": simple_past,
    "indefinite": indefinite,
    "second_word": second_word,
    "some": some,
    "on_date": on_date,
    "cause": cause,
    "doable": customer_first,
}
"""Every filter by the name that templates use."""
