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
_GOES_ON = re.compile(r"(?:\S+\s+){4,}[^\s.!?]{3,}[.!?]\s+[A-Z]")
"""A line in which a sentence ends and another begins."""
STOPPED = re.compile(r"[.!?…。！？;,:][\"'”’»)\]*_]*$")


def block_kind(
    group: Sequence[TextLine],
    words: str,
    following: Sequence[TextLine],
    before: Sequence[TextLine],
    speakers: Mapping[int, str],
) -> tuple[BlockKind, int, str]:
    """A group's kind, level and label, by its first line and the groups beside it."""
    mark, line = group[0].mark, group[0]
    found: tuple[BlockKind, int, str] = ("paragraph", 0, "")
    if line.start in speakers:
        found = "turn", 0, speakers[line.start]
    elif _is_furniture(mark, words, [each[0].text for each in (before, following) if each]):
        found = "furniture", 0, ""
    elif mark and mark.kind == "number":
        found = _numbered(line, mark, words[mark.length :], following, before)
    elif mark and mark.kind in ("bullet", "letter"):
        found = "item", 0, mark.label
    elif following and ((mark and mark.kind == "question") or is_question(words)):
        found = "question", 2 if words.isupper() else 0, ""
    elif len(group) == 1 and following and _is_heading(line, following, not before):
        found = "heading", _level(line, following, not before), ""
    return found


def _is_furniture(mark: LineMark | None, words: str, beside: Sequence[str]) -> bool:
    """Whether a text is a rule, a quoted reply or a mail's header line."""
    if (mark and mark.kind in ("rule", "quoted")) or _WROTE.match(words):
        return True
    return bool(MAIL_FIELDS.match(words)) and any(map(MAIL_FIELDS.match, beside))


def _numbered(
    line: TextLine,
    mark: LineMark,
    words: str,
    following: Sequence[TextLine],
    before: Sequence[TextLine],
) -> tuple[BlockKind, int, str]:
    """The kind, level and label of a group that begins with a number, `words` after it."""
    is_plain = not mark.stops and mark.depth == 1
    siblings = [_is_sibling(mark, each[0].mark) for each in (before, following) if each]
    if following and is_question(words):
        return "question", 0, mark.label
    if following and _is_short(words) and not _lists(following):
        is_framed = is_rule(following)
        is_set_off = is_framed or (line.after_blank and following[0].after_blank)
        is_apart = is_set_off if is_plain and any(siblings) else not any(siblings)
        if is_apart and (line.after_blank or is_framed or not is_plain):
            return "heading", mark.depth + 1, ""
    if is_plain:
        return ("item" if siblings and all(siblings) else "paragraph"), 0, mark.label
    return ("item" if mark.depth == 1 and any(siblings) else "clause"), 0, mark.label


def _lists(group: Sequence[TextLine]) -> bool:
    return group[0].mark is not None and group[0].mark.kind == "letter"


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
    is_field = line.mark is not None and line.mark.kind == "field"
    # "Harbour Register: questions" is a title, "Present: Ann Lee" is none.
    is_field = is_field and not (is_first and " " in words.partition(":")[0])
    if not _is_short(words) or is_about(words) or is_field:
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
    is_text = _COLUMNS.search(words) or _GOES_ON.match(words)
    return goes_on and not is_rule(following) and not is_text


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
