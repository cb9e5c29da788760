"""Puts the parts together; the one place that names concrete engines."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path

from api.generators import Generators
from api.rulebook import RuleInfo, listed
from api.settings import Settings
from assistant.message import Message
from assistant.phrasing.phrase import Budget
from assistant.phrasing.writing import Writers
from assistant.pipeline import Assistant
from assistant.understand import understand
from models import embedders, opinion
from models.checks.apart import Apart
from models.checks.grammar import GrammarChecker, GrammarEngine
from models.checks.languagetool import LanguageToolServer
from models.checks.own import read_folder
from models.checks.rule import Rule
from models.checks.rules import ToneChecker, load_rules
from models.errors import ModelError, ModelUnknown
from models.opinion.absent import Absent
from models.opinion.readings import readings
from models.private.details import mask
from models.protocols import CheckContext, Checker, DetailFinder, Embedder, Opinion
from snippets.library import DEFAULT_WORKSPACE, Library
from snippets.store.access import Access
from snippets.store.database import Database
from snippets.store.entries import Entries

GRAMMAR: dict[str, Callable[[str, str], GrammarEngine | None]] = {
    "lingotweaker": lambda _, english: Apart(english),
    "languagetool": lambda url, english: LanguageToolServer(url or None, english),
    "off": lambda _, __: None,
}
OPINIONS: dict[str, Callable[[Path], Opinion | None]] = {
    "minilm": opinion.create,
    "off": lambda _: None,
}


class Services:
    """Everything that a door needs, each part made when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._libraries: dict[str, Library] = {}
        self._lock = threading.RLock()

    @cached_property
    def database(self) -> Database:
        """The database, migrated."""
        return Database(self.settings.database)

    @cached_property
    def access(self) -> Access:
        """Keys and sign-in."""
        return Access(self.database)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder of the settings."""
        return embedders.create(self.settings.embedder, self.settings.models_dir)

    @cached_property
    def checkers(self) -> tuple[Checker, ...]:
        """Tone and placeholders, then grammar and spelling; what is missing says so itself."""
        engine = self.grammar
        shipped = load_rules()
        taken = [rule.id for rule in shipped] + [one.rule for one in readings().values()]
        rules = [*shipped, *self._own_rules(taken)]
        grammar = [GrammarChecker(engine)] if engine else []
        try:
            return (ToneChecker(rules, opinion=self.opinion), *grammar)
        except ModelUnknown:
            raise
        except ModelError as error:
            return (ToneChecker(rules), Absent("opinion", str(error)), *grammar)

    @cached_property
    def grammar(self) -> GrammarEngine | None:
        """The grammar engine of the settings, which begins to load. Raises ModelUnknown."""
        engine = grammar_engine(self.settings.grammar, self.settings.english)
        if isinstance(engine, Apart):
            engine.start()
        return engine

    @cached_property
    def opinion(self) -> Opinion | None:
        """The second opinion on tone. Raises ModelMissing, ModelCorrupt or ModelUnknown."""
        return second_opinion(self.settings.opinion, self.settings.models_dir)

    @cached_property
    def rules(self) -> Mapping[str, RuleInfo]:
        """Every rule that a profile may name, by id, but for engines' and each team's own."""
        return listed(self.checkers)

    def _own_rules(self, taken: Sequence[str]) -> tuple[Rule, ...]:
        """The rules of the settings' folder. Raises RuleInvalid."""
        folder = self.settings.rules
        return read_folder(folder, taken) if folder else ()

    @cached_property
    def private(self) -> DetailFinder:
        """What finds private details. Raises ModelUnknown."""
        return detail_finder(self.settings.privacy)

    def mask(self, library: Library) -> Callable[[Sequence[str]], list[str]]:
        """Masks private details in customers' texts; the library's own words are none."""
        return partial(mask, self.private, known=library.vocabulary)

    @cached_property
    def assistant(self) -> Assistant:
        """The pipeline."""
        return Assistant(self.checkers, self.settings.min_confidence, self.writers)

    @cached_property
    def generators(self) -> Generators:
        """The language models that the settings allow."""
        return Generators(self.settings)

    @cached_property
    def writers(self) -> Writers:
        """What phrases drafts, where a setting or a request wants that."""
        budget = Budget(self.settings.generator_tokens, self.settings.generator_seconds)
        return Writers(self.generators.get, lambda: self.private, budget)

    def entries(self, workspace: str = DEFAULT_WORKSPACE) -> Entries:
        """The rows of a workspace, which is made where it is missing; needs no model."""
        return Entries(self.database, workspace)

    def library(self, workspace: str = DEFAULT_WORKSPACE) -> Library:
        """The library of a workspace, with its index up to date."""
        with self._lock:
            if workspace not in self._libraries:
                self._libraries[workspace] = Library(
                    self.database,
                    self.embedder,
                    workspace,
                    self.settings.learn_from_outcomes,
                    self.settings.rank_people,
                    self.settings.keep_messages_days,
                )
            return self._libraries[workspace]

    def warm(self) -> None:
        """Load what the first request would otherwise wait for; checks tell what is down.

        Models load beside the library: much of that is reading and unpacking, which leaves
        the interpreter free.
        """
        _ = self.grammar
        with ThreadPoolExecutor(1, "warm") as beside:
            languages = beside.submit(understand, Message("Which language is this?"))
            self.generators.get(None)
            library = self.library()
            library.messages.forget_old()
            library.search("warm")
            languages.result()
        asked = CheckContext(message="Where is my order, and when will it be here?")
        self.assistant.check("Hi Dana, you have to log out frist.", asked, library)

    def close(self) -> None:
        """Give the database back, and end the grammar engine."""
        if "database" in self.__dict__:
            self.database.close()
        if isinstance(engine := self.__dict__.get("grammar"), Apart):
            engine.close()


def grammar_engine(name: str, english: str) -> GrammarEngine | None:
    """The engine that a setting means. Raises ModelUnknown."""
    engine, _, rest = name.partition(":")
    if engine not in GRAMMAR:
        raise ModelUnknown(f"no grammar engine is named {name!r}; use one of {', '.join(GRAMMAR)}")
    return GRAMMAR[engine](rest, english)


def second_opinion(name: str, cache: Path) -> Opinion | None:
    """The opinion that a setting means. Raises ModelMissing, ModelCorrupt or ModelUnknown."""
    if name not in OPINIONS:
        known = " or ".join(OPINIONS)
        raise ModelUnknown(f"no second opinion is named {name!r}; set TACTFUL_OPINION to {known}")
    return OPINIONS[name](cache)


def _spacy() -> DetailFinder:
    from models.private.spacy import SpacyFinder

    return SpacyFinder()


def _patterns() -> DetailFinder:
    from models.private.patterns import PatternFinder

    return PatternFinder()


PRIVACY = {"spacy": _spacy, "patterns": _patterns}


def detail_finder(name: str) -> DetailFinder:
    """The finder of private details that a setting means. Raises ModelUnknown."""
    if name not in PRIVACY:
        known = " or ".join(PRIVACY)
        raise ModelUnknown(f"no engine for private details is named {name!r}; use {known}")
    return PRIVACY[name]()
