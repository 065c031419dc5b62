"""Scripts that put no spaces between words: their runs of letters as overlapping grams.

Chinese characters count singly and in pairs, which find about as well as a dictionary's words
(Nie and others, IRAL 2000); kana and Hangul in pairs, the scripts of South-East Asia in threes.
"""

import re
from functools import cache
from importlib import resources

_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff々〇"
_HIRAGANA = "ぁ-ゖ"
_KATAKANA = "ァ-ヺー"
_HANGUL = "가-힣"
_SOUTH_EAST = "฀-๎຀-໎က-႟ក-៓"

_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<kana>[{_HIRAGANA}]+|[{_KATAKANA}]+)|(?P<hangul>[{_HANGUL}]+)"
    rf"|(?P<south_east>[{_SOUTH_EAST}]+)"
)
_SIZES = {"han": (1, 2), "kana": (2,), "hangul": (2,), "south_east": (3,)}
_ANY = re.compile(f"[{_HAN}{_HIRAGANA}{_KATAKANA}{_HANGUL}{_SOUTH_EAST}]")
_FULL_WIDTH = {sign: sign - 0xFEE0 for sign in range(0xFF10, 0xFF5B) if chr(sign).isalnum()}
_PARTICLES = re.compile(rf"[{_HIRAGANA}]+")


def grams(text: str) -> str:
    """The text with each run of such letters as its grams, spaces between; any other as it is.

    Words that only join or ask are left out, and no gram reaches over one: the "是" of "馆长是谁".
    Digits and letters as wide as such letters come as plain ones.
    """
    if text.isascii():
        return text
    return _RUN.sub(_of_run, _empty().sub(" ", text.translate(_FULL_WIDTH)))


def is_unspaced(text: str) -> bool:
    """Whether most letters of a text are of such a script."""
    letters = sum(sign.isalpha() for sign in text)
    return letters > 0 and 2 * len(_ANY.findall(text)) >= letters


def is_particle(word: str) -> bool:
    """Whether a gram is of hiragana alone: as a rule an ending, or a word that only joins."""
    return _PARTICLES.fullmatch(word) is not None


def _of_run(match: re.Match[str]) -> str:
    run, sizes = match[0], _SIZES[match.lastgroup or "han"]
    found = [run[at : at + n] for n in sizes if n <= len(run) for at in range(len(run) - n + 1)]
    return f" {' '.join(found or [run])} "


@cache
def _empty() -> re.Pattern[str]:
    text = resources.files(__package__).joinpath("unspaced_words.txt").read_text("utf-8")
    words = re.sub(r"(?m)^#.*$", "", text).split()
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
