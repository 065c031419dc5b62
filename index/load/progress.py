"""A sign of life while a file takes long to be read: whoever waits then goes on waiting."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def alive() -> None:
    """Say that a part of a file, such as a page, is going to be read that may take its time."""
    for listener in _listeners:
        listener()


def listen(listener: Callable[[], None]) -> None:
    """Call `listener` at each sign of life, in the thread that gives it."""
    _listeners.append(listener)
