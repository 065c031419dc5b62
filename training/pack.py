"""Weights in a small file: matrices as int8 rows with a scale each, the rest as float16.

python -m training.pack MODEL.safetensors|STUDENT.npz OUT.npz
"""

import argparse
from pathlib import Path

import numpy as np


def packed(state):
    """Arrays by name → the same in few bytes; poolers and position ids are left out."""
    out = {}
    for name, stored in state.items():
        if name.startswith("pooler") or "position_ids" in name:
            continue
        value = stored.astype(np.float32)
        if value.ndim == 2 and value.size > 10000:
            scale = np.maximum(np.abs(value).max(1, keepdims=True), 1e-8) / 127
            out[f"{name}.q8"] = np.round(value / scale).astype(np.int8)
            out[f"{name}.scale"] = scale.astype(np.float32)
        else:
            out[name] = value.astype(np.float16)
    return out


def unpacked(stored):
    """Packed arrays by name → float32."""
    out = {}
    for name in stored:
        if name.endswith(".q8"):
            plain = name.removesuffix(".q8")
            out[plain] = stored[name].astype(np.float32) * stored[f"{plain}.scale"]
        elif not name.endswith(".scale"):
            out[name] = stored[name].astype(np.float32)
    return out


def read(path):
    if path.suffix == ".npz":
        return unpacked(np.load(path))
    from safetensors.numpy import load_file

    return load_file(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    np.savez_compressed(options.out, **packed(read(options.model)))


if __name__ == "__main__":
    main()
