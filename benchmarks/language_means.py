"""Writes index/language_means.npz: python -m benchmarks.language_means."""

from pathlib import Path
from typing import Any

import numpy as np

import index
from index.multilingual import MultilingualE5


def main() -> None:
    """Embed the everyday sentences of each language and keep their means."""
    means: dict[str, Any] = {
        code: mean.astype(np.float16) for code, mean in MultilingualE5().means().items()
    }
    np.savez_compressed(Path(index.__path__[0]) / "language_means.npz", **means)


if __name__ == "__main__":
    main()
