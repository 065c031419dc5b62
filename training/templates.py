"""Minimal pairs from templates: what a reader of overlapping words gets wrong.

Roles exchanged, plans and claims taken for facts, other years, other speakers. `pairs(prose, count,
rng)` are rows of the qa form and rows of the nli form.
"""

import re

from training.words import pairs as word_pairs
from training.words import phrases, words

ACTORS = phrases("templates", "actors")
VERBS = words("templates", "verbs")
PLANS = word_pairs("templates", "plans")
SYNONYMS = word_pairs("templates", "synonyms")
ANTONYMS = word_pairs("templates", "antonyms")
PAST = dict(word_pairs("templates", "past"))
PARTICIPLES = {**PAST, **dict(word_pairs("templates", "participles"))}
OBJECTS = phrases("templates", "objects")
ROWS = phrases("templates", "rows")
ADJUNCTS = [
    *("", "", " on Monday", " in March", " last week", " over unpaid wages", " during the talks"),
    *(" near the border", " after the election", " for the third time", " in 2019"),
    *(" at the summit in Beijing", " before the vote", " because of the delay", " in a letter"),
    *(" at a hearing", " over the contract"),
]
MEASURES = [  # verb, unit, question
    ("carried", "million passengers", "How many passengers did {a} carry"),
    ("earned", "million euros in revenue", "What revenue did {a} earn"),
    ("received", "thousand visitors", "How many visitors did {a} receive"),
    ("sold", "thousand cars", "How many cars did {a} sell"),
    ("employed", "workers", "How many workers did {a} employ"),
    ("exported", "million tonnes of grain", "How much grain did {a} export"),
    ("made", "million dollars in profit", "What profit did {a} make"),
    ("treated", "thousand patients", "How many patients did {a} treat"),
    ("built", "new homes", "How many new homes did {a} build"),
]
EVENTS = [
    *("the election", "the strike", "the earthquake", "the merger", "the summit"),
    *("the trial", "the flood", "the ceasefire", "the visit", "the vote"),
]
IRREGULAR_PLANS = {
    "cut": ("cut", "cut"),
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "sell": ("sold", "sold"),
    "withdraw": ("withdrew", "withdrawn"),
}
DOUBLED = {
    "cut": "cutting",
    "ban": "banning",
    "outbid": "outbidding",
    "outrun": "outrunning",
    "withdraw": "withdrawing",
}
FIRST_WORDS = [
    *("{p} would cost jobs", "{p} was a mistake", "{p} should be delayed"),
    "{p} had been agreed",
]
SECOND_WORDS = [
    *("{q} was a success", "{q} would go ahead", "{q} needed more time"),
    "{q} was illegal",
]


def past(verb):
    if verb in PAST:
        return PAST[verb]
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if verb[-1] == "y" and verb[-2] not in "aeiou" else verb + "ed"


def participle(verb):
    return PARTICIPLES.get(verb) or past(verb)


def doing(verb):
    if verb in DOUBLED:
        return DOUBLED[verb]
    return (verb[:-1] if verb.endswith("e") and verb != "see" else verb) + "ing"


def up(text):
    return text[0].upper() + text[1:]


def pairs(prose, count, rng):
    maker = Maker(prose, rng)
    for _ in range(count):
        maker.roles()
        maker.plans()
        maker.speakers()
        maker.opposites()
        maker.figures()
        maker.comparisons()
    return maker.qa, maker.nli


