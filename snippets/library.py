"""The one public door to the snippets of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from models.protocols import Embedder, Vectors
from models.tuning import Pair
from snippets.analytics.facts import NO_FACTS, Facts
from snippets.bulk import Change
from snippets.errors import SnippetNotFound
from snippets.finder import Finder, Rehearsed
from snippets.learning.adapt import Figures, parts
from snippets.learning.lessons import Lesson
from snippets.learning.recent import NOTHING, Said
from snippets.learning.tuning import pairs
from snippets.outcomes import Outcomes
from snippets.profiles import Profiles
from snippets.progress import Progress
from snippets.rehearsal.rehearsal import Rehearsal
from snippets.scope import EVERYONE, Scope
from snippets.search.snapshot import Snapshots
from snippets.snippet import Kind, Matches, Snippet
from snippets.store.agreements import Agreements
from snippets.store.analytics import Tallies
from snippets.store.curation import Curation
from snippets.store.database import Database
from snippets.store.entries import ANY, Entries, Expected
from snippets.store.examples import Learned
from snippets.store.gaps import Gaps
from snippets.store.lessons import Lessons, Run
from snippets.store.listing import Listing
from snippets.store.messages import Messages
from snippets.store.proposals import Proposals
from snippets.store.ratings import Ratings
from snippets.store.review import Review
from snippets.store.uses import Uses
from snippets.store.vectors import VectorCache
from snippets.versions import UNSIGNED, Current, Signed

DEFAULT_WORKSPACE = "default"
PRECISION = 0.6
"""The share of drafts that shall be right where nobody has said otherwise."""


class Library:
    """Add, edit, delete, search, learn; every change reaches search at once.

    Safe to use from several threads, and from several processes on one database: before
    each search the index takes in what others have changed.
    """

    def __init__(
        self,
        database: Database,
        embedder: Embedder,
        workspace: str = DEFAULT_WORKSPACE,
        learns: bool = False,
        names_agents: bool = False,
        keeps_days: int = 0,
    ) -> None:
        """With `learns`, messages whose drafts were sent become examples, masked.

        With `names_agents`, the names of those who draft are kept, so that they can be ranked.
        With `keeps_days` above 0, messages of drafts are kept for so many days, masked.
        """
        self.workspace = workspace
        self.engine = embedder.id
        self.dimension = embedder.dimension
        self._entries = Entries(database, workspace)
        self._lessons = Lessons(database, self._entries, embedder.id)
        self.proposals = Proposals(database, self._entries)
        self.review = Review(self._entries)
        self.listing = Listing(database, self._entries.rows)
        self.profiles = Profiles(database, workspace)
        uses = Uses(database, workspace, names_agents)
        self.tallies = Tallies(database, workspace)
        self.ratings = Ratings(database, workspace)
        self.messages = Messages(database, workspace, keeps_days)
        self.gaps = Gaps(database, self._entries, self.messages)
        self._outcomes = Outcomes(self._entries, uses, self.messages, learns)
        self.edits = self._outcomes.edits
        self.agreements = Agreements(database, workspace, self.edits, self.review)
        self.curation = Curation(database, workspace)
        vectors = VectorCache(database, workspace, embedder.id, embedder.dimension)
        snapshots = Snapshots.of(database, workspace, embedder.id)
        self._finder = Finder(self._entries, vectors, self._lessons, uses, embedder, snapshots)
        self.rehearsal = Rehearsal(self._entries, self._finder, self.messages)

    def add(self, snippet: Snippet, signed: Signed = UNSIGNED) -> None:
        """Keep a new snippet. Raises SnippetExists."""
        self._entries.add(snippet, signed)
        self.refresh()

    def put(
        self,
        entries: Sequence[Snippet],
        progress: Progress | None = None,
        signed: Signed = UNSIGNED,
        expected: Expected = ANY,
    ) -> None:
        """Keep all of them or none; existing ones are replaced.

        `expected` has the version that the writer has seen of each. Raises SnippetExists,
        EditedMeanwhile, FragmentInvalid and FragmentInUse.
        """
        self._entries.write(entries, signed=signed, expected=expected)
        self.refresh(progress)

    def delete(
        self, ids: Iterable[str], signed: Signed = UNSIGNED, expected: Expected = ANY
    ) -> None:
        """Remove them with their examples, all or none; their versions stay.

        Raises SnippetNotFound, EditedMeanwhile and FragmentInUse.
        """
        self._entries.delete(ids, signed, expected)
        self.refresh()

    def change(self, ids: Iterable[str], change: Change, signed: Signed = UNSIGNED) -> int:
        """One change to many, all or none; how many. Raises as `put` and `delete` do."""
        changed = self._entries.change(ids, change, signed)
        self.refresh()
        return changed

    def get(self, snippet_id: str) -> Snippet:
        """A snippet as it was written. Raises SnippetNotFound."""
        return self._entries.get(snippet_id)

    def current(self, snippet_id: str) -> Current:
        """The same with the number of its version. Raises SnippetNotFound."""
        return self._entries.current(snippet_id)

    def in_full(self, snippet_id: str) -> Snippet:
        """A snippet with its fragments put in. Raises SnippetNotFound."""
        return self._entries.in_full(snippet_id)

    def hidden(self, ids: Iterable[str], scope: Scope) -> list[str]:
        """Those of these ids that are there, and that the scope does not see."""
        return self._entries.hidden(ids, scope)

    def all(self) -> list[Snippet]:
        """Every snippet as it was written, whatever its status, in the order of their ids."""
        return self._entries.all()

    def in_use(self) -> list[Snippet]:
        """What search finds, with fragments put in: approved, and no mere part of others."""
        return self._entries.in_use()

    def holders(self, snippet_id: str) -> list[Snippet]:
        """The snippets that an edit of this one touches. Raises SnippetNotFound."""
        return self._entries.holders(snippet_id)

    def __len__(self) -> int:
        return self._entries.count()

    def learn(
        self,
        learned: Sequence[Learned],
        progress: Progress | None = None,
        lesson: int | None = None,
    ) -> int:
        """Keep past messages as examples of what answered them; how many were new.

        Vectors are kept as they are computed: after an interruption the same call goes on.
        """
        self._finder.prepare([one.text for one in learned], progress)
        new = self._entries.learn(learned, lesson)
        self.refresh()
        return new

    def begin_lesson(self) -> int:
        """The number of a new run of learning, to keep its examples under."""
        return self._lessons.begin()

    def adapt(self, lesson: int, precision: float = PRECISION) -> dict[str, Any]:
        """Learn from all known messages how to find and how sure to be; what came of it.

        A state that is better on messages held back is in use from now on. `precision` is
        the share of drafts that shall be right, which sets the threshold.
        """
        return self._finder.adapt(lesson, precision)

    def lessons(self) -> list[Lesson]:
        """All messages whose answers are known, past ones by day."""
        return self._finder.lessons()

    def pairs(self) -> list[Pair]:
        """What an encoder can be tuned on; the newest messages are left for a `trial`."""
        first, second, _ = parts(self.lessons(), set())
        return pairs([*first, *second], self.in_use())

    def trial(self) -> Figures:
        """How well the newest known messages are answered by what all others teach.

        Raises TooLittleKnown.
        """
        return self._finder.trial()

    def rehearse(self, lessons: Sequence[Lesson]) -> Iterator[Rehearsed]:
        """What would be answered to known messages if they were not known."""
        return self._finder.rehearse(lessons)

    def unlearn(self) -> Run | None:
        """Take the last run of learning back, with its examples; None where there was none."""
        last = self._lessons.undo()
        self.refresh()
        return last

    def search(
        self,
        text: str,
        k: int = 5,
        kind: Kind | None = None,
        scope: Scope = EVERYONE,
        locale: str | None = None,
    ) -> Matches:
        """The `k` snippets that answer a text best, of one kind where one is named.

        Only what the scope sees is found; with a locale, each language variant once.
        """
        return self.search_many([text], k, kind, scope, locale)[0]

    def search_many(
        self,
        texts: Sequence[str],
        k: int = 5,
        kind: Kind | None = None,
        scope: Scope = EVERYONE,
        locale: str | None = None,
    ) -> list[Matches]:
        """The same for several texts, embedded together."""
        return self._finder.search_many(texts, k, kind, scope, locale)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """What texts mean: a unit vector each, shape (texts, dimension); nothing is kept."""
        return self._finder.vectors(texts)

    def kept_vectors(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> dict[str, Vectors]:
        """The same for texts that are kept here, by text; computed once and kept."""
        return self._finder.kept_vectors(texts, progress)

    def alike(self, count: int) -> dict[tuple[str, str], float]:
        """Pairs of ids in order, with the likeness of their nearest passages.

        Of each passage the `count` nearest ones are looked at.
        """
        return self._finder.alike(count)

    def refresh(self, progress: Progress | None = None) -> None:
        """Take in what has changed in the store since the last time."""
        self._finder.refresh(progress)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Words that are never misspelt here: product names and the library's own terms."""
        return self._finder.names

    @property
    def threshold(self) -> float | None:
        """The confidence at which drafts are right often enough, where it was learned."""
        return self._finder.threshold

    def record_draft(
        self,
        draft_id: str,
        outcome: str,
        confidence: float,
        snippet_ids: Sequence[str],
        said: Said = NOTHING,
        facts: Facts = NO_FACTS,
    ) -> None:
        """Note which snippets a draft was made from, and `facts` to count by.

        What it said is kept in memory only, but for the message where messages are kept.
        """
        self._outcomes.drafted(draft_id, outcome, confidence, snippet_ids, said, facts)
        if self.messages.keeps and not facts.alternative:
            ids = tuple(snippet_ids)
            self._outcomes.keep(draft_id, outcome, ids, said, self.vocabulary)

    def record_use(
        self,
        draft_id: str,
        action: str,
        final: str | None = None,
        drafted: str | None = None,
        by: str = "",
    ) -> None:
        """Note what became of a draft, and whoever told, `by`. Raises DraftNotFound.

        `final` is the text that was sent; `drafted` is the draft's, for where it is forgotten.
        Of an edited draft the changes are kept, masked; what several agents have changed alike
        is proposed as a version of its snippet. A library that learns from outcomes
        keeps the message of a draft that was sent, its private details masked, as an example
        of the snippets that the draft was made from.
        """
        learned = self._outcomes.became(draft_id, action, final, drafted, by, self.vocabulary)
        self._finder.heed_uses()
        if learned:
            self.learn(learned)
        for snippet_id in self.edits.touched(draft_id) if action == "edited" else ():
            with suppress(SnippetNotFound):
                self.agreements.propose(self.current(snippet_id))

    def remembered(self, draft_id: str) -> Said:
        """What a draft said; nothing where it is forgotten."""
        return self._outcomes.remembered(draft_id)

    def record_findings(self, draft_id: str, findings: Sequence[tuple[str, str]]) -> None:
        """Note what the checkers found in the text that was sent, as (category, rule)."""
        self._outcomes.checked(draft_id, findings)
