"""The human part of a reply: how it greets, what it feels with, how it closes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from assistant.drafting.thread import Earlier
from assistant.message import Mood, Request, Tone, Understanding
from assistant.reading.moods import is_grief
from assistant.reading.names import written_name
from snippets.snippet import lookup

PHRASES = Path(__file__).parent / "phrases.yaml"
ACTS = Path(__file__).parent / "acts.yaml"
BRIEF_CHANNELS = frozenset({"chat", "sms", "social", "twitter", "whatsapp"})
LIVE_CHANNELS = BRIEF_CHANNELS - {"social", "twitter"}
PUBLIC_CHANNELS = frozenset({"social", "twitter"})
UPSET: frozenset[Mood] = frozenset({"angry", "frustrated", "worried"})
READ_CHARACTERS = 20_000
_CONDOLED = re.compile(r"\b(?:sorry for (?:your|the) loss|condolences?|sympath(?:y|ies))\b", re.I)
LANGUAGE = "en"
"""What our phrases are written in."""


@dataclass(frozen=True)
class Manner:
    """How to speak to this customer now."""

    request: Request
    understanding: Understanding
    earlier: Earlier

    @property
    def tone(self) -> Tone:
        """The wished tone; a formal or grieving customer is not met with a friendly one."""
        wished = self.request.options.tone
        plain = self.understanding.formality == "formal" or self.is_grieving
        return "neutral" if wished == "friendly" and plain else wished

    @cached_property
    def is_grieving(self) -> bool:
        """Whether the customer has told, here or earlier, that somebody has died."""
        return not self.is_plain and is_grief(self.earlier.theirs)

    @property
    def channel(self) -> str:
        """Where the reply goes, in lower case."""
        return self.request.message.channel.lower()

    @property
    def is_brief(self) -> bool:
        """Whether only what answers belongs here."""
        return self.channel in BRIEF_CHANNELS or self.request.options.length == "short"

    @property
    def is_full(self) -> bool:
        """Whether all that helps is wanted, where there is room for it."""
        return self.request.options.length == "full" and self.channel not in BRIEF_CHANNELS

    @property
    def wants_key_sentences(self) -> bool:
        """Whether of each answer only the sentences that matter are wanted."""
        return self.is_brief and self.request.options.length != "full"

    @property
    def wants_links(self) -> bool:
        """Whether there is room for where to read on."""
        roomy = self.channel not in ("sms", *PUBLIC_CHANNELS)
        return roomy and self.request.options.length != "short"

    @property
    def is_fresh_thread(self) -> bool:
        """Whether we write for the first time."""
        return not self.earlier.ours

    @property
    def thanks_only(self) -> bool:
        """Whether the opening has nothing to do but to thank for a first message."""
        neutral = self.understanding.mood == "neutral" and not self.is_plain
        return neutral and not self.is_grieving and self.is_fresh_thread and not self._apology()

    @property
    def is_public(self) -> bool:
        """Whether anybody can read the reply."""
        return self.channel in PUBLIC_CHANNELS

    @property
    def is_plain(self) -> bool:
        """Whether the customer writes in a language that our phrases and cues do not know."""
        return self.understanding.locale.partition("-")[0].lower() != LANGUAGE

    @property
    def is_upset(self) -> bool:
        """Whether there is a feeling to meet."""
        return self.understanding.mood in UPSET and not self.is_plain

    def greeting(self) -> str:
        """The greeting, "" in the middle of a chat."""
        if self.earlier.ours and self.channel in LIVE_CHANNELS:
            return ""
        greetings, (name, salutation) = phrases()["greetings"], self.addressed()
        if salutation:
            return str(greetings["formal"]["named"].format(name=salutation))
        kind = "named" if name else "unnamed"
        return str(greetings[self.tone][kind].format(name=name))

    def addressed(self) -> tuple[str, str]:
        """The name and the salutation: the request's, else the message's, else the thread's."""
        read = self.understanding
        name = written_name(lookup(self.request.values, "customer.first_name"))
        if name or read.customer_name or read.salutation:
            return name or read.customer_name or "", read.salutation or ""
        return self.earlier.called

    def opening(self, hands_over: bool = False) -> str:
        """Condolence, an apology for our own act, a feeling named once, or thanks; "" for none.

        `hands_over` is whether the reply answers nothing yet: its opening leads up to no answer.
        """
        openings = phrases()["openings"][self.tone]
        if self.is_plain:
            return "" if self.is_brief else self.fresh(openings["neutral"])
        if self.is_grieving:
            return self._condolence()
        apology = self._apology()
        if apology:
            return apology
        if self.earlier.has_tried_some and phrases()["tried"] not in self.earlier.ours:
            return str(phrases()["tried"])
        if self.is_brief and not self.is_upset:
            return ""
        mood = self._mood()
        return self.fresh(openings["confused_open" if hands_over and mood == "confused" else mood])

    def safety(self, kind: str) -> str:
        """What stands first for a danger of this kind ("": none); once in a thread."""
        said = "" if self.is_plain or not kind else str(phrases()["safety"][kind])
        return "" if said in self.earlier.ours else said

    def _condolence(self) -> str:
        """Once in a thread, and only where we have not passed it over before."""
        if _CONDOLED.search(self.earlier.ours):
            return self.fresh(phrases()["openings"][self.tone]["again"])
        return str(phrases()["grief"][self.tone])

    def closing(self, asks: int, all_answered: bool) -> str:
        """Whether everything is covered, and what to do if not."""
        kind = "several" if asks > 1 else "one"
        kind = kind if all_answered else "open"
        kind = "upset" if self.is_upset and all_answered else kind
        return self.fresh(phrases()["closings"][self.tone][kind])

    def sign_off(self) -> str:
        """The agent's name under a mail."""
        agent = lookup(self.request.values, "agent.name")
        if not agent or self.channel in BRIEF_CHANNELS:
            return ""
        return str(phrases()["sign_offs"][self.tone].format(agent=agent))

    def fresh(self, choices: Sequence[str]) -> str:
        """The same phrase for the same message, none that this thread has had; "" without any."""
        said = (phrase.format(feeling=self._feeling()) for phrase in choices)
        left = [phrase for phrase in said if phrase not in self.earlier.ours]
        seed = zlib.crc32(f"{choices[0]}\n{self.request.message.text}".encode("utf-8", "replace"))
        return left[seed % len(left)] if left else ""

    def _mood(self) -> str:
        mood = self.understanding.mood
        return "again" if mood == "neutral" and self.earlier.ours else mood

    def _apology(self) -> str:
        """For what the customer says that we did; each once in a thread."""
        text = self.earlier.theirs
        act = our_act(text)
        if not act:
            return ""
        sorry = phrases()["apologies"][act].format(thing=thing_of(text))
        if sorry in self.earlier.ours:
            return ""
        felt = phrases()["felt"].format(feeling=self._feeling())
        return f"{sorry} {felt}" if self.is_upset else str(sorry)

    def _feeling(self) -> str:
        """The customer's own word for it, turned to what it is: "worried" is "worrying"."""
        text = self.understanding.text[:READ_CHARACTERS]
        own = next((one for cue, one in _acts().feelings if cue.search(text)), "")
        return own or _acts().usual.get(self.understanding.mood, "frustrating")


