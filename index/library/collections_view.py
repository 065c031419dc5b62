"""The collections as one of a library's users has them."""

from collections.abc import Callable, Iterable, Mapping

from index.library.narrowed import MayRead
from index.store.document_collections import DocumentCollections, Members
from index.types import IndexingError


class CollectionsView(DocumentCollections):
    """Without what may not be read: those of which nothing is left are not there.

    `check` raises where nothing may be changed; those that are `guarded` decide who may read what,
    and stay as they are. `note` is called with what was done and the collection's name.
    """

    def __init__(
        self,
        whole: DocumentCollections,
        may_read: MayRead | None,
        check: Callable[[], None],
        guarded: Callable[[str], bool],
        note: Callable[[str, str], None] = lambda _did, _name: None,
    ) -> None:
        self._whole, self._may_read = whole, may_read
        self._check, self._guarded, self._note = check, guarded, note

    def all(self) -> dict[str, Members]:
        """Each collection's members, as far as they may be read."""
        held, may_read = self._whole.all(), self._may_read
        if may_read is None:
            return held
        seen = {name: tuple(filter(may_read, members)) for name, members in held.items()}
        return {name: members for name, members in seen.items() if members or not held[name]}

    def add(self, name: str, members: Iterable[str]) -> str:
        """Add members to a collection."""
        self._allow(name)
        own = self._whole.add(name, members)
        self._note("added to a collection", own)
        return own

    def take_out(self, name: str, members: Iterable[str]) -> None:
        """Take members out of a collection."""
        self._allow(name)
        self._whole.take_out(name, members)
        self._note("took out of a collection", name)

    def delete(self, name: str) -> None:
        """Delete a collection."""
        self._allow(name)
        self._whole.delete(name)
        self._note("deleted a collection", name)

    def put(self, collections: Mapping[str, Members]) -> None:  # noqa: ARG002 - none of it
        """Refused: it would put away what may not be read."""
        raise IndexingError("collections are put back from a backup by the command alone")

    def forget(self, members: Iterable[str]) -> None:
        """Take documents that were erased out of every collection."""
        self._whole.forget(members)

    def _allow(self, name: str) -> None:
        """Raises IndexingError where this collection is not to be changed."""
        self._check()
        hidden = {own.casefold() for own in set(self._whole.all()) - set(self.all())}
        if self._guarded(name) or " ".join(name.casefold().split()) in hidden:
            raise IndexingError(f"the collection {name} is not yours to change: ask an owner")
