"""What a change would do, as it looks in JSON; other routes share it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from snippets.rehearsal.effect import Effect


class NamedOut(BaseModel):
    """A snippet by its name."""

    id: str
    title: str


class OutcomeOut(BaseModel):
    """What came of a test of a snippet."""

    snippet_id: str
    title: str
    message: str
    must: Literal["find", "not"]
    passes: bool
    found: NamedOut | None = Field(description="What comes first of the snippet's kind")
    confidence: float
    sure: bool = Field(description="Whether a draft would be made from what comes first")


class TestsOut(BaseModel):
    """The tests that were tried: the snippet's own, and those of others nearest to the change."""

    tested: int
    newly_failing: list[OutcomeOut] = Field(description="They pass before the change only")
    newly_passing: list[OutcomeOut] = Field(description="They pass after the change only")
    failing: list[OutcomeOut] = Field(description="Own tests that do not pass after it")


class MovesOut(BaseModel):
    """Messages that would be answered from another snippet; null stands for an agent."""

    from_: NamedOut | None = Field(alias="from")
    to: NamedOut | None
    count: int
    known: int = Field(description="So many of them `from` is known to answer")
    samples: list[str]


class EffectOut(BaseModel):
    """What a change would do, were it approved; nothing of it has happened."""

    snippet_id: str
    touched: list[str] = Field(description="All whose text changes, holders of a fragment too")
    tests: TestsOut
    moved: list[MovesOut]
    newly_answered: list[MovesOut]
    no_longer_answered: list[MovesOut]
    looked_at: int = Field(description="Messages that were asked: those nearest to it")
    recent: int = Field(description="So many of them came in lately, where messages are kept")

    @classmethod
    def of(cls, one: Effect, samples: int) -> EffectOut:
        """An effect of the domain, with so many messages of each kind."""
        return cls.model_validate(one.to_dict(samples))
