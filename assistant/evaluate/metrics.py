"""The metrics of retrieval and question answering, each with its definition.

Ranks count from 1. A share is in [0, 1], and None where there is nothing to take a share of.
"""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

ARTICLES = re.compile(r"\b(?:a|an|the)\b")
POSSESSIVE = re.compile(r"['’]s\b")
JOINS = re.compile(r"[-‐-―/]")


def recall(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """The share of the relevant documents that are among the first `k` ranked.

    Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), section 8.4.
    """
    if not relevant:
        return None
    return len(set(ranked[:k]) & set(relevant)) / len(set(relevant))


def rank(ranked: Sequence[str], relevant: Collection[str]) -> int | None:
    """The rank of the first relevant document; None where none was found."""
    return next((place for place, name in enumerate(ranked, 1) if name in relevant), None)


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float | None:
    """One over the rank of the first relevant document, 0 where none was found.

    Its mean over questions is MRR: Voorhees, The TREC-8 Question Answering Track Report (1999).
    """
    if not relevant:
        return None
    first = rank(ranked, relevant)
    return 1 / first if first else 0.0


def ndcg(ranked: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """Normalised discounted cumulative gain of the first `k`, every relevant document gaining 1.

    DCG is the sum of 1 / log2(rank + 1) over relevant documents, divided by that of the best order
    possible: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002).
    """
    if not relevant:
        return None
    gained = (place for place, name in enumerate(ranked[:k], 1) if name in relevant)
    best = range(1, min(k, len(set(relevant))) + 1)
    return _discounted(gained) / _discounted(best)


def _discounted(places: Iterable[int]) -> float:
    return sum(1 / math.log2(place + 1) for place in places)


def normalise(text: str) -> str:
    """Text normalised as for SQuAD: lower case, no punctuation, no articles, single spaces.

    Rajpurkar et al., SQuAD (2016), the official evaluation script. It drops ASCII punctuation
    alone; here punctuation and symbols of all scripts go, compatibility forms are unified (NFKC),
    and dashes, slashes and a possessive 's separate words, so that "1990" is found in "1990–95".
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = JOINS.sub(" ", POSSESSIVE.sub(" ", text))
    text = "".join(letter for letter in text if unicodedata.category(letter)[0] not in "PS")
    return " ".join(ARTICLES.sub(" ", text).split())


def contains_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether `text` contains one of the answers as whole words, both of them normalised."""
    words = f" {normalise(text)} "
    wanted = (normalise(answer) for answer in answers)
    return any(answer and f" {answer} " in words for answer in wanted)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a random positive scores above a random negative, ties counting one half.

    The area under the ROC curve as a rank statistic (Mann and Whitney's U over the number of
    pairs): Fawcett, An introduction to ROC analysis (2006). None where either side is empty.
    """
    if not positives or not negatives:
        return None
    scored = sorted(
        [(score, True) for score in positives] + [(score, False) for score in negatives]
    )
    ranks, start = 0.0, 0
    while start < len(scored):
        end = start
        while end < len(scored) and scored[end][0] == scored[start][0]:
            end += 1
        # Equal scores share the mean of their ranks.
        ranks += (start + 1 + end) / 2 * sum(positive for _, positive in scored[start:end])
        start = end
    above = ranks - len(positives) * (len(positives) + 1) / 2
    return above / (len(positives) * len(negatives))


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value below which `percent` per cent of the values lie, between two ranks linearly.

    Hyndman and Fan, Sample quantiles in statistical packages (1996), definition 7.
    """
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None where none is."""
    present = [value for value in values if value is not None]
    return sum(present) / len(present) if present else None


def threshold_answering(scores: Sequence[float], share: float) -> float | None:
    """The highest threshold at which at least `share` of the scores reach it."""
    if not scores:
        return None
    # 1e-9: a product such as 0.28 * 25 may come out just above a whole number.
    return sorted(scores, reverse=True)[max(1, math.ceil(share * len(scores) - 1e-9)) - 1]


def threshold_declining(scores: Sequence[float], share: float) -> float | None:
    """The lowest threshold at which at least `share` of the scores stay below it."""
    if not scores:
        return None
    ordered = sorted(scores)
    declined = math.ceil(share * len(ordered) - 1e-9)
    # Just above the last score to decline, so that it stays below.
    return math.nextafter(ordered[declined - 1], math.inf) if declined else ordered[0]


def share_answered(scores: Sequence[float], threshold: float | None) -> float | None:
    """The share of the scores that reach the threshold."""
    if not scores or threshold is None:
        return None
    return sum(score >= threshold for score in scores) / len(scores)


def declined_while_answering(
    known: Sequence[float], unknown: Sequence[float], share: float
) -> float | None:
    """The share of `unknown` declined at the threshold that answers `share` of `known`.

    True negative rate at a fixed true positive rate; Fawcett (2006).
    """
    answered = share_answered(unknown, threshold_answering(known, share))
    return None if answered is None else 1 - answered


def answered_while_declining(
    known: Sequence[float], unknown: Sequence[float], share: float
) -> float | None:
    """The share of `known` answered at the threshold that declines `share` of `unknown`."""
    return share_answered(known, threshold_declining(unknown, share))
