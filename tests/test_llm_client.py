import asyncio
import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path

import pytest
from langsmith import Client, tracing_context

from assistant.errors import ModelError, ModelSetupError
from assistant.llm.client import CUT, MAX_REPLY_CHARACTERS, ModelClient, Piece
from assistant.llm.models import load_model
from assistant.llm.reasoning import Reasoning
from assistant.types import Usage
from index.retry import RetryPolicy
from tests.endpoint import KEY, Behaviour, Endpoint, Junk, Refusal, Reply

NAME = "openai:gpt-test"
TIMEOUT = 10.0
SHORT = 0.2
SECRET = "The minister keeps a parrot."
ASKED = [("system", "Answer."), ("human", SECRET)]


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(endpoint: Endpoint, waits: list[float]) -> ModelClient:
    return make_client(endpoint, TIMEOUT, waits)


@pytest.fixture
def hasty(endpoint: Endpoint, waits: list[float]) -> ModelClient:
    return make_client(endpoint, SHORT, waits)


@pytest.fixture
def elsewhere() -> Iterator[Endpoint]:
    """Another server, which nothing should be sent to."""
    server = Endpoint()
    yield server
    server.close()
    assert server.requests == []


def make_client(endpoint: Endpoint, timeout: float, waits: list[float]) -> ModelClient:
    model = load_model(NAME, api_key=endpoint.key, base_url=endpoint.base_url, timeout=timeout)
    return ModelClient(model, NAME, timeout, RetryPolicy(sleep=waits.append))


