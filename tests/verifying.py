"""Documents to verify claims against, and the call in one line."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from assistant.reader import packaged_reader
from assistant.types import Claim
from assistant.verify import Judgement, verify_claims
from assistant.verify.alignment import Line
from assistant.verify.tokens import tokenize
from index.sync.split import split
from index.types import Document, Passage, Source

SEED = next((Path(__file__).parent.parent / "seeds").glob("*.txt")).read_text("utf-8")
TALKS = Document(Source("talks.txt", "Talks in Beijing", published=date(2025, 5, 21)), SEED)
HARBOUR = Document(
    Source("harbour.txt", "The harbour of Lund", published=date(2024, 3, 8), outlet="The Courier"),
    "The council of Lund approved the new harbour on Tuesday. It will cost $4.2 million, the mayor"
    " Eva Berg told Nils Holm. The council did not approve the bridge. Most residents supported the"
    " harbour, and some opposed the bridge. At least 300 people came to the meeting in Lund.\n\n"
    "In 1961 Berg sold the old docks to Holm, and in 1975 Holm sold the mill to Karin Ek. She"
    " closed it because trade fell. The ferry carries 25 cars and 40 bicycles. The Lund Harbour"
    " Board (LHB) refused to sign the lease. Officials denied that the docks were poisoned.",
)

_WORDS = "The dog cat was seen by Anna Berg in 1961 and two held not , were is of stolen"
WORDS = st.sampled_from(_WORDS.split())
"""Words of sentences to align."""


READER = packaged_reader()
"""The packaged reader, loaded once."""


def judged(text: str, document: Document = HARBOUR, cited: tuple[int, ...] = ()) -> Judgement:
    return verify_claims([Claim(text, cited)], split(document), READER)[0]


def passages_of(*texts: str) -> list[Passage]:
    return [
        Passage(Source(f"{number}.txt", f"Report {number}"), 0, len(text), text)
        for number, text in enumerate(texts)
    ]


def line(text: str, acronyms: Sequence[str] = ()) -> Line:
    return Line(text, tokenize(text, None, frozenset(), acronyms))
