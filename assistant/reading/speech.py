"""What a sentence of a customer does: it asks, requests, wishes, pleads for help, or tells.

Told by its form: where the question word or the verb stands, who wants what, and what is left
without the words of courtesy. Every pattern takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml

Speech = Literal["question", "request", "wish", "plea", "rhetoric", "other"]

PLEAS = Path(__file__).parent / "pleas.yaml"

_WH = r"(?:how|what|when|where|why|which|who|whose|whom|wot)"
_SHORT_WH = r"(?:(?:what|how|where|who|when|wot)['’]?s)"
_BE_OR_DO = r"(?:can|could|does|did|is|are|am|was|were|will|would|should|shall|may|might)"
_SUBJECT = (
    r"(?:i|you|u|ya|we|it|they|he|she|there|this|that|these|those|the|my|our|your|ur|a|an|any"
    r"|any(?:one|body|thing)|some(?:one|body)|either|(?:both|all)(?=[^.!?\n]{0,200}\?))"
)
_INVERTED = rf"(?:{_BE_OR_DO} {_SUBJECT}|(?:do|have|has|had) (?:i|you|u|ya|we|they))"
_LEAD_IN = (
    r"(?:(?:hi|hello|hey|hiya|and|also|so|but|ok|okay|or|n|then|well|sorry|please|pls|plus|now|oh"
    r"|secondly|firstly|finally|lastly|if so|btw|again|question)\W+){0,3}"
)
_WH_CLAUSE = (
    rf"(?:(?:(?:to|for|from|by|at|in|on|with|until|since) )?(?:how|what|wot|which)"
    rf"(?! (?:i|we|it|you)\b)(?: [\w-]+){{1,2}} (?:{_BE_OR_DO}|do|have) {_SUBJECT}"
    rf"|(?:how|what|wot|where|why|who|whom|when) (?:{_BE_OR_DO}|do|has|have)"
    r"|how (?:much|many|long|often|far|soon|to|come|about)|what (?:happen\w*|if|about|now|next)"
    rf"|why (?:not|no)|{_SHORT_WH}|any (?:idea|news|chance|way))"
)
_CLAUSE_START = (
    rf"(?:(?:(?:to|for|from|by|at|in|on|with|until|since) )?{_WH}|{_SHORT_WH}"
    rf"|{_INVERTED})\b"
)
_ASKS = re.compile(
    rf"{_LEAD_IN}(?:{_WH_CLAUSE}|{_INVERTED})\b"
    rf"|(?:and|or) (?:{_BE_OR_DO}|(?:how|what|which|where|why)) (?!(?:i|we|it|the|is|was|are)\b)\w",
    re.I,
)
_ASKS_INSIDE = re.compile(
    rf"(?:[,;:.!–—-] |[^\w\s,.'’\"/()\[\]-] ?"
    rf"|\b(?:and|but|so|n) )(?:{_SHORT_WH} (?:the|my|your|ur)"
    rf"|(?:how|what|where|why|when)(?: \w+)? (?:{_BE_OR_DO}|do) {_SUBJECT}|(?:can|do|could) "
    r"(?:i|u|you|we))\b",
    re.I,
)
_RHETORIC = re.compile(
    r"\A(?:\W*(?:and|so|but|oh|well)\W+)?(?:how (?:is (?:that|this|it) even|hard can|are you|dare)"
    r"|are you (?:kidding|serious|joking|for real)|seriously|really|wtf|what the (?:hell|heck|f)"
    r"|is (?:this|that) (?:a joke|some kind|how you)|who (?:does|even|cares|knows|thought|came up)"
    r"|can you believe|you know\b.{0,10}"
    r"|what kind of|do you even|why (?:do|should|would) i (?:even|bother|still)"
    r"|what(?:['’]s| is) the point|since when|is (?:it|that) (?:really )?too much"
    r"|isn['’]?t (?:it|that)"
    r"|(?:does|do|did|is|are|has|have) (?:any(?:body|one)|no ?(?:body|one)) "
    r"(?:there|over there|at your|in your|even|actually|ever|really|at all|care))\b"
    r"|\A\W*(?:right|ok|okay|huh|eh|hello|anyone|anybody)\W*\Z"
    r"|\b(?:on earth|in the world|the hell|the heck|honestly think"
    r"|you (?:people|lot|guys) (?:even|ever|actually|really))\b"
    r"|supposed to (?:take|need|last)\b.{0,40}, an? \w+\?|[,;] (?:seriously|really|honestly)\W*\Z",
    re.I,
)

_INDIRECT = r"(?:whether|what|when|where|why|which|who|whom|whose|how|if)\b"
_KNOW = r"(?:know|hear|find out|learn|understand|be told|ask|enquire|inquire)\b"
_STILL = r"(?: (?:just|really|also|still|now|only|simply|do|very much|therefore|kindly))*"
_SERVED = (
    r"ask|book|buy|cancel|change|claim|close|collect|complain|delete|dispute|downgrade|enquire|"
    r"exchange|extend|find out|get (?:my|a|the|this|it)|have|hear|join|know|learn|order|pause|pay|"
    r"pick up|place|postpone|put|raise|receive|redeem|remove|renew|replace|request|reschedule|"
    r"reserve|return|see|send|skip|speak|start|stop|subscribe|swap|switch|talk|transfer|try|"
    r"unsubscribe|update|upgrade|visit|arrange|move|confirm|check|discuss|open|end|reduce|add"
)
"""What a customer does with the desk's help; with other verbs, "I want to" tells of a goal."""
_OBJECT = (
    r"(?:me|us|my|our|it|this|that|these|those|the|a|an|another|one|all|both|him|her|them|"
    r"everything|some|any|back|out|off|\d)"
)
_OWN_DOING = r"(?!to (?!(?:" + _SERVED + r")\b))"
_VERBS = (
    r"(?:send|cancel|refund|replace|tell|give|stop|get|change|delete|remove|update|list|explain|"
    r"check|fix|sort|make|call|ring|phone|confirm|add|take|put|show|resend|ship|deliver|return|"
    r"close|unsubscribe|find|reply|answer|contact|transfer|reset|restore|unlock|activate|book|"
    r"pause|skip|swap|exchange|forward|issue|provide|help|charge|credit|repair|collect|arrange|"
    r"correct|connect|escalate|e-?mail|keep|leave|clarify|recommend)"
)
_REQUEST = re.compile(
    r"\b(?:please|pls|plz|kindly)\b"
    r"(?! (?:find|note|see|pardon|be aware|refer|bear|forgive|excuse)\b)"
    rf"|\A{_LEAD_IN}(?:just |then |(?:don['’]?t|do not|never) )?{_VERBS} {_OBJECT}\b"
    r"|\A\W*(?:cancel|refund|unsubscribe)\W*\Z"
    rf"|\A{_LEAD_IN}(?:don['’]?t|do not) (?:you )?(?:dare|ever)\b"
    r"|(?:\A|[,;:–—-] ?|\b(?:and|so|but|or|n|if) )(?:can|could|would|will) (?:you|u|someone|"
    r"somebody|anyone|anybody)\b"
    rf"|\b(?:i|we)(?:['’]?d| would| should){_STILL} (?:like|love|prefer) (?!(?:you|your|to (?:say|"
    rf"thank|point|add|mention|apologi[sz]e|report|let you|begin|inform))\b){_OWN_DOING}\S"
    rf"|\b(?:i|we){_STILL} (?:want|wish) (?!(?:you|to (?:say|thank|add|inform|report|let you))\b)"
    rf"{_OWN_DOING}\S"
    rf"|\b(?:i|we){_STILL} (?:(?:expect|demand|require|insist|request)\b"
    r"|need (?!(?:to|help|your help|some help)\b))"
    r"|\b(?:want|need|like) (?:you|someone|somebody) to\b|\blet (?:me|us) know\b"
    r"|\b(?:tell|inform|advise|show) (?:me|us) \w"
    rf"|\b(?:grateful|obliged|glad|thankful|pleased|helpful|useful|interested|good|curious|help|"
    rf"like|love|want|wish|need|keen|nice|great) (?:to {_KNOW}|if (?:you|someone|anyone|i)\b)"
    rf"|\b(?:wonder|wondering|curious|enquire|inquire|enquiring|inquiring|asking|to ask|to know|"
    rf"question is)(?: about)? {_INDIRECT}"
    r"|\b(?:grateful|appreciate) (?:for )?(?:(?:some|any|more|further|an?|the|your) )?(?:\w+ )?"
    r"(?:information|details|confirmation|reply|response|answer|quote|clarification|refund|call)\b"
    r"|\b(?:would it be|is it|be|if it(?:['’]s| is)) possible\b|\bany (?:chance|way|news)\b"
    rf"|\bany idea(?:s)? {_INDIRECT}"
    r"|\b(?:je voudrais|j['’]aimerais|ich (?:möchte|würde gerne?|hätte gerne?)|bitte|quisiera|"
    r"quiero|me gustaría|por favor|vorrei|s['’]il vous pla[iî]t)\b",
    re.I,
)
_WISH = re.compile(
    rf"\b(?:i|we)(?:['’]?d| would| should){_STILL} (?:like|love|prefer) to\b"
    rf"|\b(?:i|we)(?:['’]?m|['’]re| am| are| was| were)?{_STILL} (?:wanna|need to|want to|try to|"
    r"trying to|looking (?:for|to)|hop(?:e|ing) to|thinking of|planning to)\b"
    r"|\A\W*(?:need|want|looking|trying) (?:to|for|an?|my)\b"
    rf"|\b(?:not sure|no idea|(?:don['’]?t|do not|can['’]?t|cannot|unable to) (?:seem to )?"
    rf"(?:know|understand|find|find out|figure out|work out|see|tell)) {_INDIRECT}",
    re.I,
)
_TOLD_BY = re.compile(
    r"\b(?:if|when|whenever|(?<!after )that|which|as|because|what|all|unless|until|before|after"
    r"|where|since)"
    r" (?:i|we)\b[^,;:]{0,30}\Z",
    re.I,
)
"""What makes of "I want" a clause that tells: "When I want", "because I need"."""
_NEGATED = re.compile(r"(?:n['’]?t|\bnot|\bnever)(?: \w+)?\s*\Z", re.I)
_MACHINE = re.compile(r"\btry again\b|\byour (?:\w+ )?administrator\b|\Ahttps?:|\A\(https?:", re.I)
"""What an error message asks its reader to do, and addresses with a question mark."""
_DECLINES = re.compile(
    r"\b(?:any|more|further|additional) (?:\w+ )?(?:info\w*|details) (?:i|you)\b"
    r"|\bno (?:need|reply|answer|response)\b|\bnot need to\b|\bhesitate to\b",
    re.I,
)
_ANNOUNCES = re.compile(
    r"\b(?:a|two|three|four|five|some|several|few|couple of|following|[2-6])\s+(?:\w+\s+)?"
    r"(?:things|questions?|points|requests|matters|topics)\b[^?]{0,30}\Z",
    re.I,
)

