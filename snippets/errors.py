"""What can go wrong with a library.

LibraryError
├── SnippetNotFound   no snippet has this id
├── DraftNotFound     no draft has this id
├── ProposalNotFound  no proposal has this id
├── GapNotFound       no gap has this id
├── ProfileNotFound   no profile has this name
├── FindingNotFound   no finding about the library has this key
├── RuleNotFound      no rule of the team's own, mark or count is there
├── LimitReached      there are as many of these as there may be
├── ProposalAccepted  the proposal is a snippet already
├── GapAccepted       the gap is answered by a snippet already
├── SnippetExists     the id or the shortcut is taken
├── VersionNotFound   no version has this number
├── EditedMeanwhile   somebody else has changed the snippet since; has both texts
├── VersionDecided    the version is not waiting for anybody's word
├── OthersWouldFail   by this change tests of other snippets would fail; has them
├── FragmentInUse     other snippets hold this one
├── SnippetInvalid    a field is not what it has to be
│   └── FragmentInvalid  a fragment is missing, goes in a circle, or is not for all readers
├── PeopleNotRanked   figures by agent are not switched on
├── RatingInvalid     a rating of a conversation is not what it has to be
├── FileInvalid       an imported file is broken; names the file and the line
├── FormatUnknown     no format has this name
├── DeskFailed        a help desk breaks off, speaks nonsense or does not know the key
│   └── DeskRefused     it does not show this to the key
├── TooLittleKnown    too few messages with known answers
├── AccessDenied      a key, link or session is unknown, spent, expired or revoked
└── StoreError        the database
    ├── StoreBusy     another process holds it for too long
    ├── StoreFull     no space is left; nothing was changed
    ├── StoreCorrupt  the file is not a database, or damaged
    └── StoreNewer    a newer Tactful has written it
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class LibraryError(Exception):
    """Base of the errors of this floor; its text says what to do."""


class SnippetNotFound(LibraryError):
    """No snippet has this id."""


class DraftNotFound(LibraryError):
    """No draft has this id."""


class ProposalNotFound(LibraryError):
    """No proposal has this id."""


class GapNotFound(LibraryError):
    """No gap has this id."""


class GapAccepted(LibraryError):
    """The gap is answered by a snippet already."""


class ProfileNotFound(LibraryError):
    """No profile has this name."""


class FindingNotFound(LibraryError):
    """No finding about the library has this key."""


class RuleNotFound(LibraryError):
    """No rule of the team's own, no ignored finding or no count is there."""


class LimitReached(LibraryError):
    """There are as many of these as there may be."""


class ProposalAccepted(LibraryError):
    """The proposal is a snippet already."""


class SnippetExists(LibraryError):
    """The id or the shortcut is taken."""


class SnippetInvalid(LibraryError):
    """A field is not what it has to be."""


class FragmentInvalid(SnippetInvalid):
    """A fragment is missing, goes round in a circle, or is not for all who see the snippet."""


class FragmentInUse(LibraryError):
    """Other snippets hold this one, and would lose a part of their text."""


class VersionNotFound(LibraryError):
    """No version of the snippet has this number."""


class VersionDecided(LibraryError):
    """The version is not waiting for a decision."""


class EditedMeanwhile(LibraryError):
    """Somebody else has changed the snippet since; `both` has the two texts."""

    def __init__(self, message: str, both: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.both = both


class PeopleNotRanked(LibraryError):
    """Figures by agent are not switched on by an administrator."""


class RatingInvalid(LibraryError):
    """A rating of a conversation is not what it has to be; names the field."""


class OthersWouldFail(LibraryError):
    """By a change, tests of other snippets would newly fail; `tests` has them."""

    def __init__(self, tests: Sequence[Mapping[str, Any]]) -> None:
        first = tests[0]
        super().__init__(
            f"{len(tests)} tests of other snippets would fail, first {first['snippet_id']!r}: "
            f"{first['message'][:80]!r}; change the text, or approve it all the same"
        )
        self.tests = tests


class FileInvalid(LibraryError):
    """An imported file is broken; the message names the file and the line."""


class FormatUnknown(LibraryError):
    """No format has this name."""


class DeskFailed(LibraryError):
    """A help desk breaks off, speaks nonsense or does not know the key; says how to go on."""


class DeskRefused(DeskFailed):
    """A help desk does not show this to the key that was given, or has no such thing."""


class TooLittleKnown(LibraryError):
    """There are too few messages with known answers to learn from."""


class AccessDenied(LibraryError):
    """A key, link or session is unknown, spent, expired or revoked."""


class StoreError(LibraryError):
    """The database can't do what was asked."""


class StoreBusy(StoreError):
    """Another process holds the database for too long."""


class StoreFull(StoreError):
    """No space is left on the disk; nothing was changed."""


class StoreCorrupt(StoreError):
    """The file is not a database, or it is damaged."""


class StoreNewer(StoreError):
    """A newer version of Tactful has written the database."""
