"""Words without what only their spelling has: case and accents."""

import unicodedata


def plain_word(word: str) -> str:
    """A word in lower case, without accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
