"""What a new user would get on a first day: answers clean, wrong, buried or refused, by kind.

    python -m benchmarks.first_day [SET] [--json] [--show KIND]

SET is a folder with documents/ and questions.jsonl, of the form of tests/first_day_set (the
default). Of each answer the first 300 characters are read, the direct answer first, with the titles
and names of the documents that it cites. Clean: they hold what must stand there, nothing that must
not, and a question is declined where it has no answer. Buried: what must stand there comes later.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from assistant import Answer, Assistant
from assistant.evaluate.metrics_table import align
from assistant.evaluate.questions import DOCUMENTS

SET = Path(__file__).parent.parent / "tests" / "first_day_set"
SHOWN = 300
Outcome = Literal["clean", "wrong", "buried", "refused"]
OUTCOMES: Sequence[Outcome] = ("clean", "wrong", "buried", "refused")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path, nargs="?", default=SET, metavar="SET")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", metavar="KIND", help="print what is not clean of a kind, or all")
    options = parser.parse_args(arguments)
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for question, answer in answered(options.set):
        outcome = outcome_of(question, answer)
        for group in ("all", question["kind"]):
            counts[group][outcome] += 1
        if options.show in ("all", question["kind"]) and outcome != "clean":
            print(f"- {question['id']} {outcome}: {question['question']}")
            print(f"  {shown(answer)[:SHOWN]}")
    rows = [("", "questions", *OUTCOMES), *(row(*each) for each in sorted(counts.items()))]
    print(align(rows))
    if options.json:
        print(json.dumps({group: shares(found) for group, found in counts.items()}))


def answered(folder: Path) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Each question of a set with its answer, without a language model."""
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as data:
        assistant = Assistant(data=data, model="quotes")
        assistant.index(folder / DOCUMENTS)
        for question in map(json.loads, lines):
            history = question.get("history", ())
            yield question, assistant.answer(question["question"], history=history)
        assistant.library.close()


def shown(answer: Answer) -> str:
    """An answer's words as they are read, white space as one."""
    direct = [answer.direct.text] if answer.direct else []
    notes = [f"{each.title} {each.document} {each.published or ''}" for each in answer.citations]
    return " ".join(" ".join((*direct, answer.answer, *notes)).split())


def outcome_of(question: dict[str, Any], answer: Answer) -> Outcome:
    """What a user gets."""
    text = shown(answer).lower()
    begins = text[:SHOWN]
    if any(word.lower() in begins for word in question["must_not"]) and not answer.abstained:
        return "wrong"
    if question["kind"] == "cannot" or not question["abstain"]:
        musts = [[each] if isinstance(each, str) else each for each in question["must"]]
        if all(any(word.lower() in begins for word in each) for each in musts):
            return "clean"
        if answer.abstained:
            return "refused"
        held = all(any(word.lower() in text for word in each) for each in musts)
        return "buried" if held else "wrong"
    return "clean" if answer.abstained else "wrong"


def row(group: str, found: Counter[Outcome]) -> tuple[str, ...]:
    return group, str(found.total()), *(f"{share:.0%}" for share in shares(found).values())


def shares(found: Counter[Outcome]) -> dict[str, float]:
    return {each: found[each] / found.total() for each in OUTCOMES}


if __name__ == "__main__":
    main()
