"""How many heaps the threads of the command's process allocate from."""

import ctypes
from contextlib import suppress

_M_ARENA_MAX = -8
"""The parameter of mallopt(3) for the most arenas, the heaps that threads allocate from."""


def limit_malloc_arenas() -> None:
    """Have glibc's threads share two arenas, not eight a core; other systems know no such call.

    Memory that one of Chroma's threads frees can then be used by the next one. It holds for the
    whole process, so that a command may do it, and a function in somebody's program may not.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)
