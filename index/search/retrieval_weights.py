"""The weights and thresholds of retrieval, read as `weights.NAME`: a command may set them."""

DENSE = 0.75
"""The cosine's share in a score, beside BM25's (fitted: python -m benchmarks.fit SET…)."""

DEPTH = 50
"""Passages taken from each ranking, at least (guess: a round number)."""

FEEDBACK_PASSAGES = 10
"""First candidates that expand a query about a topic (guess: a round number)."""

FEEDBACK_TERMS = 30
"""Stems that they add to the query (guess: a round number)."""

FEEDBACK_STEM_CHARACTERS = 3
"""The length of the shortest stem that is added (guess: a round number)."""

FEEDBACK_TERMS_WEIGHT = 0.5
"""The added stems' share in the weight of all (fitted: python -m benchmarks.fit SET…)."""

FEEDBACK_VECTOR_WEIGHT = 0.3
"""Their mean vector's weight, beside the query's 1 (fitted: python -m benchmarks.fit SET…)."""

UNSEEN_PASSAGES = 500
"""Passages without a word that its rarity counts beside the real (guess: a round number)."""

QUERY_WORDS = 512
"""Words of a question that are searched for (guess: a round number)."""
