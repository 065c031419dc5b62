from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.retry import Retry

NOW = 1_750_000_000.0


def retry(jitter: float = 0.5, **limits: float) -> Retry:
    return Retry(now=lambda: NOW, jitter=lambda: jitter, **limits)  # type: ignore[arg-type]


def test_waits_double() -> None:
    assert [retry().wait(tried, 0, None) for tried in (1, 2, 3)] == [0.375, 0.75, 1.5]


def test_waits_are_jittered_within_their_upper_half() -> None:
    assert (retry(jitter=0.0).wait(1, 0, None), retry(jitter=1.0).wait(1, 0, None)) == (0.25, 0.5)


def test_it_ends_after_four_tries() -> None:
    assert retry().wait(3, 0, None) is not None
    assert retry().wait(4, 0, None) is None


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("2.5", 2.5),
        (" 3 ", 3),
        (formatdate(NOW + 9, usegmt=True), 9),
        (formatdate(NOW - 9, usegmt=True), 0),
        ("-4", 0),
        ("nan", 0),
        ("soon", 0),
        ("Wed, 99 Oct 2025 07:28:00 GMT", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float) -> None:
    assert retry().asked(header) == seconds


def test_the_server_can_ask_for_a_longer_wait_but_not_for_a_shorter_one() -> None:
    assert retry().wait(1, 0, "7") == 7
    assert retry().wait(3, 0, "0.1") == 1.5


@pytest.mark.parametrize("header", ["31", "inf", "1e300"])
def test_a_wait_beyond_the_limit_ends_it(header: str) -> None:
    assert retry().wait(1, 0, header) is None
    assert retry().wait(1, 25, "6") is None
    assert retry().wait(1, 25, "5") == 5


@given(st.text(max_size=40), st.floats(0, 0.999), st.lists(st.text(max_size=30), max_size=9))
def test_whatever_servers_say_the_waits_are_few_and_bounded(
    header: str, jitter: float, headers: list[str]
) -> None:
    policy, waited, tried = retry(jitter), 0.0, 0
    for said in [header, *headers, *["5"] * 9]:
        tried += 1
        pause = policy.wait(tried, waited, said)
        if pause is None:
            break
        assert pause > 0
        waited += pause
    assert tried <= 4
    assert waited <= 30
