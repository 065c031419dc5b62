"""Loading: a file → its documents, by a loader for each format."""

from index.load.files import load, load_bytes, read_bytes
from index.load.formats import SUFFIXES
from index.load.limits import Limits

__all__ = ["SUFFIXES", "Limits", "load", "load_bytes", "read_bytes"]
