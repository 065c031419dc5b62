from index.text.stemming import stems


def test_stems_are_the_words_that_the_index_knows() -> None:
    assert stems("The Ferries, MEETING in Beijing!") == ["the", "ferri", "meet", "in", "beij"]
    assert stems("x" * 50) == []
