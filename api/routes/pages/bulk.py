"""One change to many snippets: first what it would do, then, once confirmed, the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, ValidationError

from api.deps import PoolDep, ServicesDep, library_of
from api.errors import InvalidRequest
from api.pages.filters import Filters
from api.pages.route import LeadVisitor, pages
from api.pages.templates import page
from api.scopes import Caller
from snippets.bulk import MOST, Change
from snippets.errors import SnippetNotFound
from snippets.library import Library
from snippets.listing import Order
from snippets.snippet import Snippet

router = pages()
MOST_LOOKED_AT = 100
"""Of so many that are to be deleted it is looked up beforehand whether others hold them."""
ACTIONS = {
    "add_tags": "put the tag on",
    "remove_tags": "take the tag off",
    "folder": "move to the folder",
    "team": "give to the team",
    "audience": "make it for",
    "status": "set the status to",
    "delete": "delete",
}


class BulkForm(BaseModel):
    """What to do, and with which snippets: those ticked, or all that the filters leave."""

    action: str = "add_tags"
    value: str = ""
    id: list[str] = Field(default_factory=list)
    ids: str = Field("", description="The same, one a line: what a confirmation sends")
    everything: bool = False
    filters: str = Field("", description="The address of the list")
    reason: str = Field("", max_length=2_000)

    @property
    def chosen(self) -> list[str]:
        """The ids that are named."""
        return list(dict.fromkeys([*self.id, *filter(None, self.ids.splitlines())]))

    @property
    def change(self) -> Change:
        """The change, where it is not a deletion. Raises SnippetInvalid or InvalidRequest."""
        value: Any = " ".join(self.value.split())
        if self.action not in ACTIONS:
            raise InvalidRequest(f"there is no action {self.action[:50]!r}; choose one of the list")
        if self.action in ("add_tags", "remove_tags"):
            value = [tag.strip() for tag in value.split(",") if tag.strip()]
        return Change.from_dict({self.action: value})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do: the snippets it changes, and how many are as wanted already."""

    touched: list[Snippet]
    same: int
    held: list[Snippet]


@router.post("/library/bulk/look", summary="What a change would do")
async def look(
    request: Request,
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[BulkForm, Form()],
) -> Response:
    """Show what one change to many snippets would do; nothing is changed yet."""

    def work() -> Effect:
        library = library_of(parts, caller.who)
        return _effect(library, form, _chosen(library, caller, form))

    effect = await workers.run(work)
    words = ACTIONS[form.action]
    return page(request, "pages/bulk.html", form=form, effect=effect, words=words)


@router.post("/library/bulk", summary="Change many snippets")
async def change(
    caller: LeadVisitor,
    parts: ServicesDep,
    workers: PoolDep,
    form: Annotated[BulkForm, Form()],
) -> Response:
    """Change or delete them, all or none."""

    def work() -> None:
        library = library_of(parts, caller.who)
        ids, signed = form.chosen, caller.signed(form.reason)
        if hidden := library.hidden(ids, caller.scope):
            raise SnippetNotFound(f"no snippet has the id {hidden[0]!r}; nothing was changed")
        if form.action == "delete":
            library.delete(ids, signed)
        else:
            library.change(ids, form.change, signed)

    await workers.run(work)
    did = "deleted" if form.action == "delete" else "changed"
    return RedirectResponse(_back(form.filters, did), 303)


def _chosen(library: Library, caller: Caller, form: BulkForm) -> list[Snippet]:
    """The snippets that are meant and seen. Raises InvalidRequest for none or too many."""
    if form.everything:
        wanted = _filters(form.filters).wanted(caller.scope)
        found = library.listing.page(wanted, Order(limit=MOST + 1)).items
        chosen = [one.current.snippet for one in found]
    else:
        chosen = [caller.seen(library, name).snippet for name in form.chosen]
    if not chosen:
        raise InvalidRequest("no snippet is ticked; go back and tick at least one")
    if len(chosen) > MOST:
        raise InvalidRequest(f"these are more than {MOST:,} snippets; narrow the filters first")
    return chosen


def _effect(library: Library, form: BulkForm, chosen: list[Snippet]) -> Effect:
    if form.action != "delete":
        wanted = form.change
        touched = [one for one in chosen if wanted.of(one) != one]
        return Effect(touched, len(chosen) - len(touched), [])
    ids = {one.id for one in chosen}
    looked_at = chosen[:MOST_LOOKED_AT]
    held = [one for one in looked_at if any(by.id not in ids for by in library.holders(one.id))]
    return Effect(chosen, 0, held)


def _filters(address: str) -> Filters:
    """The filters of a list's address. Raises InvalidRequest."""
    try:
        return Filters.model_validate(dict(parse_qsl(address.partition("?")[2])))
    except ValidationError as error:
        raise InvalidRequest("these filters are none of ours; go back to the list") from error


def _back(address: str, did: str) -> str:
    """The list that the change was begun from."""
    path = address if address.startswith("/library") else "/library"
    return f"{path}{'&' if '?' in path else '?'}did={did}"
