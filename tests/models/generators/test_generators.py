"""Generators by name, the fake that ships, and what makes any of them steady."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import pytest

from models import generators
from models.errors import EngineDown, EngineRefuses, EngineSlow, ModelMissing, ModelUnknown
from models.generators.steady import FAILURES, SteadyGenerator
from models.protocols import ChatMessage
from tests.models.generators.server import FakeServer, fake_server

HELLO = [ChatMessage("user", "Say hello.")]


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with fake_server() as fake:
        yield fake


def said(name: str, key: str = "", seconds: float = 20.0) -> str:
    generator = generators.create(name, key)
    assert generator is not None
    return "".join(generator.write(HELLO, 50, seconds))


def test_off_is_none() -> None:
    assert generators.create("off") is None


@pytest.mark.parametrize("name", ["", "gpt", "gpt:4", "http://x", ":"])
def test_an_unknown_engine_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(ModelUnknown, match="use off or one of transformers:…, openai:…, echo:…"):
        generators.create(name)


@pytest.mark.parametrize(
    "name", ["openai:", "openai:http://x", "openai:ftp://x#m", "openai:http://x#"]
)
def test_a_server_needs_an_address_and_a_model(name: str) -> None:
    with pytest.raises(ModelUnknown, match="openai:URL#MODEL"):
        generators.create(name)


def test_a_model_that_is_not_there_says_what_to_do(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelMissing, match="name a chat model's folder or GGUF file"):
        generators.create(f"transformers:{tmp_path}/none.gguf")


def test_the_fake_says_its_own_turn_again() -> None:
    generator = generators.create("echo:")
    assert generator is not None
    chat = [HELLO[0], ChatMessage("assistant", "Hi  there.\n\nBye."), HELLO[0]]
    assert "".join(generator.write(chat, 50, 5)) == "Hi  there.\n\nBye."
    assert "".join(generator.write(chat, 2, 5)) == "Hi "
    assert "".join(generator.write(HELLO, 50, 5)) == "Say hello."


class TestOpenAI:
    def test_streams_what_the_server_says(self, server: FakeServer) -> None:
        assert said(f"openai:{server.address}#small", "tk_1") == "Hello there."
        asked = server.asked[0]
        assert (asked["model"], asked["max_tokens"], asked["stream"]) == ("small", 50, True)
        assert asked["messages"] == [{"role": "user", "content": "Say hello."}]
        assert server.keys == ["Bearer tk_1"]

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_a_busy_server_is_asked_once_more(self, server: FakeServer, status: int) -> None:
        server.statuses = [status]
        assert said(f"openai:{server.address}#small") == "Hello there."
        server.statuses = [status, status]
        with pytest.raises(EngineDown, match=f"status {status}"):
            said(f"openai:{server.address}#small")

    @pytest.mark.parametrize("status", [401, 403, 404])
    def test_a_refusal_is_not_tried_again(self, server: FakeServer, status: int) -> None:
        server.statuses = [status]
        with pytest.raises(EngineRefuses, match="TACTFUL_GENERATOR_KEY"):
            said(f"openai:{server.address}#small")
        assert len(server.asked) == 1

    @pytest.mark.parametrize("status", [400, 413, 422])
    def test_a_prompt_that_it_does_not_take_is_no_failure_of_the_server(
        self, server: FakeServer, status: int
    ) -> None:
        generator = generators.create(f"openai:{server.address}#small")
        assert generator is not None
        server.code = "context_length_exceeded"
        server.statuses = [status] * (FAILURES + 1)
        for _ in range(FAILURES + 1):
            with pytest.raises(EngineRefuses, match="too long for it") as refused:
                list(generator.write(HELLO, 9, 5))
            assert "(context_length_exceeded)" in str(refused.value)
        assert "".join(generator.write(HELLO, 9, 5)) == "Hello there."

    def test_what_only_looks_like_a_code_is_not_shown(self, server: FakeServer) -> None:
        server.statuses, server.code = [400], "Hi Dana, your prompt was …"
        with pytest.raises(EngineRefuses) as refused:
            said(f"openai:{server.address}#small")
        assert "Dana" not in str(refused.value)

    @pytest.mark.parametrize(
        "chunk",
        [
            'data: {"choices": [{"delta": null}]}',
            'data: {"choices": [{"delta": {"content": null}}]}',
            'data: {"choices": []}',
            'data: {"choices": null}',
            "data: []",
            "data:",
            "data: null",
            ": ping",
            "event: ping",
        ],
    )
    def test_a_chunk_without_text_is_passed_over(self, server: FakeServer, chunk: str) -> None:
        server.chunks = (chunk,)
        assert said(f"openai:{server.address}#small") == "Hello there."

    @pytest.mark.parametrize(
        "chunk",
        [
            'data: {"choices": [{"delta": {"content": ["x"]}}]}',
            'data: {"error": {"message": "out of memory"}}',
            "data: {oops",
        ],
    )
    def test_what_is_no_chunk_at_all_is_an_error_of_the_server(
        self, server: FakeServer, chunk: str
    ) -> None:
        server.chunks = (chunk,)
        with pytest.raises(EngineDown, match=r"small at 127\.0\.0\.1 does not answer"):
            said(f"openai:{server.address}#small")

    def test_one_that_only_sends_pings_is_left(self, server: FakeServer) -> None:
        server.pings = True
        with pytest.raises(EngineSlow):
            said(f"openai:{server.address}#small", seconds=0.3)
        assert server.left.wait(10)

    def test_a_slow_server_is_not_waited_for(self, server: FakeServer) -> None:
        server.pause = 1.0
        with pytest.raises(EngineSlow):
            said(f"openai:{server.address}#small", seconds=0.3)

    def test_a_server_that_is_not_there_is_down(self) -> None:
        with pytest.raises(EngineDown, match=r"at 127\.0\.0\.1 does not answer"):
            said("openai:http://127.0.0.1:9/v1#small")

    def test_nobody_is_told_who_signs_in_there(self) -> None:
        with pytest.raises(EngineDown) as down:
            said("openai:http://bob:s3cret@127.0.0.1:9/v1#small")
        assert not any(one in str(down.value) for one in ("bob", "s3cret"))
        with pytest.raises(ModelUnknown) as unknown:
            generators.create("opanai:http://bob:s3cret@127.0.0.1:9/v1#small")
        assert "s3cret" not in str(unknown.value)

    def test_its_id_names_no_address(self, server: FakeServer) -> None:
        generator = generators.create(f"openai:{server.address}#small")
        assert generator is not None
        assert generator.id == "openai:small"


class Failing:
    """Says `words`, then fails, each time that it is asked."""

    id = "failing:"

    def __init__(self, error: Exception, words: Sequence[str] = ()) -> None:
        self.error = error
        self.words = words
        self.calls = 0

    def write(
        self, messages: Sequence[ChatMessage], max_tokens: int, seconds: float
    ) -> Iterator[str]:
        self.calls += 1
        yield from self.words
        raise self.error


class TestSteady:
    def test_nothing_is_said_twice(self) -> None:
        engine = Failing(EngineDown("gone"), ["Hi"])
        pieces = SteadyGenerator(engine).write(HELLO, 9, 5)
        assert next(pieces) == "Hi"
        with pytest.raises(EngineDown, match="gone"):
            next(pieces)
        assert engine.calls == 1

    def test_after_some_failures_nobody_waits_any_more(self) -> None:
        engine = Failing(EngineRefuses("no"))
        steady = SteadyGenerator(engine)
        for _ in range(FAILURES):
            with pytest.raises(EngineRefuses):
                list(steady.write(HELLO, 9, 5))
        with pytest.raises(EngineDown, match="has failed 3 times in a row; it is tried again in"):
            list(steady.write(HELLO, 9, 5))
        assert engine.calls == FAILURES

    def test_after_a_rest_it_is_tried_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        engine = Failing(EngineRefuses("no"))
        steady = SteadyGenerator(engine)
        for _ in range(FAILURES):
            with pytest.raises(EngineRefuses):
                list(steady.write(HELLO, 9, 5))
        monkeypatch.setattr("circuitbreaker.monotonic", lambda: 1e12)
        with pytest.raises(EngineRefuses):
            list(steady.write(HELLO, 9, 5))

    def test_an_engine_that_hangs_is_left_alone(self) -> None:
        wait = threading.Event()

        class Hanging:
            id = "hanging:"

            def write(self, *_: object) -> Iterator[str]:
                yield "Hi"
                wait.wait()

        with pytest.raises(EngineSlow, match="has not finished in time"):
            list(SteadyGenerator(Hanging()).write(HELLO, 9, 0.2))
        wait.set()

    @pytest.mark.parametrize("error", [ZeroDivisionError("Dana Reyes"), AttributeError("x")])
    def test_whatever_goes_wrong_in_an_engine_is_an_engine_that_is_down(
        self, error: Exception, caplog: pytest.LogCaptureFixture
    ) -> None:
        with pytest.raises(EngineDown, match=f"failing: failed .{type(error).__name__}."):
            list(SteadyGenerator(Failing(error)).write(HELLO, 9, 5))
        assert type(error).__name__ in caplog.text
        assert "Dana" not in caplog.text
