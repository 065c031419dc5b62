"""The command's list of what is in the library, and the collections that it keeps."""

import argparse

from assistant.cli import terminal
from assistant.cli.printing import as_json as json_of
from assistant.cli.printing import print_aside
from assistant.errors import one_line
from index.library import Library
from index.library.catalog import behind_line, listing
from index.library.chosen import chosen_members
from index.search.filters import COLLECTION


def library_list(library: Library, within: str | None, *, as_json: bool) -> str:
    """The documents that pass, the collections and the names of removed documents."""
    documents = listing(library)
    if within:
        names = {source.name for source in library.filtered(pattern=within)}
        documents = [
            each for each in documents if not names.isdisjoint([each["document"], *each["copies"]])
        ]
    collections, removed = library.collections.all(), library.removed()
    behind = library.current.behind_now()
    if as_json:
        kept = {name: list(members) for name, members in collections.items()}
        return json_of(
            {"documents": documents, "collections": kept, "removed": removed, "behind": behind}
        )
    if behind:
        print_aside(behind_line(behind))
    lines = [terminal.format_documents(documents)]
    for name in collections:
        count = library.counted(pattern=f"{COLLECTION}{name}")[0]
        lines.append(f"{COLLECTION}{one_line(name)} has {count:,} of them.")
    if removed:
        names_of = ", ".join(map(one_line, removed))
        lines.append(f"Removed, and back with assistant index PATH: {names_of}.")
    return "\n".join(lines)


def kept_collection(library: Library, options: argparse.Namespace, within: str | None) -> None:
    """Keeps what `--in` names as a collection, and deletes one, as the options say."""
    if options.delete_collection is not None:
        library.collections.delete(options.delete_collection)
    if options.collection is not None:
        if not within:
            options.usage_error("--collection goes with --in: which documents are in it?")
        library.collections.add(options.collection, chosen_members(library, within or ""))
