"""When to ask a language model again, and how long to wait before."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Retry:
    """How often to try, and how long to wait: growing, jittered, bounded in all.

    `attempts` counts the first try too. The wait after the n-th try is drawn from the upper half
    of `first * 2 ** (n - 1)` seconds, or is what the server asks for, if that is longer. Once the
    waits of one call would exceed `total` seconds, it is given up. `sleep`, `now` (seconds since
    1970) and `jitter` (in [0, 1)) are there to be replaced in tests.
    """

    attempts: int = 4
    first: float = 0.5
    total: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random

    def wait(self, tried: int, waited: float, retry_after: str | None) -> float | None:
        """Seconds to wait after `tried` tries and `waited` seconds; None where it is time to stop.

        `retry_after` is the server's header of that name, in seconds or as an HTTP date.
        """
        if tried >= self.attempts:
            return None
        backoff = self.first * 2 ** (tried - 1) * (0.5 + self.jitter() / 2)
        pause = max(backoff, self.asked(retry_after))
        return pause if waited + pause <= self.total else None

    def asked(self, retry_after: str | None) -> float:
        """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3); 0 for a bad one."""
        if not retry_after:
            return 0.0
        try:
            seconds = float(retry_after)
        except ValueError:
            try:
                seconds = parsedate_to_datetime(retry_after).timestamp() - self.now()
            except (ValueError, OverflowError):
                return 0.0
        return 0.0 if math.isnan(seconds) else max(seconds, 0.0)
