"""The trained reader: answer spans in passages, and verdicts on claims, with no network."""

from assistant.reader.cross_encoder import Reader, packaged_reader
from assistant.reader.types import Entailment, SpanReading

__all__ = ["Entailment", "Reader", "SpanReading", "packaged_reader"]
