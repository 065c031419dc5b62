"""What programs can have done with collections: listed, added to, deleted, each as its user may."""

from collections.abc import Iterable

from assistant.errors import UsageError, translated
from assistant.serve.api.calls import Calls, Json
from assistant.serve.api.schemas import CollectionBody
from index.library import Library
from index.library.chosen import chosen_members
from index.library.document_names import resolved, unknown
from index.search.filters import COLLECTION, folders_of_name


class CollectionCalls:
    """These calls, in the places of the others. What can't be done raises AssistantError."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def all(self) -> Json:
        """Each collection, as far as its documents may be read."""

        def listed() -> Json:
            with translated():
                library = self._library
                return {"collections": [_entry(library, one) for one in library.collections.all()]}

        return await self._calls.places.run(listed)

    async def add(self, body: CollectionBody) -> Json:
        """Adds documents to a collection; the collection."""
        filtered = body.since or body.until or body.pattern
        if not (body.documents or filtered):
            raise UsageError("say which documents: by documents, in, collection, since or until")

        def add() -> Json:
            self._calls.desks.check("editor")
            with translated():
                library = self._library
                members = _members(library, body.documents)
                if filtered:
                    members += chosen_members(library, body.pattern or "*", body.since, body.until)
                return _entry(library, library.collections.add(body.name, members))

        return await self._calls.places.run(add)

    async def delete(self, name: str) -> Json:
        """Deletes a collection; its documents stay."""

        def delete() -> Json:
            self._calls.desks.check("editor")
            with translated():
                self._library.collections.delete(name)
            return {"deleted": name}

        return await self._calls.places.run(delete)

    @property
    def _library(self) -> Library:
        return self._calls.assistant.library


def _entry(library: Library, name: str) -> Json:
    count = library.counted(pattern=f"{COLLECTION}{name}")[0]
    return {"name": name, "members": list(library.collections.members(name)), "documents": count}


def _members(library: Library, names: Iterable[str]) -> list[str]:
    """Documents by their names or the ends of those, and folders.

    Raises IndexingError for others.
    """
    held = {record.source.name: record for record in library.records if record.key}
    folders = {folder for name in held for folder in folders_of_name(name)}
    for name in names:
        if name.endswith("/") and name not in folders:
            raise unknown(name)
    return [name if name.endswith("/") else resolved(name, held) for name in names]
