"""When the next request may be sent to a server that takes so many a minute."""

import threading
import time


class Pace:
    """Lets requests go one after the other, evenly over time. Threads share it.

    A server that asks for a pause is asked by nobody meanwhile.
    """

    def __init__(self, a_minute: float) -> None:
        self._between = 60 / a_minute
        self._next = 0.0
        self._guard = threading.Lock()

    def wait(self, ended: threading.Event) -> bool:
        """Wait for a turn; False where none is wanted any more."""
        while (left := self._turn()) > 0:
            if ended.wait(left):
                return False
        return not ended.is_set()

    def hold(self, seconds: float) -> None:
        """Let nobody go for so long."""
        with self._guard:
            self._next = max(self._next, time.monotonic() + seconds)

    def _turn(self) -> float:
        """Take the turn, if it has come; or else the seconds until it may have."""
        with self._guard:
            left = self._next - time.monotonic()
            if left <= 0:
                self._next = time.monotonic() + self._between
            return left
