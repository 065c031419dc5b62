"""The training mixture: public pairs, and pairs made from them by rule and from templates.

    python -m training.mix TRAIN OUT [--templates 1500] [--share 1] [--squad FILE --xquad FILE]

TRAIN holds qa.jsonl, nli.jsonl, prose.jsonl and, where there are any, more-qa.jsonl and
more-nli.jsonl: README.md gives their form and sources. OUT gets qa.jsonl.xz and nli.jsonl.xz, and
dev.jsonl.xz from SQuAD 2.0's dev-v2.0.json, less the paragraphs of XQuAD's xquad.en.json.
"""

import argparse
import collections
import json
import lzma
import random
import re
from pathlib import Path

import tantivy

from training import declare, templates
from training.alterations import (
    altered,
    around,
    exchanged,
    headed,
    hedged,
    names_in,
    plain,
    sentence_spans,
    without,
)

UNSTATED = {  # no licence that we have read
    *("covidqa", "covidqa_hardneg", "quoref_contrast", "bioasq_factoid", "climate_fever"),
    *("healthver", "covidfact", "attributionbench", "wiki_nli_vania2020", "lingnli_UNCLEAR"),
    "factcheckgpt_stance",
}
CAPS = {
    "snli_train_subsets": 14000,
    "snli_dev": 5000,
    "snli_test_esnli": 5000,
    "breaking_nli": 2500,
    "med": 3000,
    "snli_counterfactual": 7000,
    "retrieval_hardneg:squad_flan_eval": 1500,
    "retrieval_hardneg:nq_open_oracle": 1200,
    "qamr": 16000,
}
LATER_CAPS = {
    "hans": 5000,
    "lonli_refilled": 2500,
    "scone": 2000,
    "megaveridicality_filled": 3000,
    "syntactic_augmentation": 3000,
    "negation_nli": 2000,
    "contractnli": 1500,
    "qasrl_bank": 9000,
}
TABLES = ("lookup", "wtq", "infobox")
VAGUE = re.compile(r"\b(?:someone|something|somewhere|somebody)\b")


def lines(path):
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)


class Mixture:
    """The rows of both forms; every draw is from one generator, so a run can be repeated."""

    def __init__(self, train, templates_count, share):
        self.train, self.rng, self.share = train, random.Random(17), share
        self.later = {}
        prose = list(lines(train / "prose.jsonl"))
        self.made_qa, self.made_nli = templates.pairs(prose, templates_count, self.rng)

    def capped(self, name):
        by_source = collections.defaultdict(list)
        for row in lines(self.train / name):
            if row["source"] not in UNSTATED:
                by_source[row["source"]].append(row)
        rows = []
        for source, own in by_source.items():
            self.rng.shuffle(own)
            rows += own[: CAPS.get(source, len(own))]
        return rows

    def more(self, name):
        """Rows gathered later: capped, tables twice, few questions about "someone"."""
        path = self.train / f"more-{name}.jsonl"
        if name not in self.later:
            rows = lines(path) if path.exists() else ()
            self.later[name] = self.capped_later(name, rows)
        return self.later[name]

    def capped_later(self, name, rows):
        by_source = collections.defaultdict(list)
        for row in rows:
            if name == "nli" or not VAGUE.search(row["question"]) or self.rng.random() < 0.15:
                by_source[row["source"]].append(row)
        kept = []
        for source, own in by_source.items():
            self.rng.shuffle(own)
            times = 2 if any(table in source for table in TABLES) else 1
            kept += own[: LATER_CAPS.get(source, len(own))] * times
        return kept

    def thinned(self, rows):
        return [row for row in rows if self.rng.random() < self.share]

    def questions(self):
        rng = self.rng
        rows = self.capped("qa.jsonl")
        names = names_in(row["context"] for row in rng.sample(rows, 8000))
        made = []
        for row in rows:
            if row.get("answer") and len(row["context"]) >= 250:
                made += unanswerable(row, names, rng)
        made += neighbours(rows, 14000, rng)
        headed_rows = [headed(row, rng) for row in rows + made]
        return self.thinned(headed_rows) + self.more("qa") + self.made_qa

    def claims(self):
        rng = self.rng
        rows = self.capped("nli.jsonl")
        prose = [r for r in lines(self.train / "prose.jsonl") if 200 < len(r["text"]) < 1600]
        names = names_in(row["text"] for row in rng.sample(prose, 6000))
        made = [row for passage in prose for row in about_sentence(passage["text"], names, rng)]
        asked = [r for r in lines(self.train / "qa.jsonl") if r["source"] not in UNSTATED]
        made += exchanged(asked, 30000, rng)
        asked += [r for r in self.more("qa") if "|" not in r["context"]]
        made += declare.claims(asked, rng, without)
        made += hedged(prose, 9000, rng)
        for row in made:
            if "keep" in row:
                row["evidence"] = around(row["evidence"], row.pop("keep"), rng)
        return self.thinned(rows + made) + self.more("nli") + self.made_nli


