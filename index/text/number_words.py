"""The English words for numbers, each with its value."""

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

CARDINALS = {word: value for value, word in enumerate(_BELOW_TWENTY.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
"""The cardinals below a hundred that are one word."""

MAGNITUDES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}

_IRREGULAR = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
ORDINALS = (
    {
        (word[:-1] + "ieth" if word.endswith("y") else word + "th"): value
        for word, value in CARDINALS.items()
        if value not in _IRREGULAR.values()
    }
    | _IRREGULAR
    | {f"{word}th": MAGNITUDES[word] for word in ("hundred", "thousand", "million")}
)
"""The ordinals that are one word."""
