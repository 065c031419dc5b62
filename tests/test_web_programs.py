"""The examples of how programs use the page run as they are written."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from tests.web_desk import served

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    made = Assistant(data=tmp_path_factory.mktemp("programs") / "data", model="quotes")
    yield made
    made.library.close()


@pytest.fixture(scope="module")
def address(desk: Assistant) -> Iterator[str]:
    with served(desk) as made:
        yield made


def printed(page: str, address: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines that the example of a page prints."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    (code,) = [block for block in blocks if "gradio_client" in block]
    assert '"http://127.0.0.1:7860"' in code
    exec(code.replace("http://127.0.0.1:7860", address), {})
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Loaded")]


def test_the_example_of_the_readme_runs(
    desk: Assistant, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, verdict, documents = printed("README.md", address, capsys)
    assert answer == desk.answer("Who met in Beijing?").answer
    assert "[1]" in answer
    assert verdict == "contradicted"
    assert documents == str([one.name for one in desk.library.sources()])


def test_the_example_of_its_own_page_runs(
    desk: Assistant, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    *lines, verdicts, documents = printed("docs/programs.md", address, capsys)
    (text,) = [desk.text(one.name) for one in desk.library.sources()]
    found = re.findall(r"^\[\d\] (\S+) (\d+) (\d+) (.*)$", "\n".join(lines), re.MULTILINE)
    assert found
    for document, start, end, quote in found:
        assert document in documents
        assert text[int(start) : int(end)].startswith(quote)
    assert verdicts in ("['supported']", "['partly']")
