from index.text.number_words import CARDINALS, MAGNITUDES, ORDINALS


def test_words_have_their_values() -> None:
    assert [CARDINALS[word] for word in ("zero", "twelve", "thirty", "ninety")] == [0, 12, 30, 90]
    assert MAGNITUDES["trillion"] == 10**12
    assert [ORDINALS[word] for word in ("first", "twelfth", "twentieth")] == [1, 12, 20]
    assert ORDINALS["millionth"] == 10**6


def test_each_cardinal_has_one_ordinal() -> None:
    below_hundred = [value for value in ORDINALS.values() if value < 100]
    assert sorted(below_hundred) == sorted(CARDINALS.values())