_NOT_OURS = (_DECLINES, _MACHINE)
_PAUSE = re.compile(r"[,;:(]|[.!] |\.{2,}|…| [-–—] ")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_PLEA_WORDS = 25
_COMMAS = re.compile(rf",? (?:and|or|but|n|&) (?=whether\b|{_CLAUSE_START})", re.I)
_LIST = re.compile(rf", (?=(?:how|what|{_INVERTED})\b)", re.I)
_TWO_REQUESTS = re.compile(
    r",? (?:and|but|so) (?=(?:i|we)(?:['’]|\b)|please\b|(?:can|could|don['’]?t|do not)\b)", re.I
)
_STARTS = re.compile(rf"{_LEAD_IN}{_CLAUSE_START}", re.I)
_ASKS_NOTHING_YET = re.compile(rf"\b(?:{_WH}|whether|if)\W*\Z", re.I)
LEAST_CHARACTERS, LEAST_WORDS = 4, 3
REMEMBERED = 512


@lru_cache(maxsize=REMEMBERED)
def speech(sentence: str) -> Speech:
    """What kind of sentence it is, the first that fits; a call for help at its end aside."""
    if len(sentence) < LEAST_CHARACTERS or any(one.search(sentence) for one in _NOT_OURS):
        return "other"
    asks = asks_by_form(sentence)
    if asks and _RHETORIC.search(sentence):
        return "rhetoric"
    if is_plea(sentence):
        return "plea"
    if asks:
        return "question"
    told = _without_plea(sentence)
    if _ANNOUNCES.search(told):
        return "other"
    if _is_meant(_REQUEST, told):
        return "request"
    return "wish" if _is_meant(_WISH, told) else "other"


