"""Rules over HTTP: those there are, those of a team's own, and what agents think of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.deps import Lead, Plugin, PoolDep, ServicesDep, library_of
from api.routes.body import Body
from api.routes.findings import problems
from api.rulebook import RuleInfo
from models.checks.rule import Rule
from models.text import Category, Severity
from snippets.store.dismissals import RuleCounts

router = APIRouter(tags=["rules"])

RESET = "DELETE /v1/rules/stats/{rule} counts it anew, at its own severity"


class RuleIn(Body):
    """A rule, as a rule file says it; see models/checks/rulefile.py for what each key means."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(description="category.what-is-flagged")

    def to_fields(self) -> dict[str, Any]:
        """All that was sent."""
        return self.model_dump(mode="json")


class RuleOut(BaseModel):
    """A rule in short."""

    id: str
    category: Category
    severity: Severity
    message: str = Field(description='"" where it depends on what is found')
    why: str
    contested: bool = Field(description="Silent unless a profile has it on")
    own: bool = Field(
        description="Sent by the team; `GET /v1/rules/{id}` shows it whole, and others in short"
    )

    @classmethod
    def of(cls, rule: Rule | RuleInfo, *, own: bool) -> RuleOut:
        """A rule of the domain."""
        return cls(
            id=rule.id,
            category=rule.category,
            severity=rule.severity,
            message=rule.message,
            why=rule.why,
            contested=rule.contested,
            own=own,
        )


class RulesOut(BaseModel):
    """Rules in the order of their ids, but for those of grammar engines."""

    rules: list[RuleOut]


class RuleStatsOut(BaseModel):
    """What agents did with a rule's findings."""

    rule: str
    shown: int
    applied: int
    dismissed: int
    steps_down: int = Field(description="1: a warning is a suggestion; 2: it is information")
    stepped_down_at: datetime | None

    @classmethod
    def of(cls, counts: RuleCounts) -> RuleStatsOut:
        """Counts of the domain."""
        return cls(
            rule=counts.rule,
            shown=counts.shown,
            applied=counts.applied,
            dismissed=counts.dismissed,
            steps_down=counts.steps,
            stepped_down_at=counts.stepped_at,
        )


class StatsOut(BaseModel):
    """The rules that agents have seen, and how to take a step down back."""

    rules: list[RuleStatsOut]
    to_reset: str = RESET


@router.get("/v1/rules", summary="List the rules", responses=problems(401, 403, 422, 429, 503))
async def list_rules(
    who: Plugin, parts: ServicesDep, workers: PoolDep, own: bool | None = None
) -> RulesOut:
    """Every rule that a profile may name, or those of your own alone, or the others."""

    def work() -> list[RuleOut]:
        sent = [RuleOut.of(rule, own=True) for rule in library_of(parts, who).profiles.rules()]
        return [*(RuleOut.of(rule, own=False) for rule in parts.rules.values()), *sent]

    found = await workers.run(work)
    chosen = [rule for rule in found if own in (None, rule.own)]
    return RulesOut(rules=sorted(chosen, key=lambda rule: rule.id))


@router.post(
    "/v1/rules",
    summary="Add a rule of your own",
    status_code=201,
    responses=problems(401, 403, 409, 413, 422, 429, 503),
)
async def add_rule(
    body: RuleIn, who: Lead, parts: ServicesDep, workers: PoolDep, response: Response
) -> RuleOut:
    """Keep a rule whose examples hold; one of your own with its id gives way to it."""

    def work() -> Rule:
        return library_of(parts, who).profiles.put_rule(body.to_fields(), parts.rules)

    rule = await workers.run(work)
    response.headers["Location"] = f"/v1/rules/{rule.id}"
    return RuleOut.of(rule, own=True)


@router.get("/v1/rules/stats", summary="What agents do", responses=problems(401, 403, 429, 503))
async def rule_stats(who: Plugin, parts: ServicesDep, workers: PoolDep) -> StatsOut:
    """How often each rule was shown, applied and dismissed, and which stepped down for it."""
    found = await workers.run(lambda: library_of(parts, who).profiles.counts())
    return StatsOut(rules=[RuleStatsOut.of(one) for one in found])


@router.delete(
    "/v1/rules/stats/{rule_id}",
    summary="Count a rule anew",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def reset_stats(rule_id: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """Forget what agents did with a rule; it has its own severity again."""
    await workers.run(lambda: library_of(parts, who).profiles.reset(rule_id))
    return Response(status_code=204)


@router.get(
    "/v1/rules/{rule_id}",
    summary="Read a rule",
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def get_rule(
    rule_id: str, who: Plugin, parts: ServicesDep, workers: PoolDep
) -> dict[str, Any]:
    """A rule of your own as it was sent; one that comes with Tactful as the list has it."""
    if rule_id in parts.rules:
        return RuleOut.of(parts.rules[rule_id], own=False).model_dump(mode="json")
    return dict(await workers.run(lambda: library_of(parts, who).profiles.rule(rule_id)))


@router.delete(
    "/v1/rules/{rule_id}",
    summary="Delete a rule of your own",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429, 503),
)
async def delete_rule(rule_id: str, who: Lead, parts: ServicesDep, workers: PoolDep) -> Response:
    """Remove a rule; checks go without it at once."""
    await workers.run(lambda: library_of(parts, who).profiles.delete_rule(rule_id))
    return Response(status_code=204)
