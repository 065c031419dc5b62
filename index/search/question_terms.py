"""What a question is searched for in the lexical index."""

import re
from collections import Counter

from index.search import retrieval_weights as weights
from index.text.language import function_words, language
from index.text.stems import index_terms
from index.text.stop_words import STOP_WORDS
from index.text.unspaced import grams, is_particle

_WORD = re.compile(r"\w+")


def terms(question: str) -> dict[str, float]:
    """The stems of a question's content words, each with its weight.

    Where there is none, those of its function words.
    """
    found = list(dict.fromkeys(_WORD.findall(grams(question.lower()))))
    empty = function_words(language(question)) | STOP_WORDS
    content = [word for word in found if word not in empty and not is_particle(word)]
    words = (content or found)[: weights.QUERY_WORDS]
    return {stem: float(count) for stem, count in Counter(index_terms(" ".join(words))).items()}
