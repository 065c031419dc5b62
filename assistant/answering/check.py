"""A draft checked, sentence by sentence, against the library."""

from concurrent.futures import ThreadPoolExecutor

from assistant.answering.citations import JudgedSentence, numbered, sentences_of
from assistant.messages import language, spoken
from assistant.reader import Reader
from assistant.types import Check, Claim
from assistant.verify import verify_claims
from index.library import Library
from index.model_files import usable_cores
from index.text.sentences import sentences


def check(library: Library, reader: Reader, text: str, passages: int, identity: str = "") -> Check:
    """Every sentence of a draft, with its verdict and its best quotes from the library.

    Each is judged against the `passages` best passages that a search for it finds.
    """
    texts = numbered(text[start:end] for start, end in sentences(text))

    code = language()  # which threads do not inherit

    def judged_sentence(sentence: str) -> JudgedSentence:
        found = [hit.passage for hit in library.search(sentence, passages)]
        with spoken(code):
            (judgement,) = verify_claims([Claim(sentence)], found, reader)
        return JudgedSentence(sentence, judgement)

    # While the models read one sentence, the rules weigh another.
    with ThreadPoolExecutor(usable_cores(), thread_name_prefix="check") as threads:
        judged = list(threads.map(judged_sentence, texts))
    done, _ = sentences_of(judged)
    return Check(done, identity)
