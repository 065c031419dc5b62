"""Questions on the seed, and whether an answer's quotes are exact."""

from assistant import Answer, Assistant

MET = "Whom did Ishaq Dar meet in Beijing?"
OFF = "How do I bake sourdough bread at home?"


def exact(desk: Assistant, answer: Answer) -> bool:
    """Whether every quote and passage is in its document at its offsets, to the character."""
    quoted = [(one.document, one.start, one.end, one.quote) for one in answer.citations]
    quoted += [(one.document, one.start, one.end, one.quote) for one in answer.nearest]
    quoted += [
        (hit.passage.source.name, hit.passage.start, hit.passage.end, hit.passage.text)
        for hit in answer.passages
    ]
    return all(desk.text(name)[start:end] == text for name, start, end, text in quoted)
