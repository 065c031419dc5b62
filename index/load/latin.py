"""The encoding of a text in Latin letters, detected by the alphabets of the languages.

A byte above 127 is one letter or another, by the encoding. The right one gives letters that one
language writes side by side: read as windows-1250, "très près à" shows ŕ beside č, which none does.
"""

from collections import Counter

ENCODINGS = {
    "cp1252": (
        "àâæçèéêëîïôœùûüÿ",  # French
        "äöüß",  # German
        "áéíñóúüçà",  # Spanish
        "àáâãçéêíóôõúüè",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäæöøéüàô",  # Swedish, Danish, Norwegian, Finnish
        "áðéíóúýþæö",  # Icelandic
        "áäèéêëïíóöüúç",  # Dutch
        "àçèéíïòóúü·",  # Catalan
        "àáâäæçèéêëïíñóôöøœü",  # English, in loans
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîşţșț",  # Romanian
        "čćđšž",  # Croatian, Slovene
    ),
    "cp1254": ("çğıöşüâîû",),  # Turkish
    "cp1257": (
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
        "äöõüšž",  # Estonian
    ),
}
ENCODINGS |= {
    "iso8859_15": ENCODINGS["cp1252"],
    "iso8859_2": ENCODINGS["cp1250"],
    "mac_roman": ENCODINGS["cp1252"],
}
MARKS = frozenset("“”‘’„‚«»‹›–—…•€£§°¿¡´\xa0\xad")
"""Characters of running text beyond ASCII that are no letters."""

LEAST = 0.8
"""The least share of a text's characters beyond ASCII that an alphabet has to cover."""

MOST = 0.4
"""The greatest share of letters beyond ASCII; above it the script is not Latin."""


def latin_encoding(data: bytes) -> str | None:
    """The encoding whose letters fit a language's alphabet best; None where none fits.

    Of those that fit equally well the first is taken: the most common.
    """
    best, best_share = None, 0.0
    for encoding, alphabets in ENCODINGS.items():
        try:
            counts = Counter(data.decode(encoding).lower())
        except UnicodeDecodeError:
            continue
        beyond = Counter({sign: count for sign, count in counts.items() if not sign.isascii()})
        letters = sum(count for sign, count in counts.items() if sign.isalpha())
        if sum(count for sign, count in beyond.items() if sign.isalpha()) > MOST * letters:
            continue
        known = max(
            sum(count for sign, count in beyond.items() if sign in alphabet or sign in MARKS)
            for alphabet in alphabets
        )
        if known > best_share * beyond.total():
            best, best_share = encoding, known / beyond.total()
    return best if best_share >= LEAST else None
