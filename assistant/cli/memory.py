"""How the command's own process keeps memory."""

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8
"""What mallopt(3) calls the most heaps that threads may have."""


def share_heaps() -> None:
    """Have glibc's threads share two heaps, not eight a core; other systems know no such call.

    What one of Chroma's threads lets go of serves the next one then. It is for the whole process,
    so that a command may do it, and a function in somebody's program may not.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
