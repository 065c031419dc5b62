from datetime import date
from fnmatch import fnmatchcase
from functools import partial

from assistant.answering.scoped_search import (
    ScopedHits,
    search_files,
    search_in_scope,
    with_sections,
)
from assistant.question.query import LibraryFacts, Query, QueryFilters, read_query
from assistant.question.scope import Scope
from index.types import Block, Hit, Passage, Source
from tests.queries import query

LIBRARY = [
    ("courier-rice", "Courier", date(2025, 5, 3), "Rice prices rose in Peru, growers said."),
    ("courier-fish", "Courier", date(2025, 5, 9), "The fishing fleet of Chile stayed in port."),
    ("post-rice", "The Post", date(2025, 5, 3), "Rice prices fell in Peru, traders said."),
    ("post-rice-old", "The Post", date(2021, 5, 3), "Rice prices in Peru were stable."),
    ("notes", None, None, "Rice prices in Peru, seen by a traveller in 2021."),
]


def search(question: str, limit: int, *, since: date | None, until: date | None) -> list[Hit]:
    """The documents that share most words with the question, as a library finds them."""
    asked = set(question.lower().replace("?", "").split())
    hits = []
    for name, outlet, published, text in LIBRARY:
        shared = len(asked & set(text.lower().replace(",", "").split()))
        dated = since is None and until is None
        inside = published and (since or published) <= published <= (until or published)
        if shared and (dated or inside):
            source = Source(name, name, published=published, outlet=outlet)
            hits.append(Hit(Passage(source, 0, len(text), text), float(shared), 0.5, 1.0))
    return sorted(hits, key=lambda hit: -hit.score)[:limit]


def result(
    question: str, limit: int = 5, since: date | None = None, until: date | None = None
) -> ScopedHits:
    filters = QueryFilters(since, until)
    asked = query(
        question, outlets=["Courier", "The Post"], newest=date(2025, 5, 9), filters=filters
    )
    return search_in_scope(search, asked, limit)


def found(question: str, limit: int = 5) -> list[str]:
    return [hit.passage.source.name for hit in result(question, limit).hits]


def test_without_a_scope_it_is_the_plain_search() -> None:
    question = "rice prices in Peru"
    assert query(question).scope == Scope()
    assert result(question, 2).hits == search(question, 2, since=None, until=None)


def test_a_named_outlet_comes_first_and_others_stay() -> None:
    question = "What did The Post say on rice prices in Peru in peace?"
    assert found(question)[0] == "post-rice"
    assert {"courier-rice", "notes"} <= set(found(question))


def test_a_plainly_named_report_is_alone() -> None:
    question = "What did the Courier report of May 3, 2025, say on rice?"
    assert found(question) == ["courier-rice"]
    assert result(question).only == "a report by Courier of 2025-05-03"
    assert result("rice prices in Peru").only is None


def test_each_of_several_reports_is_found_by_its_own_clause() -> None:
    question = (
        "Does the Courier report of May 3, 2025, on rice prices in Peru agree with growers, while"
        " the Courier report of May 9, 2025, says that the fishing fleet of Chile stayed?"
    )
    assert set(found(question, 2)) == {"courier-rice", "courier-fish"}


def test_a_report_that_is_not_there_filters_nothing_and_is_noted() -> None:
    question = "What did the Courier report of May 4, 2025, say on rice prices?"
    given = result(question)
    assert {hit.passage.source.name for hit in given.hits} >= {"courier-rice", "post-rice"}
    assert given.note == (
        "The library does not hold a report by Courier of 2025-05-04;"
        " other documents were searched."
    )


def test_an_outlet_with_nothing_on_the_subject_changes_nothing() -> None:
    question = "What did The Post say on fishing?"
    given = result(question)
    assert [hit.passage.source.name for hit in given.hits] == ["courier-fish"]
    assert given.note is None


def test_the_time_of_an_event_prefers_reports_of_that_time_and_drops_nothing() -> None:
    names = found("rice prices in Peru in 2021")
    assert names[0] == "post-rice-old"
    assert {"notes", "courier-rice", "post-rice"} <= set(names)
    assert result("rice in 1990").note is None


def test_the_latest_come_before_the_old() -> None:
    names = found("latest rice prices in Peru", 5)
    assert names.index("post-rice") < names.index("post-rice-old")
    assert "notes" in names


def test_the_readers_own_filters_always_hold() -> None:
    question = "What did The Post say in 2021 on rice prices in Peru?"
    since = date(2025, 1, 1)
    hits = result(question, since=since).hits
    assert hits
    assert all((hit.passage.source.published or date.min) >= since for hit in hits)
    assert result(question, until=date(2020, 1, 1)).hits == []


def test_hits_come_once_best_first() -> None:
    question = "What did The Post say on rice prices in Peru in 2021?"
    hits = result(question).hits
    assert len({hit.passage.source.name for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


RULES = {
    "desk/[1] leave.txt": ("Leave rules", ["2.1 Days lapse in May.", "3.2 Two must consent."]),
    "desk/devices.txt": ("Device rules", ["2.3 Ask before you install.", "3.2 Send no papers."]),
}


def clauses(question: str, limit: int, *, pattern: str | None) -> list[Hit]:
    """The clauses of the documents whose names fit, each a passage of its own."""
    del question
    hits = []
    for name, (title, texts) in RULES.items():
        for number, text in enumerate(texts):
            block = Block("clause", 100 * number, 100 * number + len(text), label=text[:3])
            passage = Passage(Source(name, title), block.start, block.end, text, (block,))
            if pattern is None or fnmatchcase(name, pattern):
                hits.append(Hit(passage, 1.0 - number / 10, 0.5, 1.0))
    return hits[:limit]


def read(question: str) -> Query:
    return read_query(question, LibraryFacts(lambda _: 1.0, documents=list(RULES)))


def test_a_named_file_is_alone() -> None:
    hits = search_files(clauses, read("What lapses according to [1] leave.txt?"), 5)
    assert [hit.passage.source.name for hit in hits] == ["desk/[1] leave.txt"] * 2


def test_a_named_section_comes_first_and_from_the_document_that_is_meant() -> None:
    every = clauses("", 9, pattern=None)
    ordered = with_sections(clauses, read("What does rule 3.2 of the device rules say?"), every)
    assert ordered[0].passage.text == "3.2 Send no papers."
    assert {hit.passage.text for hit in ordered} == {hit.passage.text for hit in every}


def test_a_named_section_that_was_not_found_is_looked_for() -> None:
    some = clauses("", 1, pattern=None)
    ordered = with_sections(clauses, read("What does rule 3.2 say?"), some)
    assert [hit.passage.text for hit in ordered] == ["3.2 Two must consent.", some[0].passage.text]


def test_without_a_section_the_hits_stay() -> None:
    every = clauses("", 9, pattern=None)
    assert with_sections(partial(clauses), read("What do the rules say?"), every) == every
