"""Libraries, and the list of a library's documents."""

from index.library.library import Library

__all__ = ["Library"]
