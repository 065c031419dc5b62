"""The wheel, installed in an empty folder: it holds all it needs, and works without a network."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the built wheel alone is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder / "site", wheel], check=True)
    return folder


def run(installed: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    environment["PYTHONPATH"] = str(installed / "site")
    return subprocess.run(
        command,
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_wheel_holds_the_seed_the_prompts_and_the_page(installed: Path) -> None:
    (wheel,) = installed.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for name in (
        "seeds/pakistan-afghanistan-talks-beijing-2025-05-21.txt",
        "prompts/answer.txt",
        "assistant/py.typed",
        "assistant/reader/reader.onnx",
        "assistant/reader/LICENSE",
        "index/py.typed",
        "assistant/serve/page/style.css",
        "assistant/serve/page/helpers.js",
        "assistant/serve/page/script.js",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_in_an_empty_folder_the_seed_answers_and_the_second_run_indexes_nothing(
    installed: Path, tmp_path: Path
) -> None:
    ask = (sys.executable, "-m", "assistant.cli", "ask", "Who met in Beijing?", "--json")
    first = run(installed, tmp_path, *ask)
    assert first.returncode == 0, first.stderr
    assert "it has taken in" in first.stderr
    answer = json.loads(first.stdout)
    assert not answer["abstained"]
    assert answer["citations"]
    second = run(installed, tmp_path, *ask)
    assert second.stderr == ""
    assert json.loads(second.stdout)["citations"] == answer["citations"]


def test_it_works_where_there_is_no_network_but_loopback(installed: Path, tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], check=False).returncode != 0:
        pytest.skip("no network namespace can be made here")
    ask = f"{sys.executable} -m assistant.cli ask 'Who met in Beijing?'"
    done = run(installed, tmp_path, unshare, "-rn", "sh", "-c", f"ip link set lo up; {ask}")
    assert done.returncode == 0, done.stderr
    assert "Sources:" in done.stdout


def test_a_folder_of_wheels_is_all_that_an_installation_needs(tmp_path: Path) -> None:
    """As docs/server.md has it; the second half without a network, where one can be cut off."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    made = subprocess.run([*pip, "wheel", "--wheel-dir", tmp_path / "wheels", ROOT], check=False)
    if made.returncode:
        pytest.skip("there is no index to take wheels from")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    unshare = shutil.which("unshare") or ""
    cut = unshare and not subprocess.run([unshare, "-rn", "true"], check=False).returncode
    alone = [unshare, "-rn"] if cut else []
    install = ["install", "--quiet", "--no-index", "--find-links", str(tmp_path / "wheels")]
    program = tmp_path / "venv" / "bin"
    subprocess.run([*alone, str(program / "pip"), *install, "cited-assistant"], check=True)
    ask = [*alone, str(program / "assistant"), "ask", "Who met in Beijing?", "--json"]
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(ask, check=True, cwd=tmp_path, env=bare, capture_output=True, text=True)
    assert json.loads(done.stdout)["citations"]