class Maker:
    """Rows in the making, each template's sentence between sentences of real prose."""

    def __init__(self, prose, rng):
        self.rng, self.qa, self.nli = rng, [], []
        found = [
            s.strip() for row in prose for s in re.split(r"(?<=[.!?])\s+(?=[A-Z])", row["text"])
        ]
        self.sentences = [s for s in found if 30 < len(s) < 200]

    def wrapped(self, text):
        rng = self.rng
        if rng.random() < 0.45:
            return text
        before = rng.choice(self.sentences) + " " if rng.random() < 0.6 else ""
        after = " " + rng.choice(self.sentences) if rng.random() < 0.6 else ""
        return before + text + after

    def claim(self, claim, evidence, label, kind):
        row = {"claim": up(claim), "evidence": self.wrapped(up(evidence)), "label": label}
        self.nli.append({**row, "source": f"template:{kind}"})

    def ask(self, question, context, answer, kind):
        context = context if "\n" in context else self.wrapped(up(context))
        at = context.find(answer) if answer else -1
        if answer and at < 0:
            at = context.find(up(answer))
            answer = up(answer)
        if not answer or at >= 0:
            self.question(question, context, answer, at, kind)

    def question(self, question, context, answer, at, kind):
        row = {"question": question, "context": context, "answer": answer, "start": at}
        self.qa.append({**row, "source": f"template:{kind}"})

    def two(self):
        return self.rng.sample(ACTORS, 2)

    def roles(self):
        """Who did what to whom."""
        rng = self.rng
        a, b = self.two()
        verb, extra = rng.choice(VERBS), rng.choice(ADJUNCTS)
        did, done = past(verb), participle(verb)
        active, passive = f"{a} {did} {b}{extra}.", f"{b} was {done} by {a}{extra}."
        fact = rng.choice([active, passive])
        same = [f"{a} {did} {b}.", f"{b} was {done} by {a}.", active, passive]
        self.claim(rng.choice(same), fact, "supported", "role kept")
        other = [f"{b} {did} {a}.", f"{a} was {done} by {b}.", f"{b} {did} {a}{extra}."]
        self.claim(rng.choice(other), fact, "contradicted", "roles exchanged")
        dice = rng.random()
        if dice < 0.3:
            self.ask(f"Who {did} {b}?", fact, a, "who did")
        elif dice < 0.5:
            self.ask(f"Who was {done} by {a}?", fact, b, "whom")
        elif dice < 0.8:
            question = rng.choice([f"Who {did} {a}?", f"By whom was {a} {done}?"])
            self.ask(question, fact, None, "roles exchanged")

    def plans(self):
        """What was planned, said, refused, or nearly done."""
        rng = self.rng
        a, c = self.two()
        verb, noun = rng.choice(PLANS)
        noun = rng.choice([f"the {noun}", f"a {noun}", f"the {noun}s"])
        extra = rng.choice(ADJUNCTS)
        did, done = IRREGULAR_PLANS.get(verb) or (past(verb), participle(verb))
        fact, do, ing = f"{a} {did} {noun}", f"{verb} {noun}", f"{doing(verb)} {noun}"
        said = rng.choice(hedged(a, c, fact, do, ing))
        self.claim(f"{fact}.", f"{said}{extra}.", "neutral", "not yet a fact")
        self.claim(f"{said}.", f"{said}{extra}.", "supported", "hedge kept")
        refused = rng.choice(not_done(a, c, f"{did} {noun}", do, ing))
        self.claim(f"{fact}.", f"{refused}{extra}.", "contradicted", "not done")
        kept = rng.choice(truly_done(a, c, fact, f"{done} {noun}", do, ing))
        self.claim(f"{fact}.", f"{kept}{extra}.", "supported", "done")
        if any(word in said for word in ("said", "claimed", "believes", "according")):
            spoken = rng.choice([f"{c} said", f"{c} claimed", f"according to {c},"])
            claim = f"{spoken} that {fact}.".replace(", that", ",")
            self.claim(claim, f"{c} said that {fact}{extra}.", "supported", "speaker kept")

    def speakers(self):
        """Who said it."""
        rng = self.rng
        x, y = self.two()
        p, q = rng.sample(OBJECTS, 2)
        one, two = rng.choice(FIRST_WORDS).format(p=p), rng.choice(SECOND_WORDS).format(q=q)
        both = rng.choice(
            [
                f"{x} said that {one}, while {y} said that {two}.",
                f"“{up(one)},” said {x}. {up(y)} replied that {two}.",
                f"{x} argued that {one}. {up(two)}, {y} said.",
            ]
        )
        right = rng.choice([f"{x} said that {one}.", f"{y} said that {two}."])
        self.claim(right, both, "supported", "speaker kept")
        wrong = rng.choice([f"{y} said that {one}.", f"{x} said that {two}."])
        self.claim(wrong, both, "contradicted", "speakers exchanged")
        dice = rng.random()
        if dice < 0.35:
            self.ask(f"Who said that {one}?", both, x, "speaker")
        elif dice < 0.6:
            self.ask(f"What did {y} say about {p}?", both, None, "another's words")

    def opposites(self):
        """Words that mean the same, or the opposite."""
        rng = self.rng
        a, noun = rng.choice(ACTORS), rng.choice(OBJECTS)
        m, n = rng.choice(SYNONYMS)
        self.claim(
            f"{a} {n} {noun}.", f"{a} {m} {noun}{rng.choice(ADJUNCTS)}.", "supported", "alike"
        )
        m, n = rng.choice(ANTONYMS)
        if rng.random() < 0.5:
            m, n = n, m
        evidence = f"{a} {m} {noun}{rng.choice(ADJUNCTS)}."
        self.claim(f"{a} {n} {noun}.", evidence, "contradicted", "opposite")

    def figures(self):
        """Two figures of two years, in a sentence and in a table."""
        rng = self.rng
        a = rng.choice(ACTORS)
        verb, unit, question = rng.choice(MEASURES)
        y1 = rng.randint(1995, 2024)
        y2 = y1 + rng.randint(1, 4)
        n1, n2, _ = (self.number() for _ in range(3))
        if n1 != n2:
            self.two_years(a, verb, unit, question.format(a=a), (y1, n1), (y2, n2))
        if rng.random() < 0.5:
            self.table(y1)

    def number(self):
        rng = self.rng
        if rng.random() < 0.7:
            return f"{rng.randint(2, 990)}"
        return f"{rng.randint(1, 99)}.{rng.randint(1, 9)}"

    def two_years(self, a, verb, unit, question, first, second):
        rng, (y1, n1), (y2, n2) = self.rng, first, second
        fact = rng.choice(
            [
                f"{a} {verb} {n1} {unit} in {y1} and {n2} in {y2}.",
                f"in {y2} {a} {verb} {n2} {unit}, up from {n1} in {y1}.",
                f"{a} {verb} {n1} {unit} in {y1}. By {y2} the figure was {n2}.",
                f"{a}, which was founded on {rng.randint(1, 28)} May {y1}, {verb} {n2} {unit}"
                f" in {y2}. The year {y1} had brought {n1} {unit}.",
                f"{y1}: {n1} {unit}\n{y2}: {n2} {unit}\n{up(a)} {verb} more each year.",
            ]
        )
        self.claim(f"{a} {verb} {n1} {unit} in {y1}.", fact, "supported", "year kept")
        wrong = [f"{a} {verb} {n2} {unit} in {y1}.", f"{a} {verb} {n1} {unit} in {y2}."]
        self.claim(rng.choice(wrong), fact, "contradicted", "years exchanged")
        another = y1 - rng.randint(1, 5)
        self.claim(f"{a} {verb} {n1} {unit} in {another}.", fact, "neutral", "another year")
        dice = rng.random()
        if dice < 0.4:
            self.ask(f"{question} in {y1}?", fact, n1, "year")
        elif dice < 0.7:
            self.ask(f"{question} in {y2}?", fact, n2, "year")
        else:
            self.ask(f"{question} in {y2 + rng.randint(1, 6)}?", fact, None, "another year")

    def table(self, first_year):
        rng = self.rng
        years = [str(first_year + k) for k in range(rng.randint(2, 4))]
        names = rng.sample(ROWS, rng.randint(2, 4))
        cells = {name: [self.cell() for _ in years] for name in names}
        mark = rng.choice([" | ", " ", "\t", ": "])
        joint = mark if mark != ": " else " "
        head = rng.choice(["Item", "Million euros", "Year", ""]) + joint + joint.join(years)
        lines = (name + mark + joint.join(values) for name, values in cells.items())
        text = head + "\n" + "\n".join(lines)
        name, k = rng.choice(names), rng.randrange(len(years))
        if rng.random() >= 0.75:
            other = rng.choice([row for row in ROWS if row not in names])
            lacking = [f"{other.lower()} in {years[k]}", f"{name.lower()} in {int(years[-1]) + 2}"]
            self.question(f"What was the {rng.choice(lacking)}?", text, None, -1, "table")
            return
        before = joint.join(cells[name][:k]) + (joint if k else "")
        at, value = text.index(name + mark) + len(name + mark + before), cells[name][k]
        if text[at : at + len(value)] == value:
            asked = [f"What was the {name.lower()} in {years[k]}?"]
            asked += [f"How much {name.lower()} in {years[k]}?", f"{name} {years[k]}?"]
            self.question(rng.choice(asked), text, value, at, "table")

    def cell(self):
        rng = self.rng
        if rng.random() < 0.6:
            return f"{rng.randint(1, 999)}.{rng.randint(0, 9)}"
        return f"{rng.randint(1000, 99999):,}"

    def comparisons(self):
        """More, fewer, before, after, at least, half."""
        rng = self.rng
        a, b = self.two()
        n = rng.randint(3, 900)
        fact = f"{a} is larger than {b}{rng.choice(['', ' and older', ', officials said'])}."
        self.claim(f"{a} is larger than {b}.", fact, "supported", "compared")
        claim = f"{b} is {rng.choice(['larger', 'older', 'richer'])} than {a}."
        fact = f"{a} is larger, older and richer than {b}."
        self.claim(claim, fact, "contradicted", "compared")
        e1, e2 = rng.sample(EVENTS, 2)
        fact = f"{e1} took place before {e2}."
        self.claim(f"{e2} came after {e1}.", fact, "supported", "order")
        wrong = [f"{e1} came after {e2}.", f"{e2} took place before {e1}."]
        self.claim(rng.choice(wrong), fact, "contradicted", "order")
        bounds = ["at least", "more than", "up to", "fewer than", "no more than", "nearly"]
        fact = f"{rng.choice(bounds)} {n} workers left {a}."
        self.claim(f"{a} lost {n} workers.", fact, "neutral", "bound")
        k = rng.randint(2, 9)
        claim = f"{k * n} of the {2 * k * n} members of {a} voted."
        fact = f"half of the {2 * k * n} members of {a} voted."
        self.claim(claim, fact, "supported", "half")


