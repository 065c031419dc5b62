"""What a benchmark ran on: figures of other machines and versions are not comparable."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.model_files import usable_cores

_PACKAGES = (
    *("cited-assistant", "chromadb", "tantivy", "onnxruntime"),
    *("langchain-classic", "llama-index-core"),
)


def machine() -> dict[str, str]:
    """The processor, the cores that may be used, Python's version and the packages'."""
    facts = {"processor": _processor(), "cores": str(usable_cores())}
    facts["python"] = ".".join(map(str, sys.version_info[:3]))
    for name in _PACKAGES:
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed
    return facts


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
