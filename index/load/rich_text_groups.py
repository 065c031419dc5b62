"""What stands beside the text of a Rich Text document: notes, comments, boxes, heads and feet."""

import re

_MARK = re.compile(r"\\(?:[a-z]{1,32}(-?\d{1,10})?[ ]?|'[0-9a-f]{2}|[^a-z])|[{}]", re.I)
_BESIDE = re.compile(
    r"\{(?:\\\*)?\s*\\(footnote|annotation|shptxt|headerf?|headerl|headerr|footerf?|footerl|footerr"
    r"|deleted|v)(?![a-z0-9])"
)
_EDGES = ("header", "footer")
_UNSEEN = ("deleted", "v")
_NOTE_MARK = re.compile(r"\\(?:chftn|chatn)\b ?")


def divided(source: str) -> tuple[str, list[str], list[str]]:
    """The source without its groups beside the text; the notes' sources; those of head and feet.

    What was deleted under tracked changes, or is hidden, is in none of them.
    """
    body: list[str] = []
    notes: list[str] = []
    edges: list[str] = []
    at = 0
    while found := _BESIDE.search(source, at):
        end = _end_of_group(source, found.start())
        body.append(source[at : found.start()])
        group = _NOTE_MARK.sub("", source[found.end() : end - 1])
        if found[1].startswith(_EDGES):
            edges.append(group)
        elif found[1] not in _UNSEEN:
            notes.append(group)
        at = end
    return "".join([*body, source[at:]]), notes, edges


def _end_of_group(source: str, start: int) -> int:
    """Where the group that begins at a brace ends."""
    depth = 0
    for mark in _MARK.finditer(source, start):
        depth += (mark[0] == "{") - (mark[0] == "}")
        if not depth:
            return mark.end()
    return len(source)
