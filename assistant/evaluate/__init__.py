"""Figures of a question set.

folder with documents/ and questions.jsonl → questions → outcomes → figures → table or JSON
"""

from assistant.evaluate.command import command
from assistant.evaluate.compare import Comparison, compare, read_run
from assistant.evaluate.run import Evaluation, evaluate

__all__ = ["Comparison", "Evaluation", "command", "compare", "evaluate", "read_run"]
