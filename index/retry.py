"""When to ask a model elsewhere again, and after what delay."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often to try, and with what delays: exponential, jittered, bounded in all.

    `attempts` counts the first one too. The delay after the n-th is drawn from the upper half of
    `first * 2 ** (n - 1)` seconds, or is what the server asks for, if that is longer. A call whose
    delays would exceed `total` seconds is given up. `sleep`, `now` (seconds since 1970) and
    `jitter` (in [0, 1)) can be replaced in tests.
    """

    attempts: int = 4
    first: float = 0.5
    total: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time
    jitter: Callable[[], float] = random.random

    def delay(self, attempt: int, waited: float, retry_after: str | None) -> float | None:
        """Seconds to wait after the `attempt`, `waited` seconds in all before; None to give up.

        `retry_after` is the server's header of that name, in seconds or as an HTTP date.
        """
        if attempt >= self.attempts:
            return None
        backoff = self.first * 2 ** (attempt - 1) * (0.5 + self.jitter() / 2)
        delay = max(backoff, self.requested_delay(retry_after))
        return delay if waited + delay <= self.total else None

    def requested_delay(self, retry_after: str | None) -> float:
        """The seconds of a Retry-After header (RFC 9110, 10.2.3); 0 for one that can't be read."""
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
