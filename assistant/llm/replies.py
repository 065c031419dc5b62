"""An engine's streamed reply → its sentences, each as soon as it is complete.

Whatever form a model writes in, what is weighed are plain sentences, items and rows with the
passages that each cites. A sentence is complete once the next one has begun: a marker may follow
its full stop, and the next characters decide whether that stop ended it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from assistant.answer_layout import PLAIN, Layout
from assistant.llm.marks import Plain, certain, plain
from assistant.llm.reply_blocks import BlockReader, BlockStart, TableRule
from assistant.llm.reply_rows import column_names, read_row
from assistant.llm.talk import is_talk, matter
from assistant.types import Claim
from index.text.sentences import introduces, sentences

_LOOKAHEAD = 12
"""Characters of the next sentence that decide where the one before it ends."""

_WINDOWS = (700, 2000)
"""Characters of a block that are looked at for its next sentence; more where marks fill it."""

_LOOP = 3
"""How often a sentence is said until its reply goes round in circles."""

_STOPS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = " \n\"'”’»)]"
_EMPTY = re.compile(r"\s?\([\s,;&]*\)")
"""What is left of brackets round marks."""

_VERDICT = re.compile(r"(?:yes|no)\b[\s,.:;!–—-]*", re.IGNORECASE)


class ReplyParser:
    """Splits a reply that is being streamed into words to show and claims to verify."""

    def __init__(self, passages: int) -> None:
        """`passages` is how many passages its markers can name."""
        self._passages = passages
        self._reader = BlockReader()
        self._open: BlockStart | None = None
        self._text = ""
        self._shown = ""
        self._begun = False
        self._lead: tuple[str, tuple[int, ...]] = ("", ())
        self._columns: tuple[str, ...] = ()
        self._block = -1
        self._carried: list[str] = []
        self._said: Counter[str] = Counter()
        self._cut = False

    @property
    def loops(self) -> bool:
        """Whether the reply says the same again and again."""
        return any(count >= _LOOP for count in self._said.values())

    def feed(self, piece: str) -> Iterator[str | Claim]:
        """The words to show of a further piece of text, and the sentences that it completes.

        The words have no markers, and those of a sentence come before its claim. A claim cites
        passages counted from 0; markers of passages that do not exist are dropped.
        """
        yield from self._taken(self._reader.feed(piece))

    def close(self, *, cut: bool = False) -> Iterator[str | Claim]:
        """What is left at the reply's end; where it was `cut`, without an unfinished sentence."""
        yield from self._taken(self._reader.close())
        self._cut = cut
        if self._open and self._open.kind == "heading" and not self._said:
            self._open = BlockStart("paragraph")
        yield from self._closed(None)
        if self._carried:  # a yes or no, and nothing more
            yield from self._new(Claim(" ".join(self._carried)))

    def _taken(self, news: Iterable[BlockStart | TableRule | str]) -> Iterator[str | Claim]:
        for item in news:
            match item:
                case BlockStart():
                    yield from self._closed(item)
                    self._opened(item)
                case TableRule():
                    self._columns = column_names(self._text, self._passages)
                    self._open, self._text, self._shown = None, "", ""
                case str():
                    self._text += item
                    if self._open and self._open.kind in ("paragraph", "item"):
                        yield from self._advanced()

    def _opened(self, block: BlockStart) -> None:
        if block.kind != "row":
            self._columns = ()
        if block.kind == "paragraph":
            self._lead = ("", ())
        self._open, self._text, self._shown, self._begun = block, "", "", False
        self._block += 1

    def _closed(self, following: BlockStart | None) -> Iterator[str | Claim]:
        """What is left of the open block, once it is known what follows."""
        block = self._open
        if block is None:
            return
        if block.kind == "row":
            yield from self._row()
        elif block.kind == "heading":
            self._lead = self._leading(plain(self._text, self._passages))
        else:
            yield from self._advanced(following, at_end=True)

    def _advanced(
        self, following: BlockStart | None = None, *, at_end: bool = False
    ) -> Iterator[str | Claim]:
        """The sentences of the open block that are complete; all of them at its end."""
        while self._text.strip() and not self.loops:
            found, spans, is_all = self._next(at_end=at_end)
            if not spans:
                if is_all and not at_end:
                    return
                self._text = "" if is_all else self._text[_WINDOWS[-1] :]
                continue
            (start, end), *more = spans
            until = more[0][0] if more else len(found.text)
            is_last = is_all and not more
            is_open = is_last or (is_all and len(found.text) - until < _LOOKAHEAD)
            if is_open and not at_end:
                yield from self._words(found.text[:end])
                return
            follows = following if is_last else None
            yield from self._complete(found, (start, end, until), follows, is_last=is_last)

    def _next(self, *, at_end: bool) -> tuple[Plain, list[tuple[int, int]], bool]:
        """The open block's next words, where their sentences are, and whether that is all of it."""
        for size in _WINDOWS:
            window = self._text[:size]
            is_all = len(window) == len(self._text)
            found = plain(certain(window) if is_all and not at_end else window, self._passages)
            spans = list(islice(sentences(found.text), 2))
            if is_all or (len(spans) > 1 and len(found.text) - spans[1][0] >= _LOOKAHEAD):
                break
        return found, spans, is_all

    def _complete(
        self,
        found: Plain,
        span: tuple[int, int, int],
        following: BlockStart | None,
        *,
        is_last: bool,
    ) -> Iterator[str | Claim]:
        """One sentence, taken off the open block's text: its start, its end, and the next one's."""
        start, end, until = span
        marks = [offset for offset, _ in found.marks if end <= offset <= until]
        stop = max([end, *marks])
        words = _EMPTY.sub("", " ".join(found.text[start:end].split()))
        cited = tuple(n - 1 for n in found.cited(0, until) if n <= self._passages)
        leads = following is not None and self._leads(words, following, is_marked=bool(cited))
        unfinished = self._cut and is_last and self._said and not _is_finished(words)
        if not leads:
            yield from self._words(found.text[:end])
        self._text = "" if is_last else self._text[found.origin(stop) :]
        self._shown = ""
        if leads:
            self._lead = self._leading(found, words, cited)
        elif not unfinished:
            yield from self._claims(words, cited)

    def _leads(self, words: str, following: BlockStart, *, is_marked: bool) -> bool:
        """Whether a line leads to the list or table below it: "Trade:", or an item over others."""
        if following.kind not in ("item", "row"):
            return False
        block = self._open or following
        is_title = block.kind == "item" and block.level < following.level and not is_marked
        return introduces(words) or (is_title and not _is_finished(words))

    def _claims(self, words: str, cited: tuple[int, ...]) -> Iterator[Claim]:
        """The claim that a sentence makes of the matter, if it makes one that is new."""
        text = matter(words)
        if not re.search(r"\w", text):
            return
        verdict = _VERDICT.match(text)
        rest = text[verdict.end() :] if verdict else text
        if verdict and not re.search(r"\w", rest) and not self._carried:
            self._carried.append(text)
            return
        said = " ".join([*self._carried, text])
        self._carried.clear()
        block = self._open or BlockStart("paragraph")
        lead, led = self._lead if block.kind == "item" else ("", ())
        claimed = rest[:1].upper() + rest[1:] if verdict and re.search(r"\w", rest) else text
        claimed = f"{lead} {claimed}" if lead and not self._begun else claimed
        self._begun = True
        yield from self._new(
            Claim(claimed, cited or led, said if said != claimed else "", self._layout(block))
        )

    def _row(self) -> Iterator[Claim]:
        """The claim of a table's row: its cells with their columns' names."""
        row = read_row(self._text, self._columns, self._passages)
        if re.search(r"\w", row.said):
            lead, led = self._lead
            layout = Layout("row", self._block, columns=row.columns, lead=lead)
            claimed = f"{lead} {row.labelled}".strip()
            yield from self._new(Claim(claimed, row.cited or led, row.said, layout))

    def _new(self, claim: Claim) -> Iterator[Claim]:
        """A claim, unless it was made before."""
        self._said[claim.text] += 1
        if self._said[claim.text] == 1:
            yield claim

    def _layout(self, block: BlockStart) -> Layout:
        if block.kind == "item":
            return Layout("item", self._block, block.mark, block.level, lead=self._lead[0])
        return replace(PLAIN, block=self._block)

    def _leading(
        self, found: Plain, words: str = "", cited: tuple[int, ...] = ()
    ) -> tuple[str, tuple[int, ...]]:
        """The line that leads to a list or table, with what it cites; nothing where it is talk."""
        words = words or " ".join(found.text.split())
        cited = cited or tuple(
            n - 1 for n in found.cited(0, len(found.text)) if n <= self._passages
        )
        text = "" if is_talk(words, is_heading=True) else matter(words)
        return (text if not text or text.endswith(":") else f"{text}:"), cited

    def _words(self, text: str) -> Iterator[str]:
        """What of the open sentence has not been shown yet."""
        known = len(self._shown)
        if text.startswith(self._shown) and len(text) > known:
            self._shown = text
            yield text[known:]


def _is_finished(words: str) -> bool:
    return words.rstrip(_CLOSERS).endswith(_STOPS)
