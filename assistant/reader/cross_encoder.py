"""The reader: a small cross-encoder of pairs of texts, on onnxruntime."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from assistant.errors import translated
from assistant.reader.decoding import Logits, anywhere, best, entailment, spans, throughout
from assistant.reader.encoder import is_installed
from assistant.reader.inference_model import Leaning, packaged_inference_model
from assistant.reader.question_model import packaged_question_model
from assistant.reader.types import Entailment, SpanReading
from assistant.reader.windows import HEAD, Tokens, Window, cut, windows
from index.model_files import import_onnxruntime, open_session, open_tokenizer, usable_cores

WEIGHTS = Path(__file__).with_name("reader.onnx")
WEIGHTS_SHA256 = "f051840c726ab4782b77936810d318a50c568f115f1d52afe0b7d604480afba8"

_FEW_SENTENCES = 500
"""Characters of the longest evidence for which the inference model is asked: it was trained on
sentences, and reads long passages slowly and no better than the reader does."""

_NO_SPAN = SpanReading(0, 0, 0.0, 0.0)
_Result = TypeVar("_Result")


class _Loaded(NamedTuple):
    tokenizer: Any
    session: Any


class Reader:
    """Reads a question or a claim beside a text; int8 weights, nothing is fetched.

    Loading starts in the background when the object is made, because a caller has other things to
    import meanwhile; what goes wrong with it is raised at the first use, as LibraryError. Texts
    longer than the model's window of 288 tokens are read in overlapping windows. The same texts
    give the same results, alone or together. An object may be used from several threads.
    """

    def __init__(
        self, threads: int | None = None, weights: Path = WEIGHTS, sha256: str = WEIGHTS_SHA256
    ) -> None:
        """One thread a core unless `threads` says how many; 1 stays in the caller's own thread."""
        import_onnxruntime()  # here, because two threads must not import it at once
        self._loading: Future[_Loaded]
        self._single = threads == 1
        self._threads = ThreadPoolExecutor(threads or usable_cores(), thread_name_prefix="reader")
        self._loading = self._threads.submit(_load, weights, sha256)

    @cached_property
    def _loaded(self) -> _Loaded:
        with translated():
            return self._loading.result()

    def answers(self, question: str, texts: Sequence[str]) -> list[SpanReading]:
        """The best answer span of each text, whether it is probable or not."""
        return [found[0] if found else _NO_SPAN for found in self.spans(question, texts, 1)]

    def spans(self, question: str, texts: Sequence[str], count: int) -> list[list[SpanReading]]:
        """At most `count` answer spans of each text that don't overlap, most probable first.

        Of a question of more than 96 tokens the first 96 are read. The question model reads them;
        without its wheel the reader does, less well.
        """
        if not texts:
            return []
        with translated():
            model = packaged_question_model() if is_installed() else None
        tokens, read = (model.tokens, model.read) if model else (self._tokens, self._read)
        head = tokens(_whole(question)).ids[:HEAD]
        found = self._in_windows(
            [windows(head, tokens(_whole(text))) for text in texts],
            lambda window: spans(window, read(window), count),
        )
        return [best(readings, count) for readings in found]

    def verdicts(self, claim: str, evidences: Sequence[str]) -> list[Entailment]:
        """How far each evidence text supports or contradicts the claim.

        A claim of more than 96 tokens is read in parts, of which each must be supported.
        """
        if not evidences:
            return []
        ids = self._tokens(_whole(claim)).ids
        heads = [ids[a:b] for a, b in cut(len(ids), HEAD)]
        texts = [self._tokens(_whole(evidence)) for evidence in evidences]
        found = self._in_windows(
            [windows(head, text) for text in texts for head in heads],
            lambda window: entailment(self._read(window)),
        )
        parts = iter([anywhere(readings) for readings in found])
        return [throughout(list(islice(parts, len(heads)))) for _ in texts]

    def leanings(self, claim: str, evidences: Sequence[str]) -> list[Leaning]:
        """What the inference model says of a claim beside the short ones of some evidence texts.

        None where its wheel is not installed: the reader judges alone.
        """
        if not is_installed():
            return []
        short = [text for text in evidences if len(text) <= _FEW_SENTENCES]
        with translated():
            return [packaged_inference_model().leaning(claim, text) for text in short]

    def warm(self) -> None:
        """Open the inference model in the background, so that the first claim need not wait.

        What goes wrong is raised at its first use.
        """
        # In a thread that the interpreter waits for: it must not end while the model is opened.
        if is_installed():
            self._threads.submit(packaged_inference_model)

    def _tokens(self, text: str) -> Tokens:
        encoding = self._loaded.tokenizer.encode(text, add_special_tokens=False)
        return Tokens(encoding.ids, encoding.offsets)

    def _read(self, window: Window) -> Logits:
        """The reader's own logits for a window."""
        start, end, answerable, verdict = self._loaded.session.run(None, window.feeds())
        return Logits(start[0], end[0], float(answerable[0]), verdict[0])

    def _in_windows(
        self, groups: Sequence[list[Window]], read: Callable[[Window], _Result]
    ) -> list[list[_Result]]:
        """What is read in each window, in the windows' groups."""
        flat = [window for group in groups for window in group]
        # One window a run: int8 scales span a run's input, so neighbours would change results;
        # and padded batches take longer.
        alone = self._single or len(flat) < 2
        results: Iterable[_Result] = map(read, flat) if alone else self._threads.map(read, flat)
        results = iter(results)
        return [list(islice(results, len(group))) for group in groups]


def _whole(text: str) -> str:
    """The text, without halves of surrogate pairs, which have no tokens."""
    return text.encode("utf-8", "replace").decode()


@cache
def packaged_reader() -> Reader:
    """The reader with the packaged weights, one in a process: each takes some 80 MB."""
    return Reader()


def _load(weights: Path, sha256: str) -> _Loaded:
    return _Loaded(open_tokenizer(), open_session(weights, sha256))
