"""The library as a fact-checker of one's own text."""

from assistant.answering.citations import Weighed, folded, sentences_of
from assistant.types import Check, Claim
from assistant.verify import verify_claims
from index.library import Library
from index.text.sentences import sentences


def check(library: Library, text: str, passages: int, identity: str = "") -> Check:
    """Every sentence of a draft, with its verdict and its best quotes from the library.

    Each is weighed against the `passages` best passages that a search for it finds.
    """
    texts = [folded(text[start:end]) for start, end in sentences(text)]
    weighed: list[Weighed] = []
    for sentence in texts:
        found = [hit.passage for hit in library.search(sentence, passages)]
        (judgement,) = verify_claims([Claim(sentence)], found, library.embedder)
        weighed.append((sentence, judgement))
    done, _ = sentences_of(weighed)
    return Check(done, identity)
