"""How soon the command answers, beside the bare import of chromadb.

    python -m benchmarks.startup [--rounds 11]

Goals: `assistant --help` within a quarter of the import's time, `assistant ask` on an indexed
library within one and a half times. Exit status 1 where one is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from functools import partial

from benchmarks.timing import interleaved

COMMAND = "from assistant.cli.main import run; run()"
IMPORT = "import chromadb"
GOALS = {"assistant --help": 0.25, "assistant ask": 1.5}


def run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-c", *arguments],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as data:
        # Packages are installed with their bytecode, and so is this one.
        environment = os.environ | {
            "ASSISTANT_DATA": data,
            "ASSISTANT_MODEL": "quotes",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        ask = partial(run, environment, COMMAND, "ask", "Who met in Beijing?")
        ask()  # indexes the seed, and warms the disk's cache as all rounds find it
        medians = interleaved(
            {
                IMPORT: partial(run, environment, IMPORT),
                "assistant --help": partial(run, environment, COMMAND, "--help"),
                "assistant ask": ask,
            },
            rounds,
        )
    print(f"{IMPORT}: {medians[IMPORT]:.3f} s, median of {rounds}")
    missed = 0
    for name, goal in GOALS.items():
        ratio = medians[name] / medians[IMPORT]
        missed += ratio > goal
        verdict = "pass" if ratio <= goal else "MISSED"
        print(f"{name}: {medians[name]:.3f} s, {ratio:.2f} of the import (goal {goal}): {verdict}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
