import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import prompts
from prompts import load, render

NAMES = [file.name.removesuffix(".txt") for file in files(prompts).iterdir() if ".txt" in file.name]


def values(name: str) -> dict[str, str]:
    return dict.fromkeys(re.findall(r"\{([a-z_]+)\}", load(name)), "x")


def test_the_prompts_are_these() -> None:
    assert sorted(NAMES) == ["answer", "answer_small", "connection", "judge", "rewrite", "summary"]


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_has_a_system_and_a_human_part(name: str) -> None:
    assert [role for role, _ in render(name, **values(name))] == ["system", "human"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_to_fill_in(name: str) -> None:
    text = "".join(text for _, text in render(name, **values(name)))
    assert not re.search(r"\{[a-z_]+\}", text)


def test_missing_and_unknown_variables_are_named() -> None:
    given_values = values("answer")
    del given_values["question"], given_values["fence"]
    with pytest.raises(
        ValueError, match=r"^The prompt answer lacks fence, lacks question, has no variable colour$"
    ):
        render("answer", colour="red", **given_values)


def test_an_unknown_prompt_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        render("poem")


def test_a_value_is_not_read_as_a_template() -> None:
    history = r"{question} {fence} {{x}} {0} %s $fence \1 \g<0> {{ 7 * 7 }}"
    _, (_, human) = render("rewrite", history=history, question="Who?", fence="==1==")
    assert history in human
    assert human.count("Who?") == 1


@given(st.text(), st.text())
def test_values_stand_in_the_prompt_as_they_are(claim: str, quotes: str) -> None:
    _, (_, human) = render("judge", claim=claim, quotes=f"<{quotes}>", fence="==1==")
    assert human.startswith(f"<{quotes}>")
    assert f"==1== claim\n{claim}\n==1== end" in human
