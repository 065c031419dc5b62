"""A document longer than a model reads at once: what matters in each part of it, noted and checked.

Map and reduce: the model notes what matters in each part; what the part's passages bear out is
kept, and of that it then writes the summary (see `ModelEngine.sums_up`).
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answering.conclusion import noted
from assistant.answering.doubted import in_place
from assistant.answering.engines import Engine, ModelEngine
from assistant.answering.state import State, Steps
from assistant.errors import ModelError, ModelSetupError
from assistant.messages import say
from assistant.processor import elsewhere
from assistant.reader import Reader
from assistant.types import Claim, Update, Usage
from assistant.verify import verify_claims
from index.types import Hit

if TYPE_CHECKING:
    from assistant.llm.client import ModelClient

WINDOW, WIDEST = 12_000, 60_000
"""Characters of passages that a model is shown at once: what every window holds; and at most, where
its maker says how much it reads."""
PARTS = 40
"""Parts of a document that are read; of a longer one as many, evenly over it. A guess."""
ROUNDS = 3
"""How often notes are made of notes, until they fit."""
AT_ONCE = 4
"""Parts that are asked about at one time. A guess."""

Item = tuple[Hit, str]
"""A passage, and what was noted of it; empty where it is to be read itself."""


def condensed(state: State, engine: Engine, reader: Reader) -> Steps:
    """The state with notes of the document's parts, and the passages that bear them out.

    It stays as it is where the document fits one prompt. Where no note is borne out, or the model
    can't be had, what was offered is the answer.
    """
    offered = state.offered
    if not state.whole or offered is None or not isinstance(engine, ModelEngine):
        return state
    model = engine.model
    window = _window(model)
    items: list[Item] = [(hit, "") for hit in state.hits]
    for _ in range(ROUNDS):
        parts = list(_parts(items, window))
        if len(parts) < 2:
            break
        read = parts[:: -(-len(parts) // PARTS)]
        if len(read) < len(parts):
            told = say("notice.read_in_part", count=len(read), parts=len(parts))
            state = noted(state, told)
        try:
            found, used = yield from _noted(state.receipt.question, model, reader, read)
        except ModelSetupError:
            raise
        except ModelError as error:
            return replace(state, answer=in_place(offered, str(error)))
        state, items = replace(state, usage=state.usage + used), _merged(found)
        if not items:
            answer = replace(in_place(offered, state.notice), usage=state.usage)
            return replace(state, answer=answer)
    # What is still too long is cut to what the model reads, evenly.
    items = items[:: len(list(_parts(items, window)))]
    return replace(
        state, hits=tuple(hit for hit, _ in items), notes=tuple(text for _, text in items)
    )


def _noted(
    request: str, model: "ModelClient", reader: Reader, parts: Sequence[Sequence[Item]]
) -> Generator[Update, None, tuple[list[Item], Usage]]:
    """What the model notes of parts and their passages bear out, and the tokens used."""
    from assistant.llm.messages import summary_messages

    prompts = [
        summary_messages(request, *zip(*part, strict=True), of=(number, len(parts)))
        for number, part in enumerate(parts, 1)
    ]
    notes: list[Item] = []
    used = Usage()
    for first in range(0, len(prompts), AT_ONCE):
        yield Update("write")
        with elsewhere(), ThreadPoolExecutor(AT_ONCE) as pool:
            # What was cut for length is noted as far as it goes.
            reply = partial(model.reply, whole=False)
            replies = list(pool.map(reply, prompts[first:][:AT_ONCE]))
        for (text, spent), part in zip(replies, parts[first:], strict=False):
            notes += _borne_out(text, [hit for hit, _ in part], reader)
            used += spent
    return notes, used


def _borne_out(text: str, part: Sequence[Hit], reader: Reader) -> Iterator[Item]:
    """The sentences of a reply that the part's passages support, each with its passage."""
    from assistant.llm.replies import ReplyParser

    parser = ReplyParser(len(part))
    claims = [each for each in (*parser.feed(text), *parser.close()) if isinstance(each, Claim)]
    judged = verify_claims(claims, [hit.passage for hit in part], reader)
    for claim, judgement in zip(claims, judged, strict=True):
        if judgement.verdict == "supported" and judgement.quotes:
            source = judgement.quotes[0].passage
            yield next(hit for hit in part if hit.passage is source), claim.text


def _merged(found: Iterable[Item]) -> list[Item]:
    """The notes of each passage together."""
    merged: dict[tuple[str, int], Item] = {}
    for hit, text in found:
        place = hit.passage.source.name, hit.passage.start
        before = merged[place][1] if place in merged else ""
        merged[place] = hit, f"{before} {text}".strip()
    return list(merged.values())


def _window(model: "ModelClient") -> int:
    """Characters of passages that the model reads at once: half of its tokens, two each."""
    profile = getattr(model.model, "profile", None) or {}
    return max(WINDOW, min(WIDEST, profile.get("max_input_tokens") or 0))


def _parts(items: Sequence[Item], window: int) -> Iterator[list[Item]]:
    """Items that stand together in parts that a window holds, of about the same size."""
    sizes = [len(text or hit.passage.text) for hit, text in items]
    share = sum(sizes) / max(1, -(-sum(sizes) // window))
    part: list[Item] = []
    filled = 0
    for item, size in zip(items, sizes, strict=True):
        if part and filled + size / 2 > share:
            yield part
            part, filled = [], 0
        part.append(item)
        filled += size
    if part:
        yield part
