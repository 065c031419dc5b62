"""The table of metrics: every row that has a value, and nothing that steers a terminal."""

from assistant.evaluate.aggregates import aggregate_by_group
from assistant.evaluate.metrics_table import align, metrics_table
from tests.outcomes import evaluation


def test_the_table_has_no_row_without_a_value() -> None:
    table = evaluation().table()
    assert table.startswith("bridges: 3 documents, indexed in 1.2 s, engine quotes\n")
    assert "not read: d.txt: is empty" in table
    rows = {line[:28].strip(): line[28:].split() for line in table.splitlines()[3:]}
    assert rows["answer in 3 quotes"] == ["50.0%", "50.0%", "–"]
    assert rows["unanswerable declined"] == ["50.0%", "–", "50.0%"]
    assert "both sides cited" not in table
    assert "0.750" in table


def test_cells_cannot_steer_a_terminal() -> None:
    assert align([("a\x1b[31m\nb", "c")]) == "a [31m b  c"


def test_no_outcomes_have_no_rows() -> None:
    assert "questions" not in metrics_table(aggregate_by_group([]))
