"""What the program says to people, in the reader's language.

`say` gives a message by its key out of the text file of the language that is spoken: what
documents, questions and models say stays as it is, and so does what programs read. Errors are in
English.
"""

from assistant.messages.message_files import KEYS, direction, filled, languages, mark, says, texts
from assistant.messages.reader_language import (
    language,
    negotiated,
    speak,
    speaking,
    spoken,
    told_by,
)
from assistant.messages.saying import counted, day, joined, language_name, listed, say, seconds

__all__ = [
    "KEYS",
    "counted",
    "day",
    "direction",
    "filled",
    "joined",
    "language",
    "language_name",
    "languages",
    "listed",
    "mark",
    "negotiated",
    "say",
    "says",
    "seconds",
    "speak",
    "speaking",
    "spoken",
    "texts",
    "told_by",
]
