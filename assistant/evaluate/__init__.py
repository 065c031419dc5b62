"""Evaluation on a question set.

folder with documents/ and questions.jsonl → questions → outcomes → aggregates → table or JSON
"""

from assistant.evaluate.comparison import Comparison, compare, read_run
from assistant.evaluate.evaluation import Evaluation, evaluate

__all__ = ["Comparison", "Evaluation", "compare", "evaluate", "read_run"]
