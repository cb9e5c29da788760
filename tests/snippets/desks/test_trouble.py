"""Desks that limit, fail, break off and speak nonsense: tried again, gone on with, no doubles."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from snippets.desks import Fetched, Live, fetched, fetching, kept
from snippets.errors import DeskFailed, FileInvalid, LibraryError
from tests.snippets.desks import voices
from tests.snippets.desks.upstream import Answer, Asked, Upstream, Voice

Serve = Callable[[Voice], Upstream]
MakeLive = Callable[..., Live]
MACROS_ONLY = replace(
    voices.ZENDESK,
    routes={key: one for key, one in voices.ZENDESK.routes.items() if "macros" in key},
)
HTML = Answer(body=b"<!doctype html><title>Sign in</title>")
DOWN = Answer({}, 503)


def read(live: Live) -> Fetched:
    with fetched(live) as found:
        return found


def ids(found: Fetched) -> list[str]:
    return [entry.snippet.id for entry in found.taken.entries]


@pytest.fixture
def upstream(serve: Serve) -> Upstream:
    return serve(MACROS_ONLY)


@pytest.fixture
def whole(upstream: Upstream, live: MakeLive) -> list[str]:
    """What an import gives that nothing happens to."""
    found = ids(read(live("zendesk", upstream)))
    upstream.asked.clear()
    return found


@pytest.mark.parametrize("seconds", ["0", "1"])
def test_a_desk_that_limits_is_waited_for_as_long_as_it_says(
    seconds: str, upstream: Upstream, live: MakeLive, waits: list[float], whole: list[str]
) -> None:
    upstream.faults = {n: Answer({}, 429, {"Retry-After": seconds}) for n in (1, 3, 4)}
    assert ids(read(live("zendesk", upstream))) == whole
    assert waits == [float(seconds)] * 3


@pytest.mark.parametrize("fault", [Answer({}, 500), DOWN, Answer({"a": 1}, cut=True)], ids=str)
def test_what_fails_once_is_asked_for_again(
    fault: Answer, upstream: Upstream, live: MakeLive, waits: list[float], whole: list[str]
) -> None:
    upstream.faults = {2: fault}
    assert ids(read(live("zendesk", upstream))) == whole
    assert len(waits) == 1


def test_a_limit_that_is_used_up_is_waited_for_before_the_next_request(
    upstream: Upstream, live: MakeLive, waits: list[float], whole: list[str]
) -> None:
    used_up = {"x-rate-limit-remaining": "0", "rate-limit-reset": "12"}
    first = voices.zd_page(Asked(upstream.address), "macros", voices.ZD_MACROS)
    upstream.faults = {1: replace(first, headers=used_up)}
    assert ids(read(live("zendesk", upstream))) == whole
    assert waits == [12.0]


NONSENSE = [
    pytest.param(HTML, "answers with a web page", id="html"),
    pytest.param(Answer(body=b'{"macros": [{"id": 1'), "something that is no JSON", id="cut json"),
    pytest.param(Answer(body=b""), "something that is no JSON", id="nothing"),
    pytest.param(Answer(body=b"[" * 100_000), "something that is no JSON", id="deep"),
    pytest.param(Answer({"error": "x"}), "answers without a list at 'macros'", id="no list"),
    pytest.param(Answer({"macros": [1]}), "answers without a list at 'macros'", id="no objects"),
    pytest.param(Answer(None), "answers without a list at 'macros'", id="null"),
    pytest.param(DOWN, "answers 503, 6 times", id="down"),
    pytest.param(Answer({}, cut=True), r"breaks off \(.+\), 6 times", id="cut off"),
]


@pytest.mark.parametrize(("fault", "words"), NONSENSE)
def test_after_a_break_the_same_command_goes_on_where_it_stopped(
    fault: Answer, words: str, upstream: Upstream, live: MakeLive, whole: list[str]
) -> None:
    upstream.faults = dict.fromkeys(range(3, 10), fault)
    with pytest.raises(DeskFailed, match=rf"{words}.*run the same command again") as error:
        read(live("zendesk", upstream))
    assert "\n" not in str(error.value)
    before = len(upstream.asked)
    upstream.faults = {}
    found = read(live("zendesk", upstream))
    again = upstream.asked[before:]
    assert found.went_on
    assert ids(found) == whole
    assert [one.query.get("page[after]") for one in again if "macros" in one.path] == ["c4"]


def test_a_cursor_that_comes_again_ends_it_and_is_not_kept(
    serve: Serve, live: MakeLive, whole: list[str]
) -> None:
    page = {"macros": voices.ZD_MACROS[:1], "meta": {"has_more": True, "after_cursor": "c0"}}
    broken = serve(replace(MACROS_ONLY, routes={r"/api/v2/macros\.json": lambda _: Answer(page)}))
    with pytest.raises(DeskFailed, match="gives the same page again"):
        read(live("zendesk", broken))
    broken.voice = MACROS_ONLY
    assert ids(read(live("zendesk", broken))) == whole


def test_a_cursor_that_has_expired_begins_it_anew(
    upstream: Upstream, live: MakeLive, whole: list[str]
) -> None:
    upstream.faults = dict.fromkeys(range(3, 9), DOWN)
    with pytest.raises(DeskFailed):
        read(live("zendesk", upstream))
    upstream.faults = {9: Answer({"error": "InvalidPaginationParameter"}, 400)}
    with pytest.raises(DeskFailed, match=r"\(400\); run the same command again, it begins anew"):
        read(live("zendesk", upstream))
    found = read(live("zendesk", upstream))
    assert (found.went_on, ids(found)) == (False, whole)


@pytest.mark.parametrize("name", voices.VOICES)
@pytest.mark.parametrize("value", [None, 5, "x", {}, [1], [[]], {"data": {}}, {"macros": None}])
def test_no_desk_is_taken_at_its_word(
    name: str, value: object, serve: Serve, live: MakeLive
) -> None:
    upstream = serve(voices.VOICES[name])
    upstream.every = Answer(value)
    with pytest.raises(LibraryError, match=r"run the same command again|gives no token"):
        read(live(name, upstream))


def test_a_list_that_never_ends_is_left(
    upstream: Upstream, live: MakeLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_REQUESTS", 2)
    with pytest.raises(DeskFailed, match="through 2 requests without an end"):
        read(live("zendesk", upstream))


def test_an_answer_that_is_too_long_is_left(
    upstream: Upstream, live: MakeLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 100)
    with pytest.raises(DeskFailed, match="more than 100 bytes"):
        read(live("zendesk", upstream))


def test_an_object_without_its_title_is_named_and_all_is_fetched_anew(
    serve: Serve, live: MakeLive, tmp_path: Path
) -> None:
    macros = [voices.ZD_MACROS[0], voices.without(voices.ZD_MACROS[1], "title")]
    routes = {r"/api/v2/macros\.json": lambda asked: voices.zd_page(asked, "macros", macros)}
    upstream = serve(replace(MACROS_ONLY, routes=routes))
    with pytest.raises(FileInvalid, match=r"/api/v2/macros\.json: 360002: 'title' has to be a"):
        read(live("zendesk", upstream))
    upstream.voice = MACROS_ONLY
    assert not read(live("zendesk", upstream)).went_on


def test_an_object_without_an_id_is_not_asked_for(serve: Serve, live: MakeLive) -> None:
    routes = {r"/macros": lambda _: Answer({"data": [{"name": "x"}], "pages": None})}
    with pytest.raises(FileInvalid, match=r"/macros: \[0\]: 'id' is missing"):
        read(live("intercom", serve(replace(voices.INTERCOM, routes=routes))))


def test_an_object_that_comes_on_two_pages_is_taken_once(serve: Serve, live: MakeLive) -> None:
    moved = [*voices.ZM_MODULES[:2], voices.ZM_MODULES[1], voices.ZM_MODULES[2]]
    routes = {
        r"/api/v1/text_modules": lambda asked: Answer(voices.numbered(asked, moved)[1]),
        r"/api/v1/knowledge_bases/init": lambda _: Answer([]),
    }
    found = read(live("zammad", serve(replace(voices.ZAMMAD, routes=routes))))
    assert ids(found) == ["zammad-11", "zammad-12"]


def test_a_desk_that_wants_an_hour_is_not_waited_for(
    upstream: Upstream, live: MakeLive, waits: list[float]
) -> None:
    upstream.every = Answer({}, 429, {"Retry-After": "3600"})
    with pytest.raises(DeskFailed, match="wants to be left alone for 3,600 s; after that run the"):
        read(live("zendesk", upstream))
    assert waits == []


def test_a_redirect_is_not_followed(upstream: Upstream, serve: Serve, live: MakeLive) -> None:
    other = serve(MACROS_ONLY)
    upstream.every = Answer({}, 302, {"Location": f"{other.address}/api/v2/macros.json"})
    with pytest.raises(DeskFailed, match=r"leads to 127\.0\.0\.1; give the address"):
        read(live("zendesk", upstream))
    assert other.asked == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://acme.example", "a key travels in the open to http://acme.example; give an https"),
        ("http://127.0.0.1.acme.example", "a key travels in the open"),
        ("https://ann:secret@acme.example", "an address holds no name or password"),
        ("https://", "names no server"),
        ("https://acme.example:port", "is no address"),
        ("https://[::1", "is no address"),
    ],
)
def test_a_key_is_sent_to_no_such_address(address: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(DeskFailed, match=words) as error:
        read(Live("zendesk", address, voices.KEY, tmp_path / "imports"))
    assert "secret" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["", " \n", "two words", "two\nlines", "schlüssel", "a\x00b"])
def test_a_key_that_no_header_holds_is_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(DeskFailed, match="a key is needed, one line in --key-file"):
        read(Live("zendesk", "https://acme.example", key, tmp_path / "imports"))


def test_an_address_where_nobody_is_is_not_tried_again(
    upstream: Upstream, live: MakeLive, waits: list[float]
) -> None:
    nobody = replace(live("zendesk", upstream), address="https://127.0.0.1:1")
    with pytest.raises(DeskFailed, match=r"127\.0\.0\.1:1 can't be reached: .*refused"):
        read(nobody)
    assert waits == []


class TestKept:
    """Between two tries."""

    @pytest.fixture
    def broken(self, upstream: Upstream, live: MakeLive) -> Upstream:
        upstream.faults = dict.fromkeys(range(3, 10), DOWN)
        with pytest.raises(DeskFailed):
            read(live("zendesk", upstream))
        upstream.faults = {}
        return upstream

    def test_the_key_is_not(self, broken: Upstream, tmp_path: Path) -> None:
        files = [one for one in (tmp_path / "imports").rglob("*") if one.is_file()]
        assert len([one for one in files if one.suffix == ".page"]) == 2
        assert [one for one in files if voices.KEY.encode() in one.read_bytes()] == []

    def test_only_its_owner_may_look(self, broken: Upstream, tmp_path: Path) -> None:
        assert os.stat(tmp_path / "imports").st_mode & 0o077 == 0

    def test_another_key_begins_anew(self, broken: Upstream, live: MakeLive) -> None:
        value = voices.basic("bob@lamps.example/token", "other")
        broken.voice = replace(MACROS_ONLY, value=value)
        assert not read(live("zendesk", broken, key="bob@lamps.example:other")).went_on

    def test_another_since_begins_anew(self, broken: Upstream, live: MakeLive) -> None:
        assert not read(live("zendesk", broken, since=voices.LONG_AGO)).went_on

    def test_a_day_later_it_begins_anew(
        self, broken: Upstream, live: MakeLive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        later = time.time() + kept.LONGEST_SECONDS + 1
        monkeypatch.setattr(kept.time, "time", lambda: later)
        assert not read(live("zendesk", broken)).went_on

    def test_a_page_that_is_broken_is_fetched_again(
        self, broken: Upstream, live: MakeLive, tmp_path: Path, whole: list[str]
    ) -> None:
        for page in (tmp_path / "imports").rglob("*.page"):
            page.write_text(json.dumps({"value": 1})[:-1])
        assert ids(read(live("zendesk", broken))) == whole

    def test_what_nobody_goes_on_with_goes(
        self, broken: Upstream, live: MakeLive, tmp_path: Path
    ) -> None:
        (about,) = (tmp_path / "imports").rglob("about.json")
        os.utime(about, (0, 0))
        read(live("zendesk", broken, since=voices.LONG_AGO))
        assert not about.parent.exists()

    def test_after_a_whole_import_nothing_is(
        self, broken: Upstream, live: MakeLive, tmp_path: Path
    ) -> None:
        read(live("zendesk", broken))
        assert list(tmp_path.iterdir()) == []

    def test_what_could_not_be_put_away_is(self, upstream: Upstream, live: MakeLive) -> None:
        with pytest.raises(OSError, match="no space"), fetched(live("zendesk", upstream)):
            raise OSError("no space")
        upstream.asked.clear()
        assert read(live("zendesk", upstream)).went_on
        assert [one.path for one in upstream.asked if "macros" in one.path] == []

    def test_a_folder_that_can_not_be_made_is_named(
        self, upstream: Upstream, live: MakeLive
    ) -> None:
        made = live("zendesk", upstream)
        made.folder.write_text("a file")
        with pytest.raises(DeskFailed, match=r"imports can't be made: File exists"):
            read(made)

    def test_two_imports_of_one_desk_do_not_mix(self, upstream: Upstream, live: MakeLive) -> None:
        with (
            fetched(live("zendesk", upstream)),
            pytest.raises(DeskFailed, match="another import from zendesk is running"),
        ):
            read(live("zendesk", upstream))
