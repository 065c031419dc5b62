"""The example of how programs use the page runs as it is written."""

import re
from pathlib import Path

import pytest

from assistant.app import Assistant
from tests.web_desk import served

ROOT = Path(__file__).parents[1]


def example() -> str:
    """The example in the README, or in the pages that it leads to."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    blocks: list[str] = re.findall(
        r"```python\n(.*?)```", "\n".join(one.read_text() for one in pages), re.DOTALL
    )
    return next(block for block in blocks if "gradio_client" in block)


def test_the_example_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Assistant(data=tmp_path / "data", model="quotes")
    code = example()
    assert '"http://127.0.0.1:7860"' in code
    with served(desk) as address:
        exec(code.replace("http://127.0.0.1:7860", address), {})
    desk.library.close()
    out = capsys.readouterr().out
    (text,) = [desk.text(one.name) for one in desk.library.sources()]
    cited = re.findall(r"^\[\d\] (\S+) (\d+) (\d+) (.*)$", out, re.MULTILINE)
    assert cited
    for document, start, end, quote in cited:
        assert document in out.splitlines()[-1]
        assert text[int(start) : int(end)].startswith(quote)
    assert "['supported'" in out or "['partly'" in out
