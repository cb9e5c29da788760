"""What a workspace has made of its checks: the one door to profiles, rules and dismissals."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from models.checks.marks import mark_of
from models.checks.own import kept, sent
from models.checks.profile import Profile, require_rule
from models.checks.rule import Rule
from models.checks.shape import Shape, Tailoring
from models.errors import OwnRuleInvalid, ProfileInvalid
from snippets.errors import ProfileNotFound, RuleNotFound
from snippets.store.database import Database
from snippets.store.dismissals import ACTIONS, Dismissals, RuleCounts
from snippets.store.profiles import ProfileRows

DEFAULT_PROFILE = "default"
MOST_RULE_CHARACTERS = 50_000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class _Known:
    """What is in the store, as far as the checks need it."""

    revision: int
    profiles: Mapping[str, Any]
    rules: Mapping[str, Any]
    ignored: frozenset[str]
    demoted: Mapping[str, int]
    own: tuple[Rule, ...]
    tailorings: dict[str, Tailoring] = field(default_factory=dict)


class Profiles:
    """The profiles of one workspace; what changes holds for the next check, in any process."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._rows = ProfileRows(database, workspace)
        self._dismissals = Dismissals(database, workspace)
        self._known: _Known | None = None
        self._lock = threading.Lock()

    def shape(self, name: str = DEFAULT_PROFILE) -> Shape:
        """What the checks go by. Raises ProfileNotFound."""
        known = self._current()
        if name not in known.tailorings:
            known.tailorings[name] = Tailoring(self._profile(known, name), known.own)
        return Shape(known.tailorings[name], known.ignored, known.demoted)

    def names(self) -> list[str]:
        """The names of all profiles, "default" among them."""
        return sorted({DEFAULT_PROFILE, *self._current().profiles})

    def get(self, name: str) -> Profile:
        """Raises ProfileNotFound."""
        return self._profile(self._current(), name)

    def put(self, name: str, fields: Mapping[str, Any], shipped: Collection[str]) -> Profile:
        """Keep a profile; `shipped` are the rules that come with Tactful.

        Raises ProfileInvalid.
        """
        if not _NAME.fullmatch(name):
            raise ProfileInvalid(f"name: {name!r} is none; use a-z, 0-9 and -, up to 63 of them")
        profile = Profile.of(fields)
        profile.check({*shipped, *self._current().rules})
        self._rows.put_profile(name, profile.to_fields())
        return profile

    def delete(self, name: str) -> None:
        """Remove a profile; "default" becomes empty. Raises ProfileNotFound."""
        if name != DEFAULT_PROFILE or name in self._current().profiles:
            self._rows.delete_profile(name)

    def rules(self) -> tuple[Rule, ...]:
        """The rules of the team's own that were sent."""
        return self._current().own

    def rule(self, rule_id: str) -> Mapping[str, Any]:
        """A rule as it was sent. Raises RuleNotFound."""
        fields: Mapping[str, Any] | None = self._current().rules.get(rule_id)
        if fields is None:
            raise RuleNotFound(f"no rule has the id {rule_id!r}; `GET /v1/rules` lists them")
        return fields

    def put_rule(self, fields: Mapping[str, Any], shipped: Collection[str]) -> Rule:
        """Keep a rule; one of the team's own with its id gives way. Raises OwnRuleInvalid."""
        if len(repr(fields)) > MOST_RULE_CHARACTERS:
            raise OwnRuleInvalid(f"the rule has more than {MOST_RULE_CHARACTERS:,} characters")
        rule = sent(fields, shipped)
        self._rows.put_rule(rule.id, fields)
        return rule

    def delete_rule(self, rule_id: str) -> None:
        """Raises RuleNotFound."""
        self._rows.delete_rule(rule_id)

    def ignore(self, rule: str, text: str, context: str, locale: str = "en") -> str:
        """Never show this finding again where its sentence reads so; the mark that is kept.

        Raises ProfileInvalid where the text does not come in its context.
        """
        mark = mark_of(rule, text, context, locale) if text in context else ""
        if not mark:
            raise ProfileInvalid("text: has to be words of the context, as they stand there")
        self._rows.ignore(mark, rule)
        return mark

    def heed(self, mark: str) -> None:
        """Show a finding again that was ignored. Raises RuleNotFound."""
        if not self._rows.heed(mark):
            raise RuleNotFound(f"nothing ignored has the mark {mark!r}")

    def record(self, events: Sequence[tuple[str, str]], shipped: Collection[str]) -> None:
        """Count what agents did with findings, as (rule, action). Raises ProfileInvalid."""
        rules = {*shipped, *self._current().rules}
        for rule, action in events:
            require_rule(rule, rules, "rule")
            if action not in ACTIONS:
                raise ProfileInvalid(f"action: has to be one of {', '.join(ACTIONS)}")
        self._dismissals.record(events)

    def counts(self) -> list[RuleCounts]:
        """What agents did, by rule."""
        return self._dismissals.all()

    def reset(self, rule: str) -> None:
        """Count a rule anew, at its own severity. Raises RuleNotFound."""
        if not self._dismissals.reset(rule):
            raise RuleNotFound(f"nothing was counted for the rule {rule!r}")

    def _profile(self, known: _Known, name: str) -> Profile:
        if name not in known.profiles and name != DEFAULT_PROFILE:
            raise ProfileNotFound(f"no profile has the name {name!r}; `GET /v1/profiles` lists all")
        return Profile.of(known.profiles.get(name, {}))

    def _current(self) -> _Known:
        """What is in the store now; read again only where something has changed."""
        revision = self._rows.revision()
        with self._lock:
            if self._known is None or self._known.revision != revision:
                self._known = self._read(revision, self._known)
            return self._known

    def _read(self, revision: int, before: _Known | None) -> _Known:
        profiles, rules = self._rows.profiles(), self._rows.rules()
        ignored, demoted = self._rows.ignored(), self._dismissals.steps()
        if before and (before.profiles, before.rules) == (profiles, rules):
            own, tailorings = before.own, before.tailorings
        else:
            own, tailorings = tuple(_rules(rules.values())), {}
        return _Known(revision, profiles, rules, ignored, demoted, own, tailorings)


def _rules(sent_ones: Iterable[Mapping[str, Any]]) -> Iterator[Rule]:
    """The rules that were sent; one that this version of Tactful can't read is left out."""
    for fields in sent_ones:
        with suppress(OwnRuleInvalid):
            yield kept(fields)
