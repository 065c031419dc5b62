"""A draft checked, sentence by sentence, against the library."""

from assistant.answering.citations import JudgedSentence, folded, sentences_of
from assistant.reader import Reader
from assistant.types import Check, Claim
from assistant.verify import verify_claims
from index.library import Library
from index.text.sentences import sentences


def check(library: Library, reader: Reader, text: str, passages: int, identity: str = "") -> Check:
    """Every sentence of a draft, with its verdict and its best quotes from the library.

    Each is judged against the `passages` best passages that a search for it finds.
    """
    texts = [folded(text[start:end]) for start, end in sentences(text)]
    judged: list[JudgedSentence] = []
    for sentence in texts:
        found = [hit.passage for hit in library.search(sentence, passages)]
        (judgement,) = verify_claims([Claim(sentence)], found, reader)
        judged.append(JudgedSentence(sentence, judgement))
    done, _ = sentences_of(judged)
    return Check(done, identity)
