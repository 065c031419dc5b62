"""Chroma, a library's single source of truth."""

from index.store.chroma import ChromaAddress, StoreError
from index.store.store import Store

__all__ = ["ChromaAddress", "Store", "StoreError"]