def our_act(text: str) -> str:
    """What went wrong by our act, as acts.yaml names it; "" for what is not ours."""
    acts = _acts()
    if acts.unless.search(text):
        return ""
    return next((name for name, cues in acts.acts if any(cue.search(text) for cue in cues)), "")


def thing_of(text: str) -> str:
    """What it happened to: "your new kettle", in the customer's words, or "your order"."""
    acts = _acts()
    named = (found["thing"].lower() for found in acts.thing.finditer(text))
    thing = next((one for one in named if one.split()[-1] not in acts.not_things), "")
    return f"your {thing or 'order'}"


@dataclass(frozen=True, slots=True)
class _Acts:
    unless: re.Pattern[str]
    acts: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    thing: re.Pattern[str]
    not_things: frozenset[str]
    feelings: tuple[tuple[re.Pattern[str], str], ...]
    usual: dict[str, str]


@cache
def phrases() -> dict[str, Any]:
    """All our phrases, as phrases.yaml has them."""
    read: dict[str, Any] = yaml.safe_load(PHRASES.read_text("utf-8"))
    return read


@cache
def _acts() -> _Acts:
    raw: dict[str, Any] = yaml.safe_load(ACTS.read_text("utf-8"))
    acts = ((name, tuple(map(_cue, cues))) for name, cues in raw["acts"].items())
    return _Acts(
        unless=_cue(raw["unless"]),
        acts=tuple(acts),
        thing=_cue(raw["thing"]),
        not_things=frozenset(raw["not_things"].split()),
        feelings=tuple((_cue(one["match"]), one["feeling"]) for one in raw["feelings"]),
        usual=raw["usual"],
    )


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)
