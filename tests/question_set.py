"""The question set that comes with the tests, and a small part of it."""

from pathlib import Path

SET = Path(__file__).parent / "seed_set"


def small_set(folder: Path) -> Path:
    """One question of the set, on the seed alone."""
    (folder / "documents").mkdir(parents=True)
    seed = next((SET / "documents").glob("pakistan*"))
    (folder / "documents" / seed.name).write_bytes(seed.read_bytes())
    first = (SET / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (folder / "questions.jsonl").write_text(first, encoding="utf-8")
    return folder