def hedged(a, c, fact, do, ing):
    """Ways to speak of what isn't said to have happened."""
    return [
        *(f"{a} may {do}", f"{a} could {do} next year", f"{a} plans to {do}"),
        *(f"{a} promised to {do}", f"{a} considered {ing}", f"{a} is expected to {do}"),
        *(f"{a} threatened to {do}", f"{c} urged {a} to {do}", f"{c} demanded that {a} {do}"),
        *(f"if talks succeed, {a} will {do}", f"{a} wants to {do}", f"{c} claimed that {fact}"),
        *(f"critics said that {fact}", f"there were rumours that {fact}"),
        *(f"{a} was accused of {ing}", f"{a} has been asked to {do}"),
        *(f"{a} agreed to {do} if {c} paid", f"{a} hopes to {do}"),
        *(f"{a} discussed whether to {do}", f"{a} offered to {do}"),
        *(f"{a} would {do} only with the consent of {c}", f"{c} believes that {fact}"),
        f"according to {c}, {fact}",
    ]


def not_done(a, c, did, do, ing):
    return [
        *(f"{a} refused to {do}", f"{a} failed to {do}", f"{a} almost {did}"),
        *(f"{a} declined to {do}", f"{a} did not {do}", f"{a} never {did}"),
        *(f"{a} decided against {ing}", f"{c} stopped {a} from {ing}"),
        f"plans by {a} to {do} were abandoned",
    ]


def truly_done(a, c, fact, done, do, ing):
    return [
        *(f"{a} managed to {do}", f"{a} succeeded in {ing}", f"{fact}, as it had promised"),
        *(f"on Friday {fact}", f"{fact} despite protests by {c}", f"{a} has now {done}"),
    ]
