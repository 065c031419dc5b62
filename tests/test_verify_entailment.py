"""What the reader reads of a claim's evidence: as much as can change the verdict."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import Entailment
from assistant.reader.decoding import anywhere
from assistant.verify.alignment import align
from assistant.verify.entailment import evidence, read_beside, settled
from assistant.verify.mixture import mixed
from assistant.verify.rules import assess
from assistant.verify.sources import Sources
from tests.verifying import READER, WORDS, line, passages_of

SHARES = st.floats(0, 1)
READINGS = st.builds(lambda a, b: Entailment(a, 1.0, b), SHARES, SHARES)


@given(
    st.lists(WORDS, min_size=1, max_size=6),
    st.lists(WORDS, min_size=1, max_size=6),
    READINGS,
    st.lists(READINGS, max_size=3),
)
def test_more_evidence_never_changes_a_settled_verdict(
    claim: list[str], source: list[str], first: Entailment, more: list[Entailment]
) -> None:
    assessment = assess(align(line(" ".join(claim)), line(" ".join(source))), set())
    assessment.reading = first
    verdict, is_settled = assessment.verdict, settled(assessment)
    assessment.reading = anywhere([first, *more])
    assert assessment.verdict == verdict or not is_settled


def test_a_claim_that_is_borne_out_at_once_is_read_no_further() -> None:
    claim = "The council approved the harbour."
    sources = Sources(passages_of("The council approved the new harbour. It rained."), [claim])
    best = sources.sentences[0]
    texts = evidence(claim, best, sources, [0])
    assert texts[0] == best.line.text
    assert texts[-1] == sources.passages[0].text
    assessment = assess(align(sources.line(claim), best.line), best.known)
    assert not settled(assessment)
    read_beside(READER, assessment, claim, texts)
    assert settled(assessment)
    assert assessment.verdict == "supported"
    first = texts[:1]
    read, leanings = anywhere(READER.verdicts(claim, first)), READER.leanings(claim, first)
    assert assessment.reading == mixed(read, leanings, len(claim.split()))


@given(READINGS)
def test_a_value_that_differs_is_a_veto_whatever_is_read(reading: Entailment) -> None:
    claim = "The harbour costs 300 crowns."
    sources = Sources(passages_of("The harbour costs 200 crowns."), [claim])
    best = sources.sentences[0]
    assessment = assess(align(sources.line(claim), best.line), best.known)
    assessment.reading = reading
    assert assessment.verdict != "supported"
    assert (assessment.verdict == "contradicted") == (reading.contradicted >= 0.3)
    assert assessment.reason == "the source says 200, not 300"


def test_a_value_that_differs_among_the_same_words_needs_no_reading() -> None:
    claim = "The new harbour on the eastern shore of the lake costs the town 300 crowns a day."
    sources = Sources(passages_of(claim.replace("300", "200")), [claim])
    best = sources.sentences[0]
    assessment = assess(align(sources.line(claim), best.line), best.known)
    assert settled(assessment)
    assert assessment.verdict == "contradicted"
