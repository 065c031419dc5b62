"""What kind of request a question is, told before anything is searched.

Kinds are told apart by how they are worded, as grammar: a table of patterns reads a question whole,
so that an ordinary question, which goes on after such words, is taken for no other kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.question import request_patterns as patterns
from assistant.types import AnswerKind

Form = Literal[
    *("question", "yes or no", "overview", "of a document", "topic", "compare", "list", "of items"),
    *("documents", "count", "newest", "hello", "thanks", "bye", "help", "cannot"),
]
"""The kinds, told apart more finely; "of a document" is an overview, and "of items" a list, only where
there is one."""

_KIND: dict[str, AnswerKind] = {
    **dict.fromkeys(("question", "yes or no", "of a document", "of items"), "question"),
    **dict.fromkeys(("overview", "topic"), "overview"),
    "compare": "compare", "list": "list",
    **dict.fromkeys(("documents", "count", "newest"), "documents"),
    **dict.fromkeys(("hello", "thanks", "bye", "help", "cannot"), "talk"),
}

_FORMS: Sequence[tuple[Form, Sequence[patterns.Pattern]]] = (
    ("hello", patterns.HELLO),
    ("thanks", patterns.THANKS),
    ("bye", patterns.BYE),
    ("help", patterns.HELP),
    ("newest", patterns.NEWEST),
    ("count", patterns.COUNT),
    ("documents", (*patterns.DOCUMENTS, *patterns.IN_ANY)),
    ("topic", patterns.TOPIC),
    ("compare", patterns.COMPARE),
    ("overview", patterns.OVERVIEW),
    ("cannot", patterns.CANNOT),
    ("list", patterns.LIST),
    ("of a document", patterns.OF_DOCUMENT),
    ("of items", patterns.OF_ITEMS),
)

_LONGEST = 250
"""Characters of a request that is more than a question: a longer text is a question about much."""
_CARRIED = re.compile(r"\s\((?P<words>[^()]*)\)$")
_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|so|well|now|please|pls|and|then|also|alright|right|thanks|good\smorning"
    r"|good\safternoon|dear\sassistant|assistant)(?:\sthere)?[\s,!.:;–-]+"
    r"|(?:can|could|would|will)\s(?:you|u)\s(?:please\s|kindly\s|maybe\s|also\s|just\s|quickly\s)*(?=\w)"
    r"|(?:i(?:['’]d|\swould)\s(?:like|love)|i\s(?:want|need))\s(?:you\s)?to\s(?=[a-z])"
    r"|(?:can|could|may)\si\s(?:please\s)?(?=(?:have|get|see)\s)|would\syou\smind\s|(?:kindly|just|quickly|briefly)\s"
    r"|i(?:['’]d|\swould)\slike\s(?=(?:an?|the|some)\s)|(?:do|would|can|could)\syou\s(?:be\sable\s)?(?:to\s)(?=tell))"
)
_CLOSING = re.compile(
    r"[\s,]*(?:\b(?:please|pls|thanks|thank\syou|thx|for\sme\splease)\b)?[\s.?!…]*$"
)


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What kind of request a question is, and what it is about.

    `subject` is empty where it is about nothing in particular. `rest` holds what a comparison says
    after its word: "from the other". `edge` is which document of all is asked for: "newest".
    """

    form: Form
    subject: str = ""
    rest: str = ""
    edge: str = ""

    @property
    def kind(self) -> AnswerKind:
        """The kind that the answer is said to be of."""
        return _KIND[self.form]


def request_kind(question: str) -> RequestKind:
    """The kind of request that a question is, made to stand alone or not."""
    carried = _CARRIED.search(question)
    text = " ".join(_CARRIED.sub("", question).split())
    if len(text) > _LONGEST:
        return RequestKind("question")
    for said in _plain_forms(text):
        small = said.lower()
        same = len(small) == len(said)
        for form, wordings in _FORMS:
            for wording in wordings:
                if match := wording.fullmatch(small):
                    found = _read(form, match, said if same else small)
                    return _with(found, carried["words"] if carried else "")
    small = next(iter(_plain_forms(text))).lower()
    if yes_no := patterns.YES_NO.fullmatch(small):
        return RequestKind("yes or no", yes_no["subject"])
    return RequestKind("question")


def _plain_forms(text: str) -> Iterator[str]:
    """The text without closing stops and words; then without each opening courtesy."""
    text = _CLOSING.sub("", text.strip("\"“”'‘’ ")) or text
    text = text.lstrip("¿¡ ")
    yield text
    while (match := _POLITE.match(text.lower())) and match.end() < len(text):
        text = text[match.end() :]
        yield text


def _read(form: Form, match: "re.Match[str]", said: str) -> RequestKind:
    """The request that a pattern matched, its parts as they are written."""
    groups = match.re.groupindex

    def part(name: str) -> str:
        if name not in groups or match[name] is None:
            return ""
        return said[match.start(name) : match.end(name)].strip(" ,:;\"“”'‘’")

    return RequestKind(
        form, part("subject") or part("subject2"), part("rest"), part("edge").lower()
    )


def _with(found: RequestKind, carried: str) -> RequestKind:
    """The request with the words that a follow-up carries over."""
    if not carried or found.form in ("hello", "thanks", "bye", "help", "cannot"):
        return found
    subject = f"{found.subject} ({carried})".strip()
    return RequestKind(found.form, subject, found.rest, found.edge)
