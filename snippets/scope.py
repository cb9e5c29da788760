"""For whom something is searched, drafted or listed, and what they may see."""

from __future__ import annotations

from dataclasses import dataclass

from snippets.snippet import Snippet


@dataclass(frozen=True, slots=True)
class Scope:
    """A team and an agent, by name; what is nobody's alone is seen by everyone.

    With `every_team` all teams' snippets are seen, as a lead has to; private ones of other
    agents never are. With `approved` only what is in use is.
    """

    team: str | None = None
    agent: str | None = None
    every_team: bool = False
    approved: bool = False

    def sees(self, snippet: Snippet) -> bool:
        """Whether a snippet is for them."""
        return (
            (snippet.team is None or self.every_team or snippet.team == self.team)
            and (snippet.owner is None or snippet.owner == self.agent)
            and (snippet.status == "approved" or not self.approved)
        )


EVERYONE = Scope()
"""Who names neither team nor agent: sees what is shared by all."""