def asks_by_form(sentence: str) -> bool:
    """Whether it has a question's mark or word order; rhetoric does as well."""
    if sentence.rstrip(" .!\"')”’").endswith("?"):
        return True
    return bool(_ASKS.match(sentence) or _ASKS_INSIDE.search(sentence))


def is_plea(sentence: str) -> bool:
    """Whether it calls for help and says nothing of its own: "Can anyone help me, please?"."""
    if _calls_for_help(sentence):
        return True
    pause = _PAUSE.search(sentence)
    if not pause or not _calls_for_help(sentence[: pause.start()]):
        return False
    return not _wants(sentence[pause.end() :].strip())


def _without_plea(sentence: str) -> str:
    """A sentence without a call for help that follows its last pause."""
    pauses = list(_PAUSE.finditer(sentence))
    if not pauses or not _calls_for_help(sentence[pauses[-1].end() :]):
        return sentence
    return sentence[: pauses[-1].start()]


def clauses(sentence: str) -> list[tuple[str, Speech]]:
    """What a sentence is made of: two asks in one are apart ("the price and whether …")."""
    kind = speech(sentence)
    parts = _apart(sentence, kind)
    if len(parts) == 1 or not all(map(_is_whole, parts)) or not _is_asking(parts[0]):
        return [(sentence, kind)]
    spoken = [(part, speech(part)) for part in parts]
    return [(part, kind if own == "other" else own) for part, own in spoken]


