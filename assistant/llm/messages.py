"""The messages sent to a language model: the prompts of `prompts/`, filled in.

Text of documents and people goes between fences: lines that begin with a hash of all that is
enclosed, so that no enclosed text can hold the hash and close its fence.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from assistant.types import REFUSAL, Quote, Turn
from index.statements import labelled_text
from index.types import Hit, Source
from prompts import Message, render

MAX_TURNS = 6
"""How many of the latest turns of a conversation a model sees."""

MAX_TURN_CHARACTERS = 1000
"""How much of each turn it sees."""

_MARKERS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")


UNSURE = "The passages may not answer this question: answer only if they plainly do.\n\n"

PART = (
    "These passages are part {number} of {count} of what is asked about: write what matters in this"
    " part.\n\n"
)


def answer_messages(
    question: str, hits: Sequence[Hit], history: Sequence[Turn], *, unsure: bool = False
) -> list[Message]:
    """Ask for an answer with markers `[n]` that count `hits` from 1, or for the refusal phrase.

    Where it is `unsure` that they answer, the model is told.
    """
    blocks = [
        f"Passage [{number}]\n{_described(hit.passage.source)}\n\n{labelled_text(hit.passage)}"
        for number, hit in enumerate(hits, start=1)
    ]
    earlier = _transcript(history)
    mark = fence(*blocks, earlier, question)
    conversation = (
        f"{_enclosed(mark, 'conversation', earlier)}\n\n"
        "The conversation so far only tells what the question refers to; it is no source.\n\n"
    )
    return render(
        "answer",
        refusal=REFUSAL,
        fence=mark,
        passages=_numbered(mark, "passage", blocks),
        history=(conversation if earlier else "") + (UNSURE if unsure else ""),
        question=_clean(question),
    )


def summary_messages(
    request: str, hits: Sequence[Hit], notes: Sequence[str] = (), *, of: tuple[int, int] = (1, 1)
) -> list[Message]:
    """Ask for a summary with markers `[n]` that count `hits` from 1.

    A note that is not empty stands for its passage's text. `of` says which of how many parts of a
    document these are: of one of several, what matters in it is wanted.
    """
    texts = notes or [""] * len(hits)
    blocks = [
        f"Passage [{number}]\n{_described(hit.passage.source)}\n\n"
        f"{note or labelled_text(hit.passage)}"
        for number, (hit, note) in enumerate(zip(hits, texts, strict=True), start=1)
    ]
    mark = fence(*blocks, request)
    number, count = of
    return render(
        "summary",
        refusal=REFUSAL,
        fence=mark,
        passages=_numbered(mark, "passage", blocks),
        part=PART.format(number=number, count=count) if count > 1 else "",
        question=_clean(request),
    )


def note_messages(question: str, notes: Iterable[tuple[int, str]]) -> list[Message]:
    """Ask a small model for an answer from notes, one a line, each with its passage's number."""
    lines = (f"[{number}] {' '.join(_clean(text).split())}" for number, text in notes)
    return render(
        "answer_small",
        refusal=REFUSAL,
        passages="\n".join(lines),
        question=" ".join(_clean(question).split()),
    )


def rewrite_messages(question: str, history: Sequence[Turn]) -> list[Message]:
    """Ask for the last question of a conversation, rewritten to be understood alone."""
    earlier = _transcript(history)
    mark = fence(earlier, question)
    return render("rewrite", fence=mark, history=earlier, question=_clean(question))


def judge_messages(claim: str, quotes: Sequence[Quote]) -> list[Message]:
    """Ask whether quotes entail a claim; the verdict and its reason as one JSON object."""
    blocks = [f"{_described(quote.passage.source)}\n\n{quote.text}" for quote in quotes]
    mark = fence(*blocks, claim)
    return render(
        "judge",
        fence=mark,
        quotes=_numbered(mark, "quote", blocks),
        claim=_clean(claim),
    )


def fence(*texts: str) -> str:
    """A hash that none of the texts can hold; the same each time for the same texts."""
    digest = blake2b(digest_size=8)
    for text in texts:
        digest.update(_clean(text).encode() + b"\0")
    return f"=={digest.hexdigest()}=="


def _numbered(mark: str, label: str, blocks: Iterable[str]) -> str:
    return "\n\n".join(
        _enclosed(mark, f"{label} {number}", block) for number, block in enumerate(blocks, start=1)
    )


def _enclosed(mark: str, label: str, text: str) -> str:
    return f"{mark} {label}\n{_clean(text)}\n{mark} end"


def _described(source: Source) -> str:
    lines = [("Title", source.title)]
    if source.published:
        lines.append(("Date", source.published.isoformat()))
    if source.outlet:
        lines.append(("Outlet", source.outlet))
    return "\n".join(f"{label}: {' '.join(value.split())}" for label, value in lines)


def _transcript(history: Iterable[Turn]) -> str:
    """The latest turns, one a line, without the markers, which count other passages."""
    return "\n".join(
        f"{turn.role}: {' '.join(_MARKERS.sub('', turn.content).split())[:MAX_TURN_CHARACTERS]}"
        for turn in list(history)[-MAX_TURNS:]
    )


def _clean(text: str) -> str:
    """The text without what can't be sent: halves of surrogate pairs become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