def unanswerable(row, names, rng):
    """The question beside a passage without its answer, or another question beside it."""
    lacking = {"answer": None, "start": -1}
    dice = rng.random()
    if dice < 0.30:
        left = without(row["context"], row["start"], row["start"] + len(row["answer"]))
        if left and plain(row["answer"]) not in plain(left):
            asked = {"question": row["question"], "context": left}
            yield asked | lacking | {"source": "rule:answer removed"}
    elif dice < 0.55:
        kinds = ("number", "name", "opposite")
        changed = altered(row["question"], row["context"], names, kinds, rng)
        if changed and plain(changed) != plain(row["question"]):
            asked = {"question": changed, "context": row["context"]}
            yield asked | lacking | {"source": "rule:question changed"}


def about_sentence(text, names, rng):
    """A sentence of a passage as it stands, altered, and beside the rest without it."""
    parts = [(a, b) for a, b in sentence_spans(text) if 40 < b - a < 320]
    if len(parts) < 2:
        return
    a, b = rng.choice(parts)
    claim = text[a:b].strip()
    here = {"evidence": text, "keep": (a, b)}
    yield {"claim": claim, "label": "supported", "source": "rule:as it stands"} | here
    changed = altered(claim, text, names, ("number", "name", "opposite", "denial"), rng)
    if changed:
        yield {"claim": changed, "label": "contradicted", "source": "rule:changed"} | here
    left = without(text, a, b)
    if left and rng.random() < 0.6:
        removed = {"label": "neutral", "source": "rule:sentence removed"}
        yield {"claim": claim, "evidence": left, "keep": None} | removed


def neighbours(rows, count, rng):
    """Questions beside a paragraph that shares their words and lacks their answer."""
    contexts = list(dict.fromkeys(r["context"] for r in rows if 250 < len(r["context"]) < 1500))
    index = indexed(contexts)
    searcher = index.searcher()
    made = []
    asked = [r for r in rows if r.get("answer") and len(r["question"]) > 25]
    for row in rng.sample(asked, 2 * count):
        query = index.parse_query(re.sub(r"[^\w\s]", " ", row["question"]).lower(), ["text"])
        found = [searcher.doc(at)["n"][0] for _, at in searcher.search(query, 6).hits]
        for n in found[rng.randint(0, 2) :]:
            if lacks(contexts[n], row):
                pair = {"question": row["question"], "context": contexts[n]}
                made.append(pair | {"answer": None, "start": -1, "source": "rule:neighbour"})
                break
        if len(made) == count:
            break
    return made


def lacks(context, row):
    if context == row["context"] or context[:60] in row["context"]:
        return False
    return plain(row["answer"]) not in plain(context)


def indexed(contexts):
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_unsigned_field("n", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(60_000_000, num_threads=1)  # equal scores in the same order every time
    for n, context in enumerate(contexts):
        writer.add_document(tantivy.Document(text=context, n=n))
    writer.commit()
    index.reload()
    return index


def dev(squad, xquad):
    """Every question of SQuAD 2.0's dev set on a paragraph that XQuAD does not have."""
    held = {p["context"].strip() for p in paragraphs(xquad)}
    for paragraph in paragraphs(squad):
        context = paragraph["context"]
        if context.strip() in held:
            continue
        for asked in paragraph["qas"]:
            answer = min(asked["answers"], key=lambda a: len(a["text"]), default=None)
            found = {"answer": answer and answer["text"], "source": "squad2 dev"}
            start = answer["answer_start"] if answer else -1
            yield {"question": asked["question"], "context": context, "start": start} | found


def paragraphs(path):
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return [paragraph for article in data for paragraph in article["paragraphs"]]


def write(path, rows):
    with lzma.open(path, "wt", encoding="utf-8", preset=3) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    sources = (row["source"].split(":")[0] if ":" in row["source"] else "public" for row in rows)
    labels = (row.get("label") or ("answer" if row.get("answer") else "none") for row in rows)
    print(path.name, len(rows), collections.Counter(sources), collections.Counter(labels))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--templates", type=int, default=1500, help="rounds of the templates")
    parser.add_argument("--share", type=float, default=1.0, help="of all but the later rows")
    parser.add_argument("--squad", type=Path, help="dev-v2.0.json")
    parser.add_argument("--xquad", type=Path, help="xquad.en.json")
    options = parser.parse_args()
    mixture = Mixture(options.train, options.templates, options.share)
    made = {"qa": mixture.questions(), "nli": mixture.claims()}
    for name, rows in made.items():
        mixture.rng.shuffle(rows)
        write(options.out / f"{name}.jsonl.xz", rows)
    if options.squad and options.xquad:
        write(options.out / "dev.jsonl.xz", list(dev(options.squad, options.xquad)))


if __name__ == "__main__":
    main()
