"""Wrong passwords, counted: who guesses is soon refused for a while."""

from collections.abc import Callable
from time import monotonic

ALLOWED = 10
"""Wrong passwords from one address for one name."""

ALLOWED_IN_ALL = 100
"""The same for whatever names."""

SECONDS = 300.0
"""How long they count."""

REMEMBERED = 10_000
"""Addresses and names that are counted."""


class Attempts:
    """Failed logins of the last minutes, by the client's address and the name tried."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._failed: dict[tuple[str, str | None], list[float]] = {}

    def too_many(self, client: str, name: str) -> bool:
        """Whether this client may try this name no more for now."""
        own, of_all = (self._recent(key) for key in _keys(client, name))
        return len(own) >= ALLOWED or len(of_all) >= ALLOWED_IN_ALL

    def failed(self, client: str, name: str) -> None:
        """Counts a failure."""
        for key in _keys(client, name):
            times = [*self._recent(key), self._now()]
            self._failed.pop(key, None)  # what failed last comes last
            self._failed[key] = times
        while len(self._failed) > REMEMBERED:
            del self._failed[next(iter(self._failed))]

    def _recent(self, key: tuple[str, str | None]) -> list[float]:
        since = self._now() - SECONDS
        return [time for time in self._failed.get(key, ()) if time > since]


def _keys(client: str, name: str) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    return (client, name.casefold()[:100]), (client, None)
