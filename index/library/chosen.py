"""The documents that a filter chooses, as a collection keeps them: names, and whole folders."""

from datetime import date

from index.library.library import Library
from index.search.filters import COLLECTION, EXACT, folders_of_name


def chosen_members(
    library: Library, pattern: str, since: date | None = None, until: date | None = None
) -> list[str]:
    """The members of a collection of what passes these filters.

    A folder that is named whole ("=desk/", "desk/") stays a folder, unless dates narrow it; any
    other pattern stands for the documents that fit it now.
    """
    if since or until:
        return [source.name for source in library.filtered(since, until, pattern)]
    names = [source.name for source in library.filtered()]
    folders = {folder for name in names for folder in folders_of_name(name)}
    members: dict[str, None] = {}
    for line in filter(None, pattern.split("\n")):
        if line.startswith(COLLECTION):
            members |= dict.fromkeys(library.collections.members(line.removeprefix(COLLECTION)))
        elif (folder := line.removeprefix(EXACT)) in folders:
            members[folder] = None
        else:
            members |= dict.fromkeys(each.name for each in library.filtered(pattern=line))
    return list(members)
