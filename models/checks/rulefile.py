"""Reads rule files: YAML in, `Rule` out, or an error that names file and line.

id            category.what-is-flagged, also the file's name
catalogue     the category of the tone catalogue that it belongs to
kind          how it looks: see `models.checks.kinds`
category, severity, message, why
patterns      regular expressions, or {match, fixes, unless}; tried in order. `{name}` is
              a fragment of fragments.yaml, `(?P<flag>…)` what the agent sees marked
fixes: none   with `no_fixes_because`, where no pattern has fixes
otherwise     fixes for the whole sentence where no other holds; `{sentence}` is what it says
turns         how its fixes may change what is denied, allowed or demanded: models/rules/turns.yaml
cues          literals in lower case; without one of them no pattern is tried
unless        patterns that silence the rule in the same sentence
unless_near   the same, in this or the next two sentences
info_near     patterns that make it mere information, likewise
scope, when, at_least, in_lists, contested
examples      fire (text, and the rewrite by its first fix) and silent; run as tests
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from models.checks.kinds import KINDS
from models.checks.located import Place, Source, YamlFile
from models.checks.masks import straighten
from models.checks.phrases import FILTERS
from models.checks.rewriting import Template
from models.checks.rule import Example, Frame, Rule, Situation
from models.checks.stance import Turn, turns
from models.text import SLOT, Category, Severity

_REQUIRED = (
    "id", "catalogue", "kind", "category", "severity", "message", "why", "patterns", "examples",
)  # fmt: skip
_OPTIONAL = frozenset(
    {"scope", "cues", "unless", "unless_near", "info_near", "when", "at_least", "in_lists"}
    | {"contested", "fixes", "no_fixes_because", "otherwise", "turns"}
)
NO_FIXES = (
    'no pattern has fixes; write {"match": "…", "fixes": ["what to write instead"]} for a pattern, '
    'or beside the patterns "fixes": "none" and "no_fixes_because": "what only the agent knows"'
)
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_T = TypeVar("_T")
Compiler = Callable[[str], re.Pattern[str]]
"""Makes a pattern that takes upper and lower case as the same. Raises re.error."""


def compile_now(pattern: str) -> re.Pattern[str]:
    """A pattern that takes upper and lower case as the same. Raises re.error."""
    return re.compile(pattern, re.IGNORECASE)


def read_fragments(path: Path, compiler: Compiler = compile_now) -> dict[str, str]:
    """The regular expressions that rules share; later ones may use earlier ones."""
    file = YamlFile(path)
    if not isinstance(file.data, dict):
        raise file.error((), "expected names with a regular expression each")
    fragments: dict[str, str] = {}
    for name, pattern in file.data.items():
        fragments[name] = _expand(file, (name,), pattern, fragments)
        _compile(file, (name,), fragments[name], compiler)
    return fragments


def read_rule(path: Path, fragments: Mapping[str, str], compiler: Compiler = compile_now) -> Rule:
    """The rule of one file; `RuleInvalid` says what is wrong with it, and on which line."""
    return rule_of(YamlFile(path), fragments, compiler)


def rule_of(source: Source, fragments: Mapping[str, str], compiler: Compiler = compile_now) -> Rule:
    """The rule that a file says, or values that were sent. Raises RuleInvalid."""
    return _Reader(source, fragments, compiler).rule()


def _expand(file: Source, at: Place, pattern: object, fragments: Mapping[str, str]) -> str:
    if not isinstance(pattern, str) or not pattern.strip():
        raise file.error(at, "expected a regular expression")

    def known(name: re.Match[str]) -> str:
        if name[1] not in fragments:
            raise file.error(at, f"no fragment is called {name[0]}")
        return f"(?:{fragments[name[1]]})"

    return _FRAGMENT.sub(known, straighten(pattern.strip()).replace("n't", "n'?t"))


def _compile(file: Source, at: Place, pattern: str, compiler: Compiler) -> re.Pattern[str]:
    try:
        return compiler(pattern)
    except re.error as error:
        raise file.error(at, f"not a regular expression: {error}") from error


class _Reader:
    """Turns one file's values into a rule, checking each."""

    def __init__(self, file: Source, fragments: Mapping[str, str], compiler: Compiler) -> None:
        self.file, self.fragments, self.compiler = file, fragments, compiler
        if not isinstance(file.data, dict):
            raise file.error((), "expected the keys of a rule")
        self.data: dict[str, Any] = file.data
        for key in _REQUIRED:
            if key not in self.data:
                raise file.error((), f"{key} is missing")
        for key in self.data:
            if key not in _OPTIONAL and key not in _REQUIRED:
                raise file.error((key,), f"unknown key {key}")

    def rule(self) -> Rule:
        """The whole rule."""
        category = Category(self.one_of("category", [c.value for c in Category]))
        frames = tuple(self.frame(n, item) for n, item in enumerate(self.items("patterns")))
        self.check_fixes(frames)
        return Rule(
            id=self.identifier(category),
            catalogue=self.text("catalogue"),
            kind=self.one_of("kind", list(KINDS)),
            category=category,
            severity=Severity(self.one_of("severity", [s.value for s in Severity])),
            message=self.text("message"),
            why=self.text("why"),
            frames=frames,
            fire=self.fire(),
            silent=self.silent(),
            scope=self.one_of("scope", ["sentence", "text"], "sentence"),
            cues=self.cues(),
            unless=self.any_of(("unless",)),
            unless_near=self.any_of(("unless_near",)),
            info_near=self.any_of(("info_near",)),
            when=self.when(),
            at_least=self.typed("at_least", int, 1),
            in_lists=self.typed("in_lists", bool, True),
            contested=self.typed("contested", bool, False),
            turns=self.turns(),
            otherwise=self.otherwise(),
            no_fixes_because=" ".join(self.typed("no_fixes_because", str, "").split()),
        )

    def text(self, key: str) -> str:
        """A value that has to be a text."""
        value = self.data[key]
        if not isinstance(value, str) or not value.strip():
            raise self.file.error((key,), f"{key} has to be a text")
        return " ".join(value.split())

    def typed(self, key: str, kind: type[_T], default: _T) -> _T:
        """A value of this type."""
        value = self.data.get(key, default)
        if not isinstance(value, kind):
            raise self.file.error((key,), f"{key} has to be {kind.__name__}")
        return value

    def one_of(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """A value out of a list."""
        value = self.data.get(key, default)
        if value not in allowed:
            raise self.file.error((key,), f"{key} has to be one of {', '.join(allowed)}")
        return str(value)

    def identifier(self, category: Category) -> str:
        """The id, which begins with the category."""
        name = self.text("id")
        if not re.fullmatch(rf"{category.value}\.[a-z][a-z-]+", name):
            raise self.file.error(("id",), f"id has to look like {category.value}.what-is-flagged")
        return name

    def items(self, key: str, minimum: int = 1) -> list[Any]:
        """A list with at least so many entries."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or len(value) < minimum:
            raise self.file.error((key,), f"{key} has to be a list with {minimum} or more")
        return value

    def compiled(self, at: Place, pattern: str) -> re.Pattern[str]:
        """A pattern, ready to be looked for."""
        return _compile(self.file, at, pattern, self.compiler)

    def any_of(self, at: Place) -> re.Pattern[str] | None:
        """One pattern for a list of alternatives, or None where there is no list."""
        value: Any = self.data
        for step in at:
            value = value.get(step, []) if isinstance(value, dict) else value[int(step)]
        if not isinstance(value, list):
            raise self.file.error(at, f"{at[-1]} has to be a list")
        expanded = [_expand(self.file, (*at, n), v, self.fragments) for n, v in enumerate(value)]
        for number, pattern in enumerate(expanded):
            self.compiled((*at, number), pattern)
        return self.compiled(at, "|".join(expanded)) if expanded else None

    def frame(self, number: int, item: Any) -> Frame:
        """One way to say the thing flagged."""
        at: Place = ("patterns", number)
        if isinstance(item, str):
            item = {"match": item}
        elif not isinstance(item, dict) or not {"match"} <= item.keys() <= {
            "match",
            "fixes",
            "unless",
        }:
            raise self.file.error(at, "a pattern has match, and optionally fixes and unless")
        pattern = _expand(self.file, (*at, "match"), item["match"], self.fragments)
        compiled = self.compiled((*at, "match"), pattern)
        fixes = item.get("fixes", [])
        if not isinstance(fixes, list):
            raise self.file.error((*at, "fixes"), "fixes has to be a list")
        templates = tuple(
            self.template((*at, "fixes", n), fix, compiled) for n, fix in enumerate(fixes)
        )
        return Frame(
            compiled, templates, self.any_of((*at, "unless")) if "unless" in item else None
        )

    def template(self, at: Place, text: object, pattern: re.Pattern[str]) -> Template:
        """A fix, whose groups and filters have to exist."""
        if not isinstance(text, str):
            raise self.file.error(at, "a fix has to be a text")
        return self.sayable(at, Template(text), pattern.groupindex.keys())

    def sayable(self, at: Place, template: Template, groups: Collection[str]) -> Template:
        """A fix again, once its groups and filters are known to exist."""
        for group in template.groups - set(groups):
            raise self.file.error(at, f"the pattern has no group {group}")
        for name in template.filters - FILTERS.keys():
            raise self.file.error(at, f"no filter is called {name}")
        return template

    def otherwise(self) -> tuple[Template, ...]:
        """Fixes of the whole sentence, each with a slot or with what the sentence says."""
        items = self.items("otherwise", 0)
        templates = []
        for number, text in enumerate(items):
            at: Place = ("otherwise", number)
            if not isinstance(text, str) or not (SLOT.search(text) or "{sentence}" in text):
                raise self.file.error(at, "expected a text with a ⟦slot⟧ or {sentence}")
            templates.append(self.sayable(at, Template(text), ["sentence"]))
        return tuple(templates)

    def turns(self) -> tuple[Turn, ...]:
        """The turns that its fixes may take."""
        names = self.items("turns", 0)
        for number, name in enumerate(names):
            if not isinstance(name, str) or name not in turns():
                raise self.file.error(("turns", number), f"no turn is called {name}")
        return tuple(turns()[name] for name in names)

    def check_fixes(self, frames: Sequence[Frame]) -> None:
        """A rule offers fixes, or says why it has none."""
        none = self.data.get("fixes") == "none"
        if "fixes" in self.data and not none:
            raise self.file.error(("fixes",), "fixes can only be none here")
        if none:
            if "no_fixes_because" not in self.data:
                raise self.file.error(("fixes",), "no_fixes_because is missing")
            self.text("no_fixes_because")
        offered = "otherwise" in self.data or any(frame.fixes for frame in frames)
        if none and offered:
            raise self.file.error(("fixes",), "fixes is none, but there are some; take one away")
        if not (none or offered):
            raise self.file.error(("patterns",), NO_FIXES)

    def cues(self) -> tuple[str, ...]:
        """Literals of which one has to be there before any pattern is tried."""
        cues = self.items("cues", 0)
        if not all(isinstance(cue, str) and cue and cue == cue.lower() for cue in cues):
            raise self.file.error(("cues",), "cues have to be texts in lower case")
        typos = [cue.replace("n't", "nt") for cue in cues if "n't" in cue]
        return (*cues, *(f"{typo} " if typo == "nt" else typo for typo in typos))

    def when(self) -> dict[str, tuple[object, ...]]:
        """What the context has to be."""
        when = self.typed("when", dict, {})
        for key, allowed in when.items():
            plain = isinstance(allowed, list) and all(
                isinstance(one, str | bool) or one is None for one in allowed
            )
            if key not in Situation._fields or not plain:
                raise self.file.error(
                    ("when", key), f"when has lists of values for {', '.join(Situation._fields)}"
                )
        return {key: tuple(allowed) for key, allowed in when.items()}

    def fire(self) -> tuple[Example, ...]:
        """Texts that the rule fires on."""
        found = []
        for number, item in enumerate(self.examples("fire")):
            entry = {"text": item} if isinstance(item, str) else item
            at = ("examples", "fire", number)
            if not isinstance(entry, dict) or not {"text"} <= entry.keys() <= {"text", "rewrite"}:
                raise self.file.error(at, "an example has text, and optionally rewrite")
            if not all(isinstance(value, str) for value in entry.values()):
                raise self.file.error(at, "text and rewrite have to be texts")
            found.append(Example(**entry))
        return tuple(found)

    def silent(self) -> tuple[str, ...]:
        """Texts that the rule has nothing to say about."""
        return tuple(str(item) for item in self.examples("silent"))

    def examples(self, key: str) -> list[Any]:
        """The examples of one kind; at least one."""
        examples = self.data["examples"]
        found = examples.get(key) if isinstance(examples, dict) else None
        if not isinstance(found, list) or not found:
            raise self.file.error(("examples", key), f"examples.{key} is missing")
        return found
