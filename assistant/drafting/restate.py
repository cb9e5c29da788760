"""The customer's own ask, told back: "How do I …?" becomes "how to …", my becomes your.

Only where that reads well: what is long, shouted, rude, misspelt or of an unknown form is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from assistant.drafting.persons import AUXILIARIES, swapped
from models.lexicon import inflections, is_everyday, word_classes

Kind = Literal["asks", "wants", "says"]

MOST_WORDS = 26
LEAST_WORDS = 3
LEAST_UNKNOWN = 6
"""Letters from which a word that no table knows may be a term; a shorter one is a slip."""

_PREFIX = re.compile(
    r"(?:(?:hi|hello|hey|and|also|so|but|or|ok|okay|well|oh|firstly|secondly|finally|lastly|plus"
    r"|then|first|now|anyway)\b(?: there| all| team)?[ ,!.:–-]{1,3}){1,3}",
    re.I,
)
_RUDE = re.compile(
    r"\b(?:hell|damn|wtf|stupid|idiots?|ridiculous|crap|bloody|rubbish|useless|worst|joke|pathetic"
    r"|liars?|scam\w*|thie\w+|disgust\w+|shame\w*|awful|terrible|fuck\w*|shit\w*|lawyer|sue)\b",
    re.I,
)
_SEVERAL = re.compile(r"[.?!;:]\s|[\"“”«»()\[\]{}⟦⟧<>|\n]")
_SHOUTED = re.compile(r"\b(?:(?!IBAN|BACS)[A-Z]{4,}|NOW|NOT|ALL|WHY|ANY|YOU|HOW)\b")
_SORE = re.compile(r"\b(?:want|get|ask for|demand) (?:your|a) money\b", re.I)
"""From us, this sounds like mockery."""
_WORD = re.compile(r"(?<![\w'’])[a-z]+(?:['’][a-z]+)?(?!\w)")
_SMALL_WORDS = (
    "the a an of and or but if to in on at by for from with without about into over under up down"
    " out off than as so that this these those it its you your yours i my me we our us they them"
    " their he she his her him there which who whom whose whether while because since until till"
    " after before during per via not no nor both either each every any some all what when where"
    " why how can could will would shall should may might must do does did is are was were am be"
    " been being have has had having onto upon against between among through across also too"
    " app apps online email emails login website wifi inbox one two three four five six ten"
)
_FUNCTION = frozenset(_SMALL_WORDS.split())
_WH = (
    r"how (?:long|much|many|often|soon|far|late|early)(?: [a-z]+){0,2}?|at what [a-z]+|how"
    r"|which(?: [a-z]+){1,2}?|what(?: [a-z]+){0,2}?|when|where|why|who"
)
_AUX = "|".join(sorted(AUXILIARIES, key=len, reverse=True))
_SUBJECT = (
    r"i|you|we|it|they|he|she|there"
    r"|(?:that|this)(?= (?:cost|mean|be|work|take|happen|look|include|normal|right|correct)\b)"
)
_INDIRECT = re.compile(
    r"(?:(?:please )?(?:(?:can|could|would|will) you (?:please |kindly |possibly )?)?"
    r"(?:tell me|let me know|explain(?: to me)?|advise(?: me)?|clarify)"
    r"|i(?:['’]d| would) (?:just )?like to (?:know|ask|understand)"
    r"|i(?:['’]m| am| was) (?:just )?wondering|i want(?:ed)? to (?:know|ask)"
    r"|do you know|(?:may|can) i ask)"
    rf",? (?P<clause>(?:if|whether|{_WH})\b .+)",
    re.I,
)
_HOW_TO = re.compile(r"how (?:do|can|should|would|could|may) (?:i|we|one) (?P<rest>.+)", re.I)
_WH_QUESTION = re.compile(
    rf"(?P<wh>{_WH}) (?P<aux>{_AUX}) (?P<subject>{_SUBJECT}) (?P<rest>.+)", re.I
)
_WH_THING = re.compile(
    rf"(?P<wh>{_WH}) (?P<aux>{_AUX}) (?P<subject>(?:my|your|the|our)(?: [\w-]+){{1,3}}?)"
    r" (?P<rest>(?:get|arrive|be|come|take|go|reach|expire|happen|become|apply|cost|last)\b.*)",
    re.I,
)
_PLACE = re.compile(
    r"(?P<wh>what|where|who) ?(?P<be>['’]s|is|are) (?P<thing>(?:my|your|the|our)(?: [\w-]+){1,3})",
    re.I,
)
_YES_NO = re.compile(rf"(?P<aux>{_AUX}) (?P<subject>{_SUBJECT}) (?P<rest>.+)", re.I)
_FAVOUR = re.compile(
    r"(?:(?:could|would|will) you (?:please |kindly )?|can you (?:please|kindly) |please |kindly )"
    r"(?P<rest>[a-z]+ .+)",
    re.I,
)
_WISH = re.compile(
    r"(?:i|we)(?:['’]d| would) (?:really |also |just )?(?:like|love) (?P<rest>.+)"
    r"|(?:i|we) (?:really |also |just )?(?:want|wish) (?P<to>.+)",
    re.I,
)
_STATEMENT = re.compile(
    r"(?:the|my|our|it|there|this|a|an|after|when|since|every|whenever)\b",
    re.I,
)

_CANNOT = re.compile(r"\b(?:can['’]?t|cannot|can not|unable|couldn['’]?t|not able)\b", re.I)
"""Told back, this reads as if we said that there is no way."""


@dataclass(frozen=True, slots=True)
class Restated:
    """An ask told back; `kind` tells whether "You're asking", "You'd like" or "You wrote" leads."""

    kind: Kind
    clause: str


def restate(ask: str) -> Restated | None:
    """The ask from where we stand; None where it would not read well."""
    text = bare(ask)
    told = _restated(text) or _restated(text.partition(", ")[2])
    return None if told and _SORE.search(told.clause) else told


def bare(ask: str) -> str:
    """An ask in one line, without what leads up to it ("And", "Also,") and its last mark."""
    text = " ".join(ask.split())
    rest = _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text
    return re.sub(r"[\s,]+(?:please|thanks|thank you)$", "", rest.rstrip(" ?!.,"), flags=re.I)


def _restated(text: str) -> Restated | None:
    if not _reads_well(text):
        return None
    question = _question(text)
    if question:
        return Restated("asks", question)
    wish = _wish(text)
    if wish:
        return Restated("wants", wish)
    is_said = _STATEMENT.match(text) and not _CANNOT.search(text) and not _opens_question(text)
    said = swapped(text) if is_said else None
    return Restated("says", said[:1].lower() + said[1:]) if said else None


def _reads_well(text: str) -> bool:
    if not LEAST_WORDS <= len(text.split()) <= MOST_WORDS or "?" in text or "!" in text:
        return False
    if _SEVERAL.search(text) or _RUDE.search(text) or _SHOUTED.search(text):
        return False
    words = _WORD.findall(text)
    unknown = [one for one in words if one not in _FUNCTION and not _is_known(one)]
    return not unknown or (len(unknown) == 1 and len(unknown[0]) >= LEAST_UNKNOWN)


def _is_known(word: str) -> bool:
    return is_everyday(word) or bool(re.search(r"['’](?:s|m|ve|re|ll|d|t)$", word))


def _opens_question(text: str) -> bool:
    return re.match(rf"(?:{_AUX}|{_WH})\b", text, re.I) is not None


def _question(text: str) -> str | None:
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
        (_INDIRECT, _indirect),
        (_HOW_TO, lambda found: _led("how to", swapped(found["rest"]))),
        (_WH_QUESTION, lambda found: _led(found["wh"].lower(), _inner(found))),
        (_WH_THING, lambda found: _led(found["wh"].lower(), _inner(found))),
        (_PLACE, _placed),
        (_FAVOUR, lambda _: None),
        (_YES_NO, lambda found: _led("whether", _inner(found))),
    )
    for form, told in forms:
        found = form.fullmatch(text)
        if found:
            return told(found)
    return None


def _indirect(found: re.Match[str]) -> str | None:
    clause = found["clause"]
    first, _, rest = clause.partition(" ")
    if first.lower() in ("if", "whether"):
        return _led("whether", swapped(rest))
    direct = _question(clause)
    if direct or re.match(rf"(?:{_WH}) (?:{_AUX})\b", clause, re.I):
        return direct
    return _led(first.lower(), swapped(rest))


def _placed(found: re.Match[str]) -> str | None:
    """ "Where is my parcel": the verb goes to the end, where the thing is a plain noun."""
    last = found["thing"].split()[-1].lower()
    if (
        "NOUN" not in word_classes(last)
        or last.endswith(("ing", "ed"))
        or "ADJ" in word_classes(last)
    ):
        return None
    thing = swapped(found["thing"])
    be = "are" if found["be"].lower() == "are" else "is"
    return f"{found['wh'].lower()} {thing} {be}" if thing else None


def _inner(found: re.Match[str]) -> str | None:
    """Subject before verb: "do I get" is "you get", "did you charge" is "we charged"."""
    rest, subject = swapped(found["rest"]), _subject(found["subject"])
    aux = found["aux"].lower()
    if not rest or not subject or rest.startswith("not "):
        return None
    if aux in ("do", "does", "did"):
        verb, _, more = rest.partition(" ")
        form = {"do": verb, "does": _form(verb, "VBZ"), "did": _form(verb, "VBD")}[aux]
        return f"{subject} {form} {more}".rstrip() if form else None
    aux = {"am": "are", "was": "were" if subject in ("you", "we") else "was"}.get(aux, aux)
    return f"{subject} {aux} {rest}"


def _subject(words: str) -> str | None:
    theirs = {"i": "you", "we": "you", "you": "we"}
    return theirs.get(words.lower()) or swapped(words.lower() if " " not in words else words)


def _form(verb: str, tag: str) -> str:
    return next(iter(inflections(verb, tag)), "") if "VERB" in word_classes(verb) else ""


def _wish(text: str) -> str | None:
    favour = _FAVOUR.fullmatch(text)
    if favour:
        verb = favour["rest"].split()[0].lower()
        told = swapped(favour["rest"]) if "VERB" in word_classes(verb) else None
        return _led("us to", told[:1].lower() + told[1:]) if told and " " in told else None
    wish = _WISH.fullmatch(text)
    return swapped(wish["rest"] or wish["to"]) if wish else None


def _led(by: str, rest: str | None) -> str | None:
    return f"{by} {rest}" if rest else None
