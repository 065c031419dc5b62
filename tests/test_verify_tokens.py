"""Sentences → tokens."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.verify.tokens import acronyms_of, tokenize
from tests.verifying import line


@given(st.text(max_size=80))
def test_tokens_are_in_order_at_their_spans(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert end <= token.start < token.end
        end = token.end


def test_long_names_are_passive_line_the_acronyms_that_are_used() -> None:
    text = "The Intergovernmental Panel on Climate Change met; the Untersee and the Seerhein froze."
    acronyms = acronyms_of(["The IPCC met U.S. envoys."])
    assert acronyms == {"IPCC", "US"}
    keys = [token.key for token in line(text, tuple(acronyms)).tokens if token.kind == "name"]
    assert keys == ["ipcc", "unterse", "seerhein"]


def test_denials_inside_words_are_read_apart() -> None:
    keys = [token.key for token in tokenize("They can’t, won't and didn't; she cannot.")]
    assert keys.count("not") == 4
    assert {"can", "will", "did"} <= set(keys)
