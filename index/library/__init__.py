"""The one handle on a library, and the list of what is in it."""

from index.library.library import Library

__all__ = ["Library"]
