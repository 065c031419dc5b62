"""What is done with documents chosen in the library: asked, kept as a collection, described."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from assistant.errors import UsageError, translated
from assistant.messages import counted, say
from assistant.serve.page import layout
from assistant.serve.page.backend import Backend
from assistant.serve.page.chooser import chooser
from assistant.serve.page.filter_form import applied_filters
from assistant.serve.page.html import EMPTY, Html, element
from assistant.serve.page.sent_values import documents_sent, several
from assistant.serve.page.session import Changes, Filters, Session, as_day
from assistant.serve.page.shelf_lists import collection_names, facts_form, shelf_lists
from index.library.chosen import chosen_members
from index.search.filters import COLLECTION, exact_pattern
from index.store.hand_given import DocumentFacts


class SelectionTab:
    """Filters, collections and facts given by hand, over one backend."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def kept(self, session: Session) -> Changes:
        """The collections and removed documents, and what can be ticked to be asked."""
        with translated():
            library = self._backend.assistant.library
            counts = {
                name: library.counted(pattern=f"{COLLECTION}{name}")[0]
                for name in library.collections.all()
            }
            removed = library.removed()
        records = self._backend.records()
        names = [record.source.name for record in records if record.key]
        offered = [
            layout.document_names(names),
            collection_names(list(counts)),
            chooser(records, counts, session.filters.within),
        ]
        return {
            "kept": shelf_lists(counts, removed),
            "names": element("div", *offered, class_="offers"),
        }

    def filter(self, at: Any, session: Session) -> Changes:
        """Asks from now on what the filter's form says."""
        names = [record.source.name for record in self._backend.records() if record.key]
        chosen = several(getattr(at, "chosen", None) or [])
        return self._filtered(Filters.of(at.since, at.until, at.within, names, chosen), session)

    def choose(self, at: Any, session: Session) -> Changes:
        """Asks from now on the documents that are selected, or a collection."""
        name = getattr(at, "name", None)
        pattern = f"{COLLECTION}{name}" if name else exact_pattern(documents_sent(at))
        changes = self._filtered(replace(session.filters, within=pattern), session)
        return changes | {"names": self.kept(session)["names"]}

    def collect(self, at: Any, session: Session) -> Changes:
        """Keeps what is selected, or what the filter lets through, as a collection."""
        selected = several(getattr(at, "documents", None) or [])
        filters = session.filters
        with translated():
            library = self._backend.assistant.library
            members = selected or chosen_members(
                library, filters.within or "*", filters.since, filters.until
            )
            name = library.collections.add(at.name, members)
            count = library.counted(pattern=f"{COLLECTION}{name}")[0]
        told = _said(say("kept.collected", name=name, documents=counted(count, "document")))
        if selected:
            return self.kept(session) | {"told": told}
        only = self._filtered(replace(filters, within=f"{COLLECTION}{name}"), session)
        return only | self.kept(session) | {"told": told}

    def take_out(self, at: Any, session: Session) -> Changes:
        """Takes what is selected out of the collection whose documents the table shows."""
        name = session.view.collection
        with translated():
            library = self._backend.assistant.library
            chosen = set(several(at.documents))
            # Of a folder that is a member, what is left in it stays, by name.
            left = [one.name for one in library.filtered(pattern=f"{COLLECTION}{name}")]
            library.collections.take_out(name, library.collections.members(name))
            library.collections.add(name, [one for one in left if one not in chosen])
        told = say("kept.taken_out", count=f"{len(chosen):,}", name=name)
        return self.kept(session) | {"told": _said(told)}

    def uncollect(self, name: str, session: Session) -> Changes:
        """Deletes a collection's name; its documents stay."""
        with translated():
            self._backend.assistant.library.collections.delete(name)
        changes: Changes = {"told": _said(say("kept.uncollected", name=name))}
        if session.view.collection == name:
            session.view = replace(session.view, collection="")
        lines = [one for one in (session.filters.within or "").split("\n") if one]
        left = [one for one in lines if one.casefold() != f"{COLLECTION}{name}".casefold()]
        if left != lines:
            within = "\n".join(left) or None
            changes |= self._filtered(replace(session.filters, within=within), session)
        return changes | self.kept(session)

    def facts(self, names: Iterable[str]) -> Changes:
        """The form for what is given of documents by hand."""
        wanted = set(names)
        records = [one for one in self._backend.records() if one.source.name in wanted]
        if not records:
            raise UsageError("These documents are no longer in the library.")
        return {"facts": facts_form(records)}

    def describe(self, at: Any) -> Changes:
        """Gives documents a title, a day, an outlet, and closes the form."""
        title, outlet = (str(getattr(at, name, "") or "").strip() for name in ("title", "outlet"))
        facts = DocumentFacts(title or None, as_day(at.published), outlet or None)
        return self._described(several(at.documents), facts)

    def reread(self, names: Sequence[str]) -> Changes:
        """Takes back what was given of documents by hand."""
        return self._described(names, None)

    def _described(self, names: Sequence[str], facts: DocumentFacts | None) -> Changes:
        with translated():
            self._backend.assistant.library.describe(*names, given=facts)
        what = names[0] if len(names) == 1 else counted(len(names), "document")
        told = say("hand.kept" if facts else "hand.taken_back", documents=what)
        return {"facts": EMPTY, "told": _said(told)}

    def _filtered(self, filters: Filters, session: Session) -> Changes:
        """Keeps the filters, where they can be used, and says how many documents pass."""
        with translated():
            library = self._backend.assistant.library
            passing = library.counted(filters.since, filters.until, filters.within)[0]
            matching = passing, library.counted()[0]
        session.filters = filters
        return {"filters": applied_filters(filters, matching)}


def _said(text: str) -> Html:
    return element("p", text, role="status")
