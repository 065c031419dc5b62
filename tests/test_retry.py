from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retry import RetryPolicy

NOW = 1_750_000_000.0


def retry(jitter: float = 0.5, **limits: float) -> RetryPolicy:
    return RetryPolicy(now=lambda: NOW, jitter=lambda: jitter, **limits)  # type: ignore[arg-type]


def test_delays_double() -> None:
    assert [retry().delay(attempt, 0, None) for attempt in (1, 2, 3)] == [0.375, 0.75, 1.5]


def test_delays_are_jittered_within_their_upper_half() -> None:
    assert (retry(jitter=0.0).delay(1, 0, None), retry(jitter=1.0).delay(1, 0, None)) == (0.25, 0.5)


def test_it_ends_after_four_tries() -> None:
    assert retry().delay(3, 0, None) is not None
    assert retry().delay(4, 0, None) is None


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
    assert retry().requested_delay(header) == seconds


def test_the_server_can_ask_for_a_longer_delay_but_not_for_a_shorter_one() -> None:
    assert retry().delay(1, 0, "7") == 7
    assert retry().delay(3, 0, "0.1") == 1.5


@pytest.mark.parametrize("header", ["31", "inf", "1e300"])
def test_a_delay_beyond_the_limit_ends_it(header: str) -> None:
    assert retry().delay(1, 0, header) is None
    assert retry().delay(1, 25, "6") is None
    assert retry().delay(1, 25, "5") == 5


@given(st.text(max_size=40), st.floats(0, 0.999), st.lists(st.text(max_size=30), max_size=9))
def test_whatever_servers_say_the_delays_are_few_and_bounded(
    header: str, jitter: float, headers: list[str]
) -> None:
    policy, waited, tried = retry(jitter), 0.0, 0
    for said in [header, *headers, *["5"] * 9]:
        tried += 1
        delay = policy.delay(tried, waited, said)
        if delay is None:
            break
        assert delay > 0
        waited += delay
    assert tried <= 4
    assert waited <= 30
