"""Words → their stems, by tantivy's English stemmer: those of the lexical index."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order: lower case, English endings taken off."""
    return _analyzer().analyze(text)


@cache
def _analyzer() -> "tantivy.TextAnalyzer":
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.lowercase(),
        tantivy.Filter.remove_long(40),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()
