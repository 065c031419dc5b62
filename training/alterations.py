"""Texts altered by rule: a sentence taken out, a word changed, two answers exchanged, a hedge."""

import collections
import re

from training import templates
from training.words import pairs, phrases

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w])")
NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,})*\b")
VERB = re.compile(r"\b(is|was|were|are|has|had|can|could|did|does|will|would)\b(?!\s+(?:not|n't))")
JOINT = re.compile(
    r"^\W*(?:(?:and|or|nor|with|as well as|versus|vs|called|named|known as|is|was|are|were"
    r"|a|an|the)\b\W*)*$",
    re.IGNORECASE,
)
OPPOSITES = dict(pairs("mixture", "opposites"))
OUTLETS = phrases("mixture", "outlets")
HEADINGS = phrases("mixture", "headings")
FRAMES = [
    ("{a} claimed that {s}", "neutral"),
    ("According to {a}, {s}", "neutral"),
    ("{a} believes that {s}", "neutral"),
    ("Rumours that {s} could not be confirmed.", "neutral"),
    ("It is not clear whether {s}", "neutral"),
    ("{a} asked whether {s}", "neutral"),
    ("Had things gone otherwise, it might be said that {s}", "neutral"),
    ("{a} denied that {s}", "contradicted"),
    ("It is not true that {s}", "contradicted"),
    ("Nobody could show that {s}", "neutral"),
    ("{a} confirmed that {s}", "supported"),
    ("It is well known that {s}", "supported"),
    ("As everyone saw, {s}", "supported"),
    ("It was a fact that {s}", "supported"),
]
EXCHANGED = ("who", "whom", "what", "which", "where", "when", "how")


def plain(text):
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def sentence_spans(text):
    at = 0
    for cut in [*(m.start() for m in SENTENCE_END.finditer(text)), len(text)]:
        yield at, cut
        at = cut


def names_in(texts):
    return [m[0] for text in texts for m in NAME.finditer(text[:600])]


def without(context, start, end):
    """The context less the sentence of these characters, or None where little is left."""
    parts = [(a, b) for a, b in sentence_spans(context) if b <= start or a >= end]
    left = " ".join(context[a:b].strip() for a, b in parts)
    return left if len(left) > 0.4 * len(context) and len(parts) > 1 else None


def around(text, keep, rng):
    """Whole sentences, 200 to 900 characters, around the place that matters or a random one."""
    parts = list(sentence_spans(text))
    room = rng.randint(200, 900)
    if len(text) <= room:
        return text
    if keep is None:
        low = high = rng.randrange(len(parts))
    else:
        low = max((n for n, (a, _) in enumerate(parts) if a <= keep[0]), default=0)
        ends = (n for n, (_, b) in enumerate(parts) if b >= keep[1])
        high = max(low, min(ends, default=len(parts) - 1))
    while parts[high][1] - parts[low][0] < room and (low > 0 or high < len(parts) - 1):
        if low > 0 and (rng.random() < 0.5 or high == len(parts) - 1):
            low -= 1
        else:
            high += 1
    return text[parts[low][0] : parts[high][1]].strip()


def other_number(text, near, rng):
    seen = {m[0] for m in NUMBER.finditer(near)} - {text}
    if seen and rng.random() < 0.5:
        same = [n for n in seen if len(n) == len(text)]
        if same:
            return rng.choice(sorted(same))
    digits = text.replace(",", "")
    if "." in digits:
        return f"{float(digits) * rng.choice([0.5, 0.8, 1.2, 1.5, 2]) + 0.1:.1f}"
    value = int(digits)
    if 1000 <= value < 2100 and "," not in text:
        return str(value + rng.choice([-20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20]))
    if value > 3:
        step = max(1, int(value * rng.choice([0.1, 0.25, 0.5, 1])))
        changed = abs(value + step * rng.choice([-1, 1]))
    else:
        changed = value + rng.randint(1, 4)
    return f"{changed:,}" if "," in text else str(changed)


def altered(text, context, names, kinds, rng):
    """The text with one number, name, opposite or denial changed; None where it has none."""
    kinds = list(kinds)
    rng.shuffle(kinds)
    for kind in kinds:
        match, new = CHANGES[kind](text, context, names, rng) or (None, None)
        if match:
            return text[: match.start()] + new + text[match.end() :]
    return None


def number_changed(text, context, _names, rng):
    if found := list(NUMBER.finditer(text)):
        match = rng.choice(found)
        new = other_number(match[0], context, rng)
        if new != match[0]:
            return match, new
    return None


def name_changed(text, context, names, rng):
    if found := list(NAME.finditer(text)):
        match = rng.choice(found)
        inside = sorted({n[0] for n in NAME.finditer(context)} - {match[0]})
        inside = [
            n
            for n in inside
            if n not in text and match[0] not in n and not set(n.split()) & set(match[0].split())
        ]
        new = rng.choice(inside) if inside and rng.random() < 0.7 else rng.choice(names)
        if new not in text:
            return match, new
    return None


