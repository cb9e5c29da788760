"""What a desk holds comes here as from its files, page by page."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from snippets import formats
from snippets.desks import DESKS, Fetched, Live, fetched
from snippets.errors import DeskFailed, FormatUnknown
from snippets.formats.entry import Loss, Taken
from snippets.formats.plan import plan
from snippets.snippet import Snippet
from tests.snippets.desks import voices
from tests.snippets.desks.upstream import Answer, Upstream, Voice

Serve = Callable[[Voice], Upstream]
MakeLive = Callable[..., Live]
NAMES = list(DESKS)
SINCE = datetime(2026, 1, 2, tzinfo=UTC)


def read(live: Live) -> Fetched:
    with fetched(live) as found:
        return found


def snippets(taken: Taken) -> dict[str, Snippet]:
    return {entry.snippet.id: entry.snippet for entry in taken.entries}


def words(losses: Iterable[Loss]) -> Counter[str]:
    return Counter(loss.what for loss in losses)


def from_files(name: str, tmp_path: Path, pattern: str = "*.json") -> Taken:
    """The same records, from files: tables are no part of an API."""
    folder = tmp_path / "export"
    folder.mkdir()
    for file in (voices.FIXTURES / name / "export").glob(pattern):
        shutil.copy(file, folder)
    return formats.take(name, folder)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("helpscout", "freshdesk")])
def test_a_live_import_is_that_of_the_same_records_from_files(
    name: str, serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    live_one = read(live(name, serve(voices.VOICES[name]))).taken
    filed = from_files(name, tmp_path)
    assert snippets(live_one) == snippets(filed)
    assert set(words(live_one.losses)) == set(words(filed.losses))


@pytest.mark.parametrize(
    ("voice", "path", "pattern"),
    [(voices.HELPSCOUT, "", "replies.json"), (voices.HELPSCOUT_DOCS, "/v1", "articles.json")],
)
def test_both_sides_of_help_scout_are_read_as_from_files(
    voice: Voice, path: str, pattern: str, serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    live_one = read(live("helpscout", serve(voice), path=path)).taken
    filed = from_files("helpscout", tmp_path, pattern)
    assert snippets(live_one) == snippets(filed)
    assert words(live_one.losses) == words(filed.losses)


def test_freshdesk_is_read_as_from_files_with_the_folders_within_folders(
    serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    live_one = snippets(read(live("freshdesk", serve(voices.FRESHDESK))).taken)
    filed = snippets(from_files("freshdesk", tmp_path))
    within = live_one["freshdesk-article-804"]
    assert (within.folder, within.audience) == ("Within", "internal")
    filed["freshdesk-article-804"] = replace(filed["freshdesk-article-804"], folder="Within")
    assert live_one == filed


@pytest.mark.parametrize("name", NAMES)
def test_a_second_import_changes_nothing_nor_does_one_from_files(
    name: str, serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    upstream = serve(voices.VOICES[name])
    first = read(live(name, upstream)).taken
    library = [entry.snippet for entry in first.entries]
    again = read(live(name, upstream)).taken
    assert plan(library, again.entries).to_write == []
    wanted = (voices.FIXTURES / name / "library.jsonl").read_text("utf-8").splitlines()
    assert {one.id for one in library} <= {json.loads(line)["id"] for line in wanted}


@pytest.mark.parametrize("name", NAMES)
def test_lists_are_paged_through_and_every_request_has_the_key(
    name: str, serve: Serve, live: MakeLive
) -> None:
    upstream = serve(voices.VOICES[name])
    read(live(name, upstream))
    assert len(upstream.calls) == len(set(upstream.calls))
    kept_open = upstream.voice.open
    sent = [one.headers.get(upstream.voice.header) for one in upstream.asked]
    asked = [one.path for one in upstream.asked]
    assert {value for value, path in zip(sent, asked, strict=True) if path not in kept_open} == {
        upstream.voice.value
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_key_is_one_line_that_says_what_a_key_looks_like_and_leaves_nothing(
    name: str, serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    with pytest.raises(DeskFailed, match=r"does not know the key \(401\); it takes .+\Z") as error:
        read(live(name, serve(voices.VOICES[name]), key="wrong:key"))
    assert "wrong" not in str(error.value)
    assert list(tmp_path.iterdir()) == []
    assert DESKS[name].key in str(error.value)


def test_every_voice_has_its_desk() -> None:
    assert set(voices.VOICES) == set(DESKS) <= set(formats.FORMATS)


def test_what_a_key_may_not_see_is_a_loss_as_long_as_there_is_something(
    serve: Serve, live: MakeLive
) -> None:
    macros_only = {key: one for key, one in voices.ZENDESK.routes.items() if "macros" in key}
    taken = read(live("zendesk", serve(replace(voices.ZENDESK, routes=macros_only)))).taken
    assert {entry.snippet.kind for entry in taken.entries} == {"reply"}
    (loss,) = [one for one in taken.losses if "Help Center articles:" in one.what]
    assert "does not show it to this key (404" in loss.what


def test_a_key_that_may_see_nothing_fails(serve: Serve, live: MakeLive) -> None:
    with pytest.raises(DeskFailed, match=r"does not show it to this key .*; what it takes is an"):
        read(live("intercom", serve(replace(voices.INTERCOM, routes={}))))


def test_a_macro_that_only_its_team_may_see_is_left_out(serve: Serve, live: MakeLive) -> None:
    hidden = {r"/macros/123": lambda _: Answer({}, 404), **voices.INTERCOM.routes}
    taken = read(live("intercom", serve(replace(voices.INTERCOM, routes=hidden)))).taken
    assert "intercom-123" not in snippets(taken)
    assert "what the key may not see (left out)" in words(taken.losses)


def test_only_what_has_changed_since_is_taken(serve: Serve, live: MakeLive) -> None:
    macros = [voices.ZD_MACROS[0], voices.ZD_MACROS[3] | {"updated_at": "2026-01-01T23:59:59Z"}]
    routes = {r"/api/v2/macros\.json": lambda asked: voices.zd_page(asked, "macros", macros)}
    upstream = serve(replace(voices.ZENDESK, routes=routes))
    found = read(live("zendesk", upstream, since=SINCE))
    assert (list(snippets(found.taken)), found.passed_over) == (["zendesk-360001"], 1)


def test_a_desk_that_can_is_asked_for_changes_only(serve: Serve, live: MakeLive) -> None:
    upstream = serve(voices.INTERCOM)
    read(live("intercom", upstream, since=SINCE))
    asked = next(one for one in upstream.asked if one.path == "/macros")
    assert asked.query["updated_since"] == str(int(SINCE.timestamp()))


def test_articles_of_a_private_collection_are_internal(serve: Serve, live: MakeLive) -> None:
    private = [voices.HS_COLLECTION | {"visibility": "private"}]
    routes = {
        **voices.HELPSCOUT_DOCS.routes,
        r"/v1/collections": lambda asked: voices.hs_docs(asked, "collections", private),
    }
    upstream = serve(replace(voices.HELPSCOUT_DOCS, routes=routes))
    taken = read(live("helpscout", upstream, path="/v1")).taken
    assert {one.audience for one in snippets(taken).values()} == {"internal"}
    assert words(taken.losses)["that a collection is private (its articles are internal now)"] == 2


def test_an_account_is_taken_from_the_address(serve: Serve, live: MakeLive) -> None:
    upstream = serve(voices.CHATWOOT)
    read(live("chatwoot", upstream, path="/app/accounts/7/dashboard"))
    assert "/api/v1/profile" not in {one.path for one in upstream.asked}


def test_a_key_for_many_accounts_needs_one_named(serve: Serve, live: MakeLive) -> None:
    many = {r"/api/v1/profile": lambda _: Answer({"accounts": [{"id": 7}, {"id": 8}]})}
    upstream = serve(replace(voices.CHATWOOT, routes=many))
    with pytest.raises(DeskFailed, match=r"for 2 accounts; give http.*/app/accounts/NUMBER"):
        read(live("chatwoot", upstream))


def test_a_knowledge_base_that_may_not_be_seen_is_a_loss(serve: Serve, live: MakeLive) -> None:
    routes = {
        **voices.ZAMMAD.routes,
        r"/api/v1/knowledge_bases/init": lambda _: Answer({"error": "Not authorized"}),
    }
    taken = read(live("zammad", serve(replace(voices.ZAMMAD, routes=routes)))).taken
    assert any("knowledge base answers:" in what for what in words(taken.losses))


def test_a_format_without_an_api_says_which_have_one(serve: Serve, live: MakeLive) -> None:
    with pytest.raises(FormatUnknown, match="notion is read from files; these are read live: zend"):
        read(live("notion", serve(voices.ZENDESK)))
