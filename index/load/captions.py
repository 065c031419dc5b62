"""Captions of films and meetings (WebVTT, SubRip): who says what when, a block a turn."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.load.blocks import Blocks
from index.load.items import LoadedDocument
from index.load.limits import Limits
from index.load.line_marks import speaker
from index.load.plain_text import decode

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_CUE = re.compile(rf"(?P<start>{_TIME})[^\S\n]+-->[^\S\n]+{_TIME}[^\n]*")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+(?P<name>[^>]{1,80})>")
_TAG = re.compile(r"</?[a-z][^<>]{0,80}>|<[\d:.]{5,14}>|\{\\[^{}]{1,40}\}", re.I)
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")

LONGEST_TURN = 600
"""Characters of the longest turn that goes on where nobody else begins to speak."""


@dataclass(slots=True)
class SpokenTurn:
    """What one speaker says from a time on; the name is empty where it is not said."""

    time: str
    name: str
    words: list[str]

    @property
    def text(self) -> str:
        """The words, each once where captions roll from line to line."""
        return " ".join(self.words)


def read(data: bytes, _limits: Limits) -> Iterable[LoadedDocument]:
    """The turns, in order, each after its time and speaker."""
    text, warnings = decode(data)
    blocks = Blocks()
    for turn in turns(text.replace("\r\n", "\n").replace("\r", "\n")):
        label = ", ".join(part for part in (turn.name, turn.time) if part)
        said = f"{turn.name}: {turn.text}" if turn.name else turn.text
        blocks.add(f"[{turn.time}] {said}", "turn", label=label)
    if not blocks.text:
        broken = "No captions with their times were found: it is read as plain text."
        yield LoadedDocument(text, warnings=(*warnings, broken))
        return
    yield LoadedDocument(
        blocks.text, blocks=tuple(blocks.blocks), warnings=warnings, title=title_of(text)
    )


def title_of(text: str) -> str | None:
    """What stands after WEBVTT on the first line."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    found = re.fullmatch(r"WEBVTT[\s-]+(\S.*)", first.strip())
    return found[1].strip() if found else None


def turns(text: str) -> Iterator[SpokenTurn]:
    """The cues, those of one speaker joined up to the end of a sentence."""
    turn: SpokenTurn | None = None
    for time, name, words in cues(text):
        goes_on = turn is not None and (name is None or (name != "" and name == turn.name))
        if turn is not None and goes_on and not is_full(turn):
            if words != turn.words[-1]:
                turn.words.append(words)
            continue
        if turn is not None:
            yield turn
        kept = turn.name if turn is not None and goes_on else ""
        turn = SpokenTurn(time, name or kept, [words])
    if turn is not None:
        yield turn


def is_full(turn: SpokenTurn) -> bool:
    """Whether a turn may end: its sentence has, or it is long. A named speaker's goes on."""
    length = len(turn.text)
    return length > LONGEST_TURN or (not turn.name and bool(_ENDED.search(turn.words[-1])))


def cues(text: str) -> Iterator[tuple[str, str | None, str]]:
    """The time, the speaker and the words of each voice in each cue.

    The speaker is None where the one before may go on, "" where it is somebody unnamed.
    """
    starts = list(_CUE.finditer(text))
    ends = [*(found.start() for found in starts[1:]), *[len(text)] * bool(starts)]
    for found, end in zip(starts, ends, strict=True):
        # Up to the blank line: then come the next cue's number or name, notes and styles.
        body = re.split(r"\n[^\S\n]*\n", text[found.end() : end].strip("\n"), maxsplit=1)[0]
        time = re.split(r"[.,]", found["start"])[0]
        for name, words in voices(body):
            if words:
                yield time, name, words


def voices(body: str) -> Iterator[tuple[str | None, str]]:
    """The speakers of one cue and what each says: by tags, or "NAME: …" at its lines' starts."""
    marks = list(_VOICE.finditer(body))
    if marks:
        ends = [mark.start() for mark in marks[1:]] + [len(body)]
        for mark, end in zip(marks, ends, strict=True):
            yield " ".join(html.unescape(mark["name"]).split()), plain(body[mark.end() : end])
        return
    name: str | None = None
    said = list[str]()
    for line in body.split("\n"):
        words = re.sub(r"^[-–—]\s*", "", plain(line))
        found = speaker(words)
        # A dash stands before each of several speakers.
        if found or words != plain(line):
            yield name, " ".join(said)
            said = []
            name = found[0] if found else ""
        said.append(words.partition(":")[2].strip() if found else words)
    yield name, " ".join(filter(None, said))


def plain(words: str) -> str:
    """Words without tags, on one line."""
    return " ".join(html.unescape(_TAG.sub("", words)).split())
