"""What kind of request a question is, told before anything is searched.

Kinds are told apart by how they are worded, as grammar: a table of patterns reads a question whole,
so that an ordinary question, which goes on after such words, is taken for no other kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal, cast

from assistant.question.wording import Wording
from assistant.types import AnswerKind

Form = Literal[
    "question",
    "yes or no",
    "what it says",
    "overview",
    "of a text",
    "of a document",
    "topic",
    "compare",
    "list",
    "of items",
    "documents",
    "named",
    "published",
    "copies",
    "count",
    "newest",
    "hello",
    "thanks",
    "bye",
    "help",
    "cannot",
]
"""The kinds, told apart more finely; "named" are documents that are something, "of a text" is an
overview that is rather of a document than of a topic, "what it says" a question of what a document
says about a matter. "of a document" is an overview, "published"
about documents, and "of items" a list, only where there is one."""

_KIND: dict[str, AnswerKind] = {
    **dict.fromkeys(
        ("question", "yes or no", "what it says", "of a document", "of items", "published"),
        "question",
    ),
    **dict.fromkeys(("overview", "of a text", "topic"), "overview"),
    "compare": "compare",
    "list": "list",
    **dict.fromkeys(("documents", "named", "copies", "count", "newest"), "documents"),
    **dict.fromkeys(("hello", "thanks", "bye", "help", "cannot"), "talk"),
}

_SECTION = re.compile(r"\[(.+)\]")
_PIECE = re.compile(r"\{([A-Z_]+)\}")
_Wording = tuple[Form, Wording]
_LONGEST = 250
"""Characters of a request that is more than a question: a longer text is a question about much."""
_CARRIED = re.compile(r"\s\((?P<words>[^()]*)\)$")
_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|ok|okay|so|well|now|please|pls|and|then|also|alright|right|thanks|good\smorning"
    r"|good\safternoon|dear\sassistant|assistant)(?:\sthere)?[\s,!.:;–-]+"
    r"|(?:can|could|would|will)\s(?:you|u)\s(?:please\s|kindly\s|maybe\s|also\s|just\s|quickly\s)*(?=\w)"
    r"|(?:i(?:['’]d|\swould)\s(?:like|love)|i\s(?:want|need))\s(?:you\s)?to\s(?=[a-z])"
    r"|(?:can|could|may)\si\s(?:please\s)?(?=(?:have|get|see)\s)|would\syou\smind\s|(?:kindly|just|quickly|briefly)\s"
    r"|(?:tell\s(?:me|us)|i(?:['’]d|\swould)?\s(?:like|want|need)\sto\sknow|do\syou\sknow|let\sme\sknow)\s"
    r"(?=(?:what|which|how\smany|where)\s)"
    r"|i(?:['’]d|\swould)\slike\s(?=(?:an?|the|some)\s)|(?:do|would|can|could)\syou\s(?:be\sable\s)?(?:to\s)(?=tell))"
)
_SHAPE = re.compile(
    r"(?:^(?:in (?:a nutshell|short|brief|a few words)|briefly)[,:]?\s"
    r"|,?\s(?:in|as|with|using)\s(?:an?\s)?(?:(?:few|one|two|three|four|five|ten|\d+|short|simple|plain"
    r"|bullet|brief|numbered|couple\sof|everyday)[\s-]?)+\s?(?:words?|sentences?|paragraphs?|lines?"
    r"|points?|bullets|list|terms|english|language|form)$"
    r"|,?\s(?:in\s(?:brief|short|a\snutshell|detail|full)|briefly|quickly|for\s(?:me|us|beginners))$)",
    re.IGNORECASE,
)
"""What a request says of the form of its answer, not of its matter."""
_CLOSING = re.compile(
    r"[\s,]*(?:\b(?:please|pls|thanks|thank\syou|thx|for\sme\splease)\b)?[\s.?!…]*$"
)


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What kind of request a question is, and what it is about.

    `subject` is empty where it is about nothing in particular. `rest` holds what a comparison says
    after its word: "from the other". `edge` is which document of all is asked for: "newest";
    `paper` the word for the documents that are asked for ("letters"), `link` what joins them to
    the subject ("from", "mention").
    """

    form: Form
    subject: str = ""
    rest: str = ""
    edge: str = ""
    paper: str = ""
    link: str = ""

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
    plain = list(_plain_forms(text))
    # "Can you list …" is a yes or no only where it is no request without its courtesy.
    return (
        _first([each for each in _wordings() if each[0] != "yes or no"], plain, carried)
        or _first([each for each in _wordings() if each[0] == "yes or no"], plain, carried)
        or RequestKind("question")
    )


def _first(
    wordings: Sequence[_Wording], plain: Sequence[str], carried: "re.Match[str] | None"
) -> RequestKind | None:
    """The request by the first wording that one of the plain forms of a text has."""
    for said in plain:
        small = said.lower()
        for form, wording in wordings:
            if match := wording.match(small):
                # Letters that change their length in small ones would move what is cut out.
                found = _read(form, match, said if len(small) == len(said) else small)
                return _with(found, carried["words"] if carried else "")
    return None


@cache
def _wordings() -> Sequence[_Wording]:
    """The wordings of every kind but a plain question, in the order in which they are tried."""
    text = resources.files(__package__).joinpath("request_wordings.txt").read_text("utf-8")
    pieces: dict[str, str] = {}
    found: list[_Wording] = []
    form = ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        whole = _PIECE.sub(lambda match: pieces[match[1]], line)
        if section := _SECTION.fullmatch(whole):
            form = section[1]
        elif form:
            found.append((cast("Form", form), Wording(whole)))
        else:
            name, _, piece = whole.partition(" = ")
            pieces[name] = f"(?:{piece})"
    return found


def _plain_forms(text: str) -> Iterator[str]:
    """The text without closing stops and words; then without each opening courtesy."""
    text = _CLOSING.sub("", text.strip("\"“”'‘’ ")) or text
    text = text.lstrip("¿¡ ")
    text = _SHAPE.sub("", text) or text
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

    small = (part(name).lower() for name in ("edge", "paper", "link"))
    return RequestKind(form, part("subject"), part("rest"), *small)


def _with(found: RequestKind, carried: str) -> RequestKind:
    """The request with the words that a follow-up carries over."""
    if not carried or found.form in ("hello", "thanks", "bye", "help", "cannot"):
        return found
    subject = f"{found.subject} ({carried})".strip()
    return replace(found, subject=subject)
