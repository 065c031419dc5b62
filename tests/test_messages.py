"""The messages: the same in every language, each used, and the reader's language chosen."""

import ast
import re
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.messages import (
    KEYS,
    counted,
    day,
    direction,
    filled,
    language,
    language_name,
    languages,
    negotiated,
    say,
    says,
    speak,
    speaking,
    spoken,
    texts,
    told_by,
)
from assistant.types import REFUSAL
from index.types import DateOrigin

ROOT = Path(__file__).parent.parent
FOLDER = Path(messages.__file__).parent
LANGUAGES = ("ar", "en", "es", "fr", "ur", "zh")
RIGHT_TO_LEFT = {"ar", "ur"}


def lines(code: str) -> list[tuple[str, str]]:
    """The keys and texts of a file, as they are written."""
    written = (FOLDER / f"{code}.txt").read_text("utf-8").splitlines()
    pairs = [line.partition(" = ") for line in written if line and not line.startswith("#")]
    return [(key, text) for key, _, text in pairs]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages_that_are_promised_are_there() -> None:
    assert set(languages()) >= set(LANGUAGES)
    assert {code for code in LANGUAGES if direction(code) == "rtl"} == RIGHT_TO_LEFT


@pytest.mark.parametrize("code", languages())
def test_every_language_has_the_same_keys_and_placeholders(code: str) -> None:
    own, english = lines(code), lines("en")
    assert [key for key, _ in own] == [key for key, _ in english]
    assert len(dict(own)) == len(own), "a key is there twice"
    for (key, text), (_, original) in zip(own, english, strict=True):
        assert bool(text) == bool(original), key
        assert placeholders(text) == placeholders(original), key
        # The page has them in HTML and in JSON as they are.
        assert not set(text) & set('<>&"\\'), key


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_language_says_whether_a_speaker_has_read_it(code: str) -> None:
    head = (FOLDER / f"{code}.txt").read_text("utf-8").split("\n\n")[0]
    assert re.search(r"^# Read by a speaker: (not yet|yes)\b", head, re.MULTILINE)


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_language_is_not_english(code: str) -> None:
    """Words that are the same in two languages are few."""
    same = [key for key, text in lines(code) if text == texts("en")[key] and "{" not in text]
    assert len(same) < len(texts("en")) / 20, same


def said_keys() -> tuple[set[str], set[str]]:
    """The strings of the source that are keys, and those that begin one: f"month.{number}"."""
    whole, beginnings = set(), set()
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                first = node.values[0]
                if isinstance(first, ast.Constant):
                    beginnings.add(str(first.value))
    return whole, {one for one in beginnings if re.fullmatch(r"[a-z_]+\.[a-z_.]*", one)}


