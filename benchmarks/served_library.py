"""A made library of any size, and questions that it answers: the same for the same seed.

Each document is about one made-up town, a fact a sentence. The vectors are drawn at random for each
text, since embedding it all would take longer than what is measured; only time is, never quality.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.made_library import RandomVectors
from index.library import Library
from index.load.worker import Loader

PASSAGES_A_DOCUMENT = 10

_BEGINNINGS = (
    *("Har", "Kel", "Mor", "Tan", "Vel", "Bor"),
    *("Sil", "Gar", "Nor", "Pel", "Dun", "Fal"),
    *("Lim", "Ost", "Ras", "Wen"),
)
_MIDDLES = (
    *("a", "e", "i", "o", "u", "ar"),
    *("el", "in", "or", "us"),
)
_ENDS = (
    *("vale", "ford", "wick", "mere", "stead", "holm"),
    *("thorpe", "bury", "gate", "mouth", "dale", "field"),
)
_NAMES = (
    *("Anna", "Boris", "Clara", "Dmitri", "Elena", "Farid"),
    *("Greta", "Hamid", "Irene", "Jonas", "Katya", "Lars"),
)
_SURNAMES = (
    *("Abel", "Bruun", "Cerny", "Dahl", "Eriksen", "Farkas"),
    *("Graf", "Holm", "Ivers", "Jansen", "Kovac", "Lund"),
)
_THINGS = (
    *("bridge", "library", "station", "market", "theatre", "harbour"),
    *("museum", "school", "hospital", "mill", "tower", "park"),
    *("stadium", "observatory", "cannery", "chapel", "ferry", "tannery"),
    *("brewery", "quarry"),
)


def towns(count: int) -> Iterator[str]:
    """Names of towns, no two alike."""
    for number in range(count):
        rest, beginning = divmod(number, len(_BEGINNINGS))
        rest, middle = divmod(rest, len(_MIDDLES))
        second, end = divmod(rest, len(_ENDS))
        more = _MIDDLES[second % len(_MIDDLES)] + "l" if second else ""
        yield f"{_BEGINNINGS[beginning]}{_MIDDLES[middle]}{more}{_ENDS[end]}"


def make_library(folder: Path, passages: int, seed: int) -> Path:
    """The data folder of a library of some `passages`, made below `folder` if need be."""
    data, documents = folder / f"data-{passages}-{seed}", folder / f"documents-{passages}-{seed}"
    if not (data / "whole").exists():
        random = np.random.default_rng(seed)
        documents.mkdir(parents=True, exist_ok=True)
        for town in towns(max(1, passages // PASSAGES_A_DOCUMENT)):
            (documents / f"{town.lower()}.txt").write_text(_document(town, random), "utf-8")
        library = Library(data, RandomVectors(seed))
        with Loader() as loader:
            library.index([documents], loader)
        library.close()
        (data / "whole").touch()
    return data


def questions(passages: int, count: int, seed: int) -> list[str]:
    """Questions that such a library answers, no two alike while there are enough."""
    random = np.random.default_rng(seed + 1)
    names = list(towns(max(1, passages // PASSAGES_A_DOCUMENT)))
    asked = (
        "When was the {thing} of {town} opened?",
        "Who built the {thing} of {town}?",
        "How much did the {thing} of {town} cost?",
        "How many visitors does the {thing} of {town} have?",
    )
    return [
        asked[random.integers(len(asked))].format(
            thing=_THINGS[random.integers(len(_THINGS))], town=names[random.integers(len(names))]
        )
        for _ in range(count)
    ]


def _document(town: str, random: np.random.Generator) -> str:
    paragraphs = [_paragraph(town, thing, random) for thing in _THINGS]
    return f"{town}: what there is to see\n\n" + "\n\n".join(paragraphs) + "\n"


def _paragraph(town: str, thing: str, random: np.random.Generator) -> str:
    def one(words: Sequence[str]) -> str:
        return words[int(random.integers(len(words)))]

    def person() -> str:
        return f"{one(_NAMES)} {one(_SURNAMES)}"

    year = int(random.integers(1850, 2000))
    return (
        f"The {thing} of {town} was opened in {year} after"
        f" a delay of {random.integers(2, 9)} years."
        f" It was built by {person()} to the plans of {person()}, whose {one(_THINGS)} had burnt"
        f" down. The {thing} cost {random.integers(2, 90)}.{random.integers(1, 9)} million crowns,"
        f" a third of which was paid by the {one(_THINGS)}. It has"
        f" {random.integers(10, 99)},{random.integers(100, 999)} visitors a year. In"
        f" {year + int(random.integers(5, 25))} the council of {town} had it"
        f" repaired by {person()}."
        f" Those who come by the {one(_THINGS)} pass it on their way to the {one(_THINGS)}."
    )
