"""Encodings that a text's bytes show plainly, where a guess by letters' frequencies does not."""

import re
import unicodedata
from collections import Counter

_ESCAPES = (
    (b"\x1b$B", "iso2022_jp_ext"),
    (b"\x1b$@", "iso2022_jp_ext"),
    (b"\x1b$(", "iso2022_jp_ext"),
    (b"\x1b$)C", "iso2022_kr"),
)
_NO_TEXT = {"Cc", "Cn", "Co", "Cs"}

LEAST = 0.9
"""The least share of a text's characters beyond ASCII that have to be common ones."""

_RUSSIAN = dict(zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", range(33, 0, -1), strict=True))
"""Letters of Russian, the commonest first, with a weight for how common each is."""

_MARKS = frozenset("«»„“”–—…№’")
"""What Russian texts hold besides letters."""

_STRANGE = 100
"""What a sign that Russian does not have, or a capital inside a word, costs."""

LEAST_RUSSIAN = 22.0
"""The least mean weight of a Russian text's letters; texts have some 25, mere letters 17."""

CYRILLIC = ("cp1251", "koi8_r", "mac_cyrillic", "cp866", "iso8859_5")


def escaped_encoding(data: bytes) -> str | None:
    """The encoding that switches its sets of characters by the escapes that stand there."""
    for escape, encoding in _ESCAPES:
        if escape in data and fits(data, encoding):
            return encoding
    return None


def unmarked_utf16(data: bytes) -> str | None:
    """UTF-16, its byte order told by where the zeros are; None for what is no such text."""
    sample = data[: 2**16]
    if len(data) % 2 or len(sample) < 4:
        return None
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    # Half the bytes of Latin text are zeros; of any other, those of its spaces and stops.
    if max(zeros) * 50 < len(sample) or min(zeros) * 3 > max(zeros):
        return None
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = sum(
        unicodedata.category(sign) in _NO_TEXT and sign not in "\t\n\r\f" for sign in text
    )
    blocks = Counter(script_of(sign) for sign in text)
    written = blocks.pop(0, 0) + sum(count for _, count in blocks.most_common(3))
    return encoding if not strange and written >= LEAST * len(text) else None


def script_of(sign: str) -> int:
    """The block of 256 that a character stands in, those of Han and of Hangul as one each."""
    block = ord(sign) >> 8
    return 0x4E if 0x4E <= block <= 0x9F else 0xAC if 0xAC <= block <= 0xD7 else block


def shift_jis(data: bytes) -> str | None:
    """Windows' Shift-JIS, where its characters are kana and common kanji, side by side."""
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError:
        return None
    runs = re.findall(r"[^\x00-\x7f]+", text)
    beyond = "".join(runs)
    common = sum(is_common_japanese(sign) for sign in beyond)
    together = sum(len(run) for run in runs if len(run) > 1)
    if len(beyond) < 4 or common < LEAST * len(beyond) or 2 * together < len(beyond):
        return None
    return "cp932"


def is_common_japanese(sign: str) -> bool:
    """Whether a character is full-width kana, a sign or a kanji of the first level."""
    written = sign.encode("cp932")
    return len(written) == 2 and (
        written[0] <= 0x84 or written[0] == 0x87 or (b"\x88\x9f" <= written <= b"\x98\x72")
    )


def cyrillic(data: bytes) -> str | None:
    """The encoding in which a text is Russian, by the commonness and the case of its letters."""
    best, best_score = None, 0.0
    for encoding in CYRILLIC:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [sign for sign in text if not sign.isascii()]
        letters = [sign for sign in beyond if sign.lower() in _RUSSIAN]
        if len(letters) < max(12, LEAST * len(beyond)):
            continue
        # "пРИВЕТ" is no word: a capital stands at its beginning, or all are capitals.
        turned = len(re.findall(r"[а-яё][А-ЯЁ]", text))
        strange = sum(sign not in _MARKS and sign.lower() not in _RUSSIAN for sign in beyond)
        worth = sum(_RUSSIAN[sign.lower()] for sign in letters)
        score = (worth - _STRANGE * (strange + turned)) / len(letters)
        if score > best_score:
            best, best_score = encoding, score
    return best if best_score >= LEAST_RUSSIAN else None


def fits(data: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding."""
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
