"""What a group of lines is: a heading, a clause, an item, a question, a turn, furniture or text."""

import re
from collections.abc import Mapping, Sequence

from index.load.line_marks import LineMark, TextLine
from index.load.opening import is_about
from index.types import BlockKind

HEADING = 90
"""Characters of the longest heading."""

MAIL_FIELDS = re.compile(r"(?i)(?:from|to|cc|bcc|sent|date|subject|reply-to):")
_WROTE = re.compile(r"(?:On|Am|Le)\b.{4,120}(?:wrote|schrieb|a écrit)\s?:|-{3,}\s?Original Message")
_COLUMNS = re.compile(r"\S(?:\t+|[^\S\n]{3,}|\s?[.·]{4,}\s?)\S")
STOPPED = re.compile(r"[.!?…。！？;,:][\"'”’»)\]*_]*$")


def block_kind(
    group: Sequence[TextLine],
    words: str,
    following: Sequence[TextLine],
    before: Sequence[TextLine],
    speakers: Mapping[int, str],
) -> tuple[BlockKind, int, str]:
    """A group's kind, level and label."""
    mark = group[0].mark
    if group[0].start in speakers:
        return "turn", 0, speakers[group[0].start]
    if (mark and mark.kind in ("rule", "quoted")) or _WROTE.match(words):
        return "furniture", 0, ""
    beside = [each[0].text for each in (before, following) if each]
    if MAIL_FIELDS.match(words) and any(map(MAIL_FIELDS.match, beside)):
        return "furniture", 0, ""
    if mark and mark.kind == "number":
        bare = words[mark.length :]
        plain = not mark.stops and mark.depth == 1
        listed = following and following[0].mark and following[0].mark.kind == "letter"
        if is_question(bare) and following:
            return "question", 0, mark.label
        siblings = [_is_sibling(mark, each[0].mark) for each in (before, following) if each]
        if _is_short(bare) and following and not any(siblings) and not listed:
            if group[0].after_blank or not plain:
                return "heading", mark.depth + 1, ""
        if plain:
            return ("item" if all(siblings) and siblings else "paragraph"), 0, mark.label
        return ("item" if mark.depth == 1 and any(siblings) else "clause"), 0, mark.label
    if mark and mark.kind in ("bullet", "letter"):
        return "item", 0, mark.label
    if following and ((mark and mark.kind == "question") or is_question(words)):
        return "question", 2 if words.isupper() else 0, ""
    if len(group) == 1 and following and _is_heading(group[0], following, not before):
        return "heading", _level(group[0], following, not before), ""
    return "paragraph", 0, ""


def marked_kind(mark: LineMark) -> BlockKind | None:
    """The kind of a paragraph of a format by its mark alone."""
    match mark.kind:
        case "bullet" | "letter":
            return "item"
        case "question":
            return "question"
        case "rule":
            return "furniture"
        case "number" if mark.depth > 1 or mark.stops:
            return "clause" if mark.depth > 1 else "item"
    return None


def _is_sibling(mark: LineMark, following: LineMark | None) -> bool:
    """Whether the next block's number is of the same depth: both are of one list."""
    return (
        following is not None
        and following.kind == mark.kind
        and (following.depth, following.stops) == (mark.depth, mark.stops)
    )


def is_question(words: str) -> bool:
    """Whether a text is one short question and nothing else."""
    return (
        words.rstrip("*_ ").endswith("?") and len(words) <= 200 and not re.search(r"[.!?]\s", words)
    )


def _is_short(words: str) -> bool:
    return len(words) <= HEADING and not STOPPED.search(words) and any(map(str.isalpha, words))


def _is_heading(line: TextLine, following: Sequence[TextLine], is_first: bool) -> bool:
    """Whether a line of its own is a heading of what follows."""
    words = line.text
    if following[0].mark and following[0].mark.kind == "rule" and not following[0].after_blank:
        return _is_short(words)  # underlined
    if not _is_short(words) or is_about(words) or (line.mark and line.mark.kind == "field"):
        return False
    letters = [each for each in words if each.isalpha()]
    if len(letters) > 3 and words.upper() == words and words.lower() != words:
        return True
    if not line.after_blank or (not words[:1].isupper() and not words[:1].isdigit()):
        return False
    after = " ".join(each.text for each in following)
    goes_on = bool(STOPPED.search(after)) or len(after) > HEADING or following[0].mark is not None
    if is_first:
        return following[0].after_blank or is_about(following[0].text)
    return goes_on and not is_rule(following) and not _COLUMNS.search(words)


def is_rule(group: Sequence[TextLine]) -> bool:
    """Whether a group is a rule: a line of decoration."""
    return group[0].mark is not None and group[0].mark.kind == "rule"


def _level(line: TextLine, following: Sequence[TextLine], is_first: bool) -> int:
    """A heading's level: the document's own, then capitals and underlined ones, then others."""
    if is_first:
        return 1
    if following[0].mark and following[0].mark.kind == "rule" and not following[0].after_blank:
        return 1 if following[0].text.startswith("=") else 2
    return 2 if line.text.upper() == line.text else 3
