from hypothesis import given
from hypothesis import strategies as st

from index.load.captions import turns
from tests.reading import kinds, one

MEETING = """WEBVTT - Council meeting

NOTE made by hand

intro
00:00:05.000 --> 00:00:08.000 align:start
<v Lena Fuchs>The bridge will be <i>closed</i>
in April.

00:00:08.000 --> 00:00:11.000
<v Lena Fuchs>It opens again in June.</v>

01:01:11.000 --> 01:01:14.000
<v Max Field>Who pays?</v>
"""

FILM = """1
00:00:01,000 --> 00:00:04,000
MAX: The pump costs
400 euros.

2
00:00:05,000 --> 00:00:07,000
<i>LENA: That is too much.</i>

3
00:00:08,000 --> 00:00:09,500
- Fine.
- No.
"""


def labels(text: str, name: str) -> list[str]:
    return [block.label for block in one(text.encode(), name).blocks]


def test_who_speaks_when_is_a_turn() -> None:
    document = one(MEETING.encode(), "a.vtt")
    assert document.source.title == "Council meeting"
    assert kinds(document) == ["turn", "turn"]
    assert document.text == (
        "[00:00:05] Lena Fuchs: The bridge will be closed in April. It opens again in June."
        "\n\n[01:01:11] Max Field: Who pays?"
    )
    assert labels(MEETING, "a.vtt") == ["Lena Fuchs, 00:00:05", "Max Field, 01:01:11"]


def test_speakers_before_a_colon_and_after_a_dash() -> None:
    expected = ["MAX, 00:00:01", "LENA, 00:00:05", "00:00:08", "00:00:08"]
    assert labels(FILM, "a.srt") == expected
    assert labels(FILM.replace("\n", "\r\n"), "a") == expected
    assert "The pump costs 400 euros." in one(FILM.encode(), "a.srt").text


def test_a_sentence_over_several_cues_is_one() -> None:
    cues = ["The river rose", "by two metres.", "by two metres.", "Then it fell."]
    text = "\n\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}" for n, words in enumerate(cues, 1)
    )
    assert next(turn.text for turn in turns(text)) == "The river rose by two metres."


@given(st.lists(st.text(st.sampled_from("abc d.?"), min_size=1, max_size=30), max_size=8))
def test_no_word_is_lost(cues: list[str]) -> None:
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\nx{words}{n}" for n, words in enumerate(cues)
    )
    said = " ".join(turn.text for turn in turns(text))
    assert said == " ".join(" ".join(f"x{words}{n}".split()) for n, words in enumerate(cues))
