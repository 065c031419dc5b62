"""The teacher's folder: all-mpnet-base-v2, and which of its tokens each of the student's is.

    python -m training.remap MPNET MINILM OUT

MPNET holds config.json, model.safetensors and tokenizer.json; MINILM tokenizer.json. OUT gets
config.json, model.npz (packed) and remap.npy.
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np

from training.pack import packed, read

SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>"}


def vocabulary(folder):
    return json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mpnet", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    theirs, ours = vocabulary(options.mpnet), vocabulary(options.minilm)
    unknown = theirs["[UNK]"]
    table = np.full(max(ours.values()) + 1, unknown, np.int64)
    for token, at in ours.items():
        table[at] = theirs.get(SPECIAL.get(token, token), unknown)
    print("tokens without a counterpart:", int((table == unknown).sum()) - 1)
    np.save(options.out / "remap.npy", table)
    shutil.copy(options.mpnet / "config.json", options.out)
    weights = packed(read(options.mpnet / "model.safetensors"))
    np.savez_compressed(options.out / "model.npz", **weights)


if __name__ == "__main__":
    main()
