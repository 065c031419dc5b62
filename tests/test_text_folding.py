import pytest

from index.text.folding import plain_word


@pytest.mark.parametrize(
    ("word", "plain"),
    [("Dar", "dar"), ("Zoë", "zoe"), ("Straße", "strasse"), ("ﬁne", "fine"), ("İzmir", "izmir")],
)
def test_case_and_accents_are_folded(word: str, plain: str) -> None:
    assert plain_word(word) == plain
