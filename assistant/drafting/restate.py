"""The customer's own ask, told back: "How do I …?" becomes "how to …", my becomes your.

Only where that reads well: what is long, shouted, rude, misspelt or of an unknown form is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from assistant.drafting.dangling import SMALL
from assistant.drafting.persons import AUXILIARIES, swapped
from assistant.drafting.unfit import is_unfit
from assistant.reading.asks import states_problem
from assistant.reading.problems import is_fault
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
_WORD = re.compile(r"(?<![\w'’])[a-z]+(?:['’][a-z]+)?(?!\w)")
_FUNCTION = SMALL | {"app", "apps", "email", "emails", "login", "website", "wifi", "inbox"}
"""Words that no table of everyday words has to know."""
_WH = (
    r"how (?:long|much|many|often|soon|far|late|early)(?: [a-z]+){0,2}?|at what [a-z]+|how"
    r"|which(?: [a-z]+){1,2}?|what(?: [a-z]+){0,2}?|when|where|why|who"
)
_AUX = "|".join(sorted(AUXILIARIES, key=len, reverse=True))
_SUBJECT = (
    r"i|you|we|it|they|he|she|there"
    r"|(?:that|this)(?= (?:cost|mean|be|work|take|happen|look|include|normal|right|correct)\b)"
)
_DATA = re.compile(
    r"\b(?:number|name|e-?mail(?: address)?|address|phone|date|model|version|reference|code|id"
    r"|details|postcode|serial|account)(?: \w+){0,3} (?:is|are|was|were)\b(?! (?:not|wrong|missing|"
    r"gone|invalid|incorrect|blocked|locked|lost|still|no longer|never|rejected|refused|too)\b)",
    re.I,
)
"""Told back, what the customer has given us sounds foolish."""
_TROUBLE = re.compile(
    r"\b(?:when(?:ever)?|after|since|every time|each time|as soon as|while|until|even though"
    r"|although|instead of|only|too|still|again|blinks?|flash\w*|flicker\w*|beeps?|smells?"
    r"|rattl\w+|hums?|closes|shuts|turns off|switch\w* off|goes off|overheat\w*|drips?|loose|bent"
    r"|scratched|torn|dirty|stain\w*|mou?ldy|faded|cold|lukewarm|late|early|overdue|double)\b",
    re.I,
)
_PLEASE = re.compile(r",? \b(?:please|pls|plz|kindly)\b,?(?= |\Z)", re.I)
_INDIRECT = re.compile(
    r"(?:(?:(?:please|kindly|just) )?"
    r"(?:(?:can|could|would|will) you (?:please |kindly |possibly |also )?)?"
    r"(?:tell (?:me|us)|let (?:me|us) know|inform (?:me|us)|explain(?: to (?:me|us))?"
    r"|advise(?: (?:me|us))?|clarify|confirm(?: to (?:me|us))?|say|check)(?: please)?"
    r"|i(?:['’]d| would) be (?:grateful|glad|obliged) if you (?:could|would)"
    r" (?:tell (?:me|us)|let (?:me|us) know|explain|advise(?: (?:me|us))?|confirm)"
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
    if told is None or is_unfit(told.clause, told.kind == "says"):
        return None
    return replace(told, clause=_PLEASE.sub("", told.clause))


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
    is_said = _STATEMENT.match(text) and _tells_trouble(text) and not _opens_question(text)
    said = swapped(text) if is_said else None
    return Restated("says", said[:1].lower() + said[1:]) if said else None


def _tells_trouble(text: str) -> bool:
    """Whether a statement says what is wrong, and not only what we asked for or cannot do."""
    if _CANNOT.search(text) or _DATA.search(text):
        return False
    return is_fault(text) or states_problem(text) or _TROUBLE.search(text) is not None


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
