"""Chroma, a library's single source of truth."""

from index.store.chroma import StoreError
from index.store.store import Store

__all__ = ["Store", "StoreError"]