def opposite_put(text, _context, _names, rng):
    if found := [m for m in re.finditer(r"\b[a-z]+\b", text) if m[0] in OPPOSITES]:
        match = rng.choice(found)
        return match, OPPOSITES[match[0]]
    return None


def denied(text, _context, _names, _rng):
    match = VERB.search(text)
    return match and (match, match[0] + " not")


CHANGES = {
    "number": number_changed,
    "name": name_changed,
    "opposite": opposite_put,
    "denial": denied,
}


def headed(row, rng):
    """The row under a headline with outlet and date, or a section's heading, as documents are."""
    dice = rng.random()
    if dice < 0.12:
        first = re.split(r"(?<=[.!?])\s", row["context"])[0]
        title = " ".join(first.split()[: rng.randint(4, 9)]).rstrip(".,;:")
        day = f"{rng.randint(1998, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        heads = [f"{title}\n{rng.choice(OUTLETS)}, {day}\n\n", f"{rng.choice(OUTLETS)}, {day}\n\n"]
        head = rng.choice([*heads, f"Published {day}\n\n", f"{title}\n"])
    elif dice < 0.22:
        head = rng.choice(HEADINGS) + "\n\n"
    else:
        return row
    start = row["start"] + len(head) if row.get("answer") else -1
    return {**row, "context": head + row["context"], "start": start}


def exchanged(rows, limit, rng):
    """Sentences in which two answers of one kind have changed places: the same words, false."""
    by_context = collections.defaultdict(list)
    for row in rows:
        if row.get("answer") and len(row["answer"].split()) <= 5:
            by_context[row["context"]].append(row)
    made = []
    for context, own in by_context.items():
        made += exchanged_in(context, own, rng)
    rng.shuffle(made)
    return made[:limit]


def exchanged_in(context, own, rng):
    parts = list(sentence_spans(context))

    def sentence_of(row):
        return next((n for n, (a, b) in enumerate(parts) if a <= row["start"] < b), -1)

    own = [(sentence_of(r), r["question"].split()[0].lower(), r) for r in own]
    rng.shuffle(own)
    done = set()
    for i, (n, asked, one) in enumerate(own):
        for m, other_asked, two in own[i + 1 :]:
            if n != m or n in done or asked != other_asked or asked not in EXCHANGED:
                continue
            claim = with_exchanged(context, parts[n], one, two)
            if claim:
                shared = {"evidence": context, "keep": parts[n]}
                yield {"claim": claim, "label": "contradicted"} | shared | SWAPPED
                sentence = context[slice(*parts[n])].strip()
                yield {"claim": sentence, "label": "supported"} | shared | KEPT
                done.add(n)


SWAPPED = {"source": "rule:answers exchanged"}
KEPT = {"source": "rule:sentence kept"}


def with_exchanged(context, place, one, two):
    """The sentence at `place` with both answers exchanged, or None where that may stay true."""
    low, high = place
    first, second = sorted((one, two), key=lambda r: r["start"])
    x, y = first["answer"], second["answer"]
    end = first["start"] + len(x)
    between = context[end : second["start"]]
    if end > second["start"] or JOINT.match(between):
        return None
    if plain(x) in plain(y) or plain(y) in plain(x) or high - low > 320:
        return None
    if context.count(x) != 1 or context.count(y) != 1 or not (x[0].isalnum() and y[0].isalnum()):
        return None
    rest = context[second["start"] + len(y) : high]
    return (context[low : first["start"]] + y + between + x + rest).strip()


def hedged(prose, limit, rng):
    """Real sentences put as a claim, a denial or a fact."""
    made = []
    for row in prose:
        for a, b in sentence_spans(row["text"]):
            sentence = row["text"][a:b].strip()
            if plain_statement(sentence) and rng.random() < 0.35:
                frame, label = rng.choice(FRAMES)
                named = re.match(r"[A-Z]\w+ [A-Z]|[A-Z]{2}", sentence)
                inner = sentence if named else sentence[0].lower() + sentence[1:]
                who = templates.up(rng.choice(templates.ACTORS))
                evidence = frame.format(a=who, s=inner)
                if not evidence.endswith("."):
                    evidence = evidence.replace(".", "") + "."
                row_of = {"claim": sentence, "evidence": evidence, "label": label}
                made.append({**row_of, "source": "rule:hedged"})
    rng.shuffle(made)
    return made[:limit]


def plain_statement(sentence):
    if not (40 < len(sentence) < 220 and sentence[0].isupper() and sentence.endswith(".")):
        return False
    return not sentence.startswith(("However", "But", "And", '"', "“"))
