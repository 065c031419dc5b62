"""The judgement of a claim."""

from dataclasses import dataclass

from assistant.types import Quote, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a claim, and the evidence for it.

    `reason` says in one line why the verdict is not `supported`; empty where it is. `quotes` are
    what supports or contradicts the claim, best first; empty where it is `unsupported`.
    """

    verdict: Verdict
    reason: str
    quotes: tuple[Quote, ...]

    @property
    def entailed(self) -> bool:
        """Whether the sources entail at least part of the claim and contradict none of it."""
        return self.verdict in ("supported", "partly")
