"""Turns at the processor: few at one time, first come first served, given up while waiting."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from assistant.processor import Processor, elsewhere

LONG = 30
"""Seconds after which something hangs."""


class Gauge:
    """Counts who computes, and how many did at most."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._guard = threading.Lock()

    @contextmanager
    def computing(self) -> Iterator[None]:
        with self._guard:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            yield
        finally:
            with self._guard:
                self.now -= 1


@given(at_once=st.integers(1, 4), waits=st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_never_more_compute_at_once_and_all_are_done(at_once: int, waits: list[int]) -> None:
    processor, gauge = Processor(at_once), Gauge()

    def call(times: int) -> int:
        number = processor.arrived()
        for _ in range(times + 1):
            with processor.turn(number):
                with gauge.computing():
                    pass
                with elsewhere():
                    pass
                with gauge.computing():
                    pass
        return times

    with ThreadPoolExecutor(len(waits)) as threads:
        assert list(threads.map(call, waits, timeout=LONG)) == waits
    assert gauge.most <= at_once


def test_who_came_first_is_first_however_they_queue() -> None:
    processor, order = Processor(1), list[int]()
    numbers = [processor.arrived() for _ in range(5)]
    held = processor.arrived()

    def call(number: int) -> None:
        with processor.turn(number):
            order.append(number)

    threads = [threading.Thread(target=call, args=(number,)) for number in reversed(numbers)]
    with processor.turn(held):
        for thread in threads:
            thread.start()
        while processor.waiting < len(numbers):
            threading.Event().wait(0.001)
        assert order == []
    for thread in threads:
        thread.join(LONG)
    assert order == numbers


def test_others_compute_while_one_waits_for_a_model() -> None:
    processor, replied = Processor(1), threading.Event()
    waiting, done = threading.Event(), threading.Event()

    def asks_a_model() -> None:
        with processor.turn(processor.arrived()):
            with elsewhere():
                waiting.set()
                assert replied.wait(LONG)
            done.set()

    thread = threading.Thread(target=asks_a_model)
    thread.start()
    assert waiting.wait(LONG)
    with processor.turn(processor.arrived()):
        replied.set()
        assert not done.wait(0.05)  # one at a time: its turn comes after this one
    thread.join(LONG)
    assert done.is_set()


def test_without_a_turn_there_is_nothing_to_give_up() -> None:
    with elsewhere():
        pass