def _apart(sentence: str, kind: Speech) -> list[str]:
    if kind == "question":
        heads = _COMMAS.split(sentence)
        listed = (_LIST.split(one) if _asks_by_start(one) else [one] for one in heads)
        return [part for parts in listed for part in parts]
    if kind == "request":
        return _requests(sentence) or _COMMAS.split(sentence)
    return [sentence]


def _asks_by_start(text: str) -> bool:
    return bool(_ASKS.match(text) or _STARTS.match(text))


def _is_asking(head: str) -> bool:
    return _asks_by_start(head) or _wants(head)


def _requests(sentence: str) -> list[str]:
    """The requests of "Get me off, but I'd like …"; none where only one clause is a request."""
    parts = _TWO_REQUESTS.split(sentence)
    return parts if len(parts) > 1 and all(map(_wants, parts)) else []


def _wants(text: str) -> bool:
    return asks_by_form(text) or any(_is_meant(one, text) for one in (_REQUEST, _WISH))


def _calls_for_help(text: str) -> bool:
    words = _WORD.findall(text.lower())
    if not words or len(words) > _MOST_PLEA_WORDS or not _pleas().known.issuperset(words):
        return False
    is_begged = _pleas().please.issuperset(words)
    return is_begged or not _pleas().calls.isdisjoint(words)


def _is_whole(part: str) -> bool:
    return len(part.split()) >= LEAST_WORDS and not _ASKS_NOTHING_YET.search(part)


def _is_meant(pattern: re.Pattern[str], sentence: str) -> bool:
    """Whether the first match wants something, and doesn't tell when or why something is done."""
    found = pattern.search(sentence)
    if not found or _NEGATED.search(sentence[max(0, found.start() - 40) : found.start()]):
        return False
    return not _TOLD_BY.search(sentence[: found.end()][-120:])


@dataclass(frozen=True, slots=True)
class _Pleas:
    calls: frozenset[str]
    please: frozenset[str]
    known: frozenset[str]


@cache
def _pleas() -> _Pleas:
    raw: dict[str, str] = yaml.safe_load(PLEAS.read_text("utf-8"))
    words = {key: frozenset(raw[key].split()) for key in ("calls", "please", "around")}
    return _Pleas(words["calls"], words["please"], frozenset().union(*words.values()))
