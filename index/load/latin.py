"""Which encoding a text in Latin letters is in, told by the alphabets of the languages.

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
"""Beside letters, what running text holds beyond ASCII."""

LEAST = 0.8
"""The share of a text's characters beyond ASCII that an alphabet has to have."""

MOST = 0.4
"""The share of a text's letters beyond ASCII above which its script is another."""


def latin_encoding(data: bytes) -> str | None:
    """The encoding whose letters suit some language best; None where they suit none.

    Of those that suit as well the first is taken: the one that is met most.
    """
    best, suits = None, 0.0
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
        if known > suits * beyond.total():
            best, suits = encoding, known / beyond.total()
    return best if suits >= LEAST else None
