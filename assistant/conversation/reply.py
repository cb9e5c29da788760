"""A reply as the checks see it: greeting, body, closing, and sentences with their keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.conversation.words import key_of, keys
from assistant.reading.mail import is_sign_off
from models.checks.language import READ_CHARACTERS, is_foreign, locale_of
from models.checks.masks import mask
from models.lexicon import word_classes
from models.text import Span, sentence_spans

GREETING = re.compile(
    r"[^\w>]{0,8}(?P<word>hi|hello|hey|hiya|dear|greetings"
    r"|good (?:morning|afternoon|evening|day))\b"
    r"(?P<rest>[^\n,!:;?–—]{0,60})(?:[,!:;–—.]+|(?=\n|\Z))",
    re.I,
)
LINK = re.compile(r"https?://|www\.|\]\(|<a\s", re.I)
BARE_NAME = re.compile(r"\s*(?P<word>)(?P<rest>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?),(?=\s*\n)")
_STEP = re.compile(r"^[^\S\n]*(?:\d{1,2}[.)]|[-*+•])\s+\S", re.M)
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
MOST_UNKNOWN = 0.5
"""The share of words that are not English from which a few words are another language."""
_LETTER = re.compile(r"[^\W_]")
_FAREWELL = re.compile(
    r"\b(?:(?:very |most )?welcome|(?:was |am |so |i['’]m )?(?:glad|happy|pleased|great|good)"
    r"(?: to (?:help|assist|hear)|[^.!?]{0,20}\b(?:works?|solved|sorted|fixed|help(?:s|ed)))"
    r"|my pleasure)\b"
    r"|\A\W*(?:good|great|perfect|excellent|wonderful)\W*\Z",
    re.I,
)
MOST_FAREWELL_WORDS = 20
_COURTESY = re.compile(
    r"(?:many |a lot of )?(?:thanks|thank you|thx)\b"
    r"(?!.*\b(?:i(?:['’]ll|['’]ve| will| have)|moment|minute)\b)"
    r"|(?:i )?hope (?:this|that|you|it)\b|have a (?:great|nice|good|lovely|wonderful)\b"
    r"|(?:please )?(?:feel free to|don['’]t hesitate to|do not hesitate to)\b"
    r"|(?:please )?(?:just )?let (?:me|us) know (?:if|should)\b"
    r"|if (?:you (?:have|need)|there(?:['’]s| is)) any(?:thing)?\b.{0,60}"
    r"\b(?:let (?:me|us) know|reply|contact|here)\b"
    r"|(?:we|i)(?:['’]re| are|['’]m| am) (?:always )?(?:here|happy) (?:to help|if you)\b"
    r"|(?:is there|do you have) any(?:thing| other| more| further)\b|does (?:that|this) help\b"
    r"|does (?:that|this) (?:answer|cover)\b|welcome\b|you(?:['’]re| are) (?:very |most )?welcome",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the reply's body, and what it is about."""

    span: Span
    text: str
    keys: frozenset[str]

    @property
    def is_question(self) -> bool:
        """Whether it asks the customer something."""
        return self.text.rstrip(" \"')").endswith("?") and not is_courtesy(self.text)


class Reply:
    """A reply, taken apart once for all checks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.seen = mask(text)
        self.greeting = GREETING.match(text) or BARE_NAME.match(text)

    @cached_property
    def is_english(self) -> bool:
        """Whether it is in no other language; names with a capital do not decide alone."""
        if locale_of(self.seen, "en") != "en":
            return False
        words = _LONG_WORD.findall(self.seen, 0, READ_CHARACTERS)
        read = [word for word in words if word.islower()] or words
        unknown = [word for word in read if key_of(word) and not word_classes(word.lower())]
        return len(unknown) <= len(read) * MOST_UNKNOWN or not is_foreign(self.seen, "en")

    @cached_property
    def body(self) -> Span:
        """The reply without greeting and sign-off."""
        start = self.greeting.end() if self.greeting else 0
        end = self._closing_start(start)
        inner = self.text[start:end]
        left = len(inner) - len(inner.lstrip())
        return Span(start + left, max(start + left, start + len(inner.rstrip())))

    @cached_property
    def sentences(self) -> list[Said]:
        """The sentences of the body, quoted lines of earlier mail left out."""
        body = self.body.of(self.text)
        spans = (span.shifted(self.body.start) for span in sentence_spans(body))
        return [
            Said(span, span.of(self.text), keys(span.of(self.text)))
            for span in spans
            if not self._is_quoted(span) and _LETTER.search(span.of(self.text))
        ]

    @cached_property
    def statements(self) -> list[Said]:
        """The sentences that say something: no thanks, no offers of further help."""
        return [said for said in self.sentences if not is_courtesy(said.text)]

    @property
    def has_closing(self) -> bool:
        """Whether a sign-off follows the body."""
        return bool(self.text[self.body.end :].strip())

    @property
    def has_link(self) -> bool:
        """Whether it names an address to go to."""
        return LINK.search(self.text) is not None

    @property
    def steps(self) -> int:
        """How many items its lists have."""
        return len(_STEP.findall(self.text))

    @property
    def last(self) -> Span:
        """The last statement, else the last sentence, or the whole text where there is none."""
        said = self.statements or self.sentences
        return said[-1].span if said else Span(0, len(self.text))

    @property
    def is_farewell(self) -> bool:
        """Whether it only says that all is well: "You're welcome", "Glad it works"."""
        body = self.body.of(self.text)
        return len(body.split()) <= MOST_FAREWELL_WORDS and _FAREWELL.search(body) is not None

    @property
    def ending(self) -> Span:
        """Where a paragraph can be added: after the last statement that ends a paragraph."""
        last = self.statements[-1].span.end if self.statements else self.body.end
        rest = self.text[last : self.body.end]
        at = last if rest.startswith("\n") else self.body.end
        return Span(at, at)

    def _is_quoted(self, span: Span) -> bool:
        line = self.text.rfind("\n", 0, span.start) + 1
        return self.text[line : span.start].lstrip().startswith(">")

    def _closing_start(self, start: int) -> int:
        """Where the sign-off begins: the first such line among the last six, or "-- "."""
        at, found = len(self.text), len(self.text)
        lines = self.text[start:].split("\n")
        for line in reversed(lines[-6:]):
            at -= len(line)
            if is_sign_off(line) or line.strip() == "--":
                found = max(at, start)
            at -= 1
        return found


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence is mere thanks, good wishes or an offer of further help."""
    return _COURTESY.match(sentence.lstrip()) is not None
