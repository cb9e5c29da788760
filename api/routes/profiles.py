"""Profiles over HTTP: what a team wants its checks to say."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field, model_validator

from api.deps import Lead, Plugin, PoolDep, ServicesDep, library_of
from api.routes.body import Body
from api.routes.findings import problems
from models.checks.profile import Profile
from models.text import Severity

router = APIRouter(tags=["profiles"])


class BannedOut(BaseModel):
    """What to write instead of a term, "" if nothing, and why."""

    prefer: str = ""
    why: str = ""


class ProfileFields(BaseModel):
    """What a profile says; an empty one changes nothing."""

    off: list[str] = Field(default_factory=list, description="Rules and categories that are off")
    on: list[str] = Field(
        default_factory=list,
        description="Rules that are on although contested, or although their category is off",
    )
    severities: dict[str, Severity] = Field(
        default_factory=dict, description="By rule or category; a rule goes before its category"
    )
    formality: Literal["formal", "neutral", "casual"] | None = Field(
        None, description="How the team writes; null goes by the customer"
    )
    dictionary: list[str] = Field(default_factory=list, description="Words never misspelt")
    glossary: list[str] = Field(
        default_factory=list, description="Terms that are never jargon, nor misspelt"
    )


class ProfileIn(ProfileFields, Body):
    """A profile to keep."""

    banned: dict[str, str | BannedOut | None] = Field(
        default_factory=dict, description="What to write instead, by banned term"
    )

    @model_validator(mode="before")
    @classmethod
    def only_fields(cls, data: Any) -> Any:
        """Refuse what a profile does not have, but for the name that an answer had."""
        if isinstance(data, dict):
            Profile.require_fields(set(data) - {"name"})
        return data

    def to_fields(self) -> dict[str, Any]:
        """The profile as the domain reads it."""
        return self.model_dump(mode="json")


class ProfileOut(ProfileFields):
    """A profile of the workspace."""

    name: str
    banned: dict[str, BannedOut]

    @classmethod
    def of(cls, name: str, profile: Profile) -> ProfileOut:
        """A profile of the domain."""
        return cls(name=name, **profile.to_fields())


class ProfilesOut(BaseModel):
    """All profiles in the order of their names."""

    profiles: list[ProfileOut]


@router.get("/v1/profiles", summary="List the profiles", responses=problems(401, 403, 429, 503))
async def list_profiles(who: Plugin, parts: ServicesDep, workers: PoolDep) -> ProfilesOut:
    """Every profile; "default" is always there, and holds for checks that name none."""

    def work() -> ProfilesOut:
        profiles = library_of(parts, who).profiles
        found = [ProfileOut.of(name, profiles.get(name)) for name in profiles.names()]
        return ProfilesOut(profiles=found)

    return await workers.run(work)


@router.get(
    "/v1/profiles/{name}",
    summary="Read a profile",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_profile(name: str, who: Plugin, parts: ServicesDep, workers: PoolDep) -> ProfileOut:
    """One profile."""
    found = await workers.run(lambda: library_of(parts, who).profiles.get(name))
    return ProfileOut.of(name, found)


@router.put(
    "/v1/profiles/{name}",
    summary="Add or replace a profile",
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def put_profile(
    name: str, body: ProfileIn, who: Lead, parts: ServicesDep, workers: PoolDep
) -> ProfileOut:
    """Keep a profile under this name; what it leaves out is as usual. Checks go by it at once."""

    def work() -> Profile:
        return library_of(parts, who).profiles.put(name, body.to_fields(), parts.rules)

    return ProfileOut.of(name, await workers.run(work))


@router.delete(
    "/v1/profiles/{name}",
    summary="Delete a profile",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def delete_profile(name: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """Remove a profile; "default" becomes empty instead."""
    await workers.run(lambda: library_of(parts, who).profiles.delete(name))
    return Response(status_code=204)
