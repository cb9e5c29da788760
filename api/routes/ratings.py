"""Ratings of conversations, told by a plugin or a lead."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, Field

from api.deps import Plugin, PoolDep, ServicesDep, library_of
from api.errors import Forbidden
from api.routes.body import Body
from api.routes.findings import problems
from snippets.analytics.ratings import Rating, rating
from snippets.errors import RatingInvalid
from snippets.store.access import Role
from snippets.store.ratings import Taken

router = APIRouter(tags=["analytics"])
MOST_RATINGS = 1_000


def _text(value: object) -> object:
    """A number as its text; desks send either."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


Told = Annotated[str, BeforeValidator(_text)]


class RatingIn(BaseModel):
    """What a customer said of a conversation; their words are not wanted."""

    conversation_id: Told = Field(description="The request's `ticket.id`, or else its `id`")
    score: Told = Field(description="good or bad, or a number on the scale", max_length=50)
    kind: str = Field("csat", max_length=20, description="csat (1 to 5), nps (0 to 10) or ces")
    scale: str | None = Field(None, max_length=20, description="Its ends, like 1-3")
    created_at: str | None = Field(None, max_length=50)

    def to_rating(self) -> Rating:
        """The rating of the domain. Raises RatingInvalid."""
        return rating(self.conversation_id, self.score, self.kind, self.scale, self.created_at)


class RatingsIn(Body):
    """Ratings, which are kept all or none."""

    ratings: list[RatingIn] = Field(max_length=MOST_RATINGS)


class TakenOut(BaseModel):
    """What came of them."""

    new: int
    changed: int
    unchanged: int
    unmatched: int = Field(description="Conversations that nothing was drafted for; none is kept")

    @classmethod
    def of(cls, taken: Taken) -> TakenOut:
        """What the store says."""
        return cls(**asdict(taken))


@router.post(
    "/v1/ratings",
    summary="Tell how customers rated conversations",
    responses=problems(401, 403, 413, 422, 429, 503),
)
async def take_ratings(
    body: RatingsIn, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> TakenOut:
    """Keep ratings of conversations that were drafted for; telling them twice changes nothing.

    For plugins and leads: agents do not rate their own conversations.
    """
    if who.role is Role.AGENT:
        raise Forbidden("ratings come from a plugin or a lead; the key has the role agent")
    found = [_checked(at, one) for at, one in enumerate(body.ratings)]
    return TakenOut.of(await workers.run(lambda: library_of(parts, who).ratings.take(found)))


def _checked(at: int, one: RatingIn) -> Rating:
    try:
        return one.to_rating()
    except RatingInvalid as error:
        raise RatingInvalid(f"ratings.{at}.{error}") from error