def test_every_message_is_used() -> None:
    whole, beginnings = said_keys()
    # `counted` says one or many of a thing that it is given.
    things = {key.partition(".")[2] for key in texts("en") if key.startswith(("one.", "many."))}
    assert things <= whole
    unused = [
        key
        for key in texts("en")
        if key not in whole
        and not key.startswith(("one.", "many."))
        and not any(key.startswith(one) for one in beginnings)
    ]
    assert unused == []


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every `say` of the source whose key stands there."""
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given_key = node.args and isinstance(node.args[0], ast.Constant)
                if node.func.id in ("say", "around") and given_key:
                    yield node.args[0].value, node  # type: ignore[attr-defined]


def test_what_is_said_is_a_message_with_its_placeholders() -> None:
    found = list(calls())
    assert len(found) > 100
    for key, call in found:
        assert key in texts("en"), key
        given_names = {one.arg for one in call.keywords if one.arg}
        assert given_names == placeholders(texts("en")[key]), key


def test_english_is_spoken_where_nobody_says_otherwise() -> None:
    assert language() == "en"
    assert say("refusal") == REFUSAL == texts("en")["refusal"]
    assert (counted(1, "document"), counted(2_000, "page")) == ("1 document", "2,000 pages")
    assert day(date(2025, 5, 21)) == "21 May 2025"


@pytest.mark.parametrize("code", ["de", "tlh", "", "  ", "C", "../en", "keys.txt"])
def test_an_unknown_language_falls_back_to_english(code: str) -> None:
    with spoken(code):
        assert language() == "en"
    assert told_by(code, None) == "en"
    assert negotiated(code) == "en"


@pytest.mark.parametrize(
    ("code", "known"), [("es-MX", "es"), ("ar_EG.UTF-8", "ar"), ("ZH", "zh"), ("fr", "fr")]
)
def test_a_language_is_known_by_its_code_alone(code: str, known: str) -> None:
    with spoken(code):
        assert language() == known
        assert say("refusal") != REFUSAL
    assert language() == "en"


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("ar", "ar"),
        ("ar-EG,ar;q=0.9,en-US;q=0.8,en;q=0.7", "ar"),
        ("de-DE,de;q=0.9,fr;q=0.5,en;q=0.3", "fr"),
        ("en;q=0.2,es;q=0.9", "es"),
        ("de,tlh;q=0.3", "en"),
        ("*", "en"),
        ("es;q=0,fr;q=0.1", "fr"),
        ("es;q=much", "en"),
        ("zh-Hant-TW,zh;q=0.9", "zh"),
    ],
)
def test_the_browser_s_favourite_is_spoken(accepted: str, chosen: str) -> None:
    assert negotiated(accepted) == chosen
    assert told_by("", accepted) == chosen
    assert told_by("ur", accepted) == "ur", "what is set comes first"


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_no_header_is_too_odd_for_a_language(accepted: str) -> None:
    assert negotiated(accepted) in languages()


def test_each_step_of_a_generator_speaks_its_language_and_others_theirs() -> None:
    def two() -> Generator[str]:
        try:
            yield say("answer.sources")
            yield say("answer.sources")
        finally:
            ended.append(language())

    ended: list[str] = []
    spanish, french = speaking("es", two()), speaking("fr", two())
    heard = [next(spanish), next(french), say("answer.sources"), next(spanish)]
    assert heard == [texts(code)["answer.sources"] for code in ("es", "fr", "en", "es")]
    del spanish, french
    assert sorted(ended) == ["es", "fr"]
    assert language() == "en"


def test_a_language_is_spoken_until_another_is() -> None:
    with spoken("es"):
        speak("fr")
        speak("")
        assert language() == "fr"
    assert language() == "en"


@pytest.mark.parametrize("code", languages())
def test_a_language_has_its_name_in_every_language(code: str) -> None:
    with spoken(code):
        names = [language_name(one) for one in ("en", "es", "fr", "ar", "ur", "zh", "ja", "th")]
        assert len(set(names)) == len(names)
        assert language_name("xx") == texts(code)["tongue.other"]


def test_every_origin_of_a_date_has_its_words() -> None:
    for origin in get_args(DateOrigin):
        assert f"origin.{origin.replace(' ', '_')}" in texts("en")


def test_a_message_is_recognised_in_every_language() -> None:
    for code in languages():
        with spoken(code):
            assert says(f"1. {say('refusal')} …", "refusal")
    assert not says("The documents answer this.", "refusal")


def test_marks_are_filled_in_for_each_reader() -> None:
    with spoken(KEYS):
        marked = {"a": [say("tab.ask"), 7], "b": f"<p>{say('page.tagline')}</p>"}
    for code in languages():
        own = texts(code)
        shown = {"a": [own["tab.ask"], 7], "b": f"<p>{own['page.tagline']}</p>"}
        assert filled(marked, code) == shown


@given(st.text())
def test_values_are_put_in_as_they_are(value: str) -> None:
    for code in languages():
        with spoken(code):
            assert value in say("reason.no_file", name=value)