def said(pieces: Sequence[Piece]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


def failure(client: ModelClient) -> str:
    with pytest.raises(ModelError) as raised:
        list(client.stream(ASKED))
    assert str(raised.value).count("\n") == 0
    return str(raised.value)


def test_a_reply_comes_in_pieces_then_its_tokens(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("Ministers met in Beijing [1].", usage=(321, 12)))
    pieces = list(client.stream(ASKED))
    assert pieces == ["Ministers", " met", " in", " Beijing", " [1].", Usage(321, 12)]
    (request,) = endpoint.requests
    assert (request.system, request.human) == ("Answer.", SECRET)
    assert request.body["stream_options"] == {"include_usage": True}


def test_a_reader_who_leaves_ends_the_call(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("One two", stall=1))
    pieces = client.stream(ASKED)
    assert next(pieces) == "One"
    pieces.close()  # type: ignore[attr-defined]
    assert endpoint.left.wait(2)


def test_a_reply_without_usage_is_whole(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("Yes [1].", usage=None))
    assert list(client.stream(ASKED)) == ["Yes", " [1]."]


def test_a_reply_cut_at_its_length_limit_says_so(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("Ministers met", finish="length", usage=(9, 2)))
    assert list(client.stream(ASKED)) == ["Ministers", " met", CUT, Usage(9, 2)]


def test_a_reply_without_end_is_cut(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(
        Reply(
            " ".join(["again" * 100] * (MAX_REPLY_CHARACTERS // 100)),
            stall=MAX_REPLY_CHARACTERS // 100,
        )
    )
    *pieces, last = client.stream(ASKED)
    assert last == CUT
    assert MAX_REPLY_CHARACTERS < len(said(pieces)) < MAX_REPLY_CHARACTERS + 600
    assert endpoint.left.wait(2)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_a_busy_or_failing_server_is_asked_again(
    endpoint: Endpoint, client: ModelClient, waits: list[float], status: int
) -> None:
    endpoint.script(Refusal(status), Refusal(status), Reply("Yes [1]."))
    assert said(list(client.stream(ASKED))) == "Yes [1]."
    assert len(endpoint.requests) == 3
    first, second = waits
    assert 0.25 <= first <= 0.5 <= second <= 1


def test_retry_after_is_honoured_in_seconds_and_as_a_date(
    endpoint: Endpoint, client: ModelClient, waits: list[float]
) -> None:
    date = formatdate(client.retry.now() + 9, usegmt=True)
    endpoint.script(
        Refusal(429, headers={"Retry-After": "7"}),
        Refusal(503, headers={"Retry-After": date}),
        Reply("Yes [1]."),
    )
    assert said(list(client.stream(ASKED))) == "Yes [1]."
    assert waits[0] == 7
    assert 7 < waits[1] <= 9


def test_a_server_that_asks_for_too_long_a_wait_is_left_at_once(
    endpoint: Endpoint, client: ModelClient, waits: list[float]
) -> None:
    endpoint.script(Refusal(429, headers={"Retry-After": "3600"}))
    assert failure(client) == f"The model {NAME} has too many requests (429); try again later."
    assert (waits, len(endpoint.requests)) == ([], 1)


def test_tries_end_after_the_fourth(
    endpoint: Endpoint, client: ModelClient, waits: list[float]
) -> None:
    endpoint.otherwise = Refusal(503)
    assert failure(client) == f"The model {NAME} has a fault of its own (503); try again later."
    assert len(endpoint.requests) == 4
    assert all(shorter < longer for shorter, longer in pairwise(waits))


def test_a_fault_reported_in_the_stream_is_a_fault(
    endpoint: Endpoint, client: ModelClient, waits: list[float]
) -> None:
    endpoint.script(
        Junk('data: {"error": {"message": "Slow down", "code": "rate_limit_exceeded"}}\n\n'),
        Junk('data: {"error": {"message": "Ouch", "code": 503}}\n\n'),
        Junk('data: {"error": {"message": "Ouch", "type": "surprise"}}\n\n'),
        Reply("Yes [1]."),
    )
    assert said(list(client.stream(ASKED))) == "Yes [1]."
    assert len(waits) == 3


def test_nothing_is_tried_again_after_the_first_word(
    endpoint: Endpoint, client: ModelClient, waits: list[float]
) -> None:
    word = 'data: {"choices": [{"index": 0, "delta": {"content": "Yes"}}]}\n\n'
    endpoint.script(Junk(f'{word}data: {{"error": {{"message": "Ouch", "code": 503}}}}\n\n'))
    assert failure(client) == f"The model {NAME} has a fault of its own; try again later."
    assert (waits, len(endpoint.requests)) == ([], 1)


def test_a_connection_cut_before_the_first_word_is_tried_again(
    endpoint: Endpoint, client: ModelClient
) -> None:
    endpoint.script(Reply("Yes", cut=0), Reply("Yes [1].", finish=None, cut=0), Reply("Yes [1]."))
    assert said(list(client.stream(ASKED))) == "Yes [1]."


def test_an_unreachable_server_is_reported(endpoint: Endpoint, waits: list[float]) -> None:
    endpoint.close()
    client = make_client(endpoint, TIMEOUT, waits)
    message = (
        f"The model {NAME} can't be reached; check the network and OPENAI_BASE_URL, if it is set."
    )
    assert failure(client) == message
    assert len(waits) == 3


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        (Reply("One two three", cut=2), "The connection to the model {} broke mid-answer."),
        (Reply("One two", finish=None), "The connection to the model {} broke mid-answer."),
        (
            Reply("One two", finish="content_filter"),
            "The content filter of the model {} stopped its answer.",
        ),
        (Reply(""), "The model {} sent an empty reply."),
        (Reply("  "), "The model {} sent an empty reply."),
        (Junk("data: [DONE]\n\n"), "The model {} sent something that is no chat reply{}."),
        (
            Reply("", finish="length"),
            "The model {} sent an empty reply and had used up its length limit.",
        ),
        (
            Junk("<html>Log in</html>", "text/html"),
            "The model {} sent something that is no chat reply{}.",
        ),
        (Junk("data: {not json\n\n"), "The model {} sent something that is no chat reply{}."),
        (Junk("data: [1, 2]\n\n"), "The model {} sent something that is no chat reply{}."),
        (
            Junk('data: {"choices": [{"delta": 7}]}\n\n'),
            "The model {} sent something that is no chat reply{}.",
        ),
        (
            Refusal(400, "context_length_exceeded"),
            "The question and its passages are too long for the model {} (400).",
        ),
        (
            Refusal(400, None, "request (9 tokens) exceeds the available context size (4 tokens)"),
            "The question and its passages are too long for the model {} (400).",
        ),
        (Refusal(413), "The question and its passages are too long for the model {} (413)."),
        (
            Refusal(400, "content_filter"),
            "The content filter of the model {} refused the question (400).",
        ),
        (
            Refusal(429, "insufficient_quota"),
            "The account behind the key of the model {} has no credit left (429).",
        ),
        (Refusal(400, "unsupported_value"), "The model {} refused the request (400)."),
    ],
)
def test_other_failures_are_distinguished_and_not_tried_again(
    endpoint: Endpoint, client: ModelClient, behaviour: Behaviour, message: str
) -> None:
    endpoint.script(behaviour)
    assert failure(client) == message.format(NAME, "; check OPENAI_BASE_URL, if it is set")
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("keep_alive", [None, SHORT / 4])
def test_a_first_word_that_does_not_come_is_a_time_out(
    endpoint: Endpoint, hasty: ModelClient, keep_alive: float | None
) -> None:
    endpoint.script(Reply("Yes", stall=0, keep_alive=keep_alive))
    advice = "ASSISTANT_TIMEOUT sets how many seconds to wait"
    assert failure(hasty) == f"The model {NAME} did not begin to answer for 0.2 s; {advice}."
    assert len(endpoint.requests) == 1
    assert endpoint.left.wait(2)


@pytest.mark.parametrize("keep_alive", [None, SHORT / 4])
def test_a_next_word_that_does_not_come_is_a_time_out(
    endpoint: Endpoint, hasty: ModelClient, keep_alive: float | None
) -> None:
    endpoint.script(Reply("One two", stall=1, keep_alive=keep_alive))
    assert "stopped in the middle of its answer for 0.2 s" in failure(hasty)
    assert endpoint.left.wait(2)


def test_a_slow_reply_that_goes_on_is_no_time_out(endpoint: Endpoint, waits: list[float]) -> None:
    endpoint.script(Reply("One two three four five", between=0.25))
    assert said(list(make_client(endpoint, 0.9, waits).stream(ASKED))) == "One two three four five"


@pytest.mark.parametrize(
    ("model", "key", "message"),
    [
        (NAME, "sk-wrong", "refused the key (401); set OPENAI_API_KEY to one that it accepts."),
        ("openai:gpt-none", KEY, "There is no model openai:gpt-none (404); check the name"),
    ],
)
def test_a_wrong_key_or_name_is_said_at_once(
    endpoint: Endpoint, waits: list[float], model: str, key: str, message: str
) -> None:
    loaded = load_model(model, api_key=key, base_url=endpoint.base_url, timeout=TIMEOUT)
    with pytest.raises(ModelSetupError) as raised:
        list(ModelClient(loaded, model, TIMEOUT, RetryPolicy(sleep=waits.append)).stream(ASKED))
    assert message in str(raised.value)
    assert (waits, len(endpoint.requests)) == ([], 1)


def test_a_reply_at_once_is_whole(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("Yes [1].", usage=(5, 3)), Reply("Yes", finish="length"))
    assert client.reply(ASKED) == ("Yes [1].", Usage(5, 3))
    with pytest.raises(ModelError, match="was cut for length"):
        client.reply(ASKED)


def test_a_call_works_where_an_event_loop_runs(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("Yes [1]."))

    async def notebook() -> str:
        return said(list(client.stream(ASKED)))

    assert asyncio.run(notebook()) == "Yes [1]."


def test_calls_run_side_by_side(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.otherwise = Reply("One two", first=0.1)
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(client.reply, [ASKED] * 8))
    assert replies == [("One two", Usage(120, 8))] * 8


@pytest.mark.parametrize(
    "behaviour", [Reply("Yes [1]."), Refusal(400, None, SECRET), Refusal(401, None, KEY)]
)
def test_neither_key_nor_documents_get_into_logs_or_errors(
    endpoint: Endpoint, client: ModelClient, behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.script(behaviour)
    shown = repr(client)
    try:
        shown += repr(list(client.stream(ASKED)))
    except ModelError as error:
        shown += f"{error!r}{error.__cause__!r}{error.__context__!r}"
    shown += caplog.text
    assert caplog.records
    assert KEY not in shown
    assert SECRET not in shown


def test_documents_go_to_the_model_alone(
    endpoint: Endpoint, client: ModelClient, elsewhere: Endpoint
) -> None:
    tracer = Client(
        api_url=elsewhere.base_url, api_key="ls-test", auto_batch_tracing=False, info={}
    )
    endpoint.script(Reply("Yes [1]."))
    with tracing_context(enabled=True, client=tracer):
        assert said(list(client.stream(ASKED))) == "Yes [1]."
    tracer.flush()


def test_a_redirect_is_reported_and_not_followed(
    endpoint: Endpoint, client: ModelClient, elsewhere: Endpoint
) -> None:
    endpoint.script(Refusal(307, headers={"Location": f"{elsewhere.base_url}/chat/completions"}))
    message = f"The model {NAME} has moved (307); change OPENAI_BASE_URL, if it is set."
    assert failure(client) == message


def test_a_proxy_does_not_get_what_is_for_this_machine(
    endpoint: Endpoint, elsewhere: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, elsewhere.base_url)
    endpoint.script(Reply("Yes [1]."))
    model = load_model(NAME, api_key=KEY, base_url=endpoint.base_url, timeout=TIMEOUT)
    assert said(list(ModelClient(model, NAME, TIMEOUT).stream(ASKED))) == "Yes [1]."


@pytest.mark.slow
def test_a_program_that_ends_in_the_middle_of_a_reply_ends_quietly(endpoint: Endpoint) -> None:
    endpoint.script(Reply("One two", stall=1))
    program = f"""
        from assistant.llm.client import ModelClient
        from assistant.llm.models import load_model

        model = load_model({NAME!r}, api_key={KEY!r}, base_url={endpoint.base_url!r}, timeout=9)
        pieces = ModelClient(model, {NAME!r}, 9).stream({ASKED!r})
        print(next(pieces))
    """
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(program)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "One\n", "")


def thoughts(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Reasoning))


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_reasoning_beside_the_text_is_set_apart(
    endpoint: Endpoint, client: ModelClient, name: str
) -> None:
    endpoint.script(Reply("Yes [1].", beside={name: "They ask. I say yes."}))
    pieces = list(client.stream(ASKED))
    assert said(pieces) == "Yes [1]."
    assert thoughts(pieces).strip() == "They ask. I say yes."


@pytest.mark.parametrize(
    "reply",
    [
        "<think>They ask. I say no [2].</think>Yes [1].",
        "<think>\nThey ask. I say no [2].\n</think>\n\nYes [1].",
        "<thinking>They ask. I say no [2].</thinking> Yes [1].",
        "[THINK]They ask. I say no [2].[/THINK]Yes [1].",
        "They ask. I say no [2].</think>Yes [1].",
    ],
)
def test_reasoning_in_the_text_is_set_apart(
    endpoint: Endpoint, client: ModelClient, reply: str
) -> None:
    endpoint.script(Reply(reply), Reply(reply))
    pieces = list(client.stream(ASKED))
    told = max((n for n, one in enumerate(pieces) if _recalls(one)), default=-1)
    assert said(pieces[told + 1 :]).strip() == "Yes [1]."
    assert client.reply(ASKED)[0].strip() == "Yes [1]."


def _recalls(piece: Piece) -> bool:
    return isinstance(piece, Reasoning) and piece.recalls


def test_a_model_that_only_thinks_has_sent_an_empty_reply(
    endpoint: Endpoint, client: ModelClient
) -> None:
    endpoint.script(Reply("<think>They ask.", finish="length"))
    message = f"The model {NAME} sent an empty reply and had used up its length limit."
    assert failure(client) == message


def test_reasoning_is_a_sign_of_life(endpoint: Endpoint, waits: list[float]) -> None:
    endpoint.script(Reply("Yes [1].", between=0.25, beside={"reasoning_content": "a b c d e f"}))
    assert said(list(make_client(endpoint, 0.9, waits).stream(ASKED))) == "Yes [1]."


def test_a_reply_that_takes_too_long_in_all_is_cut(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("One two three four five six", between=0.2))
    *pieces, last = replace(client, longest=0.5).stream(ASKED)
    assert last == CUT
    assert said(pieces).startswith("One")
    assert "six" not in said(pieces)


def test_a_refusal_is_said_to_be_one(endpoint: Endpoint, client: ModelClient) -> None:
    endpoint.script(Reply("", beside={"refusal": f"I can't: {SECRET}"}))
    assert failure(client) == f"The model {NAME} refused to answer."


@pytest.mark.parametrize("reply", ["Ministers met [1].", "Ministers met. [1]", "Ministers met [1]"])
def test_a_whole_reply_without_a_reason_for_its_end_is_a_reply(
    endpoint: Endpoint, client: ModelClient, reply: str
) -> None:
    endpoint.script(Reply(reply, finish=None))
    assert said(list(client.stream(ASKED))) == reply
