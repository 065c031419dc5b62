"""A title for a document that has none, from its file's name."""

import re
from collections import Counter
from pathlib import PurePosixPath

from index.load.written_days import without_days

SAMPLE = 100_000


def title_from_name(name: str, text: str) -> str:
    """The file's name as words, without dates, capitalized as in the text.

    "pakistan-talks-beijing-2025-05-21.txt" with a text that mentions Pakistan, talks and Beijing
    gives "Pakistan talks Beijing".
    """
    path = PurePosixPath(name)
    stem = path.stem if re.fullmatch(r"\.[A-Za-z]\w{0,7}", path.suffix) else path.name
    words = re.sub(r"[\s_\-+]+", " ", without_days(stem)).strip(" .,;()[]").split()
    if not re.search(r"[^\W\d_]{3}", " ".join(words)):
        return stem
    wanted = {word for word in words if word.islower()}
    written = Counter(
        word for word in re.findall(r"[^\W\d_]+", text[:SAMPLE]) if word.lower() in wanted
    )
    titled = [as_written(word, written) if word in wanted else word for word in words]
    return " ".join([titled[0][:1].upper() + titled[0][1:], *titled[1:]])


def as_written(word: str, written: Counter[str]) -> str:
    """A word's most frequent form in the text; the word itself where it does not occur."""
    forms = {form: count for form, count in written.items() if form.lower() == word}
    return max(forms, key=lambda form: (forms[form], form)) if forms else word
